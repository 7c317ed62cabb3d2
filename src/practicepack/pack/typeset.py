"""Make parts and documents, each once: in this process or in several, or taken from what was made before."""

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from practicepack.pack import fonts
from practicepack.pack.crew import START, Crew, made
from practicepack.pack.engine import SCHEME, Engine
from practicepack.pack.laid import Job, Laid, Task
from practicepack.pack.store import Store
from practicepack.workspace import Workspace

SHOWN = re.compile(rf"{SCHEME}([^\"')\s]+)")
"""The pictures that HTML and style sheets name."""


class Typesetter:
    """Lays parts out and keeps them, in memory and in a store if there is one. Use it in a with statement.

    Its processes start with it, so that they are ready when there is something to lay out.
    """

    def __init__(
        self,
        workspace: Workspace,
        workers: int,
        store: Store | None = None,
        start: str = START,
    ) -> None:
        self.workspace, self.workers, self.store, self.start = workspace, max(1, workers), store, start
        self.kept: dict[str, Laid] = {}
        self.used: set[str] = set()
        self.engine: Engine | None = None
        self.crew: Crew | None = None
        self.found = {"made": 0, "from the store": 0}

    def __enter__(self) -> "Typesetter":
        if self.workers > 1:
            fonts.css()  # a missing font is told here, not by a process that dies
            self.crew = Crew(self.workspace, self.workers, self.start)
        return self

    def __exit__(self, *_: object) -> None:
        if self.crew:
            self.crew.end()
        if self.store and self.found["made"]:
            self.store.trim()

    def make(self, tasks: Iterable[Task], done: Callable[[str], None] = lambda _: None) -> dict[str, Laid]:
        """What comes of every task by the task's key; what was made before is not made again.

        Work begins with the first task, while others are still to come. Calls `done` with the name of each as
        it is there. Raises MachineError where Pango or a font is missing, or where a part cannot be laid out
        without its process dying.
        """
        keys: dict[str, str] = {}

        def new() -> Iterator[tuple[str, Task]]:
            for task in tasks:
                key = keys.get(task.key) or self._key(task)
                if task.key in keys or self._is_kept(key, task):
                    done(task.name)
                else:
                    yield key, task
                keys[task.key] = key

        for key, name, laid in self._made(new()):
            self.found["made"] += 1
            if self.store:
                self.store.put(key, laid)
            self.kept[key] = laid
            done(name)
        self.used.update(keys.values())
        return {own: self.kept[key] for own, key in keys.items()}

    def _is_kept(self, key: str, task: Task) -> bool:
        """Whether it was made before: it is in memory then."""
        if key not in self.kept and self.store and not task.is_private:
            stored = self.store.get(key)
            if stored:
                self.found["from the store"] += 1
                self.kept[key] = stored
        return key in self.kept

    def forget_unused(self) -> None:
        """Keep in memory only what was asked for since this was called last."""
        self.kept = {key: self.kept[key] for key in self.used if key in self.kept}
        self.used = set()

    def _made(self, tasks: Iterator[tuple[str, Task]]) -> Iterator[tuple[str, str, Laid]]:
        """Each task's key and name, and what came of it."""
        if self.crew:
            yield from self.crew.make(tasks)
            return
        for key, task in tasks:
            yield key, task.name, made(task, self._engine)

    def _key(self, task: Task) -> str:
        """The hash of all that shapes a part or a document: its words, its pictures, and what makes it."""
        texts = (task.html, *(style.text for style in task.styles)) if isinstance(task, Job) else ()
        names = sorted({name for text in texts for name in SHOWN.findall(text)})
        pictures = (f"{name} {self.workspace.digest(name)}" for name in names)
        return sha256("\0".join((self._fingerprint, task.key, *pictures)).encode()).hexdigest()

    @property
    def files(self) -> list[str]:
        """The fonts and libraries that it works with, each with its size and the time of its last change."""
        return [line for line in self._fingerprint.splitlines() if Path(line.rsplit(" ", 2)[0]).is_absolute()]

    @property
    def _fingerprint(self) -> str:
        """What parts are laid out with; of no matter while they are kept no longer than this process runs."""
        if self.store is None:
            return ""
        return self.crew.fingerprint if self.crew else self._engine.fingerprint

    @property
    def _engine(self) -> Engine:
        self.engine = self.engine or Engine(self.workspace)
        return self.engine
