"""Lay parts out, each once: in this process or in several, or taken from those that were laid out before."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from practicepack.pack import fonts
from practicepack.pack.crew import START, Crew
from practicepack.pack.engine import SCHEME, Engine
from practicepack.pack.laid import Job, Laid
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
        self.found = {"laid out": 0, "from the store": 0}

    def __enter__(self) -> "Typesetter":
        if self.workers > 1:
            fonts.css()  # a missing font is told here, not by a process that dies
            self.crew = Crew(self.workspace, self.workers, self.start)
        return self

    def __exit__(self, *_: object) -> None:
        if self.crew:
            self.crew.end()
        if self.store and self.found["laid out"]:
            self.store.trim()

    def lay_out(self, jobs: Iterable[Job], done: Callable[[str], None] = lambda _: None) -> dict[str, Laid]:
        """Every job's part by the job's key; what was laid out before is not laid out again.

        Calls `done` with the name of each part as it is there. Raises MachineError where Pango or a font is
        missing, or where a part cannot be laid out without its process dying.
        """
        wanted = {self._key(job): job for job in jobs}
        self.used.update(wanted)
        missing = {key: job for key, job in wanted.items() if key not in self.kept}
        for key, laid in self._each(missing):
            self.kept[key] = laid
            done(wanted[key].name)
        return {job.key: self.kept[key] for key, job in wanted.items()}

    def _each(self, jobs: Mapping[str, Job]) -> Iterator[tuple[str, Laid]]:
        new = dict(jobs)
        for key, job in jobs.items():
            stored = self.store.get(key) if self.store and not job.is_private else None
            if stored:
                del new[key]
                self.found["from the store"] += 1
                yield key, stored
        for key, laid in self._made(new):
            self.found["laid out"] += 1
            if self.store:
                self.store.put(key, laid)
            yield key, laid

    def joined(self, shaped: str, parts: Sequence[Laid], join: Callable[[], Laid]) -> Laid:
        """Parts joined to one document: from memory or the store, or by calling `join`.

        `shaped` is all that shapes the document beside its parts.
        """
        digests = (sha256(part.pdf).hexdigest() for part in parts)
        key = sha256("\0".join((self._fingerprint, shaped, *digests)).encode()).hexdigest()
        self.used.add(key)
        if key not in self.kept:
            stored = self.store.get(key) if self.store else None
            self.kept[key] = stored or join()
            if self.store and not stored:
                self.store.put(key, self.kept[key])
        return self.kept[key]

    def forget_unused(self) -> None:
        """Keep in memory only what was asked for since this was called last."""
        self.kept = {key: self.kept[key] for key in self.used if key in self.kept}
        self.used = set()

    def _made(self, jobs: Mapping[str, Job]) -> Iterator[tuple[str, Laid]]:
        if self.crew:
            yield from self.crew.lay_out(jobs)
            return
        for key, job in jobs.items():
            yield key, self._engine.lay_out(job)

    def _key(self, job: Job) -> str:
        """The hash of all that shapes a part: its words, its pictures, and what lays it out."""
        texts = (job.html, *(style.text for style in job.styles))
        names = sorted({name for text in texts for name in SHOWN.findall(text)})
        pictures = (f"{name} {self.workspace.digest(name)}" for name in names)
        return sha256("\0".join((self._fingerprint, job.key, *pictures)).encode()).hexdigest()

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
