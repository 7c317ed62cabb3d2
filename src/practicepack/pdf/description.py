"""What a PDF says of itself: its title, its language, and how it wants to be printed."""

from dataclasses import dataclass
from typing import Any

from pikepdf import Dictionary, Name, String

from practicepack.documents.print_run import PrinterSettings, PrinterSides

DUPLEX: dict[PrinterSides, Name] = {
    "one": Name.Simplex,
    "long-edge": Name.DuplexFlipLongEdge,
    "short-edge": Name.DuplexFlipShortEdge,
}


@dataclass(frozen=True, slots=True)
class PdfDescription:
    """A title, the language of the text, who made it, and what to set in the dialogue for printing."""

    title: str
    language: str
    author: str | None = None
    printer: PrinterSettings | None = None
    """None where another file is made for the printer."""


def describe(pdf: Any, description: PdfDescription) -> None:
    """Write a description into a file."""
    # metadata cannot hold a kind of str: it would become a list of letters
    title, author = str(description.title), str(description.author or "")
    pdf.docinfo["/Title"] = title
    if author:
        pdf.docinfo["/Author"] = author
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {description.language}
        if author:
            metadata["dc:creator"] = [author]
    pdf.Root.Lang = String(description.language)
    # every page says that it is of actual size: cards and folded sheets would not fit otherwise
    preferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"), PickTrayByPDFSize=True)
    if description.printer:
        preferences.Duplex = DUPLEX[description.printer.sides]
        preferences.NumCopies = description.printer.copies
    pdf.Root.ViewerPreferences = preferences
