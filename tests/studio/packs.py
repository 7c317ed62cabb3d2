"""A small workshop of one activity, so that its whole pack is built in a few seconds, and a studio on it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

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
