"""Sheets and cards without a picture, for people who read little."""

from dataclasses import replace

import pytest
from trial import activity, day, library, said, session, shipped

from practicepack.library.overrides import assignment, override
from practicepack.plan.resolve import draw

WORKSHOPS = sorted(shipped().workshops)
READERS = {"content/audiences/guests.yaml": "{title: Guests, kind: need, guidance: Be kind., pictures: true}"}
DECK = (
    "{{title: Deck, kind: cards, to: {to}, cards: [{{id: a, front: A, picture: drum}}, {{id: b, front: B}}]}}"
)
HANDOUT = "{title: Sheet, kind: handout, to: participant, body: [{text: A}, {ticks: [B]}]}"
RINGED = "{title: Sheet, kind: handout, to: participant, body: [{ticks: [{text: B, picture: drum}]}]}"
FORM = """\
{title: Form, kind: form, to: participant, questions: [{id: a, ask: Name}, {id: b, ask: How?, answer: faces},
{id: c, ask: What?, answer: box}]}
"""


def findings(printable: str, audience: str) -> list[tuple[str, tuple[str, ...]]]:
    """What is said of a workshop that uses one sheet."""
    content = activity("try", printables="[sheet]") | READERS
    content |= {"content/printables/sheet.yaml": printable}
    days = day("session: a", end="10:00")
    return said(library(days, {"a": session("try")}, content=content, audience=audience), "no-picture")


@pytest.mark.parametrize(
    ("printable", "lacks"),
    [
        (DECK.format(to="participant"), '"Deck" lacks 1 of its 2 pictures'),
        (DECK.format(to="wall"), '"Deck" lacks 1 of its 2 pictures'),
        (HANDOUT, '"Sheet" has no picture'),
        (FORM, '"Form" lacks 1 of its 3 pictures'),
    ],
)
def test_a_sheet_without_a_picture_is_named(printable: str, lacks: str) -> None:
    ((message, hints),) = findings(printable, "guests")
    assert message.startswith(lacks)
    assert hints


@pytest.mark.parametrize("printable", [DECK.format(to="facilitator"), RINGED])
def test_what_others_read_or_has_pictures_to_ring_is_not_named(printable: str) -> None:
    assert findings(printable, "guests") == []


def test_people_who_read_need_no_pictures() -> None:
    assert findings(HANDOUT, "") == []


@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_every_shipped_sheet_that_people_get_has_a_picture(workshop: str) -> None:
    """Whatever else does not fit for these people: their sheets are complete."""
    folder = shipped().workshops[workshop]
    audience = ", ".join((*folder.workshop.item.audience, "low-literacy"))
    changed = replace(folder, workshop=override(folder.workshop, [assignment(f"audience=[{audience}]")]))
    assert [one.message for one in draw(shipped(), changed).diagnostics if one.code == "no-picture"] == []
