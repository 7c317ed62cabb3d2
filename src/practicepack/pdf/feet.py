"""Feet of pages, laid out alone and stamped on when parts are joined: for readers they are no content."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

MARK_OPERATORS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
"""Operators that tie what is drawn to a structure. A foot has none."""
SHOWS_TEXT = frozenset({"Tj", "TJ"})
USES = {"Tf": "/Font", "gs": "/ExtGState"}
"""Operators that name a resource, and the kind of it."""
# print systems join the streams of a page without a blank: two operators would be read as one, QQ
ARTIFACT = b"\nQ\n/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC\n/Foot Do\nEMC\n"


class Feet:
    """Stamps feet on the pages of one PDF. A foot that several parts have is in it once."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.forms: dict[bytes, Any] = {}
        # what a page draws may leave the origin elsewhere: it is put between a save and a restore
        self.before, self.after = pdf.make_stream(b"q\n"), pdf.make_stream(ARTIFACT)

    def stamp(self, pages: Iterable[Any], foot: bytes) -> None:
        """Draw the only page of `foot` on each of some pages, which are as large."""
        if foot not in self.forms:
            with pikepdf.open(BytesIO(foot)) as source:
                self.forms[foot] = self._form(source)
        form = self.forms[foot]
        if form is None:
            return
        for page in pages:
            if "/XObject" not in page.obj.Resources:
                page.obj.Resources.XObject = Dictionary()
            page.obj.Resources.XObject[Name.Foot] = form
            drawn = page.obj.Contents
            if not isinstance(drawn, Array):
                drawn = [drawn]
            page.obj.Contents = Array([self.before, *drawn, self.after])

    def _form(self, source: Any) -> Any:
        """What a page draws as a form, with the fonts that it uses; None where it shows no text."""
        (page,) = source.pages
        steps = []
        used: dict[str, set[str]] = {"/Font": set(), "/ExtGState": set()}
        shows_text = False
        for step in pikepdf.parse_content_stream(page):
            operator = str(step.operator)
            if operator in MARK_OPERATORS:
                continue
            steps.append(step)
            shows_text = shows_text or operator in SHOWS_TEXT
            if operator in USES:
                used[USES[operator]].add(str(step.operands[0]))
        if not shows_text:
            return None
        resources = self.pdf.copy_foreign(source.make_indirect(page.obj.Resources))
        # the page's resources name the fonts of the whole page, and each would come into the file
        needed = Dictionary()
        for kind, names in used.items():
            needed[kind] = Dictionary()
            for name in sorted(names):
                needed[kind][name] = resources[kind][name]
        content = pikepdf.unparse_content_stream(steps)
        box = Array(page.mediabox)
        return self.pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=needed)
