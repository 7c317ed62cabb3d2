"""What to build: how a pack differs from its workshop as it is written, and how it is printed."""

import re
from dataclasses import dataclass

from practicepack.diagnostics import CallError, near_miss
from practicepack.documents.compose import ONLY
from practicepack.documents.edition import Binding, Edition, Flip, Ink, Paper, Type
from practicepack.library.overrides import Assignment, assignment, is_private
from practicepack.pipeline import Request

LONGEST_CHANGE = 40
"""Characters of one change in the name of a pack's folder."""
OPTIONS = {"audience": "--audience", "without": "--without", "lacks": "--lacks"}
"""The options that may be given again and again, by the key of workshop.yaml that they fill."""
SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PackOptions:
    """What differs from the workshop as it is written, and how and which part of it is printed."""

    audience: tuple[str, ...] = ()
    participants: str | None = None
    facilitators: str | None = None
    start: str | None = None
    without: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    paper: Paper = "a4"
    ink: Ink = "black"
    type: Type = "regular"
    binding: Binding = "loose"
    flip: Flip = "long-edge"
    collate: bool = False
    only: tuple[str, ...] = ()
    session: str | None = None
    strict: bool = False

    def request(self, workshop: str) -> Request:
        """The request for one workshop. Raises CallError for an option that says nothing we know."""
        for kind in self.only:
            if kind not in ONLY:
                raise CallError(
                    f'--only: there is no kind "{kind}"', near_miss(kind, ONLY) or (", ".join(ONLY),)
                )
        return Request(
            workshop,
            tuple(self._assignments()),
            Edition(self.paper, self.ink, self.type, self.binding, self.flip, self.collate),
            frozenset(self.only),
            self.session,
            tuple(self._changes()),
            self.strict,
        )

    def _assignments(self) -> list[Assignment]:
        lists = {"audience": self.audience, "without": self.without, "lacks": self.lacks}
        made = [
            Assignment((key,), f"[{', '.join(values)}]", OPTIONS[key])
            for key, values in lists.items()
            if values
        ]
        singles = {"participants": self.participants, "facilitators": self.facilitators}
        made += [Assignment((key,), value, f"--{key}") for key, value in singles.items() if value is not None]
        if self.start is not None:
            made.append(Assignment(("days", "*", "start"), self.start, "--start"))
        return [*made, *(assignment(text) for text in self.sets)]

    def _changes(self) -> list[str]:
        changes = ["-".join(self.audience)] if self.audience else []
        for number, of in ((self.participants, "people"), (self.facilitators, "facilitators")):
            changes += [f"{number}-{of}"] if number is not None else []
        changes += [f"from-{self.start}"] if self.start is not None else []
        changes += [*(f"without-{one}" for one in self.without), *(f"no-{one}" for one in self.lacks)]
        usual, chosen = Edition(), (self.paper, self.ink, self.type, self.binding, self.flip)
        standard = (usual.paper, usual.ink, usual.type, usual.binding, usual.flip)
        for text in self.sets:
            changes.append(text.partition("=")[0] if is_private(assignment(text).path) else text)
        changes += [*(one for one, other in zip(chosen, standard, strict=True) if one != other)]
        changes += ["collated"] if self.collate else []
        changes += [*self.only, *([self.session] if self.session else [])]
        return [SLUG.sub("-", change.lower())[:LONGEST_CHANGE].strip("-") for change in changes]
