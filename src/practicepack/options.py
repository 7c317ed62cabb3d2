"""What to build: how a pack differs from its workshop as it is written, and how it is printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from practicepack.diagnostics import CallError, near_miss
from practicepack.documents.compose import ONLY
from practicepack.documents.edition import Binding, Edition, Flip, Ink, Paper, Sides, Type
from practicepack.library.overrides import Assignment, assignment, is_private
from practicepack.pipeline import Request

LONGEST_CHANGE = 40
"""Characters of one change in the name of a pack's folder."""
REPEATED_OPTIONS = {"audience": "--audience", "without": "--without", "lacks": "--lacks"}
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
    sides: Sides = "both"
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
            Edition(self.paper, self.ink, self.type, self.binding, self.flip, self.collate, self.sides),
            frozenset(self.only),
            self.session,
            tuple(self._changes()),
            self.strict,
        )

    def _assignments(self) -> list[Assignment]:
        assignments = []
        lists = {"audience": self.audience, "without": self.without, "lacks": self.lacks}
        for key, values in lists.items():
            if values:
                assignments.append(Assignment((key,), f"[{', '.join(values)}]", REPEATED_OPTIONS[key]))
        singles = {"participants": self.participants, "facilitators": self.facilitators}
        for key, value in singles.items():
            if value is not None:
                assignments.append(Assignment((key,), value, f"--{key}"))
        if self.start is not None:
            assignments.append(Assignment(("days", "*", "start"), self.start, "--start"))
        # last, so that --set has the last word on what another option changes as well
        assignments.extend(map(assignment, self.sets))
        return assignments

    def _changes(self) -> list[str]:
        changes = [*self._changes_of_people(), *self._changes_of_settings(), *self._changes_of_edition()]
        changes += self.only
        if self.session:
            changes.append(self.session)
        return [SLUG.sub("-", change.lower())[:LONGEST_CHANGE].strip("-") for change in changes]

    def _changes_of_people(self) -> Iterator[str]:
        if self.audience:
            yield "-".join(self.audience)
        if self.participants is not None:
            yield f"{self.participants}-people"
        if self.facilitators is not None:
            yield f"{self.facilitators}-facilitators"
        if self.start is not None:
            yield f"from-{self.start}"
        for activity in self.without:
            yield f"without-{activity}"
        for lack in self.lacks:
            yield f"no-{lack}"

    def _changes_of_settings(self) -> Iterator[str]:
        for text in self.sets:
            # names and contacts are stored nowhere, so the name of a folder has only their key
            if is_private(assignment(text).path):
                yield text.partition("=")[0]
            else:
                yield text

    def _changes_of_edition(self) -> Iterator[str]:
        standard = Edition()
        for name in ("paper", "ink", "type", "binding", "flip", "sides"):
            chosen = getattr(self, name)
            if chosen != getattr(standard, name):
                yield chosen
        if self.collate:
            yield "collated"
