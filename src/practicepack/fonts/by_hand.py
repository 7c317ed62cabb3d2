"""Names, titles and places in a script that no font of ours has: lines are left, to write them by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from practicepack.diagnostics import Diagnostic, Span, Tip, warning
from practicepack.edits import Path
from practicepack.fonts.scripts import missing_in_all_fonts, printable, unset
from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.library.models.workshop import Lead
from practicepack.library.text.prose import of_kind
from practicepack.plan.model import Plan

LINE = "_" * 24
"""What is printed in place of a name that cannot be set."""
WORKSHOP_FIELDS = (
    *(("title",), ("place",), ("reports_to",), ("organiser", "name"), ("organiser", "contact")),
    *(("safeguarding", "name"), ("safeguarding", "contact")),
    *(("complaints", "name"), ("complaints", "contact")),
)
"""The fields of a workshop that hold what its author cannot choose."""
SERVICES = "services"
OF_SERVICE = ("name", "helps_with", "phone", "hours", "cost")
"""The fields of a service that are printed."""
M = TypeVar("M", bound=BaseModel)


def is_by_hand(entry: Entry[Any], path: Path) -> bool:
    """Whether a line can be left in place of a text."""
    if entry.source.name.endswith("workshop.yaml"):
        return path in WORKSHOP_FIELDS
    return path[:1] == (SERVICES,)


def unset_warnings(library: Library) -> Iterator[Diagnostic]:
    """A word on each name, title or place that is to be written by hand, at its row or field."""
    for folder in library.workshops.values():
        for person in folder.listed:
            yield from _warned(person.name, person.span)
        for path in WORKSHOP_FIELDS:
            yield from _of_field(folder.workshop, path)
        if folder.referrals:
            for where, text in of_kind(str, folder.referrals.parts):
                yield from _warned(text, folder.referrals.span(*where))


def _of_field(entry: Entry[Any], path: Path) -> Iterator[Diagnostic]:
    value: Any = entry.item
    for step in path:
        value = getattr(value, str(step), None)
    if isinstance(value, str):
        yield from _warned(value, entry.span(*path))


def _warned(text: str, span: Span) -> Iterator[Diagnostic]:
    if script := unset(text):
        message = f'"{text}" is in a script that our fonts do not have: {script}'
        hints = (
            Tip("a line is left for it, to write on by hand"),
            Tip("or write it in another script too"),
        )
        yield warning("by-hand", message, span, hints=hints)
    elif signs := missing_in_all_fonts(text):
        message = f'our fonts do not have {" ".join(signs)}: "{printable(text)}" is printed'
        yield warning("by-hand", message, span)


def with_lines(plan: Plan) -> Plan:
    """A plan with a line in place of what cannot be printed; names of participants are left empty."""
    organiser = plan.organiser
    if organiser:
        organiser = _with_lines(organiser, ("name", "contact"))
    return replace(
        plan,
        title=_or_line(plan.title),
        place=_line_or_none(plan.place),
        reports_to=_line_or_none(plan.reports_to),
        organiser=organiser,
        safeguarding=_lead_or_line(plan.safeguarding),
        complaints=_lead_or_line(plan.complaints),
        names=tuple(map(printable, plan.names)),
        services=tuple(_with_lines(service, OF_SERVICE) for service in plan.services),
    )


def _lead_or_line(lead: Lead | None) -> Lead | None:
    if lead is None:
        return None
    return _with_lines(lead, ("name", "contact"))


def _with_lines(value: M, fields: Iterable[str]) -> M:
    """An authored value with lines in place of what some of its fields say; empty ones stay empty."""
    lines: dict[str, str] = {}
    for field in fields:
        text = getattr(value, field, None)
        if text:
            lines[field] = _or_line(text)
    return value.model_copy(update=lines)


def _line_or_none(text: str | None) -> str | None:
    if text is None:
        return None
    return _or_line(text)


def _or_line(text: str) -> str:
    """The text, or a line; of the same type, so that templates treat it alike."""
    shown = printable(text)
    if shown == text:
        return text
    return type(text)(shown or LINE)
