"""Each shipped activity on paper: its pages in the guide, and its cue card."""

from practicepack.documents.model import Document
from practicepack.typeset.layout import lay_out
from practicepack.typeset.scheduler import Typesetter
from test_no_leak import WORKSPACE, everything, pages

MOST_PAGES = 4
"""Of an activity in the guide, the opening of its session included."""
AUDIENCE = ("women", "adults", "low-literacy")
"""The longest guide: what people who do not read hear in place of a sheet is written out."""


def test_an_activity_takes_four_pages_at_most_and_one_cue_card() -> None:
    documents, templates = pages(everything(*AUDIENCE))
    wanted = [sessions_of(one) if one.kind == "facilitator-guide" else one for one in documents]
    wanted = [one for one in wanted if one.kind in ("facilitator-guide", "cue-cards")]
    with Typesetter(WORKSPACE, 1) as typesetter:
        made = lay_out(wanted, templates, typesetter, lambda _, __: None)
    assert [one.message for one in made.diagnostics] == []
    long = {name: one.pages for (_, name), one in made.pages.items() if one.pages > MOST_PAGES}
    assert set(long) == {"cue-cards"}
    assert len(made.pages) > 50


def sessions_of(guide: Document) -> Document:
    parts = tuple(part for part in guide.parts if part.template == "session.html")
    return Document(guide.kind, guide.folder, guide.file, guide.title, guide.copies, parts)
