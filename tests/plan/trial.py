"""Workshops made up on the spot, over the shipped library, without touching the disk."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import PurePosixPath
from shlex import split
from typing import Any

from practicepack.diagnostics import ContentError, Diagnostic, Source
from practicepack.library.entry import Entry
from practicepack.library.load import CONTENT_FOLDERS, Library, WorkshopFolder, load, models
from practicepack.library.models.workshop import Referrals, Session, Workshop
from practicepack.library.overrides import assignment, override
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read
from practicepack.options import PackOptions
from practicepack.plan.model import Plan
from practicepack.plan.resolve import resolve
from practicepack.workspace import Workspace, shipped_root

HEAD = """\
title: Trial
purpose: Try.
participants: {participants}
audience: [{audience}]
reports_to: The women
safeguarding: {{name: A, contact: '1'}}
organiser: {{name: We, contact: '1'}}
complaints: {{name: B, contact: '2'}}
ranks_apart: true
{more}
days:
"""
SESSION = """\
title: {title}
objectives: [Try.]
minutes: {minutes}
activities: [{uses}]
"""
ACTIVITY = {
    "title": "Try",
    "purpose": "To try.",
    "reason": "It helps.",
    "people": "{min: 2, ideal: 12, max: 40}",
    "room": "Any.",
    "steps": "[{id: one, title: One, minutes: 20-30-40, cues: [{do: Try.}]}]",
    "credit": "{origin: Many}",
}
FACET = {"title": "Guests", "kind": "role", "guidance": "Be kind."}
CLINIC = "services: [{name: Clinic, helps_with: Health, phone: '1', checked: 2026-03-02}]"


@dataclass(slots=True, repr=False)
class Quiet(Library):
    """A library that is shown in a word where a test fails."""

    def __repr__(self) -> str:
        return f"a library with {', '.join(self.workshops)}"


@cache
def shipped() -> Library:
    return freshly_read()


def freshly_read() -> Library:
    found, wrong = load(Workspace(None, shipped_root()))
    assert wrong == []
    return Quiet(**{each.name: getattr(found, each.name) for each in fields(found)})


def library(
    days: str,
    sessions: dict[str, str],
    *,
    participants: int = 20,
    audience: str = "mixed",
    more: str = "",
    content: dict[str, str] | None = None,
    referrals: str = "",
) -> Library:
    """The shipped library with one workshop more, called trial, and content of one's own."""
    head = HEAD.format(participants=participants, audience=audience, more=more)
    return beside(
        "trial", head + days, sessions, over=with_content(shipped(), content or {}), referrals=referrals
    )


def with_content(over: Library, content: dict[str, str]) -> Library:
    """A library with files of content more, by their names such as content/activities/try.yaml."""
    kinds: dict[str, Any] = {kind: dict(getattr(over, kind)) for kind in CONTENT_FOLDERS}
    for name, text in content.items():
        path = PurePosixPath(name)
        kinds[path.parent.name][path.stem] = authored(models()[path.parent.name], name, text)
    return replace(over, **kinds)


def beside(
    id_: str, workshop: str, sessions: dict[str, str], *, over: Library, referrals: str = ""
) -> Library:
    """A library with one workshop more."""
    folder = WorkshopFolder(
        id_,
        replace(authored(Workshop, f"sessions/{id_}/workshop.yaml", workshop), id=id_),
        {name: authored(Session, f"sessions/{id_}/{name}.yaml", text) for name, text in sessions.items()},
        authored(Referrals, f"sessions/{id_}/referrals.yaml", referrals) if referrals else None,
        bool(referrals),
    )
    return replace(over, workshops={**over.workshops, id_: folder})


def authored(kind: Any, name: str, text: str) -> Entry[Any]:
    reading = read(Source(name, text))
    assert reading.diagnostics == []
    item, wrong = validate(kind, reading)
    assert [one.message for one in wrong] == []
    return Entry(PurePosixPath(name).stem, item, reading)


def session(*uses: str, minutes: str = "1-60-999", title: str = "Trial") -> str:
    """A session of these activities; one whose id ends in a question mark is optional."""
    each = [
        f"{{use: {one.removesuffix('?')}{', optional: true' if one.endswith('?') else ''}}}" for one in uses
    ]
    return SESSION.format(title=title, minutes=minutes, uses=", ".join(each))


def day(*blocks: str, start: str = "09:00", end: str = "17:00") -> str:
    listed = "".join(f"      - {block}\n" for block in blocks)
    return f'  - start: "{start}"\n    end: "{end}"\n    blocks:\n{listed}'


def written(base: dict[str, str], own: dict[str, str]) -> str:
    return "".join(f"{key}: {value}\n" for key, value in {**base, **own}.items())


def activity(id_: str, **own: str) -> dict[str, str]:
    """A file of content: an activity of one step of half an hour, but for what is given."""
    return {f"content/activities/{id_}.yaml": written(ACTIVITY, {"title": id_.capitalize(), **own})}


def facet(id_: str, **own: str) -> dict[str, str]:
    """A file of content: an audience that asks for nothing, but for what is given."""
    return {f"content/audiences/{id_}.yaml": written(FACET, {"title": id_.capitalize(), **own})}


def step(id_: str, minutes: str = "20", more: str = "") -> str:
    """A step of an activity, and what else it has, such as `keep: true`."""
    more = f", {more}" if more else ""
    return f"{{id: {id_}, title: {id_.capitalize()}, minutes: {minutes}, cues: [{{do: Try.}}]{more}}}"


def steps(*each: str) -> str:
    return f"[{', '.join(each)}]"


def one_session(*uses: str, end: str = "17:00", minutes: str = "1-60-999", **options: Any) -> Library:
    """A workshop of a single session, in a day from nine o'clock."""
    return library(day("session: 01-try", end=end), {"01-try": session(*uses, minutes=minutes)}, **options)


def planned(found: Library) -> tuple[Plan, Sequence[Diagnostic]]:
    return resolve(found, found.workshops["trial"])


def outcome(found: Library) -> tuple[Plan | None, Sequence[Diagnostic]]:
    """The plan, where one can be made, and all that is said about it."""
    try:
        return planned(found)
    except ContentError as fault:
        return None, fault.diagnostics


def codes(found: Library) -> set[str]:
    """The codes of all that is said about the trial, whether it can be held or not."""
    return {one.code for one in outcome(found)[1]}


def said(found: Library, code: str) -> list[tuple[str, tuple[str, ...]]]:
    """The message and the hints of each finding with this code."""
    return [(one.message, one.hints) for one in outcome(found)[1] if one.code == code]


def changed(found: Library, *settings: str) -> Library:
    """The trial with values of workshop.yaml put in, such as participants=21."""
    return _with(found, [assignment(one) for one in settings])


def pasted(found: Library, hint: str) -> Library:
    """The trial called with the options that a hint says."""
    words = split(hint)
    given = list(zip(words[::2], words[1::2], strict=True))
    assert {option for option, _ in given} <= {"--set", "--without", "--participants"}, hint
    options = {
        name: tuple(value for option, value in given if option == f"--{name}") for name in ("set", "without")
    }
    people = next((value for option, value in given if option == "--participants"), None)
    wishes = PackOptions(sets=options["set"], without=options["without"], participants=people)
    return _with(found, wishes.request("trial").assignments)


def _with(found: Library, assignments: Sequence[Any]) -> Library:
    folder = found.workshops["trial"]
    made = replace(folder, workshop=override(folder.workshop, assignments))
    return replace(found, workshops={**found.workshops, "trial": made})


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
