"""What was changed for these people, in five lines: the whole list is what `plan --explain` prints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from practicepack.plan.changes import Change, ChangeKind

MOST_CHANGE_LINES = 5
CHANGE_GROUPS: tuple[tuple[str, frozenset[ChangeKind]], ...] = (
    ("dropped", frozenset({"dropped", "either"})),
    ("shortened", frozenset({"shortened"})),
    ("changed", frozenset({"variant", "replaced"})),
    ("added", frozenset({"in"})),
    ("substitute", frozenset({"substitute"})),
    ("moved", frozenset({"edge", "beside", "idle", "moved", "paused"})),
    ("cards", frozenset({"reduced", "repeated"})),
)
"""What a facilitator has to know first stands first. What was left out for others is for nobody to read."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """Changes of one kind: how many there are, and where."""

    kind: str
    number: int
    where: tuple[str, ...]


def change_lines(changes: Iterable[Change]) -> Iterator[ChangeLine]:
    """The kinds of changes that there are, five at most."""
    listed = tuple(changes)
    lines = 0
    for name, kinds in CHANGE_GROUPS:
        there = [change for change in listed if change.kind in kinds]
        if there and lines < MOST_CHANGE_LINES:
            lines += 1
            # of a step, the activity that it belongs to
            activities = dict.fromkeys(change.where.partition(":")[0] for change in there)
            yield ChangeLine(name, len(there), tuple(activities))
