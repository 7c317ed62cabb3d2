"""Statements and scenarios to read aloud."""

from practicepack.documents.printables.kind import PrintableKind
from practicepack.library.models.printable import ReadingList


class ReadingListKind(PrintableKind[ReadingList]):
    """A list in large type, which the facilitator reads out."""

    model = ReadingList
    documents = "lists"
    is_read = True
