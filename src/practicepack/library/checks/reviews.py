"""What must hold between signatures and the texts below which they stand."""

from collections.abc import Iterator

from practicepack.diagnostics import Diagnostic, Hint, Tip, error, respelt, warning
from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.library.models.review import REVIEWED, Signature
from practicepack.library.reviews import text_hash

READ_AGAIN = Tip("let them read it as it is now; then sign again with  practicepack review")


def signatures(library: Library) -> Iterator[Diagnostic]:
    """A signature is for a text that there is, and that is still the same."""
    for entry in library.reviews.values():
        yield from _own_file(library, entry)
    for kind in REVIEWED:
        for entry in getattr(library, kind).values():
            review = entry.item.review
            if review and review.by and review.text != text_hash(entry.item):
                message = f"the text has changed since {review.by} read it"
                span = entry.span("review", "text")
                yield warning("review-outdated", message, span, hints=(READ_AGAIN,))


def _own_file(library: Library, entry: Entry[Signature]) -> Iterator[Diagnostic]:
    signature = entry.item
    kind, _, id_ = signature.of.partition("/")
    known = library.known(kind)
    if id_ not in known:
        names = {f"{kind}/{name}" for name in known}
        span = entry.span("of")
        hints: tuple[Hint, ...] = respelt(span, signature.of, names)
        hints = hints or (Tip("practicepack review  lists what can be signed"),)
        yield error("unknown-review", f'there is no "{signature.of}" to sign', span, hints=hints)
        return
    signed = getattr(library, kind).get(id_)
    # A text with errors has a finding of its own.
    if signed and signature.text != text_hash(signed.item):
        message = f'"{signature.of}" has changed since {signature.by} read it'
        yield warning("review-outdated", message, entry.span("text"), hints=(READ_AGAIN,))
