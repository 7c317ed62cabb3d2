"""Safety and background: what facilitators read before, and keep when the workshop is over."""

from collections.abc import Iterator
from dataclasses import replace

from practicepack.documents.context import Context
from practicepack.documents.edition import Leaf
from practicepack.documents.model import Document, Part, Place
from practicepack.i18n import ROMAN

SAFETY, SHEETS, BACKGROUND = "safety", "safety-sheets", "background"


def safety(brief: Context) -> Iterator[Document]:
    """All that the library says about safety, one copy for each facilitator.

    The services that help are not in it: they are of one place and one time, and it is kept for years.
    """
    if not brief.plan.safety:
        return
    title = brief.words.say("Safety")
    first, *others = brief.plan.safety
    places = tuple(Place(page.item.title, f"safety-{page.id}") for page in others)
    # the contents are short: the first text fills their page
    opening = Place(first.item.title, f"safety-{first.id}")
    view = {"rows": places, "subject": title, "opening": first}
    leaf = _paper_of_books(brief)
    contents = brief.part(
        "contents", "contents", ROMAN[0], title, view, leaf=leaf, places=(opening,), late="contents"
    )
    text = brief.part(SAFETY, SAFETY, "", title, {"pages": others}, leaf=leaf, places=places)
    parts: tuple[Part, ...] = (contents,)
    # The first text is below the contents, so without others a second part would be empty.
    if others:
        parts = (contents, text)
    yield _bound(brief, SAFETY, title, brief.plan.facilitators, parts)


def background(brief: Context) -> Iterator[Document]:
    """What the practices are and where the methods come from, one copy for the team."""
    plan = brief.plan
    if not plan.practices:
        return
    title = brief.words.say("Background")
    places = [Place(title, BACKGROUND)]
    for practice in plan.practices:
        places.append(Place(practice.item.title, f"practice-{practice.id}", 2))
    part = brief.part(
        BACKGROUND, BACKGROUND, "", title, {}, leaf=_paper_of_books(brief), places=tuple(places)
    )
    yield _bound(brief, BACKGROUND, title, 1, (part,))


def emergency_cards(brief: Context) -> Iterator[Document]:
    """The pages about safety to have at hand: a card with two sides, one for each facilitator."""
    for page in brief.plan.safety:
        if page.item.apart:
            title, places = page.item.title, (Place(page.item.title, f"safety-{page.id}"),)
            leaf = brief.folded
            # In large type the two sides of a small card would not hold it.
            if brief.edition.is_large:
                leaf = brief.desk
            part = brief.part(
                page.id,
                "safety-sheet",
                "",
                title,
                {"page_text": page},
                leaf=leaf,
                places=places,
                most_pages=2,
            )
            yield Document(
                SHEETS,
                "facilitators",
                page.id,
                title,
                brief.plan.facilitators,
                (part,),
                "card",
                sides=2,
                is_read=True,
            )


def _is_booklet(brief: Context) -> bool:
    """Whether what is kept is a small book: lines of the same length, on two thirds of the paper."""
    return brief.edition.has_half_sheets and not brief.edition.is_large


def _paper_of_books(brief: Context) -> Leaf:
    if _is_booklet(brief):
        return brief.folded
    return brief.edition.paper


def _bound(brief: Context, kind: str, title: str, copies: int, parts: tuple[Part, ...]) -> Document:
    document = Document(kind, "facilitators", kind, title, copies, parts, is_read=True, is_bound=True)
    return replace(document, is_folded=_is_booklet(brief))
