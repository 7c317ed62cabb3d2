"""Build every shipped workshop in every edition, and say what its pages have to say: `make matrix`.

Slow: it lays out thousands of pages. Arguments narrow it down: ids of workshops, and words such as a5, large,
colour, duplex, letter, booklet that an edition must have.
"""

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import page

from practicepack.build import Request, build
from practicepack.cli.options import cores
from practicepack.diagnostics import ContentError, Diagnostic
from practicepack.pack.edition import Binding, Edition, Ink, Paper, Type
from practicepack.pack.typeset import Typesetter
from practicepack.workspace import Workspace, shipped_root

EXPECTED = {"no-referrals", "no-safeguarding", "no-report-back"}
"""What only those who hold a workshop can fill in, so that no shipped one is silent on it."""


def editions(words: set[str]) -> list[Edition]:
    """Every edition that has all of some words. Bindings come last: they need no new layout."""
    found = product(get_args(Paper), get_args(Type), get_args(Ink), get_args(Binding))
    made = [Edition(paper, ink, type_, binding, collate=True) for paper, type_, ink, binding in found]
    return [one for one in made if words <= {one.paper, one.ink, one.type, one.binding}]


def findings(
    workspace: Workspace, workshop: str, edition: Edition, out: Path, typesetter: Typesetter
) -> list[str]:
    """What is wrong with one pack: its warnings, and files that are no accessible PDF."""
    try:
        built = build(workspace, Request(workshop, edition=edition), out, typesetter)
    except ContentError as fault:
        return [said(one) for one in fault.diagnostics]
    found = [said(one) for one in built.warnings if one.code not in EXPECTED]
    for one in built.finished:
        if one.document.folder != "print":
            path = built.folder / one.document.path
            report = page.validate_pdf(path, profile=page.ValidationProfile.PDF_UA_1)
            found += [f"{one.document.path}: {failure.message}" for failure in report.failures]
    return found


def said(one: Diagnostic) -> str:
    return f"{one.severity}[{one.code}]: {one.message}"


def main(words: set[str]) -> int:
    """The number of findings, at most 100."""
    workspace, count = Workspace(None, shipped_root()), 0
    workshops = words.intersection(workspace.workshops()) or workspace.workshops()
    with Typesetter(workspace, cores(None)) as typesetter, TemporaryDirectory() as folder:
        for workshop in sorted(workshops):
            typesetter.kept.clear()
            for edition in editions(words.difference(workshops)):
                found = findings(workspace, workshop, edition, Path(folder), typesetter)
                count += len(found)
                shape = f"{edition.paper} {edition.type} {edition.ink} {edition.binding}"
                said_of = f"{workshop} {shape}: {len(found) or 'nothing to say'}"
                print(said_of, *found, sep="\n   ", flush=True)  # noqa: T201  # it is a command
    return min(count, 100)


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
