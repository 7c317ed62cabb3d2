"""What was changed in a workshop for these people, this time and this place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from practicepack.library.facts import PEOPLE, Audiences, names

ChangeKind = Literal[
    "in",
    "out",
    "variant",
    "replaced",
    "dropped",
    "shortened",
    "substitute",
    "reduced",
    "repeated",
    "edge",
    "beside",
    "idle",
    "moved",
    "either",
    "paused",
    "chosen",
]
"""What was done. A block goes at the edge of a day, beside another pause, or idle: with nothing to serve."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed for these people, this time and this place: where, what, and for whom."""

    kind: ChangeKind
    where: str
    text: str
    audiences: tuple[str, ...] = ()
    field: str = ""
    """The field of an activity that a variant replaced, or the kind of a block that went or moved."""


def as_here(audiences: Audiences, changes: Iterable[Change], present: Iterable[str]) -> Iterator[Change]:
    """Changes by the names of those who are here, where they were written for others like them."""
    ids = tuple(present)
    called = _called(audiences, ids)
    people: list[str] = []
    for id_ in ids:
        if audiences[id_].item.kind in PEOPLE:
            people.append(id_)
    for change in changes:
        written = change.audiences
        if change.kind == "in" and written:
            # What was written only for others stays because the same is true of these people.
            written = tuple(filter(called.__contains__, written)) or tuple(people)
        here: dict[str, None] = {}
        for id_ in written:
            here[called.get(id_, id_)] = None
        yield replace(change, audiences=tuple(here))


def _called(audiences: Audiences, ids: Sequence[str]) -> dict[str, str]:
    """By every name that those who are here answer to: the name by which the workshop calls them."""
    called: dict[str, str] = {}
    for id_ in ids:
        for name in names(audiences, [id_]):
            called[name] = id_
    # Someone who is here by name is never listed under an audience that is only like them.
    for id_ in ids:
        called[id_] = id_
    return called
