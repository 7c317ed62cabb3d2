"""The kinds of blocks in a day, and what they are for people: work, rest, or a way."""

from collections.abc import Mapping
from typing import Literal

from practicepack.library.models.workshop import BlockInDay

SlotKind = Literal[
    "session",
    "break",
    "lunch",
    "pause",
    "meal",
    "free",
    "travel",
    "arrival",
    "energiser",
    "guest",
    "prework",
    "parallel",
]
WORK = frozenset[SlotKind]({"session", "parallel", "guest"})
"""What people come for."""
RESTS = frozenset[SlotKind]({"break", "lunch", "pause", "meal", "free", "arrival"})
"""What people rest in. A way from one place to another is no rest: people sit in the bus, too."""
MEALS = frozenset[SlotKind]({"lunch", "meal"})
HOURLY = frozenset[SlotKind]({"lunch", "meal", "pause"})
"""Blocks with an hour of their own: people eat at noon and pray when it is time, whatever was left out."""
BLOCK_FIELDS: Mapping[str, SlotKind] = {
    "session": "session",
    "either": "session",
    "break_": "break",
    "lunch": "lunch",
    "pause": "pause",
    "meal": "meal",
    "free": "free",
    "travel": "travel",
    "arrival": "arrival",
    "energiser": "energiser",
    "guest": "guest",
    "prework": "prework",
    "parallel": "parallel",
}
"""By the field that an author writes: the kind of the block."""


def slot_kind(block: BlockInDay) -> SlotKind:
    """The kind of a block as written."""
    # A break of 0 minutes is still a break, so only what was not written counts as absent.
    return next(kind for name, kind in BLOCK_FIELDS.items() if getattr(block, name) not in (None, ()))
