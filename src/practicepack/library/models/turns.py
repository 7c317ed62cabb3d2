"""Minutes of what people or groups do one after the other."""

from math import ceil

from practicepack.library.models.fields import Counted, Range

NONE = Range(min=0, ideal=0, max=0)


def minutes_in_turns(minutes: Counted, count: int) -> Range:
    """What minutes come to where `count` people or groups take turns: whole minutes, rounded up."""
    grown = (minutes.each or 0) * count
    if minutes.stagger is not None:
        grown = minutes.stagger * max(0, count - 1)
    # 0.1 times 30 is a little more than 3 to a computer, and must not become a fourth minute
    more = ceil(round(grown, 6))
    once = minutes.plus or NONE
    return Range(min=once.min + more, ideal=once.ideal + more, max=once.max + more)
