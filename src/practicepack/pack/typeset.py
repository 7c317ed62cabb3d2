"""Make parts and documents, each once: in this process or in several, or taken from what was made before."""

import re
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import unquote

from practicepack.pack import fonts
from practicepack.pack.crew import START, Crew, Keyed, made
from practicepack.pack.engine import SCHEME, Engine
from practicepack.pack.laid import Job, Laid, Task
from practicepack.pack.store import Store
from practicepack.workspace import Workspace

L = TypeVar("L", bound=Hashable)
MOST_TEXTS = 512
"""How many texts are remembered with the pictures that they name."""
SHOWN = re.compile(rf"{SCHEME}([^\"')\s?]+)")
"""The pictures that HTML and style sheets name."""


def last(*_: object) -> tuple[()]:
    """After this comes nothing that has waited for it."""
    return ()


@lru_cache(MOST_TEXTS)
def _shown(text: str) -> frozenset[str]:
    """The pictures that a text names; most parts have the same style sheets."""
    return frozenset(map(unquote, SHOWN.findall(text)))


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
        self.recent: frozenset[object] = frozenset()
        """The callers' words for what had to be made the last time."""
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

    def make(
        self, tasks: Iterable[tuple[L, Task]], then: Callable[[L, str, Laid], Iterable[tuple[L, Task]]] = last
    ) -> dict[L, Laid]:
        """What comes of every task, by the caller's word for it; what was made before is not made again.

        Work begins with the first task, while others are still to come. As soon as one is there, `then` is
        called with the caller's word, its name and what came of it, and gives the tasks that have waited for
        it. Raises MachineError where Pango or a font is missing, or where a part cannot be laid out without
        its process dying.
        """
        line = _Line(self, iter(tasks), then)
        new: set[object] = set()
        for key, laid in self._made(line.tasks()):
            self.found["made"] += 1
            if self.store:
                self.store.put(key, laid)
            self.kept[key] = laid
            new.update(line.take(key, laid))
        self.recent = frozenset(new)
        return line.found

    def before(self, key: str, task: Task) -> Laid | None:
        """What was made of it before, if anything was: it is in memory then."""
        self.used.add(key)
        if key not in self.kept and self.store and not task.is_private:
            stored = self.store.get(key)
            if stored:
                self.found["from the store"] += 1
                self.kept[key] = stored
        return self.kept.get(key)

    def forget_unused(self) -> None:
        """Keep in memory only what was asked for since this was called last."""
        self.kept = {key: self.kept[key] for key in self.used if key in self.kept}
        self.used = set()

    def _made(self, tasks: Iterator[Keyed | None]) -> Iterator[tuple[str, Laid]]:
        """Each task's key, and what came of it."""
        if self.crew:
            yield from self.crew.make(tasks)
            return
        for key, task in filter(None, tasks):
            yield key, made(task, self._engine)

    def key(self, task: Task) -> str:
        """The hash of all that shapes a part or a document: its words, its pictures, and what makes it."""
        texts = (task.html, *(style.text for style in task.styles)) if isinstance(task, Job) else ()
        names = sorted(set().union(*map(_shown, texts)))
        pictures = (f"{name} {self.workspace.digest(name)}" for name in names)
        means = self.means if self.store else ""  # of no matter while they are kept as long as this runs
        return sha256("\0".join((means, task.key, *pictures)).encode()).hexdigest()

    @property
    def files(self) -> list[str]:
        """The fonts and libraries that it works with, each with its size and the time of its last change."""
        return [line for line in self.means.splitlines() if Path(line.rsplit(" ", 2)[0]).is_absolute()]

    @property
    def versions(self) -> dict[str, str]:
        """The programs that it works with, and which version of each."""
        pairs = (line.partition(" ") for line in self.means.splitlines() if line.count(" ") == 1)
        return {name: version for name, _, version in pairs}

    @property
    def means(self) -> str:
        """What parts are laid out with, in lines."""
        return self.crew.fingerprint if self.crew else self._engine.fingerprint

    @property
    def _engine(self) -> Engine:
        self.engine = self.engine or Engine(self.workspace)
        return self.engine


class _Line(Generic[L]):
    """Tasks as they come, among them those that others had to be there for."""

    def __init__(
        self,
        typesetter: Typesetter,
        coming: Iterator[tuple[L, Task]],
        then: Callable[[L, str, Laid], Iterable[tuple[L, Task]]],
    ) -> None:
        self.typesetter, self.coming, self.then = typesetter, coming, then
        self.found: dict[L, Laid] = {}
        self.wanted: dict[str, list[tuple[L, str]]] = {}
        """What is at work: by its key, the callers' words for it and the names."""
        self.there: deque[tuple[L, str, Laid]] = deque()
        self.more: deque[tuple[L, Task]] = deque()

    def tasks(self) -> Iterator[Keyed | None]:
        """What was not made before, with its key; None where the next depends on what is at work."""
        while True:
            while self.there:
                self.more.extend(self.then(*self.there.popleft()))
            one = self.more.popleft() if self.more else next(self.coming, None)
            if one is None and not self.wanted:
                return
            if one is None:
                yield None
                continue
            label, task = one
            key = self.typesetter.key(task)
            is_at_work = key in self.wanted
            self.wanted.setdefault(key, []).append((label, task.name))
            if laid := self.typesetter.before(key, task):
                self.take(key, laid)
            elif not is_at_work:
                yield key, task

    def take(self, key: str, laid: Laid) -> list[L]:
        """Hear what came of a task; the callers' words for it."""
        wanted = self.wanted.pop(key)
        self.found |= {label: laid for label, _ in wanted}
        self.there += [(label, name, laid) for label, name in wanted]
        return [label for label, _ in wanted]
