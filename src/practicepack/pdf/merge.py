"""Join tagged parts into one PDF: structure tree, places, outline, page labels and links are carried over.

Each part numbers its own parent tree from 0; joining moves the numbers past those already taken and hangs
each part's elements below one Document element.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from warnings import catch_warnings, filterwarnings

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from practicepack.diagnostics import ContentError, Tip, error
from practicepack.documents.parts import MergeJob, PartInfo, RenderedPart
from practicepack.pdf.description import PdfDescription, describe
from practicepack.pdf.feet import Feet
from practicepack.pdf.file import saved
from practicepack.pdf.merge_fonts import share
from practicepack.render.markdown import INSIDE


def _opened(title: str, pdf: bytes) -> Any:
    """A part as it was laid out. Raises ContentError where that is no file that can be read."""
    try:
        source = pikepdf.open(BytesIO(pdf))
        is_whole = len(source.objects) > 0 and not source.get_warnings()
    except pikepdf.PdfError:
        is_whole = False
    if is_whole:
        return source
    hint = Tip("look for a very large number in a style sheet")
    message = f'"{title}" cannot be read once it is laid out'
    raise ContentError([error("not-laid-out", message, hints=(hint,))])


def _pairs(array: Any) -> Iterator[tuple[Any, Any]]:
    """The keys and values of a PDF's tree, which stand in one array by turns."""
    entries = list(array)
    return zip(entries[::2], entries[1::2], strict=True)


def assemble(task: MergeJob) -> RenderedPart:
    """One PDF from the parts of a document, in their order. Byte for byte the same for the same parts.

    A part that is no file that can be read is found.
    """
    joined = _Joined()
    try:
        for head, part, foot in zip(task.heads, task.parts, task.feet, strict=True):
            with _opened(head.title, part.pdf) as source:
                joined.add(head, source)
            if foot:
                joined.feet.stamp(list(joined.pdf.pages)[-part.pages :], foot.pdf)
    except ContentError as fault:
        return RenderedPart(b"", 0, tuple(fault.diagnostics))
    pdf = joined.finish(PdfDescription(task.name, task.language, task.author, task.printer))
    return RenderedPart(pdf, sum(part.pages for part in task.parts), is_private=task.is_private)


class _Joined:
    def __init__(self) -> None:
        self.pdf = pikepdf.Pdf.new()
        self.feet = Feet(self.pdf)
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array())
        self.top = self.pdf.make_indirect(top)
        self.parents: list[Any] = []
        self.next_key = 0
        self.places: list[tuple[str, Any]] = []
        self.outline: list[OutlineItem] = []
        self.labels: list[Any] = []
        self.titles: dict[str, str] = {}
        self.metadata: Any = None

    def add(self, head: PartInfo, source: Any) -> None:
        first = len(self.pdf.pages)
        for place in head.places:
            self.titles[place.destination] = place.title
        with catch_warnings():  # named destinations are carried over below
            filterwarnings("ignore", message="Copying pages from another Pdf")
            self.pdf.pages.extend(source.pages)
        tree = self.foreign(source, source.Root.StructTreeRoot)
        self.renumber(tree, first)
        for top in tree.K:
            # each part has a Document of its own, and one file has only one
            elements = [top]
            if Name.Document == top.S:
                elements = [*top.K]
            for element in elements:
                element.P = self.top
                self.top.K.append(element)
        if "/Dests" in source.Root.get("/Names", {}):
            for name, place in _pairs(self.foreign(source, source.Root.Names).Dests.Names):
                self.places.append((str(name), place))
        with source.open_outline() as outline:
            for item in outline.root:
                self.outline.append(self.moved(item, source, first))
        label = Dictionary(S=Name.D)
        if head.label:
            label.P = String(f"{head.label} – ")
        self.labels += [first, label]
        if self.metadata is None:
            self.metadata = self.pdf.copy_foreign(source.Root.Metadata)

    def foreign(self, source: Any, value: Any) -> Any:
        return self.pdf.copy_foreign(value if value.is_indirect else source.make_indirect(value))

    def renumber(self, tree: Any, first: int) -> None:
        for key, entry in _pairs(tree.ParentTree.Nums):
            self.parents += [int(key) + self.next_key, entry]
        for page in list(self.pdf.pages)[first:]:
            if "/StructParents" in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + self.next_key
            for annotation in page.obj.get("/Annots", []):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self.next_key
        self.next_key = max([self.next_key - 1, *self.parents[::2]]) + 1

    def moved(self, item: OutlineItem, source: Any, first: int) -> OutlineItem:
        place: Any = item.destination
        copy = OutlineItem(item.title)
        index = source.pages.index(pikepdf.Page(place[0]))
        copy.destination = Array([self.pdf.pages[first + index].obj, *list(place)[1:]])
        for child in item.children:
            copy.children.append(self.moved(child, source, first))
        return copy

    def link(self) -> None:
        """Turn the addresses of places in this document into jumps that say where they lead."""
        known = dict(self.places)
        for page in self.pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                place = address.removeprefix(INSIDE)
                if place != address and place in known:
                    del annotation["/A"]
                    annotation.Dest = String(place)
                    annotation.Contents = String(self.titles.get(place, place))

    def finish(self, description: PdfDescription) -> bytes:
        """Write down what all parts have together, and give the file."""
        self.link()
        share(self.pdf)
        self.root.K = Array([self.top])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.parents)))
        self.root.ParentTreeNextKey = self.next_key
        catalogue = self.pdf.Root
        catalogue.StructTreeRoot = self.root
        catalogue.MarkInfo = Dictionary(Marked=True)
        catalogue.Names = Dictionary(Dests=Dictionary(Names=self.names()))
        catalogue.PageLabels = Dictionary(Nums=Array(self.labels))
        catalogue.Metadata = self.metadata
        self.show_outline()
        describe(self.pdf, description)
        return saved(self.pdf)

    def names(self) -> Array:
        """The places of all parts, in the order of their names' bytes."""
        names = Array()
        for name, place in sorted(self.places, key=lambda place: place[0].encode()):
            names.append(String(name))
            names.append(place)
        return names

    def show_outline(self) -> None:
        """Let a viewer open with the outline beside the pages, where it leads to more than one place."""
        is_alone = len(self.outline) == 1 and not self.outline[0].children
        if is_alone or not self.outline:
            return
        with self.pdf.open_outline() as outline:
            outline.root.extend(self.outline)
        self.pdf.Root.PageMode = Name.UseOutlines
