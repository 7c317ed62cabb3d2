"""Join tagged parts into one PDF: structure tree, places, outline, page labels and links are carried over.

Each part numbers its own parent tree from 0; joining moves the numbers past those already taken and hangs
each part's elements below one Document element.
"""

from io import BytesIO
from typing import Any
from warnings import catch_warnings, filterwarnings

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from practicepack.diagnostics import ContentError, Tip, error
from practicepack.documents.parts import MergeJob, PartInfo, RenderedPart
from practicepack.pdf.feet import Feet
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


def _destinations(names: Any) -> list[tuple[str, Any]]:
    named = list(names.Dests.Names) if "/Dests" in names else []
    return list(zip(map(str, named[::2]), named[1::2], strict=True))


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
    pdf = joined.finish(task.name, task.language, task.author)
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
        self.titles |= {place.destination: place.title for place in head.places}
        with catch_warnings():  # named destinations are carried over below
            filterwarnings("ignore", message="Copying pages from another Pdf")
            self.pdf.pages.extend(source.pages)
        tree = self.foreign(source, source.Root.StructTreeRoot)
        self.renumber(tree, first)
        for top in tree.K:
            for element in top.K if Name.Document == top.S else [top]:
                element.P = self.top
                self.top.K.append(element)
        if "/Names" in source.Root:
            self.places += _destinations(self.foreign(source, source.Root.Names))
        with source.open_outline() as outline:
            self.outline += [self.moved(item, source, first) for item in outline.root]
        label = Dictionary(S=Name.D)
        if head.label:
            label.P = String(f"{head.label} – ")
        self.labels += [first, label]
        if self.metadata is None:
            self.metadata = self.pdf.copy_foreign(source.Root.Metadata)

    def foreign(self, source: Any, value: Any) -> Any:
        return self.pdf.copy_foreign(value if value.is_indirect else source.make_indirect(value))

    def renumber(self, tree: Any, first: int) -> None:
        numbers = list(tree.ParentTree.Nums)
        for key, entry in zip(numbers[::2], numbers[1::2], strict=True):
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
        index = [page.objgen for page in source.pages].index(place[0].objgen)
        copy.destination = Array([self.pdf.pages[first + index].obj, *list(place)[1:]])
        copy.children.extend(self.moved(child, source, first) for child in item.children)
        return copy

    def link(self) -> None:
        """Turn the addresses of places in this document into jumps that say where they lead."""
        known = {name for name, _ in self.places}
        for page in self.pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                place = address.removeprefix(INSIDE)
                if place != address and place in known:
                    del annotation["/A"]
                    annotation.Dest = String(place)
                    annotation.Contents = String(self.titles.get(place, place))

    def finish(self, title: str, language: str, author: str | None) -> bytes:
        self.link()
        share(self.pdf)
        self.root.K = Array([self.top])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.parents)))
        self.root.ParentTreeNextKey = self.next_key
        catalogue = self.pdf.Root
        catalogue.StructTreeRoot = self.root
        ordered = sorted(self.places, key=lambda place: place[0].encode())
        names = Array([value for name, place in ordered for value in (String(name), place)])
        catalogue.Names = Dictionary(Dests=Dictionary(Names=names))
        catalogue.MarkInfo = Dictionary(Marked=True)
        catalogue.Lang = String(language)
        catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        catalogue.PageLabels = Dictionary(Nums=Array(self.labels))
        catalogue.Metadata = self.metadata
        with self.pdf.open_outline() as outline:
            outline.root.extend(self.outline)
        self.describe(title, language, author)
        return self.saved()

    def describe(self, title: str, language: str, author: str | None) -> None:
        self.pdf.docinfo["/Title"] = str(title)  # of a kind of str it would make a list of letters
        if author:
            self.pdf.docinfo["/Author"] = str(author)
        with self.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = {language}
            if author:
                metadata["dc:creator"] = [author]

    def saved(self) -> bytes:
        target = BytesIO()
        self.pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return target.getvalue()
