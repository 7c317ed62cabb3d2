"""The command as it is installed, with a library of a few files, on a machine that does not do its part."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import copytree, ignore_patterns

from cases import BASE, put_library

from practicepack.workspace import PACKAGE

NAME = "one-day--agenda"
BUILD = ("build", "one-day", "--only", "agenda")
PATIENCE = 120
Env = Mapping[str, str]
EMPTY: Env = {}


def nothing() -> None:
    pass


def hear_ctrl_c() -> None:
    """What a shell starts in the background without job control ignores Ctrl-C; tests may run so."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def installed(folder: Path) -> Path:
    """A folder to put on PYTHONPATH: the package as a wheel has it, but for its library."""
    copytree(PACKAGE, folder / "practicepack", ignore=ignore_patterns("__pycache__", "_share"))
    put_library(folder / "practicepack/_share")
    return folder


@dataclass(frozen=True)
class Machine:
    """A user's folder, and commands given in it."""

    package: Path
    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "work"

    @property
    def pack(self) -> Path:
        return self.root / "build" / NAME

    @property
    def store(self) -> Path:
        return self.folder / "cache/practicepack"

    def title(self, said: str) -> None:
        """The workshop under another title."""
        for file in (BASE / "sessions/one-day").iterdir():
            text = file.read_text(encoding="utf-8").replace("One day", said)
            path = self.root / "sessions/one-day" / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def start(
        self, *words: str, before: Callable[[], object] = nothing, jobs: int = 1, more: Env = EMPTY
    ) -> subprocess.Popen[str]:
        """A command that has begun, in a process group of its own."""
        usual = {"PYTHONPATH": str(self.package), "XDG_CACHE_HOME": str(self.folder / "cache")}
        jobs_too = ("--jobs", str(jobs)) if "build" in words else ()
        return subprocess.Popen(
            [sys.executable, "-m", "practicepack", *words, *jobs_too],
            cwd=self.root,
            env={**os.environ, **usual, **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
            preexec_fn=before,  # noqa: PLW1509  # it changes this process's rights, and nothing else
        )

    def call(
        self, *words: str, before: Callable[[], object] = nothing, jobs: int = 1, more: Env = EMPTY
    ) -> tuple[int, str]:
        """The exit code of a command, and what it said that was wrong."""
        process = self.start(*words, before=before, jobs=jobs, more=more)
        _, said = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def left_overs(self) -> list[str]:
        """What is hidden where packs are, and among the parts that are kept."""
        return sorted(one.name for top in (self.root, self.store) for one in top.rglob(".*"))


def title(pack: Path) -> str:
    """Which workshop a whole pack is of. Fails where a file is not as the pack's list has it."""
    listing = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    listed = {one["file"]: one["sha256"] for one in [*listing["documents"], *listing["beside"]]}
    files = {path.relative_to(pack).as_posix(): path for path in pack.rglob("*") if path.is_file()}
    del files["manifest.json"]
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == listed
    command = ["pdftotext", str(pack / "participants/agenda.pdf"), "-"]
    shown = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    return next(line for line in shown.splitlines() if line.endswith(" day"))


def unsound(store: Path) -> Iterator[str]:
    """The parts of a store whose checksum is not that of what they hold."""
    for path in store.glob("[0-9a-f][0-9a-f]/[!.]*"):
        head, check, body = (data := path.read_bytes())[:21], data[21:53], data[53:]
        if head != b"practicepack cache 1\n" or sha256(body).digest() != check:
            yield path.name
