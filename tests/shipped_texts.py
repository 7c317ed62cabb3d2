"""What people read and hear of the shipped library, by the file in which it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from trial import shipped

from practicepack.library.entry import Entry
from practicepack.library.models.fields import Prose
from practicepack.library.models.printable import ReadingList
from practicepack.library.text.prose import of_kind

Texts = Mapping[str, list[str]]
"""Texts by the name of their file."""
SPOKEN = {"say", "ask", "debrief"}
"""The keys of what a facilitator says to people."""
TEAMS = {"do", "note", "caution", "listen_for", "risk", "hold", "how"}
"""The keys of what a facilitator keeps to herself."""
UNREAD = {"credit", "sources", "words"}
"""The keys of what says where something comes from, and of what people look for in any language."""


def authored(entry: Entry[Any]) -> Iterator[tuple[frozenset[str], str]]:
    """Every text of an entry that somebody reads, with the keys over it."""
    for path, text in of_kind(str, entry.parts):
        keys = frozenset(str(key) for key in path)
        if not keys & UNREAD:
            yield keys, text


def by_file(found: Iterable[tuple[Entry[Any], str]]) -> Texts:
    """Texts under the names of their files."""
    each = defaultdict(list)
    for entry, text in found:
        each[entry.source.name].append(text)
    return each


def given() -> list[Entry[Any]]:
    """The printables that people hold, or see on the wall."""
    return [one for one in shipped().printables.values() if one.item.to in ("participant", "wall")]


@cache
def for_participants() -> Texts:
    """Every word on the paper that people hold, or see on the wall."""
    return by_file((one, text) for one in given() for keys, text in authored(one) if not keys & TEAMS)


@cache
def said() -> Texts:
    """What people hear: what is said and asked, the debrief, and lists that are read out."""
    every = ((one, keys, text) for one in shipped().entries() for keys, text in authored(one))
    spoken = [(one, text) for one, keys, text in every if keys & SPOKEN and isinstance(text, Prose)]
    lists = [one for one in shipped().printables.values() if isinstance(one.item, ReadingList)]
    return by_file([*spoken, *((one, item.text) for one in lists for item in one.item.items)])


@cache
def for_the_team() -> Texts:
    """What facilitators and organisers read: all the rest that is more than a title or a name."""
    sheets = [one for one in shipped().printables.values() if one not in given()]
    others = [one for one in shipped().entries() if one not in shipped().printables.values()]
    found = [(one, text) for one in sheets for _, text in authored(one)]
    found += [(one, text) for one in given() for keys, text in authored(one) if keys & TEAMS]
    prose = ((one, keys, text) for one in others for keys, text in authored(one) if isinstance(text, Prose))
    return by_file([*found, *((one, text) for one, keys, text in prose if not keys & SPOKEN)])


@cache
def everything() -> Texts:
    """Every word that somebody reads, with referral lists and the titles of pictures."""
    referrals = [folder.referrals for folder in shipped().workshops.values() if folder.referrals]
    entries = (*shipped().entries(), *referrals)
    found = by_file((one, text) for one in entries for _, text in authored(one))
    return {**found, **{picture.name: [picture.title] for picture in shipped().pictures.values()}}
