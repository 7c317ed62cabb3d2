"""What a pack needs done, as data: a job for each part and each document, and the jobs it depends on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from practicepack.documents.model import Document
from practicepack.documents.parts import RenderedPart, Task

JobId = tuple[str, str]
"""A part: its document's path and its own name. Its foot: `foot_of` that. A document: its path and WHOLE."""
WHOLE = ""
FOOT_OF = "foot of "
TRIAL = "print-run-trial"
"""The print run laid out as if it had one page, to see how many it has: it lists itself."""
Results = Mapping[JobId, RenderedPart]
"""What the finished jobs gave."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to make. `task` makes the task from the results of the jobs that it needs."""

    needs: frozenset[JobId]
    task: Callable[[Results], Task | None]
    """None where there is nothing to do."""


def foot_of(part: JobId) -> JobId:
    """The job that lays out the foot of a part's pages."""
    path, name = part
    return path, FOOT_OF + name


def dependencies(documents: tuple[Document, ...]) -> Iterator[tuple[JobId, frozenset[JobId]]]:
    """Every part and every document, with the jobs that it needs.

    A table of contents needs the other parts of its document, a part that names pages needs the parts that
    they are in, the pieces of a poster need the poster, the print run needs all parts but itself and a trial
    of itself. A foot needs its part, because the part's template says what is in it. A document needs its
    parts and their feet.
    """
    by_kind: dict[str, set[JobId]] = {"": set(), "contents": set(), "pieces": set(), "print-run": set()}
    by_path: dict[str, set[JobId]] = {}
    for document in documents:
        for part in document.parts:
            by_kind[part.late].add((document.path, part.name))
            by_path.setdefault(document.path, set()).add((document.path, part.name))
    counted = frozenset().union(*by_path.values()) - by_kind["print-run"]
    for document in documents:
        own = frozenset(by_path.get(document.path, ()))
        for part in document.parts:
            job_id = (document.path, part.name)
            if part.late == "print-run":
                yield (document.path, TRIAL), counted
                yield job_id, counted | {(document.path, TRIAL)}
            elif part.late == "contents":
                yield job_id, own - by_kind["contents"]
            elif part.late == "pieces":
                yield job_id, frozenset(by_path.get(document.pieces_of, ()))
            else:
                # of a single session, the part that has the whole may not be in the pack
                yield job_id, own & {(document.path, name) for name in part.counts}
            yield foot_of(job_id), frozenset({job_id})
        yield (document.path, WHOLE), own.union(map(foot_of, own))
