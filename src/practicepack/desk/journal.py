"""What was changed, so that it can be undone after a restart: a line for each step, in the user's cache.

A step holds the lines that differ, and never those that name people.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from practicepack.atomic import sync_folder, write_bytes
from practicepack.desk.line_delta import DeltaPiece
from practicepack.diagnostics import MachineError
from practicepack.locks import locked

JOURNALS = "journal"
"""The folder of all journals, in the user's cache."""
MOST_STEPS = 500
MOST_SECONDS = 30 * 24 * 60 * 60
OWN_FILE = 0o600
OWN_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class TextChange:
    """Another text of a file. The hash of a file that is not there is empty."""

    file: str
    before: str
    after: str
    """Hashes of the whole file."""
    undo: list[DeltaPiece]
    redo: list[DeltaPiece]


@dataclass(frozen=True, slots=True)
class NameChange:
    """Another name of a file or a folder."""

    file: str
    new: str


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """One step as the journal holds it."""

    id: int
    time: float
    label: str
    texts: list[TextChange] = field(default_factory=list)
    names: list[NameChange] = field(default_factory=list)
    copied: str = ""
    """The shipped workshop that became the user's own with this step."""
    is_private: bool = False
    """It named people: nothing of it is held, and it cannot be undone."""


@dataclass(slots=True)
class History:
    """The steps, and how many of them are done: those after that were undone."""

    steps: list[LoggedStep] = field(default_factory=list)
    done: int = 0
    unfinished: tuple[LoggedStep, bool] | None = None
    """A step that was begun and not finished, and whether it was to be made or undone."""


class Journal:
    """The journal of one folder of the user's. `clock` gives seconds since 1970."""

    def __init__(self, folder: Path, root: Path, clock: Callable[[], float]) -> None:
        self.folder, self.path, self.clock = folder, _path(folder, root), clock
        self._stamp: tuple[int, int, int] | None = None
        self._history = History()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Meanwhile no other process changes the same files. Raises MachineError where one does."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(OWN_FOLDER)
        number = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, OWN_FILE)
        try:
            if not locked(number):
                raise MachineError("another program is changing this folder", "try again in a moment")
            yield
        finally:
            os.close(number)

    @property
    def history(self) -> History:
        """The steps that the file has. It is read again where another process has written to it."""
        stamp = self._now()
        if stamp != self._stamp or stamp is None:
            self._history, self._stamp = self._read(), stamp
        return self._history

    def begin(self, step: LoggedStep) -> None:
        """Write down a step before its files are written. It is on the disk when this comes back."""
        self._append({"step": asdict(step)}, is_durable=True)

    def begin_again(self, step: LoggedStep, *, is_undone: bool) -> None:
        """Write down that a step is to be undone, or made again."""
        kind = "undo" if is_undone else "redo"
        self._append({kind: step.id, "time": self.clock()}, is_durable=True)

    def finish(self) -> None:
        """Write down that the files of the last line are written."""
        self._append({"done": True}, is_durable=False)

    def new_step(self, label: str, **parts: Any) -> LoggedStep:
        """A step with the next number."""
        numbers = [step.id for step in self.history.steps]
        return LoggedStep(max(numbers, default=0) + 1, self.clock(), label, **parts)

    def trim(self) -> None:
        """Drop steps that are too old or too many."""
        history = self.history
        oldest = self.clock() - MOST_SECONDS
        steps, done = history.steps, history.done
        while steps and (len(steps) > MOST_STEPS or steps[0].time < oldest):
            steps, done = steps[1:], max(0, done - 1)
        if len(steps) == len(history.steps):
            return
        records: list[dict[str, Any]] = []
        for step in steps:
            records += ({"step": asdict(step)}, {"done": True})
        # the last is undone first, as it was
        for step in reversed(steps[done:]):
            records += ({"undo": step.id}, {"done": True})
        lines = "".join(map(_record_line, records))
        write_bytes(self.path, lines.encode(), mode=OWN_FILE, is_durable=True)
        self._stamp = None

    def forget(self) -> None:
        """Remove the journal."""
        _remove(self.path)
        self._stamp = None

    def _now(self) -> tuple[int, int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns, status.st_ino

    def _append(self, record: dict[str, Any], *, is_durable: bool) -> None:
        history = self.history
        is_new = not self.path.exists()
        number = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, OWN_FILE)
        try:
            size = os.fstat(number).st_size
            text = _record_line(record)
            # a line that was cut off by a loss of power does not spoil the next one
            if size and os.pread(number, 1, size - 1) != b"\n":
                text = f"\n{text}"
            os.write(number, text.encode())
            if is_durable:
                os.fsync(number)
        except OSError as fault:
            raise MachineError(f"cannot write {self.path}: {fault.strerror}", "make room") from fault
        finally:
            os.close(number)
        if is_new and is_durable:
            sync_folder(self.folder)
        _replay(history, record)
        self._stamp = self._now()

    def _read(self) -> History:
        history = History()
        try:
            data = self.path.read_bytes()
        except OSError:
            return history
        for line in data.splitlines():
            # whatever else is in the file was not written by us, or was cut off
            with suppress(ValueError, TypeError, KeyError, LookupError):
                _replay(history, json.loads(line))
        return history


def forget_journal(folder: Path, root: Path) -> bool:
    """Remove the journal of one folder of the user's; whether there was one."""
    path = _path(folder, root)
    was_there = path.exists()
    _remove(path)
    return was_there


def _path(folder: Path, root: Path) -> Path:
    # the name of a folder may be that of a person, so only its hash is in the cache
    name = sha256(str(root).encode(errors="surrogateescape")).hexdigest()
    return folder / f"{name}.jsonl"


def _remove(path: Path) -> None:
    for file in (path, path.with_suffix(".lock")):
        file.unlink(missing_ok=True)
    with suppress(OSError):
        sync_folder(path.parent)


def _record_line(record: dict[str, Any]) -> str:
    return json.dumps(record, separators=(",", ":")) + "\n"


def _replay(history: History, record: dict[str, Any]) -> None:
    """Bring a history to where it is after one line of the journal."""
    if "step" in record:
        step = _logged_step(record["step"])
        # what was undone is gone once something else is done
        history.steps[history.done :] = [step]
        history.done += 1
        history.unfinished = (step, False)
    elif "undo" in record:
        history.done = _step_index(history, record["undo"])
        history.unfinished = (history.steps[history.done], True)
    elif "redo" in record:
        index = _step_index(history, record["redo"])
        history.done = index + 1
        history.unfinished = (history.steps[index], False)
    elif "done" in record:
        history.unfinished = None


def _step_index(history: History, id_: int) -> int:
    return [step.id for step in history.steps].index(id_)


def _logged_step(record: dict[str, Any]) -> LoggedStep:
    texts, names = [], []
    for text in record.pop("texts"):
        texts.append(TextChange(**text))
    for name in record.pop("names"):
        names.append(NameChange(**name))
    return LoggedStep(**record, texts=texts, names=names)
