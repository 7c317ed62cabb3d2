"""Workshops made up on the spot, over the shipped library."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from practicepack.diagnostics import ContentError, Diagnostic
from practicepack.library.load import Library, load
from practicepack.plan.plan import Plan
from practicepack.plan.resolve import resolve
from practicepack.workspace import Workspace, shipped_root

HEAD = """\
title: Trial
purpose: Try.
participants: {participants}
audience: [{audience}]
reports_to: The women
safeguarding: {{name: A, contact: B}}
{more}
days:
"""
SESSION = """\
title: {title}
objectives: [Try.]
minutes: {minutes}
activities: [{uses}]
"""


@cache
def shipped() -> Library:
    library, wrong = load(Workspace(None, shipped_root()))
    assert wrong == []
    return library


def library(
    days: str,
    sessions: dict[str, str],
    *,
    participants: int = 20,
    audience: str = "",
    more: str = "",
    content: dict[str, str] | None = None,
) -> Library:
    """The shipped library with one workshop more, called trial, and files of content of one's own."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        files = {f"sessions/trial/{name}.yaml": text for name, text in sessions.items()}
        head = HEAD.format(participants=participants, audience=audience, more=more)
        files |= {"sessions/trial/workshop.yaml": head + days, **(content or {})}
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        found, wrong = load(Workspace(root, shipped_root()))
    assert [one.message for one in wrong] == []
    return found


def session(*uses: str, minutes: str = "1-60-999", title: str = "Trial") -> str:
    return SESSION.format(title=title, minutes=minutes, uses=", ".join(f"{{use: {one}}}" for one in uses))


def day(*blocks: str, start: str = "09:00", end: str = "17:00") -> str:
    listed = "".join(f"      - {block}\n" for block in blocks)
    return f'  - start: "{start}"\n    end: "{end}"\n    blocks:\n{listed}'


def planned(found: Library) -> tuple[Plan, Sequence[Diagnostic]]:
    return resolve(found, found.workshops["trial"])


def codes(found: Library) -> set[str]:
    """The codes of all that is said about the trial, whether it can be held or not."""
    try:
        return {one.code for one in planned(found)[1]}
    except ContentError as fault:
        return {one.code for one in fault.diagnostics}
