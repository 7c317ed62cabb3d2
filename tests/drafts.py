"""Hold the pages of drafts to those that are printed: which parts are longer, and which places moved.

Slow: it lays out thousands of pages. `make drafts` goes through all shipped workshops, or through those
whose ids are arguments.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from practicepack.pipeline import Request, drafted
from practicepack.render.privacy import mentions_people
from practicepack.typeset.jobs import JobId
from practicepack.typeset.layout import draft_parts, lay_out
from practicepack.typeset.scheduler import Typesetter, prepare_drafts
from practicepack.workspace import Workspace, shipped_root

WORKSPACE = Workspace(None, shipped_root())


@dataclass(frozen=True)
class Comparison:
    """The parts of a workshop, and those of them whose draft is as long as the page is not."""

    parts: int
    pages: int
    differing: dict[JobId, tuple[int, int]]
    """The pages of the draft and of the print, by the part."""
    places: int
    moved: list[str]
    """The ids of elements that the draft has on another page."""
    seconds: tuple[float, float]


def compare(workshop: str, drafts: Typesetter, typesetter: Typesetter, *only: str) -> Comparison:
    """Both versions of a workshop, or of some documents of it."""
    draft, context, _ = drafted(WORKSPACE, Request(workshop, only=frozenset(only)))
    is_private = mentions_people(context.plan)
    all_parts = [(document.path, part.name) for document in draft.documents for part in document.parts]
    start = perf_counter()
    seen = draft_parts(draft.documents, draft.templates, drafts, is_private, all_parts)
    between = perf_counter()
    printed = lay_out(draft.documents, draft.templates, typesetter, lambda _, __: None, is_private).pages
    seconds = between - start, perf_counter() - between
    differing: dict[JobId, tuple[int, int]] = {}
    moved: list[str] = []
    for job_id in all_parts:
        mine, theirs = seen[job_id], printed[job_id]
        if mine.pages != theirs.pages:
            differing[job_id] = mine.pages, theirs.pages
        moved += [name for name, page in theirs.places.items() if mine.places.get(name) != page]
    places = sum(len(part.places) for part in printed.values())
    pages = sum(part.pages for part in printed.values())
    return Comparison(len(all_parts), pages, differing, places, moved, seconds)


def lines(workshop: str, result: Comparison) -> Iterator[str]:
    """What differs in a workshop."""
    draft, printed = result.seconds
    size = f"{result.parts} parts, {result.pages} pages"
    yield f"{workshop}: {size}, draft {draft:.1f} s, print {printed:.1f} s"
    for (path, name), (mine, theirs) in result.differing.items():
        yield f"   {path} - {name}: {mine} pages in the draft, {theirs} in print"
    if result.moved:
        yield f"   {len(result.moved)} of {result.places} places on another page: {', '.join(result.moved)}"


def main(workshops: tuple[str, ...]) -> int:
    """Compare, and print what differs. Fails where it is more than one part in twenty."""
    total = same = 0
    with Typesetter(WORKSPACE, 2, prepare=prepare_drafts) as drafts, Typesetter(WORKSPACE, 2) as typesetter:
        for workshop in workshops:
            result = compare(workshop, drafts, typesetter)
            total += result.parts
            same += result.parts - len(result.differing)
            print(*lines(workshop, result), sep="\n", flush=True)  # noqa: T201  # it is a command
            drafts.forget_unused()
            typesetter.forget_unused()
    print(f"{same} of {total} parts have as many pages in both")  # noqa: T201
    return int(same < total * 0.95)


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or WORKSPACE.workshops()))
