"""How each kind of printable becomes pages: a class for each kind, in a file of its own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, get_args

from practicepack import plugins
from practicepack.diagnostics import ContentError
from practicepack.documents.printables.cards import CardsKind
from practicepack.documents.printables.certificate import CertificateKind
from practicepack.documents.printables.form import FormKind
from practicepack.documents.printables.handout import HandoutKind
from practicepack.documents.printables.kind import Documents, PrintableKind
from practicepack.documents.printables.numbers import NumbersKind
from practicepack.documents.printables.poster import PosterKind
from practicepack.documents.printables.reading_list import ReadingListKind
from practicepack.documents.printables.sign import SignKind
from practicepack.library.printable_kinds import AddedKind, printable_kinds

PRINTABLE_KINDS: Mapping[str, PrintableKind[Any]] = {
    "handout": HandoutKind(),
    "cards": CardsKind(),
    "numbers": NumbersKind(),
    "sign": SignKind(),
    "poster": PosterKind(),
    "list": ReadingListKind(),
    "form": FormKind(),
    "certificate": CertificateKind(),
}
"""Our kinds, by the word after `kind:`."""
DOCUMENTS: tuple[str, ...] = get_args(Documents)
"""What --only calls the documents of all kinds."""
MOST_ADDED = 64
"""How many kinds of other packages are remembered."""


def printable_kind(word: str) -> PrintableKind[Any]:
    """The kind of printable that a word stands for: one of ours, or of another package."""
    if word in PRINTABLE_KINDS:
        return PRINTABLE_KINDS[word]
    # The kinds of other packages are looked up late: reading them imports the packages.
    return _added(printable_kinds().added[word])


@lru_cache(MOST_ADDED)
def _added(added: AddedKind) -> PrintableKind[Any]:
    """The kind of another package. Raises TypeError or ValueError where it is none."""
    if not (isinstance(added.handler, type) and issubclass(added.handler, PrintableKind)):
        raise TypeError(f"{added.handler!r} is not a subclass of PrintableKind")
    kind = added.handler()
    if kind.documents not in DOCUMENTS:
        raise ValueError(f'its documents are "{kind.documents}", not one of {", ".join(DOCUMENTS)}')
    return kind


@contextmanager
def kind_faults_named(word: str) -> Iterator[None]:
    """Raise a ContentError that names the package where a kind of another package fails."""
    try:
        yield
    except plugins.PLUGIN_FAULTS as fault:
        added = printable_kinds().added.get(word)
        if added is None:
            raise
        raise ContentError([added.plugin.fault(fault)]) from fault
