"""Which activities some people may do, and what comes before them."""

from functools import cache

from trial import shipped

from practicepack.library.facts import is_allowed


@cache
def needed(id_: str) -> tuple[str, ...]:
    """An activity, after all that it builds on."""
    before = (one for earlier in shipped().activities[id_].item.after for one in needed(earlier))
    return (*dict.fromkeys(before), id_)


@cache
def fitting(audience: frozenset[str]) -> list[str]:
    """The activities that may be used with these people, and in a room of women or men of them."""
    known, each = shipped().audiences, shipped().activities
    others = {id_ for id_ in audience if known[id_].item.kind != "who"}
    rooms = (audience, others | {"women"}, others | {"men"})
    return [
        id_
        for id_ in sorted(each)
        if all(is_allowed(known, each[one].item, room) for one in needed(id_) for room in rooms)
    ]
