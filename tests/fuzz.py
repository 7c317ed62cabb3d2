"""Spoil shipped files at random, and see that `check` and `build` say what is wrong and never break.

`make fuzz` runs it for about an hour. What fails is printed with all that is needed to see it again.
"""

import argparse
import faulthandler
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from random import Random
from tempfile import TemporaryDirectory

from content_files import LANGUAGE, TRANSLATION, Shelves, shipped_files_read_once
from mutations import mutated
from practicepack.cli.report import as_json, text
from practicepack.diagnostics import ContentError, Diagnostic, errors
from practicepack.documents.compose import compose
from practicepack.documents.context import Context
from practicepack.i18n import Translator
from practicepack.library.overrides import assignment
from practicepack.limits import Limits
from practicepack.pipeline import A4, Request, build, inspect, planned
from practicepack.render.languages import catalogue
from practicepack.typeset.layout import OWN, STYLES
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import PROGRAMME, ROSTER, WORKSHOP, Workspace

BUILT = "after-the-shift"
"""The workshop of which packs are made: one of the smallest."""
GUIDE = "facilitator-guide"
SECONDS = {"check": 10, "build": 120, "page": 120}
"""How long an input may take the processor before it is said to hang."""
SMALL = Limits(seconds=3, megabytes=500, pages=50)
"""What one part of a pack with a spoilt template may cost."""
OF_PAGES = frozenset(
    {"layout", "not-laid-out", "overflow", "too-long", "missing-glyph", "bound", "foreign-address"}
)
"""What is found on a page that is laid out is told with the name of the page's part, and has no place."""
OF_A_FEW = frozenset({"taken-not-given", "theme-rarely-used"})
"""What is said of shipped files alone: the library in small lacks most activities."""
SHARED = ("base.html", "macros.html", *(f"css/{name}.css" for name in (*STYLES, OWN)))
"""What shapes every document."""


class HangError(BaseException):
    """An input takes too long. Nothing that catches errors on its way may catch this."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises HangError after some seconds of work, where the system has such a clock.

    It is another clock than the one that bounds a part: that one would stop it.
    """

    def late(*_: object) -> None:
        raise HangError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass(frozen=True)
class Input:
    """A spoilt file, and how it came about."""

    what: str
    seed: int
    number: int
    name: str
    mutations: tuple[str, ...]
    data: bytes
    only: frozenset[str] = frozenset()
    """The kind of document that is made; all, where there is none."""


@dataclass(frozen=True)
class Trial:
    """An input and what came of it. `fault` is what should not have been."""

    input: Input
    codes: tuple[str, ...]
    is_done: bool
    fault: str
    seconds: float

    def __str__(self) -> str:
        one = self.input
        again = f"--checks 0 --builds 0 --pages 0 --{one.what}s 1 --first {one.number} --seed {one.seed}"
        made = f"{one.name} ({', '.join(one.mutations)}) in {self.seconds:.1f} s"
        return f"{made}; again: {again}\n{self.fault}"


class Fuzzer:
    """Draws inputs and tries them. Packs and guides are whole, or of one session. For a with statement."""

    def __init__(self, folder: Path, workers: int = 1, session: str | None = None) -> None:
        self.shelves, self.out, self.workers = Shelves(folder), folder / "out", workers
        self.session = session
        self.stack = ExitStack()

    def __enter__(self) -> "Fuzzer":
        self.stack.enter_context(shipped_files_read_once(self.shelves))
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    @cached_property
    def typesetter(self) -> Typesetter:
        """What lays the packs out: one for all, so that only what was spoilt is laid out anew."""
        workspace = replace(self.shelves.workspace(BUILT), bounds=SMALL)
        return self.stack.enter_context(Typesetter(workspace, self.workers))

    @cached_property
    def shaped(self) -> dict[str, tuple[str, ...]]:
        """The kinds of documents that a template or a style sheet shapes, by its name."""
        # Without the user's folder: what was put there last is spoilt.
        shipped_alone = Workspace(None, self.shelves.workspace(BUILT).shipped)
        plan = planned(shipped_alone, Request(BUILT))[1]
        kinds: dict[str, dict[str, None]] = {}
        for document in compose(Context(plan, Translator("en"), A4)):
            for name in (*(part.template for part in document.parts), *SHARED):
                kinds.setdefault(f"templates/{name}", {})[document.kind] = None
        return {name: tuple(several) for name, several in kinds.items()}

    def check(self, name: str, data: bytes) -> list[Diagnostic]:
        """What `check` says of a spoilt file, or a build of a translation before anything is laid out."""
        id_ = self.shelves.of(name.replace(ROSTER, WORKSHOP))
        workspace = self.shelves.workspace(id_)
        self.shelves.put(name, data, id_)
        if name != TRANSLATION:
            return list(inspect(workspace))
        try:
            catalogue(workspace, LANGUAGE)
        except ContentError as fault:
            return list(fault.diagnostics)
        return []

    def build(self, name: str, data: bytes, only: frozenset[str] = frozenset()) -> list[Diagnostic]:
        """What `build` says of a workshop with a spoilt file."""
        typesetter = self.typesetter
        self.shelves.put(name, data, BUILT)
        changed = (assignment(f"language={LANGUAGE}"),) if name == TRANSLATION else ()
        session = self.session if not only or GUIDE in only else None
        request = Request(BUILT, changed, only=only, session=session)
        try:
            made = build(typesetter.workspace, request, self.out, typesetter)
        except ContentError as fault:
            return list(fault.diagnostics)
        assert (made.folder / "manifest.json").is_file()
        return list(made.warnings)

    @cache  # noqa: B019  # there is one fuzzer
    def names(self, what: str) -> list[list[str]]:
        """The files that may be spoilt, those of one kind together."""
        if what == "page":
            return [[one for one in sorted(self.shaped) if one.endswith(end)] for end in (".html", ".css")]
        kinds: dict[str, list[str]] = {}
        for name in sorted(self.shelves.originals):
            used = name.replace(ROSTER, WORKSHOP) in self.shelves.shelves[BUILT] or name == TRANSLATION
            if what == "check" or used:
                path = PurePosixPath(name)
                is_own = path.name in (WORKSHOP, PROGRAMME, ROSTER, "referrals.yaml")
                folder = path.parts[path.parts[0] == "content"]
                kinds.setdefault(path.name if is_own else folder, []).append(name)
        return list(kinds.values())

    def drawn(self, what: str, seed: int, number: int) -> Input:
        """The input that belongs to a number."""
        lots = Random(f"{seed} {what} {number}")  # noqa: S311  # it need not be secret
        alike = lots.choice(self.names(what))
        name, other = lots.choice(alike), lots.choice(alike)
        originals = self.shelves.pages if what == "page" else self.shelves.originals
        mutations, data = mutated(lots, PurePosixPath(name).suffix, originals[name], originals[other])
        only = frozenset({lots.choice(self.shaped[name])} if what == "page" else ())
        return Input(what, seed, number, name, mutations, data, only)

    def trial(self, what: str, seed: int, number: int) -> Trial:
        """One input, tried."""
        one = self.drawn(what, seed, number)
        started, found, fault = time.perf_counter(), list[Diagnostic](), ""
        try:
            with within(SECONDS[what]):
                check = what == "check"
                found = self.check(one.name, one.data) if check else self.build(one.name, one.data, one.only)
            fault = ill_told(found)
        except KeyboardInterrupt:
            raise
        except BaseException:  # whatever it is, it must not be
            fault = traceback.format_exc(limit=-12)
        codes = tuple(sorted({one.code for one in found} - OF_A_FEW))
        is_done = not fault and not any(errors(found))
        return Trial(one, codes, is_done, fault, time.perf_counter() - started)


def ill_told(found: Iterable[Diagnostic]) -> str:
    """What is wrong with findings: no place, a place outside the text, or words that cannot be printed."""
    for one in found:
        (text(one) + as_json([one])).encode()
        if one.span is None and one.code not in OF_PAGES:
            return f"{one.code} has no place: {one.message}"
        if one.span and not 0 <= one.span.start <= one.span.end <= len(one.span.source.text) + 1:
            return f"{one.code} stands outside its text: {one.span.start}-{one.span.end}"
    return ""


def said(trials: Iterable[Trial]) -> list[Trial]:
    """Tries them all; prints what fails as it fails, and at the end how many there were."""
    tried = []
    for one in trials:
        tried.append(one)
        if one.fault:
            print(one, flush=True)  # noqa: T201  # it is a command
    silent = sum(not one.codes for one in tried)
    slowest = max(tried, key=lambda one: one.seconds, default="nothing")
    print(f"{len(tried)} inputs, {silent} with nothing to say; slowest: {slowest}")  # noqa: T201
    print(*Counter(code for one in tried for code in one.codes).most_common())  # noqa: T201
    return tried


def main() -> int:
    """How many inputs failed, at most 100."""
    options = argparse.ArgumentParser(description=__doc__)
    many = (("checks", 20_000), ("builds", 200), ("pages", 2_000))
    for name, usual in (*many, ("seed", 1), ("first", 0), ("workers", 2)):
        options.add_argument(f"--{name}", type=int, default=usual, metavar="N", help=f"usually {usual}")
    chosen = options.parse_args()
    faulthandler.enable()  # what takes the process down is told too
    numbers = {"check": chosen.checks, "build": chosen.builds, "page": chosen.pages}
    with TemporaryDirectory() as folder, Fuzzer(Path(folder).resolve(), chosen.workers) as fuzzer:
        tried = [
            one
            for what, many in numbers.items()
            for one in said(fuzzer.trial(what, chosen.seed, chosen.first + n) for n in range(many))
        ]
    return min(sum(bool(one.fault) for one in tried), 100)


if __name__ == "__main__":
    sys.exit(main())
