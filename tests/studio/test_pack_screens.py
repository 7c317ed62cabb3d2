"""The screens Pages and Print without JavaScript: build, stop, look, download, print only what changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from packs import change, copies_of, print_system, sent_since, small_visitor, when
from PIL import Image
from studios import Visitor

from practicepack.studio.pack_service import PackService


@dataclass
class Place:
    """Someone on a studio whose workshop is small, and a print system that writes down what it is told."""

    visitor: Visitor
    log: Path
    first_calls: list[list[str]] = field(default_factory=list)
    """What was printed first of all, on paper."""

    @property
    def service(self) -> PackService:
        return self.visitor.studio.service

    def open(self, path: str) -> str:
        return self.visitor.open(f"w/ours/{path}").text

    def build(self) -> None:
        self.open("pages")
        for button in self.visitor.buttons():
            if button.startswith("Make all pages"):
                self.visitor.press(button)
                break
        when(lambda: not self.service.builds.is_busy)

    def print_first(self) -> None:
        """Print everything once, whichever test needs it first."""
        if self.first_calls:
            return
        self.build()
        self.printed()
        self.open("print")
        assert "Do not print these yet" in self.visitor.text
        self.visitor.press(button(self.visitor, "Print"), printer="office")
        self.first_calls = self.printed()

    def printed(self) -> list[list[str]]:
        return sent_since(self.log)

    def copies(self) -> dict[str, int]:
        return copies_of(self.printed())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("screens")
    visitor = small_visitor(folder)
    with pytest.MonkeyPatch.context() as patch, visitor.studio.service:
        log = print_system(folder, patch)
        yield Place(visitor, log)


def test_before_anything_is_built_pages_can_be_looked_at_and_nothing_is_printed(place: Place) -> None:
    when(lambda: "Facilitator guide" in place.open("pages"))
    text = place.visitor.text
    assert "Make all pages" in text
    assert "Download all" not in text
    assert "Changed since" not in text
    assert "not made yet" in place.open("print")
    assert "The pages are not ready" in place.visitor.client.post(
        f"{place.visitor.studio.base}/w/ours/print", data={"do": "paper"}
    ).text.replace("the pages", "The pages")
    assert place.printed() == []


def test_a_page_is_a_picture_first_as_a_draft_and_then_as_it_is_printed(place: Place) -> None:
    address = f"{place.visitor.studio.base}/page/ours/participants/agenda.pdf/1.png"
    kinds = []
    for query in ("", "?printed=1", "", "?part=agenda&width=300"):
        answer = place.visitor.client.get(address + query)
        assert answer.status_code == 200
        kinds.append(answer.headers["x-page"])
        with Image.open(BytesIO(answer.content)) as image:
            assert image.height > image.width
    assert kinds == ["draft", "printed", "printed", "printed"]
    for name in ("participants/agenda.pdf/9.png", "no/such.pdf/1.png", "../../secret.pdf/1.png"):
        answer = place.visitor.client.get(f"{place.visitor.studio.base}/page/ours/{name}")
        assert answer.status_code in (204, 404)


def test_a_pack_is_built_shown_as_ready_and_can_be_taken_away(place: Place) -> None:
    place.build()
    text = place.open("pages")
    assert "All pages are ready." in text
    assert "Changed since" not in text
    visitor = place.visitor
    guide = visitor.client.get(f"{visitor.studio.base}/w/ours/pack/facilitators/facilitator-guide.pdf")
    assert guide.content.startswith(b"%PDF")
    assert guide.headers["content-type"] == "application/pdf"
    with ZipFile(BytesIO(visitor.client.get(f"{visitor.studio.base}/w/ours/pack.zip").content)) as archive:
        names = archive.namelist()
        assert archive.read("ours/facilitators/facilitator-guide.pdf") == guide.content
    assert len(names) == len(list(place.service.folder("ours").rglob("*.pdf")))


@pytest.mark.parametrize(
    "name", ["manifest.json", "../../sessions/ours/workshop.yaml", "/etc/passwd", "no.pdf"]
)
def test_no_other_file_can_be_downloaded(place: Place, name: str) -> None:
    answer = place.visitor.client.get(f"{place.visitor.studio.base}/w/ours/pack/{name}")
    assert answer.status_code == 404


def test_everything_is_printed_on_paper_and_then_on_card(place: Place) -> None:
    place.print_first()
    calls = place.first_calls
    assert all(words[:2] == ["-d", "office"] for words in calls)
    paper = {words[words.index("-t") + 1] for words in calls}
    assert "agenda.pdf" in paper
    # no place that helps is known, so the pages that show one must wait
    assert "facilitator-guide.pdf" not in paper
    assert "sheets were sent to the printer" in place.visitor.text
    if any(label.startswith("Then put card in") for label in place.visitor.buttons()):
        place.visitor.press(button(place.visitor, "Then put card in"))
        assert not paper & place.copies().keys()
    assert "Nothing has changed since you printed." in place.open("print")


def test_after_a_change_only_what_changed_is_printed_once_the_pages_are_made(place: Place) -> None:
    place.print_first()
    change(place.visitor.studio.desk, "participants", "11")
    assert "so nothing is sent" in place.open("print")
    assert "Make all pages" in place.visitor.buttons()
    assert "Changed since it was made" in place.open("pages")
    place.build()
    place.open("print")
    place.visitor.press(button(place.visitor, "Print"))
    copies = place.copies()
    # what was printed before looks the same, and only the copies for the others are missing
    assert 0 < copies["agenda.pdf"] < copies_of(place.first_calls)["agenda.pdf"]
    assert copies["START.pdf"] == 1
    assert "background.pdf" not in copies
    assert "Nothing has changed" in place.open("print") or "Then put card in" in place.visitor.text
    assert "Everything" in place.visitor.text


def test_what_the_printer_refuses_is_said_and_can_be_sent_again(place: Place) -> None:
    visitor = place.visitor.open("w/ours/print?which=all")
    visitor.press(button(visitor, "Print"), printer="broken")
    assert "the printer is on fire" in visitor.text
    assert len(place.printed()) == 1
    visitor.open("w/ours/print?which=all")
    visitor.press(button(visitor, "Print"), printer="office")
    assert len(place.printed()) > 5


def test_a_printer_that_is_not_known_is_refused(place: Place) -> None:
    answer = place.visitor.client.post(
        f"{place.visitor.studio.base}/w/ours/print", data={"do": "paper", "which": "all", "printer": "-o"}
    )
    assert answer.status_code == 400
    assert place.printed() == []


def test_what_was_printed_elsewhere_can_be_noted(place: Place) -> None:
    change(place.visitor.studio.desk, "title", "Our second day")
    place.build()
    place.open("print")
    place.visitor.press("I have printed these elsewhere")
    assert place.printed() == []
    assert "Nothing has changed since you printed." in place.visitor.text


def test_paper_and_printer_are_chosen_and_are_another_pack(place: Place) -> None:
    visitor = place.visitor.open("w/ours/print")
    visitor.press("Use these", paper="a5", printer_does="one")
    assert place.service.folder("ours").name == "ours--a5--one"
    assert "not made yet" in visitor.text
    assert visitor.values()["paper"] == "a5"
    visitor.press("Use these", paper="a4", printer_does="both")
    assert place.service.folder("ours").name == "ours"
    visitor.press("Use these", 400, paper="wallpaper")


def test_a_build_is_stopped_and_the_last_good_pack_stays(place: Place) -> None:
    before = (place.service.folder("ours") / "manifest.json").read_bytes()
    change(place.visitor.studio.desk, "title", "Our third day")
    place.open("pages")
    place.visitor.press("Make all pages")
    assert "Look again" in place.visitor.text
    place.visitor.press("Stop")
    when(lambda: not place.service.builds.is_busy)
    assert "Stopped. The pages that you had before are still there." in place.open("pages")
    assert (place.service.folder("ours") / "manifest.json").read_bytes() == before
    assert "parts are ready" not in place.visitor.text


def test_where_the_plan_has_errors_they_are_said_and_no_page_is_made(place: Place) -> None:
    change(place.visitor.studio.desk, "participants", "900")
    text = place.open("pages")
    place.visitor.studio.desk.undo()
    assert "The pages cannot be made yet" in text
    assert "Go to the plan" in text


def button(visitor: Visitor, start: str) -> str:
    """The label of the first button that begins so."""
    for label in visitor.buttons():
        if label.startswith(start):
            return label
    raise AssertionError(f"no button {start} ... among {visitor.buttons()}")
