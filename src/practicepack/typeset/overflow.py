"""What does not fit: text over other text, out of its frame or off the page, as WeasyPrint placed it.

A template says with three attributes what must fit and what may become smaller:

* `data-fits="NAME"`: the element holds all that is in it; the name is what messages call it;
* `data-lines="N"`: the element should take no more than N lines;
* `data-steps="N"`: where it, or something in it, does not fit, it gets the class `smaller-1`, then
  `smaller-2` and so on. The style sheets say how much smaller each is, never below 9 pt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from practicepack.documents.parts import Misfit, MisfitKind
from practicepack.typeset.frames import (
    ALLOWED,
    Edges,
    edges_of,
    has_grown,
    is_frame,
    paragraph_text,
    sticks_out,
    within,
)

FITS_ATTRIBUTE, LINES_ATTRIBUTE, STEPS_ATTRIBUTE, STEP_ATTRIBUTE = (
    "data-fits",
    "data-lines",
    "data-steps",
    "data-step",
)
SMALLER_CLASS = "smaller-"
UNPRINTED = 5 * 96 / 25.4
"""How much of each edge of a sheet office printers leave white, in CSS pixels: 5 mm."""
UNSEEN = 2.0
"""Smaller type than this, in CSS pixels, is there for programs that read aloud, and for no eye."""
CAPITALS, DESCENDERS = 0.7, 0.18
"""How far letters reach above and below their line, for each unit of their size. Accents are left out."""
INLINE = ("LineBox", "InlineBox")
OUT_OF_FLOW = ("absolute", "fixed")
MOST_ROUNDS = 12
"""How often a part is laid out anew with smaller type before what is left is reported."""
WEIGHT: tuple[MisfitKind, ...] = ("frame", "page", "over", "edge")
"""What is said of a thing of which several are true: the first of them."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where a text stands: the frames around it and the elements that can become smaller for it."""

    edges: Edges
    """What all frames around it leave."""
    frames: tuple[tuple[Edges, str], ...]
    """Each frame around it with its name, the innermost first."""
    steps: tuple[Any, ...]
    """The elements that can become smaller for it, the innermost first."""
    block: Any
    """The box of its paragraph."""
    page: int
    """The number of its page, from 0."""


@dataclass(frozen=True, slots=True)
class _Text:
    box: Any
    setting: _Setting
    edges: Edges
    """The edges of its letters."""

    @property
    def paragraph(self) -> str:
        """All words of the paragraph that it is in."""
        return paragraph_text(self.setting.block.element, self.setting.block)


@dataclass(frozen=True, slots=True)
class _Fault:
    misfit: Misfit
    setting: _Setting
    steps: tuple[Any, ...]

    @property
    def group(self) -> object:
        """The outermost named thing that it is in: what is too much in it pushes out what comes after."""
        named = [edges for edges, name in self.setting.frames if name]
        if not named:
            return self.misfit.message
        return (self.setting.page, named[-1])


class Overflow:
    """Looks for what does not fit, and makes it smaller as long as its style sheet has a smaller size."""

    def __init__(self, part: str, document: Any) -> None:
        self.part = part
        self.faults = tuple(self._faults(document))

    @property
    def misfits(self) -> tuple[Misfit, ...]:
        """What does not fit, each thing once, and named after what should have taken fewer lines.

        What is out of its frame often lies over its neighbour, too. Too many lines alone are no fault.
        """
        groups: dict[object, list[Misfit]] = {}
        for fault in self.faults:
            groups.setdefault(fault.group, []).append(fault.misfit)
        by_message: dict[str, Misfit] = {}
        outside: set[str] = set()
        for misfits in groups.values():
            worst = _worst(misfits)
            if worst:
                by_message[worst.message] = worst
                if worst.kind in ("frame", "page"):
                    outside.add(worst.text)
        reported: list[Misfit] = []
        for misfit in by_message.values():
            if misfit.kind != "over" or outside.isdisjoint((misfit.text, misfit.other)):
                reported.append(misfit)
        return tuple(reported)

    def shrink(self) -> bool:
        """Make smaller what does not fit; whether anything could be made smaller."""
        has_shrunk = set()
        for fault in self.faults:
            for element in fault.steps:
                if element in has_shrunk or _make_smaller(element):
                    has_shrunk.add(element)
                    break
        return bool(has_shrunk)

    def _faults(self, document: Any) -> Iterator[_Fault]:
        for number, page in enumerate(document.pages):
            page_box = page._page_box
            edges = (0.0, 0.0, page_box.margin_width(), page_box.margin_height())
            walk = _Walk(self.part, edges)
            walk.visit(page_box, _Setting(edges, (), (), page_box, number))
            yield from walk.faults
            yield from _over_each_other(self.part, walk.texts)


class _Walk:
    """One walk over all boxes of a page, with what was found on it."""

    def __init__(self, part: str, page: Edges) -> None:
        self.part, self.page = part, page
        left, top, right, bottom = page
        self.printed = (left + UNPRINTED, top + UNPRINTED, right - UNPRINTED, bottom - UNPRINTED)
        self.texts: list[_Text] = []
        self.faults: list[_Fault] = []

    def visit(self, box: Any, setting: _Setting) -> None:
        """Look at a box and all that is in it."""
        if hasattr(box, "text"):
            self._text(box, setting)
            return
        children = getattr(box, "children", ())
        if children and type(box).__name__ not in INLINE:
            setting = self._setting(box, setting)
        for child in children:
            self.visit(child, setting)

    def _setting(self, box: Any, outer: _Setting) -> _Setting:
        """The setting of what is in a box. Notes where the box itself is too high."""
        element = box.element
        # a box that is only generated beside an element, such as a list's mark, is not that element
        if element is not None and box.element_tag != element.tag:
            element = None
        steps, name = outer.steps, ""
        if element is not None:
            if _number_in(element, STEPS_ATTRIBUTE) and element not in steps:
                steps = (element, *steps)
            name = element.get(FITS_ATTRIBUTE) or ""
        edges, frames = outer.edges, outer.frames
        if box.style["position"] in OUT_OF_FLOW:
            edges, frames = self.page, ()  # it was placed beside its frame on purpose
        if is_frame(box, name):
            frames = ((edges_of(box), name), *frames)
            edges = within(edges, frames[0][0])
        setting = _Setting(edges, frames, steps, box, outer.page)
        if element is not None:
            self._too_high(box, element, setting)
        return setting

    def _too_high(self, box: Any, element: Any, setting: _Setting) -> None:
        """Note a cell that has grown, and an element that takes more lines than it should."""
        name, most = element.get(FITS_ATTRIBUTE), _number_in(element, LINES_ATTRIBUTE)
        lines = [type(child).__name__ for child in box.children].count("LineBox")
        kind: MisfitKind | None = None
        if most and lines > most:
            kind = "lines"
        elif name and has_grown(box):
            kind = "frame"
        if kind:
            text = paragraph_text(element, box)
            self.faults.append(_Fault(Misfit(self.part, kind, name or text, text), setting, setting.steps))

    def _text(self, box: Any, setting: _Setting) -> None:
        size = box.style["font_size"]
        if size < UNSEEN or not box.text.strip():
            return
        left, top, right = box.position_x, box.position_y, box.position_x + box.width
        line = top + box.baseline
        letters = (left, line - CAPITALS * size, right, line + DESCENDERS * size)
        self.texts.append(_Text(box, setting, letters))
        edges = (left, top, right, letters[3])
        if sticks_out(edges, self.printed) and not sticks_out(edges, self.page):
            misfit = Misfit(self.part, "edge", box.text, paragraph_text(setting.block.element, setting.block))
            self.faults.append(_Fault(misfit, setting, setting.steps))
        is_off = sticks_out(edges, self.page)
        if not is_off and not sticks_out(letters, setting.edges):
            return
        text = paragraph_text(setting.block.element, setting.block)
        if is_off:
            self.faults.append(_Fault(Misfit(self.part, "page", box.text, text), setting, setting.steps))
        names = [name for edges, name in setting.frames if sticks_out(letters, edges)]
        if names:
            thing = next(filter(None, names), text)
            self.faults.append(_Fault(Misfit(self.part, "frame", thing, text), setting, setting.steps))


def _over_each_other(part: str, texts: Sequence[_Text]) -> Iterator[_Fault]:
    """Texts that lie over other texts of their page: each is compared with those that end below its top."""
    above: list[_Text] = []
    for text in sorted(texts, key=lambda text: text.edges[1]):
        left, top, right, _ = text.edges
        above = [other for other in above if other.edges[3] > top + ALLOWED]
        for other in above:
            if other.edges[0] < right - ALLOWED and left < other.edges[2] - ALLOWED:
                below, over = other.paragraph, text.paragraph
                steps = (*other.setting.steps, *text.setting.steps)
                yield _Fault(Misfit(part, "over", below, below, over), text.setting, steps)
        above.append(text)


def _worst(misfits: Sequence[Misfit]) -> Misfit | None:
    """What to say of several that belong together: the longest that takes too many lines; then by kind."""
    lines: list[Misfit] = []
    others: list[Misfit] = []
    for misfit in misfits:
        if misfit.kind == "lines":
            lines.append(replace(misfit, kind="frame"))
        else:
            others.append(misfit)
    if not others:
        return None
    if lines:
        return max(lines, key=lambda misfit: len(misfit.text))
    return min(others, key=lambda misfit: WEIGHT.index(misfit.kind))


def _make_smaller(element: Any) -> bool:
    """Give an element its next smaller size, if it has one."""
    step = _number_in(element, STEP_ATTRIBUTE) + 1
    if step > _number_in(element, STEPS_ATTRIBUTE):
        return False
    classes = [name for name in element.get("class", "").split() if not name.startswith(SMALLER_CLASS)]
    element.set("class", " ".join([*classes, f"{SMALLER_CLASS}{step}"]))
    element.set(STEP_ATTRIBUTE, str(step))
    return True


def _number_in(element: Any, attribute: str) -> int:
    """The number in an attribute; 0 where a template has none there, or no number."""
    value = element.get(attribute, "")
    if value.isdecimal() and value.isascii():
        return int(value)
    return 0
