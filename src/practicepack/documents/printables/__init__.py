"""How each kind of printable becomes pages: a class for each kind, in a file of its own."""

from collections.abc import Mapping
from typing import Any, get_args

from practicepack.documents.printables.cards import CardsKind
from practicepack.documents.printables.certificate import CertificateKind
from practicepack.documents.printables.form import FormKind
from practicepack.documents.printables.handout import HandoutKind
from practicepack.documents.printables.kind import Documents, PrintableKind
from practicepack.documents.printables.numbers import NumbersKind
from practicepack.documents.printables.poster import PosterKind
from practicepack.documents.printables.reading_list import ReadingListKind
from practicepack.documents.printables.sign import SignKind

KINDS: Mapping[str, PrintableKind[Any]] = {
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


def kind_of(word: str) -> PrintableKind[Any]:
    """The kind of printable that a word stands for."""
    return KINDS[word]
