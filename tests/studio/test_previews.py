"""Pages of a workshop as it is now: the draft, the page that is printed, and which page of which part."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from desks import OPENING, OURS, desk_on, folder_with_workshop, step
from pypdfium2 import PdfDocument

from practicepack.desk.desk import Desk
from practicepack.documents.edition import Edition
from practicepack.edits import Set
from practicepack.studio.previews import PageAsked, Previews
from practicepack.studio.typesetting_thread import TypesettingThread
from practicepack.typeset.scheduler import Typesetter, prepare_drafts

GUIDE, AGENDA = "facilitators/facilitator-guide.pdf", "participants/agenda.pdf"
A4 = Edition()
PATIENCE = 60


@dataclass
class Place:
    """A desk, and the pages of its workshop."""

    desk: Desk
    previews: Previews
    without_drafts: Previews

    def change(self, key: str, value: str) -> None:
        self.desk.apply(step(self.desk, Set(OURS, (key,), value)))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    desk = desk_on(folder_with_workshop(tmp_path_factory.mktemp("previews")))
    drafts = TypesettingThread(lambda: Typesetter(desk.workspace, 1, prepare=prepare_drafts))
    printed = TypesettingThread(lambda: Typesetter(desk.workspace, 1))
    drafts.start()
    printed.start()
    yield Place(desk, Previews(desk, printed, drafts), Previews(desk, printed, None))
    drafts.close()
    printed.close()


def text(found: object) -> str:
    """The words of a page that was given with its number."""
    assert isinstance(found, tuple)
    part, page = found
    with PdfDocument(part.pdf) as pdf:
        return " ".join(pdf[page].get_textpage().get_text_range().split())


def test_the_drafts_of_a_pack_say_how_many_pages_and_sheets_it_takes(place: Place) -> None:
    preview = place.previews.preview("ours", A4, PATIENCE)
    assert preview is not None
    paths = [document.path for document in preview.documents]
    assert GUIDE in paths
    assert sum(preview.lengths[GUIDE]) > 15
    assert sum(preview.run.sheets.values()) > 50
    assert place.previews.preview("ours", A4, 0) is preview


def test_a_page_of_a_document_is_in_the_part_that_its_pages_lead_to(place: Place) -> None:
    preview = place.previews.preview("ours", A4, PATIENCE)
    assert preview is not None
    lengths = preview.lengths[GUIDE]
    names = [part.name for part in preview.documents[1].parts]
    assert preview.part_at(GUIDE, 0) == (names[0], 0)
    assert preview.part_at(GUIDE, sum(lengths) - 1) == (names[-1], lengths[-1] - 1)
    assert preview.part_at(GUIDE, sum(lengths)) is None
    assert preview.part_at(GUIDE, -1) is None
    assert preview.part_at("no/such.pdf", 0) is None


def test_a_draft_follows_a_change_and_so_does_the_page_that_is_printed(place: Place) -> None:
    asked = PageAsked("ours", AGENDA, 0)
    for title in ("A first day", "A second day"):
        place.change("title", title)
        assert place.previews.printed_page_if_there(asked) is None
        assert title in text(place.previews.draft(asked, PATIENCE))
        assert title in text(place.previews.printed_page(asked, PATIENCE))
        assert title in text(place.previews.printed_page_if_there(asked))


def test_a_single_part_needs_no_other_and_has_its_foot(place: Place) -> None:
    place.change("title", "Only one part")
    name = "session-01-opening"
    asked = PageAsked("ours", GUIDE, 1, name)
    draft = place.previews.draft(asked, PATIENCE)
    printed = place.previews.printed_page(asked, PATIENCE)
    assert draft is not None
    assert printed is not None
    for page in (draft, printed):
        assert "20 people" in text(page)
    assert draft[0].pages == printed[0].pages


def test_without_drafts_the_page_is_the_one_that_is_printed(place: Place) -> None:
    asked = PageAsked("ours", AGENDA, 0, "agenda")
    assert place.without_drafts.draft(asked, PATIENCE) is None
    outline = place.without_drafts.preview("ours", A4, PATIENCE)
    with_drafts = place.previews.preview("ours", A4, PATIENCE)
    assert outline is not None
    assert with_drafts is not None
    assert outline.fingerprints == with_drafts.fingerprints
    assert outline.lengths == {}
    assert "Opening" in text(place.without_drafts.printed_page(asked, PATIENCE))


@pytest.mark.parametrize(
    "asked", [PageAsked("ours", "no/such.pdf", 0), PageAsked("ours", AGENDA, 9, "nothing")]
)
def test_a_page_that_is_not_there_is_none(place: Place, asked: PageAsked) -> None:
    assert place.previews.draft(asked, PATIENCE) is None
    assert place.previews.printed_page(asked, PATIENCE) is None


def test_where_the_files_are_broken_the_last_good_pages_are_shown(place: Place) -> None:
    place.change("title", "Before the slip")
    place.desk.plan("ours")
    path = place.desk.workspace.layers[0] / OPENING
    before = path.read_text(encoding="utf-8")
    path.write_text("activities: [", encoding="utf-8")
    try:
        asked = PageAsked("ours", AGENDA, 0)
        assert "Before the slip" in text(place.previews.draft(asked, PATIENCE))
    finally:
        path.write_text(before, encoding="utf-8")
