"""Build every shipped workshop in every edition, or for every audience, and say what its pages have to say.

Slow: it lays out thousands of pages. `make matrix` goes through the editions, `make audiences` through those
who may come. Arguments narrow it down: ids of workshops, and words such as a5, large, colour, duplex, letter,
booklet that an edition must have.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import page

from practicepack.cli.options import cores
from practicepack.diagnostics import ContentError, Diagnostic, errors
from practicepack.documents.edition import Binding, Edition, Ink, Paper, Type
from practicepack.library.checks.audiences import EXCLUSIVE, together
from practicepack.library.overrides import assignment
from practicepack.pipeline import Request, build, planned, readable
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

WORKSPACE = Workspace(None, shipped_root())
EXPECTED = {"no-referrals", "no-safeguarding", "no-report-back"}
"""What only those who hold a workshop can fill in, so that no shipped one is silent on it."""


@dataclass(frozen=True)
class Case:
    """A pack to build, what to call it, and which warnings belong to its plan and not to its pages."""

    name: str
    request: Request
    expected: frozenset[str] = frozenset(EXPECTED)


def editions(workshop: str, words: set[str]) -> Iterator[Case]:
    """Every edition that has all of some words. Bindings come last: they need no new layout."""
    for paper, type_, ink, binding in product(*map(get_args, (Paper, Type, Ink, Binding))):
        if words <= {paper, ink, type_, binding}:
            edition = Edition(paper, ink, type_, binding, collate=True)
            yield Case(f"{paper} {type_} {ink} {binding}", Request(workshop, edition=edition))


def audiences(workshop: str) -> Iterator[Case]:
    """Everybody for whom it can be planned: its own people, with another age or sex, with each facet more."""
    library = readable(WORKSPACE)
    kinds = {id_: entry.item.kind for id_, entry in library.audiences.items()}
    own = library.workshops[workshop].workshop.item.audience
    others = [id_ for id_ in sorted(kinds) if id_ not in own]
    swapped = (
        [*(one for one in own if kinds[id_] not in EXCLUSIVE or kinds[one] != kinds[id_]), id_]
        for id_ in others
    )
    for audience in (list(own), *swapped):
        request = Request(workshop, (assignment(f"audience=[{', '.join(audience)}]"),))
        if together(library, audience) and (found := possible(request)) is not None:
            yield Case(" ".join(audience), request, frozenset(one.code for one in found))


def possible(request: Request) -> list[Diagnostic] | None:
    """What a plan says, None where there is no plan."""
    try:
        found = planned(WORKSPACE, request)[2]
    except ContentError:
        return None
    return None if any(errors(found)) else found


def findings(case: Case, out: Path, typesetter: Typesetter) -> list[str]:
    """What is wrong with one pack: its warnings, and files that are no accessible PDF."""
    try:
        built = build(WORKSPACE, case.request, out, typesetter)
    except ContentError as fault:
        return [said(one) for one in fault.diagnostics]
    found = [said(one) for one in built.warnings if one.code not in case.expected]
    for one in built.finished:
        if one.document.folder != "print":
            path = built.folder / one.document.path
            report = page.validate_pdf(path, profile=page.ValidationProfile.PDF_UA_1)
            found += [f"{one.document.path}: {failure.message}" for failure in report.failures]
    return found


def said(one: Diagnostic) -> str:
    return f"{one.severity}[{one.code}]: {one.message}"


def gone_through(workshop: str, cases: Iterable[Case], typesetter: Typesetter) -> int:
    """Build each case of one workshop; the number of findings."""
    count = 0
    typesetter.cached.clear()
    with TemporaryDirectory() as folder:
        for case in cases:
            found = findings(case, Path(folder), typesetter)
            count += len(found)
            said_of = f"{workshop} {case.name}: {len(found) or 'nothing to say'}"
            print(said_of, *found, sep="\n   ", flush=True)  # noqa: T201  # it is a command
    return count


def main(words: set[str]) -> int:
    """The number of findings, at most 100."""
    by_audience = "audiences" in words
    workshops = words.intersection(WORKSPACE.workshops()) or set(WORKSPACE.workshops())
    rest = words - workshops - {"audiences"}
    with Typesetter(WORKSPACE, cores(None)) as typesetter:
        count = sum(
            gone_through(one, audiences(one) if by_audience else editions(one, rest), typesetter)
            for one in sorted(workshops)
        )
    return min(count, 100)


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
