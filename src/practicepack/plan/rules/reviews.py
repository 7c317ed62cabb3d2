"""Who still has to read what a workshop uses, before anyone uses it."""

from collections.abc import Iterator, Sequence

from practicepack.diagnostics import Diagnostic, Tip, warning
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.draft import DraftDay
from practicepack.plan.fixes import workshop_subject
from practicepack.plan.unread import unread

REVIEW = Tip("practicepack review  lists them, and signs for those who have read one and agree")


def all_read(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """What speaks of violence, bodies, children or the law has been read by someone who knows it."""
    waiting = list(unread(library, folder, days))
    if not waiting:
        return
    # One finding: the pages say at each text who has to read it, and the command lists all of them.
    needed = dict.fromkeys(text.needed for text in waiting)
    texts = "1 text is"
    if len(waiting) > 1:
        texts = f"{len(waiting)} texts are"
    message = f"{texts} not yet read by {', '.join(needed)}"
    span = folder.workshop.key("title")
    yield warning("not-reviewed", message, span, hints=(REVIEW,), subject=workshop_subject(folder))
