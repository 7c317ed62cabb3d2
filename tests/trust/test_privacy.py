"""Who comes and whom to call is in the pack, and nowhere else."""

import pickle
import re
import subprocess
from pathlib import Path
from shutil import copytree

import pikepdf
import pytest

from paper import read_aloud
from practicepack import Step, open_desk
from practicepack.atomic import without_checksum
from practicepack.cache.files import CACHE_MARK, CacheFiles
from practicepack.cache.library import library_key
from practicepack.cache.parts import PartCache
from practicepack.cli.main import run
from practicepack.desk.journal import JOURNALS
from practicepack.edits import Set
from practicepack.pipeline import Built, Request, build
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

NAMES = ("Amina O'Hara", "José & Zoé", "Bo")
HELP, PHONE = "Lantern House", "000 555 12"
SECRETS = ("Amina O\N{RIGHT SINGLE QUOTATION MARK}Hara", "José & Zoé", "Bo", HELP, PHONE)
NAMED = {"participants/forms/certificate-of-attendance.pdf", "organisers/sign-in-sheet.pdf"}
HELPERS = {"facilitators/facilitator-guide.pdf", "facilitators/when-somebody-tells-you.pdf"}
LEAST_KEPT = 40
ORGANISER = "Weavers of Three Wells"
MACHINE = {str(shipped_root()), str(Path.home()), str(Path.cwd())}
"""What a file could give away of who made it, and where."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> CacheFiles:
    return CacheFiles(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def built(store: CacheFiles, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("own")
    copytree(shipped_root() / "sessions/power-and-voice", root / "sessions/ours")
    workshop = root / "sessions/ours/workshop.yaml"
    workshop.write_text(workshop.read_text("utf-8").replace("<your organisation>", ORGANISER), "utf-8")
    (root / "sessions/ours/participants.csv").write_text("name\n" + "\n".join(NAMES), encoding="utf-8")
    (root / "sessions/ours/referrals.yaml").write_text(
        f'services:\n  - {{name: {HELP}, helps_with: papers, phone: "{PHONE}", checked: 2026-03-02}}\n'
    )
    with Typesetter(Workspace(root, shipped_root()), 1, PartCache(store)) as typesetter:
        return build(Workspace(root, shipped_root()), Request("ours"), root / "build", typesetter)


def told(words: str) -> set[str]:
    return {secret for secret in SECRETS if re.search(rf"\b{re.escape(secret)}\b", words)}


def test_the_names_are_where_they_are_wanted_and_the_numbers_too(built: Built) -> None:
    words = {
        one.document.path: " ".join(read_aloud(built.folder / one.document.path)) for one in built.finished
    }
    named = {path for path, text in words.items() if told(text) & set(SECRETS[:2])}
    assert named == NAMED
    assert {PHONE in text for path, text in words.items() if path in HELPERS} == {True}


def test_nothing_of_it_is_in_the_store(built: Built, store: CacheFiles, tmp_path: Path) -> None:
    library_cache = library_key(Workspace(built.folder.parents[1], shipped_root()))
    parts = {path.parent.name + path.name: path.read_bytes() for path in store.folder.glob("*/*")}
    words = [parts.pop(library_cache).decode(errors="replace")]
    for key, part in parts.items():
        (tmp_path / f"{key}.pdf").write_bytes(without_checksum(CACHE_MARK, part).partition(b"\n")[2])
    words += [" ".join(read_aloud(path)) for path in tmp_path.iterdir()]
    assert len(words) > LEAST_KEPT
    assert [text[:80] for text in words if told(text)] == []


def test_what_is_known_of_a_pack_is_the_same_in_another_process(built: Built) -> None:
    again = pickle.loads(pickle.dumps(built))  # noqa: S301  # written here
    assert again == built
    assert [again.is_private(text) for text in (f"call {PHONE}", "call no one")] == [True, False]


def test_nothing_of_it_is_in_the_list_of_files(built: Built) -> None:
    listing = (built.folder / "manifest.json").read_text(encoding="utf-8")
    assert told(listing) == set()
    assert "participants.csv" not in listing


def test_no_file_says_who_made_it_and_where(built: Built) -> None:
    for one in built.finished:
        path = built.folder / one.document.path
        with pikepdf.open(path) as pdf:
            said = {key: str(value) for key, value in pdf.docinfo.items()}
        whole = subprocess.run(["qpdf", "--qdf", path, "-"], check=True, capture_output=True).stdout
        assert {place for place in MACHINE if place.encode() in whole} == set()
        assert said.keys() <= {"/Title", "/Producer", "/Author"}
        assert said["/Author"] == ORGANISER
        assert told(" ".join(said.values())) == set()


def test_sheets_with_names_say_that_they_are_to_be_kept_safe(built: Built) -> None:
    words = read_aloud(built.folder / "organisers/sign-in-sheet.pdf")
    assert all("destroy" in page.lower() for page in words)


def test_a_workshop_is_forgotten_on_request(tmp_path: Path) -> None:
    sessions, store = tmp_path / "sessions", tmp_path / "kept"
    for name in ("ours", "theirs"):
        copytree(shipped_root() / "sessions/power-and-voice", sessions / name)
    common = ["--root", str(tmp_path), "build", "--cache-dir", str(store), "--jobs", "1", "--only", "agenda"]
    assert run([*common, "ours", "theirs"]) == 0
    assert run([*common, "ours", "--set", "title=Ours"]) == 0
    before = len(kept(store))
    desk = open_desk(tmp_path, journal=store / JOURNALS, clock=lambda: 0.0)
    name = "sessions/ours/workshop.yaml"
    desk.apply(Step("Call it ours", (Set(name, ("title",), "Ours"),), {name: desk.hash_of(name)}))
    assert run(["--root", str(tmp_path), "build", "ours", "--forget", "--cache-dir", str(store)]) == 0
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == ["theirs--agenda"]
    assert desk.undo_label is None
    assert list((store / JOURNALS).iterdir()) == []
    assert len(kept(store)) < before - 1  # a part of both is laid out again when it is wanted


LEAD = "{name: Rosaline Marchetti, contact: 555 987 6543}"


def test_a_lead_given_by_an_option_is_stored_nowhere_but_in_the_pack(tmp_path: Path) -> None:
    copytree(shipped_root() / "sessions/power-and-voice", tmp_path / "sessions/mine")
    common = ["--root", str(tmp_path), "build", "mine", "--jobs", "1", "--only", "agenda"]
    cache = ["--cache-dir", str(tmp_path / "cache")]
    assert run([*common, *cache, "--set", f"safeguarding={LEAD}"]) == 0
    (folder,) = (tmp_path / "build").iterdir()
    assert folder.name == "mine--safeguarding--agenda"
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Rosaline" not in everything
    assert b"555 987" not in everything


def test_forgetting_leaves_no_name_anywhere(tmp_path: Path) -> None:
    savings, circle, homes = "savings-group-six-meetings", "mens-circle-six-evenings", "homes-that-share"
    for name in ("homes-and-voices", savings, circle, homes):
        copytree(shipped_root() / "sessions" / name, tmp_path / "sessions" / name)
    roster = tmp_path / "sessions" / circle / "participants.csv"
    roster.write_text("name\nZuleikha Qanitova\n", encoding="utf-8")
    common = ["--root", str(tmp_path), "build", "--cache-dir", str(tmp_path / "cache")]
    for wanted in (["homes-and-voices"], [circle]):
        assert run([*common, *wanted, "--only", "forms", "--jobs", "1"]) == 0
    copytree(tmp_path / f"build/{circle}--forms", tmp_path / f"build/.{circle}--forms.new")
    assert run([*common, circle, "--forget"]) == 0
    assert with_names(tmp_path) == [roster]
    assert (tmp_path / "build/homes-and-voices--forms/homes-that-share--forms").is_dir()
    assert run([*common, "--forget"]) == 0
    assert [path for path in (tmp_path / "build").rglob("*") if path.is_file()] == []


def with_names(folder: Path) -> list[Path]:
    """The files in which a text search finds the participant; of PDFs, those that show her name."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if b"Zuleikha" in path.read_bytes() or "Zuleikha" in shown(path)]


def shown(path: Path) -> str:
    return " ".join(read_aloud(path)) if path.suffix == ".pdf" else ""


def test_forged_notes_of_the_cache_remove_nothing(tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("precious")
    store = CacheFiles(tmp_path / "cache")
    store.write("ab" * 32, b"part")
    store.note("mine", ["ab" * 32])
    (note,) = (tmp_path / "cache/notes").iterdir()
    note.write_text(f"..{precious}\n../../precious.txt\n{'ab' * 32}\n", encoding="ascii")
    assert store.forget("mine") == 1
    assert precious.read_text() == "precious"
    for damaged in (b"\xff", b"", b"\0" * 9):
        note.write_bytes(damaged)
        store.note("mine", ["cd" * 32])
        assert note.read_text().split() == ["cd" * 32]


def kept(store: Path) -> list[Path]:
    return list(store.glob("[0-9a-f][0-9a-f]/*"))


def test_no_manifest_and_no_cache_quotes_a_participant(tmp_path: Path) -> None:
    copytree(shipped_root() / "sessions/power-and-voice", tmp_path / "sessions/mine")
    roster = tmp_path / "sessions/mine/participants.csv"
    roster.write_text("name\n" + "Zuleikha" * 400 + "\n", encoding="utf-8")
    common = ["--root", str(tmp_path), "build", "mine", "--jobs", "1", "--only", "forms"]
    assert run([*common, "--cache-dir", str(tmp_path / "cache")]) == 0
    cached = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    manifests = list(tmp_path.glob("build/*/manifest.json"))
    assert cached
    assert manifests
    assert [path for path in (*cached, *manifests) if b"Zuleikha" in path.read_bytes()] == []
