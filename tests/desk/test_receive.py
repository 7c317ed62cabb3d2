"""Files that came from elsewhere: what is odd about them is refused, and nothing is written meanwhile."""

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from stat import S_IFLNK
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from desks import contents, desk_on, folder_with_workshop

from practicepack.desk import receive
from practicepack.desk.desk import Desk
from practicepack.desk.receive import ImportRefusedError
from practicepack.diagnostics import CallError
from practicepack.workspace import shipped_root

TOP = "sessions/theirs"
STARTER = shipped_root() / "sessions/power-and-voice"
GOOD = {f"{TOP}/{path.name}": path.read_bytes() for path in sorted(STARTER.iterdir())}
ACTIVITY = (shipped_root() / "content/activities/power-walk.yaml").read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_on(folder_with_workshop(tmp_path))


def packed(
    entries: Iterable[tuple[str, bytes]], compression: int = ZIP_DEFLATED, mode: int = 0o100644
) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", compression) as archive:
        for name, data in entries:
            info = ZipInfo("x")
            info.filename = info.orig_filename = name
            info.external_attr = mode << 16
            info.compress_type = compression
            archive.writestr(info, data)
    return buffer.getvalue()


def with_file(name: str, data: bytes = b"title: x\n") -> bytes:
    return packed([*GOOD.items(), (name, data)])


ODD_NAMES = (
    *("../x.yaml", "sessions/theirs/../../x.yaml", "/etc/x.yaml", "//server/x.yaml", "./x.yaml", "a//b.yaml"),
    *("C:/x.yaml", "C:x.yaml", "sessions\\theirs\\x.yaml", "\\\\server\\x", "~/x.yaml"),
    *(f"{TOP}/con.yaml", f"{TOP}/NUL", f"{TOP}/lpt1.svg", f"{TOP}/aux .yaml", f"{TOP}/x.yaml ", f"{TOP}/x."),
    *(f"{TOP}/x\u202ey.yaml", f"{TOP}/x\ny.yaml", f"{TOP}/x:y.yaml", f"{TOP}/-x.yaml", f"{TOP}/.x.yaml"),
    *(f"{TOP}/x\x7f.yaml", f"{TOP}/<x>.yaml", f"{TOP}/x|y.yaml", f"{TOP}/*.yaml", f"{TOP}/{'a' * 101}.yaml"),
)


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_odd_names_are_refused(desk: Desk, name: str) -> None:
    with pytest.raises(ImportRefusedError):
        desk.look(with_file(name))


def test_a_name_that_ends_early_is_refused(desk: Desk) -> None:
    # a name with a zero in it is another one for programs that stop there
    data = with_file(f"{TOP}/xx.yaml.zz").replace(b"xx.yaml.zz", b"xx.yaml\0zz")
    with pytest.raises(ImportRefusedError):
        desk.look(data)


@pytest.mark.parametrize(
    "names",
    [
        (f"{TOP}/a.yaml", f"{TOP}/a.yaml"),
        (f"{TOP}/a.yaml", f"{TOP}/A.YAML"),
        (f"{TOP}/caf\u00e9.yaml", f"{TOP}/cafe\u0301.yaml"),
        (f"{TOP}/stra\u00dfe.yaml", f"{TOP}/STRASSE.yaml"),
        ("content/a", "content/a/b.yaml"),
        ("content/A", "content/a/b.yaml"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_are_one_to_some_systems_are_refused(desk: Desk, names: tuple[str, ...]) -> None:
    with pytest.raises(ImportRefusedError):
        desk.look(packed([*GOOD.items(), *((name, b"x") for name in names)]))


@pytest.mark.parametrize("kind", [S_IFLNK, 0o020000, 0o010000, 0o140000])
def test_links_and_devices_are_refused(desk: Desk, kind: int) -> None:
    with pytest.raises(ImportRefusedError):
        desk.look(packed([*GOOD.items(), (f"{TOP}/x.yaml", b"/etc/passwd")], mode=kind | 0o777))


def test_bombs_are_refused_before_they_are_unpacked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImportRefusedError, match="too large"):
        desk.look(with_file(f"{TOP}/x.yaml", bytes(30_000_000)))
    lying = with_file(f"{TOP}/x.yaml", bytes(2_000_000))
    # the size that the zip states is smaller than what is in it
    lying = lying.replace(struct.pack("<L", 2_000_000), struct.pack("<L", 20))
    with pytest.raises(ImportRefusedError):
        desk.look(lying)
    with pytest.raises(ImportRefusedError):
        desk.look(packed([(f"{TOP}/{number}.yaml", b"") for number in range(1001)]))
    monkeypatch.setattr(receive, "MOST_UNPACKED", 100_000)
    pictures = [(f"{TOP}/{number}.png", bytes(60_000)) for number in range(2)]
    with pytest.raises(ImportRefusedError, match="too large"):
        desk.look(packed([*GOOD.items(), *pictures]))


def test_what_is_no_zip_or_is_damaged_is_refused(desk: Desk) -> None:
    good = packed(GOOD.items())
    for data in (b"", b"PK\x05\x06", b"title: x", good[: len(good) // 2], good[len(good) // 2 :]):
        with pytest.raises(ImportRefusedError):
            desk.look(data)
    spoilt = bytearray(good)
    spoilt[200] ^= 0xFF
    with pytest.raises(ImportRefusedError):
        desk.look(bytes(spoilt))
    with pytest.raises(ImportRefusedError):
        desk.look(packed(GOOD.items(), ZIP_BZIP2))
    locked = bytearray(good)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = good.index(mark)
        locked[at + (6 if mark[2] == 3 else 8)] |= 1
    with pytest.raises(ImportRefusedError):
        desk.look(bytes(locked))


@pytest.mark.parametrize("files", [{}, {"sessions/a/workshop.yaml": b"", "sessions/b/workshop.yaml": b""}])
def test_there_is_one_workshop_in_it(desk: Desk, files: dict[str, bytes]) -> None:
    with pytest.raises(ImportRefusedError):
        desk.look(packed(files.items()))
    with pytest.raises(ImportRefusedError):
        desk.look(packed([("sessions/No Id/workshop.yaml", b"title: x\n")]))


def test_looking_says_what_is_in_it_and_what_stays_out(desk: Desk) -> None:
    before = contents(desk.files.root)
    others = {
        "templates/base.html": b"x",
        "x.exe": b"x",
        f"{TOP}/participants.csv": b"name\nAna\n",
        "content/activities/power-walk.yaml": ACTIVITY + b"# theirs\n",
        "content/activities/broken.yaml": b"title: [x\n",
        "practicepack.json": b'{"title": "Theirs", "practicepack": 7}',
    }
    data = packed([*GOOD.items(), *others.items()])
    received = desk.look(data)
    assert received.workshop == "theirs"
    assert (received.title, received.version) == ("Theirs", "")
    assert set(received.left) == {"templates/base.html", "x.exe", f"{TOP}/participants.csv"}
    assert received.replaced == ("content/activities/power-walk.yaml",)
    assert [(finding.code, finding.span.line) for finding in received.diagnostics if finding.span] == [
        ("yaml-syntax", 1)
    ]
    assert "templates/base.html" in desk.look(data, with_templates=True).files
    assert contents(desk.files.root) == before


def test_taking_overwrites_nothing_and_overrides_only_when_asked(desk: Desk) -> None:
    name = "content/activities/power-walk.yaml"
    data = packed([*GOOD.items(), (name, ACTIVITY + b"# theirs\n")])
    received = desk.look(data)
    before = contents(desk.files.root)
    with pytest.raises(ImportRefusedError, match="override the library"):
        desk.take(received)
    for taken in ("ours", "power-and-voice", "Not An Id", "con"):
        with pytest.raises(CallError):
            desk.take(received, taken)
    assert contents(desk.files.root) == before
    assert desk.take(received, overrides=True) == "theirs"
    after = contents(desk.files.root)
    assert {name: data for name, data in after.items() if name not in before} == received.files
    assert desk.plan("theirs").plan is not None
    mine = desk.files.root / name
    mine.write_bytes(ACTIVITY + b"# mine\n")
    with pytest.raises(ImportRefusedError, match="your own file"):
        desk.take(desk.look(data), "more", overrides=True)
    assert not (desk.files.root / "sessions/more").exists()
    assert mine.read_bytes() == ACTIVITY + b"# mine\n"


def test_a_link_in_the_users_folder_is_not_written_through(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (desk.files.root / "content").symlink_to(tmp_path / "out")
    with pytest.raises(CallError):
        desk.take(desk.look(packed([*GOOD.items(), ("content/activities/x-y.yaml", ACTIVITY)])))
    assert list((tmp_path / "out").iterdir()) == []


def test_files_that_lie_over_each_other_are_refused(desk: Desk) -> None:
    """Many entries of one stretch of bytes, as in the bombs that are small and have no layers."""
    body = zlib.compress(bytes(900_000), 9)[2:-4]
    check = zlib.crc32(bytes(900_000))
    header = struct.pack("<4sHHHHHLLLHH", b"PK\x03\x04", 20, 0, 8, 0, 33, check, len(body), 900_000, 8, 0)
    central = b""
    for number in range(900):
        name = f"{number:03}.yaml".encode()
        central += struct.pack(
            "<4sHHHHHHLLLHHHHHLL",
            *(
                b"PK\x01\x02",
                20,
                20,
                0,
                8,
                0,
                33,
                zlib.crc32(bytes(900_000)),
                len(body),
                900_000,
                8,
                0,
                0,
                0,
                0,
            ),
            *(0o100644 << 16, 0),
        )
        central += name
    start = len(header) + 8 + len(body)
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 900, 900, len(central), start, 0)
    with pytest.raises(ImportRefusedError, match=r"damaged|too large"):
        desk.look(header + b"000.yaml" + body + central + end)
