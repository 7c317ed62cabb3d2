"""What one part may cost: what needs more fails by name, and the rest goes on."""

import signal
from pathlib import Path
from resource import RLIMIT_AS, getrlimit
from shutil import copytree
from struct import pack
from threading import Thread
from zlib import crc32

import pytest
from cases import BASE
from PIL import Image

from practicepack.cli.main import run
from practicepack.diagnostics import CallError, ContentError, Source
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document, Part
from practicepack.documents.parts import RenderJob
from practicepack.i18n import Translator
from practicepack.library.images.photographs import pixels
from practicepack.limits import DEEPEST, STANDARD_LIMITS, Limits, raised
from practicepack.pipeline import inspect
from practicepack.render.limits import TooMuchError, bounded
from practicepack.render.markdown import Markdown
from practicepack.render.templates import Templates
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import TooLargeError, Workspace, shipped_root
from tasks import laid_out

STYLE = (Source("mine.css", "@page { size: 60mm 60mm; margin: 5mm } html { font: 12pt Pack }"),)


def job(body: str) -> RenderJob:
    return RenderJob("Part", f'<html lang="en"><title>T</title><body><h1>T</h1>{body}</body></html>', STYLE)


def found(body: str, bounds: Limits, workers: int) -> list[tuple[str, str]]:
    one, other = job(body), job("<p>well</p>")
    with Typesetter(Workspace(None, shipped_root(), bounds), workers) as typesetter:
        laid = laid_out(typesetter, one, other)
    assert laid[other.key].pages == 1
    assert laid[other.key].diagnostics == ()
    return [(finding.code, finding.message) for finding in laid[one.key].diagnostics]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("body", "bounds", "bound"),
    [
        ("<p>word</p>" * 40_000, Limits(seconds=2), "2 seconds"),
        ("<p style='break-before: page'>word</p>" * 5, Limits(pages=4), "4 pages"),
    ],
)
def test_a_part_that_needs_too_much_fails_alone(body: str, bounds: Limits, bound: str, workers: int) -> None:
    assert found(body, bounds, workers) == [("bound", f"Part needs more than {bound}")]


def test_a_part_that_needs_too_much_memory_fails_alone() -> None:
    said = found("<p>word</p>" * 40_000, Limits(megabytes=40), 2)
    assert said == [("bound", "Part needs more than 40 megabytes")]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_needs_as_much_as_it_may_is_laid_out(workers: int) -> None:
    assert found("<p style='break-before: page'>word</p>" * 5, Limits(pages=6), workers) == []


LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
GROW = (
    "{% set ns = namespace(s='x' * 9999) %}{% for a in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}"
)


def fault(root: Path, text: str, bounds: Limits) -> tuple[str, str, str | None]:
    """What comes of a template that is filled in with these bounds."""
    (root / "templates").mkdir()
    (root / "templates/mine.html").write_text(text, encoding="utf-8")
    part = Part("mine", "mine.html", "", "My part", {})
    templates = Templates(Workspace(root, shipped_root(), bounds), "T", {}, Translator("en"), Edition(), {})
    with pytest.raises(ContentError) as caught:
        templates.html(Document("agenda", "participants", "mine", "Mine", 1, (part,)), part)
    (found,) = caught.value.diagnostics
    return found.code, found.message, found.span and found.span.source.name


@pytest.mark.parametrize(
    ("text", "bounds", "bound"),
    [(LOOP, Limits(seconds=1), "1 seconds"), (GROW, Limits(megabytes=300), "300 megabytes")],
)
def test_a_template_that_never_ends_or_never_has_enough(
    text: str, bounds: Limits, bound: str, tmp_path: Path
) -> None:
    said = f'"My part" needs more than {bound}'
    assert fault(tmp_path, text, bounds) == ("bound", said, "templates/mine.html")


@pytest.mark.parametrize(
    "text", ["{{ 9 ** 9 ** 9 }}", "{{ 'a' * 10 ** 9 }}", "{{ 'a' * 999999999 }}", "{{ 999999999 * [1] }}"]
)
def test_one_step_that_would_take_hours_or_all_memory_is_not_taken(text: str, tmp_path: Path) -> None:
    code, message, name = fault(tmp_path, text, STANDARD_LIMITS)
    assert (code, name) == ("template", "templates/mine.html")
    assert "is not worked out" in message


def test_afterwards_there_is_no_alarm_and_no_limit() -> None:
    before = getrlimit(RLIMIT_AS), signal.getsignal(signal.SIGALRM)
    with pytest.raises(TooMuchError, match="megabytes"), bounded(Limits(megabytes=100)):
        bytearray(500 * 1024 * 1024)
    assert (getrlimit(RLIMIT_AS), signal.getsignal(signal.SIGALRM)) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_template_that_never_ends_is_stopped_in_any_thread(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (tmp_path / "templates/mine.html").write_text(endless, encoding="utf-8")
    workspace = Workspace(tmp_path, shipped_root(), Limits(seconds=1))
    templates = Templates(workspace, "T", {}, Translator("en"), Edition(), {})
    part = Part("mine", "mine.html", "", "Mine", {})
    document = Document("agenda", "participants", "mine", "Mine", 1, (part,))
    found: list[object] = []

    def fill() -> None:
        with pytest.raises(ContentError) as caught:
            templates.html(document, part)
        found.extend(finding.code for finding in caught.value.diagnostics)

    thread = Thread(target=fill)
    thread.start()
    thread.join(60)
    assert found == ["bound"]


def test_a_bound_is_raised_by_name() -> None:
    assert raised(("seconds=300", "pages=900")) == Limits(seconds=300, pages=900)


@pytest.mark.parametrize("text", ["second=300", "seconds", "seconds=", "seconds=-1", "seconds=1.5", "=3"])
def test_what_raises_no_bound(text: str) -> None:
    with pytest.raises(CallError, match="is not NAME=NUMBER"):
        raised((text,))


@pytest.mark.parametrize(("side", "found"), [(99, ["bound"]), (98, [])])
def test_a_picture_has_a_bound_whatever_it_takes_on_the_disk(
    side: int, found: list[str], tmp_path: Path
) -> None:
    (tmp_path / "content/pictures").mkdir(parents=True)
    Image.new("1", (side, 100)).save(tmp_path / "content/pictures/wide.png")
    one = job('<p><img src="practicepack:content/pictures/wide.png" alt="wide"></p>')
    with Typesetter(Workspace(tmp_path, shipped_root(), Limits(pixels=9800)), 1) as typesetter:
        assert [finding.code for finding in laid_out(typesetter, one)[one.key].diagnostics] == found


CARE, HAND = "content/safety/care.yaml", "content/pictures/hand.svg"
NESTED = "".join(f"\n{'  ' * deep}- item" for deep in range(1, 10))
COPIED = '<path id="a"/>' + '<use href="#a"/>' * 2_001


MASKS = "".join(
    f'<mask id="p{number}"><rect mask="url(#p{number + 1})"/><rect mask="url(#p{number + 1})"/></mask>'
    for number in range(11)
)


def care(text: str = "Know where help is.", title: str = "Take care") -> str:
    return f"title: {title}\norder: 1\ncredit: {{origin: Made for these tests}}\ntext: {text}\n"


def hand(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title>A hand</title>{body}</svg>'


@pytest.mark.parametrize(
    ("name", "text", "code", "bound"),
    [
        (CARE, care() + "#" * 1_000_000, "too-large", "bytes=2000000"),
        (CARE, care(f"[{'x, ' * 5_001}]"), "too-large", "values=9000"),
        (CARE, care("[" * 41 + "]" * 41), "too-deep", "levels=90"),
        (CARE, care("word " * 2_001), "long-text", "text=20000"),
        (CARE, care(title="word " * 201), "long-text", "line=2000"),
        (CARE, care(f"|{NESTED}"), "too-deep", "nesting=9"),
        (HAND, hand(f'<path d="M0 0{"h1v1" * 50_000}"/>'), "too-large", "drawing=300000"),
        (HAND, hand("<g>" * 41 + "</g>" * 41), "bad-picture", "levels=41"),
        (HAND, hand(COPIED), "bad-picture", "copies=3000"),
        (HAND, hand(f'{MASKS}<rect mask="url(#p0)"/>'), "bad-picture", "copies=99000"),
    ],
    ids=["bytes", "values", "levels", "text", "line", "nesting", "drawing", "groups", "copies", "masks"],
)
def test_what_is_read_is_bounded_and_each_bound_can_be_raised(
    name: str, text: str, code: str, bound: str, tmp_path: Path
) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    refused, *_ = (one for one in inspect(Workspace(None, tmp_path)) if one.code == code)
    assert refused.hints[-1].startswith(f"if it is as it should be: --bound {bound.partition('=')[0]}=")
    allowed = inspect(Workspace(None, tmp_path, raised((bound,))))
    assert code not in [one.code for one in allowed]


@pytest.mark.parametrize(
    "body",
    [
        '<mask id="a"><rect mask="url(#a)"/></mask><rect mask="url(#a)"/>',
        '<pattern id="a"><rect fill="url(#b)"/></pattern><pattern id="b"><rect fill="url(#a)"/></pattern>'
        """<rect style="fill: url('#a')"/>""",
        '<marker id="m"><path marker-end="url( #m )"/></marker><path marker-end="url(#m)"/>',
        '<clipPath id="c"><rect clip-path="url(#c)"/></clipPath><rect clip-path="url(#c)"/>',
    ],
    ids=["mask", "patterns", "marker", "clip"],
)
def test_what_draws_itself_again_is_refused(body: str, tmp_path: Path) -> None:
    (tmp_path / HAND).parent.mkdir(parents=True)
    (tmp_path / HAND).write_text(hand(body), encoding="utf-8")
    refused = [finding for finding in inspect(Workspace(None, tmp_path)) if finding.code == "bad-picture"]
    message = "masks, patterns or markers that draw themselves again"
    assert [finding.message for finding in refused] == [message]


@pytest.mark.parametrize("command", ["check", "plan", "list", "show", "build", "watch"])
def test_whatever_reads_the_library_can_be_given_a_bound(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "activities", "--bound", "value=9000"]) == 2
    said = 'error: --bound: "value=9000" is not NAME=NUMBER\n   hint: did you mean "values"?\n'
    assert capsys.readouterr().err == said


def test_a_bound_is_raised_for_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / CARE).write_text(care("word " * 2_001), encoding="utf-8")
    check = ["--root", str(tmp_path), "check", str(tmp_path / CARE)]
    assert run(check) == 1
    assert "hint: if it is as it should be: --bound text=20000" in capsys.readouterr().err
    assert run([*check, "--bound", "text=20000"]) == 0


@pytest.mark.parametrize("bound", ["levels", "nesting"])
def test_what_is_nested_without_end_is_never_read(bound: str) -> None:
    with pytest.raises(CallError, match=f"{bound} can be {DEEPEST[bound]} at most"):
        raised((f"{bound}=1000",))


@pytest.mark.parametrize("text", ["> " * 40, "- " * 40, "1. " * 40])
def test_the_deepest_text_that_may_be_allowed_loses_nothing(text: str) -> None:
    assert "word" in Markdown().block(f"{text}word\n")


def test_a_page_with_a_picture_of_very_many_bytes_is_not_laid_out(tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90))
    one = job('<p><img src="practicepack:large.png" alt="large"></p>')
    with Typesetter(Workspace(tmp_path, shipped_root(), Limits(picture=97)), 1) as typesetter:
        (found,) = laid_out(typesetter, one)[one.key].diagnostics
    assert (found.code, found.message) == ("bound", "Part needs more than 97 bytes for one picture")


def test_a_logo_of_very_many_bytes_is_told_of(tmp_path: Path) -> None:
    copytree(BASE, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "sessions/one-day"
    Image.new("1", (9, 9)).save(folder / "logo.png")
    with (folder / "logo.png").open("ab") as logo:
        logo.write(bytes(STANDARD_LIMITS.picture))
        size = logo.tell()
    workshop = folder / "workshop.yaml"
    lines = workshop.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("organiser:")]
    organiser = 'organiser: {name: Bridge House, contact: "0123 456", logo: logo.png}'
    workshop.write_text("\n".join([*kept, organiser, ""]), encoding="utf-8")
    (found,) = inspect(Workspace(None, tmp_path))
    assert found.code == "too-large"
    assert found.message == f'"logo.png" has {size} bytes, the limit is {STANDARD_LIMITS.picture}'
    assert inspect(Workspace(None, tmp_path, raised(("picture=30000000",)))) == ()


def test_a_bomb_is_not_unpacked() -> None:
    packed = bytearray(b"\x89PNG\r\n\x1a\n")
    for kind, data in ((b"IHDR", pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)), (b"IEND", b"")):
        packed += pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))
    assert pixels(bytes(packed)) > STANDARD_LIMITS.pixels


def test_a_picture_of_very_many_bytes_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(STANDARD_LIMITS.picture))
    with pytest.raises(TooLargeError, match=r"large\.png"):
        Workspace(tmp_path, shipped_root()).data("large.png")
