"""A small workshop of one activity, so that its whole pack is built in a few seconds, and a studio on it."""

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from desks import step
from studios import Visitor, studio_on

from built import ACTIVITY, SESSION, USUAL, WORKSHOP
from practicepack.desk.desk import Desk
from practicepack.edits import Set

FILES = {
    "content/activities/two-minutes.yaml": ACTIVITY,
    "sessions/ours/01-one.yaml": SESSION,
    "sessions/ours/workshop.yaml": WORKSHOP % (USUAL | {"title": "Our market day", "people": "8"}),
}
REFERRALS = 'services:\n  - {name: "Rosewater House", phone: "0800 555 777", hours: always, kind: shelter}\n'
LP = """#!{python}
import json, sys
with open({log!r}, "a") as file:
    file.write(json.dumps(sys.argv[1:]) + "\\n")
if "broken" in sys.argv:
    sys.exit("lp: the printer is on fire")
"""
LPSTAT = "#!/bin/sh\necho office\necho broken\n"


def print_system(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Let lp only write down what it is told; the file that it writes it in."""
    programs, log = folder / "bin", folder / "lp.log"
    programs.mkdir()
    for name, text in (("lp", LP.format(python=sys.executable, log=str(log))), ("lpstat", LPSTAT)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    patch.setenv("PATH", str(programs), prepend=":")
    return log


def sent_since(log: Path) -> list[list[str]]:
    """What lp was called with, each time, since this was last asked."""
    if not log.exists():
        return []
    lines = log.read_text().splitlines()
    log.unlink()
    return [json.loads(line) for line in lines]


def copies_of(calls: list[list[str]]) -> dict[str, int]:
    """How many copies of each file were sent."""
    copies = {}
    for words in calls:
        copies[words[words.index("-t") + 1]] = int(words[words.index("-n") + 1])
    return copies


def small_workshop(folder: Path) -> Path:
    """A folder of the user's with the workshop as `ours`."""
    root = folder / "mine"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def small_visitor(folder: Path) -> Visitor:
    return Visitor(studio_on(small_workshop(folder)))


def change(desk: Desk, key: str, value: str) -> None:
    """Change a value of the workshop, as the screen Plan does."""
    desk.apply(step(desk, Set("sessions/ours/workshop.yaml", (key,), value)))


def when(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came to this"
        threading.Event().wait(0.02)
