"""Findings as people read them: beside what they are about, with titles, and with buttons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from practicepack.desk.desk import Desk
from practicepack.diagnostics import Diagnostic
from practicepack.documents.start import QUOTED_ID
from practicepack.edits import Edit, Fix
from practicepack.library.load import Library
from practicepack.library.models.workshop import PRIVATE
from practicepack.subjects import Subject

TYPED = ("--", "practicepack ", "add  ", "write  ", "use  ", "fill in sessions/")
"""How hints begin that are for those who type commands or YAML. A button or a screen does the same here."""
ABOUT_HELP = {*PRIVATE, "referrals", "names"}
"""The keys of a workshop that the screen People & help fills in."""


@dataclass(frozen=True, slots=True)
class Button:
    """A fix as a button: what it says, and what its form sends."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding in words for the screen."""

    message: str
    is_error: bool
    hints: tuple[str, ...]
    buttons: tuple[Button, ...]
    is_about_help: bool = False
    """Whether it is settled on the screen People & help."""
    file: str = ""
    """The file to open, where only its text can be corrected."""
    line: int = 0


def finding_of(diagnostic: Diagnostic, library: Library, workshop: str, desk: Desk) -> Finding:
    """A finding for the screen. `library` has the titles of what it names."""
    titles = titles_of(library, workshop)
    done_by_buttons = {fix.hint for fix in diagnostic.fixes}
    hints = []
    for hint in diagnostic.hints:
        if hint not in done_by_buttons and not hint.startswith(TYPED):
            hints.append(with_titles(hint, titles))
    buttons = []
    # the key has the hashes of the files, so a button never does what its page did not show
    for fix in diagnostic.fixes:
        buttons.append(Button(with_titles(fix.label, titles), f"fix:{fix_key(fix, desk)}"))
    return Finding(
        sentence(with_titles(diagnostic.message, titles)),
        diagnostic.severity == "error",
        tuple(map(sentence, hints)),
        tuple(buttons),
        is_about_help=is_about_help(diagnostic),
    )


def is_about_help(diagnostic: Diagnostic) -> bool:
    """Whether it is about people who help, and those in charge."""
    if diagnostic.subject and diagnostic.subject.kind == "referrals":
        return True
    where = diagnostic.where
    return where is not None and bool(where.path) and where.path[0] in ABOUT_HELP


def fix_key(fix: Fix, desk: Desk) -> str:
    """By what a fix is known: its edits, and the files as they are now. So no other one is ever made."""
    digest = sha256(fix.label.encode())
    for edit in fix.edits:
        digest.update(repr(edit).encode())
        digest.update(desk.hash_of(edit.file).encode())
    return digest.hexdigest()[:16]


def fix_named(diagnostics: Iterable[Diagnostic], key: str, desk: Desk) -> Fix | None:
    """The fix with a key; None where what it would correct is not so any more."""
    for diagnostic in diagnostics:
        for fix in diagnostic.fixes:
            if fix_key(fix, desk) == key:
                return fix
    return None


def files_of(edits: Iterable[Edit]) -> set[str]:
    """The files that some edits change."""
    return {edit.file for edit in edits}


def titles_of(library: Library, workshop: str) -> Mapping[str, str]:
    """The titles of what messages name by its id."""
    titles: dict[str, str] = {}
    for kind in ("audiences", "practices", "printables", "energisers", "safety", "activities"):
        for entry in getattr(library, kind).values():
            titles[entry.id] = entry.item.title
    folder = library.workshops.get(workshop)
    if folder is not None:
        for session in folder.sessions.values():
            titles[session.id] = session.item.title
    return titles


def with_titles(text: str, titles: Mapping[str, str]) -> str:
    """A message with titles in the place of ids."""
    return QUOTED_ID.sub(lambda match: f"“{titles.get(match[1], match[1])}”", text)


def sentence(text: str) -> str:
    """A message of the terminal as a sentence on a page."""
    text = text[:1].upper() + text[1:]
    if text.endswith((".", "!", "?", ":", "”")):
        return text
    return f"{text}."


def key_of(subject: Subject | None) -> str:
    """By which the part of a page is known that a finding belongs beneath."""
    if subject is None:
        return ""
    return f"{subject.kind}:{subject.id}"
