"""How long packs take, and how much memory: `make bench`.

    .venv/bin/python bench/build.py [RUNS] [work]

Each figure is the median of some runs, 7 unless another number is given, each in a process of its own. The
largest shipped workshop is built from a copy, so that files can be changed. Let nothing else run meanwhile.
With `work`, only processor time is measured, which other programs hardly change.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shutil import copy, copytree, rmtree

from practicepack.output.publish import MANIFEST
from practicepack.workspace import shipped_root

LARGEST = "score-card-to-meeting"
ACTIVITY, HANDOUT = "content/activities/score-card.yaml", "content/printables/follow-up-card.yaml"
SMALLER = ("fair-and-brave", "power-and-voice", "our-weekend")
PARTS_OF_IT = ("cue-cards", "run-of-show", "handouts")
MEGABYTE = 1024 * 1024
AS_IT_COMES, PLAIN = "WeasyPrint as it comes", "plain: 1 process, no store"
BARE = [sys.executable, "-c", "import click, yaml, jinja2"]
PACK = [sys.executable, "-m", "practicepack"]
MEMORY = """
import json, resource, sys
from practicepack.cli.main import run
run(sys.argv[1:])
most = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps(most))
"""
ONE_PROCESS = [sys.executable, str(Path(__file__).with_name("one_process.py"))]
"""The whole command in one process, whose processor time can be counted."""


@dataclass
class Desk:
    """A folder with a copy of the largest workshop, where packs and parts are kept."""

    root: Path

    def __post_init__(self) -> None:
        copytree(shipped_root() / "sessions" / LARGEST, self.root / "sessions" / LARGEST)
        for name in (ACTIVITY, HANDOUT):
            (self.root / name).parent.mkdir(parents=True)
            copy(shipped_root() / name, self.root / name)
        edited = (self.root / ACTIVITY, self.root / HANDOUT, self.workshop)
        self.texts = {path: path.read_text(encoding="utf-8") for path in edited}
        self.turn = count(1)

    @property
    def workshop(self) -> Path:
        """The file in which the head-count is edited."""
        return self.root / "sessions" / LARGEST / "workshop.yaml"

    @property
    def people(self) -> int:
        """The head-count as it is written."""
        return int(self.texts[self.workshop].partition("\nparticipants: ")[2].split()[0])

    def arguments(self, *more: str) -> list[str]:
        """What comes after practicepack to build here."""
        return ["--root", str(self.root), "build", LARGEST, "--cache-dir", str(self.root / "kept"), *more]

    def clear(self) -> None:
        """Take away the pack and the store, and undo every change."""
        for path, text in self.texts.items():
            path.write_text(text, encoding="utf-8")
        for name in ("build", "kept"):
            rmtree(self.root / name, ignore_errors=True)

    def edit(self) -> None:
        """Change one sentence of an activity. It stands in the guides of three rooms."""
        self._edited(ACTIVITY, "reason: ")

    def edit_handout(self) -> None:
        """Change one sentence of a handout."""
        self._edited(HANDOUT, "\n  - heading: If ")

    def _edited(self, name: str, key: str) -> None:
        before, _, rest = self.texts[self.root / name].partition(key)
        (self.root / name).write_text(f"{before}{key}({next(self.turn)}) {rest}", encoding="utf-8")

    def recount(self) -> None:
        """Change the head-count."""
        key = "\nparticipants: "
        before, _, rest = self.texts[self.workshop].partition(key)
        people = 29 + next(self.turn) % 7  # never as it is written
        self.workshop.write_text(f"{before}{key}{people}\n{rest.partition(chr(10))[2]}", encoding="utf-8")


def nothing() -> None:
    """What is done before a run where nothing is."""


def seconds(command: list[str]) -> float:
    """From the start of a command to its end."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def median(runs: int, command: list[str], before: Callable[[], None] = nothing) -> float:
    """The median of some runs."""
    times = []
    for _ in range(runs):
        before()
        times.append(seconds(command))
    return statistics.median(times)


def pack_of(desk: Desk, name: str = LARGEST) -> tuple[int, int]:
    """The pages and the bytes of a pack that was built."""
    folder = desk.root / "build" / name
    listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["documents"]
    return sum(one["pages"] for one in listed), sum(one.stat().st_size for one in folder.rglob("*.pdf"))


def builds(desk: Desk, runs: int) -> Iterator[tuple[str, float]]:
    """Each way to build, and how long it takes."""
    one_by_one = desk.arguments("--jobs", "1", "--no-cache")
    yield AS_IT_COMES, median(runs, [*ONE_PROCESS, "apart", *one_by_one])
    yield PLAIN, median(runs, [*ONE_PROCESS, "shared", *one_by_one])
    for cores in sorted({1, 2, os.cpu_count() or 1}):
        made = [*PACK, *desk.arguments("--jobs", str(cores))]
        yield f"first build, {cores} processes", median(runs, made, desk.clear)
    build = [*PACK, *desk.arguments()]
    yield "one edited sentence", median(runs, build, desk.edit)
    yield "one in a handout", median(runs, build, desk.edit_handout)
    yield "one edited head-count", median(runs, build, desk.recount)
    desk.clear()
    seconds(build)
    yield "no change", median(runs, build)
    yield (
        "one handout",
        median(runs, [*build, "--only", "handouts", "--session", "03-one-request"], desk.clear),
    )
    desk.clear()
    with watching(desk) as rebuilt:
        yield "one edited sentence, watch", statistics.median(rebuilt(desk.edit) for _ in range(runs))
        yield "one in a handout, watch", statistics.median(rebuilt(desk.edit_handout) for _ in range(runs))
    yield "--help", median(runs, [*PACK, "--help"])
    yield "import click, yaml, jinja2", median(runs, BARE)


def work(desk: Desk, runs: int) -> Iterator[tuple[str, float]]:
    """Seconds of processor time: for a first build, and for the evening before, when date and people change.

    These hold on a busy machine as well, where the clock tells nothing.
    """
    changes = {
        "first build": [],
        "another date": ["--set", "days.0.date=2027-05-{}"],
        "another head-count": ["--participants", "{}"],
    }
    for name, options in changes.items():
        times = []
        for run in range(runs):
            if not options:
                desk.clear()
            # every run has a date and a head-count that no other had
            number = 10 + run if name == "another date" else desk.people + 1 + run
            given = [option.format(number) for option in options]
            command = [*ONE_PROCESS, "shared", *desk.arguments(*given)]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            times.append(float(said.split()[-1]))
        yield name, statistics.median(times)


@contextmanager
def watching(desk: Desk) -> Iterator[Callable[[Callable[[], None]], float]]:
    """A watch that has built once. Calling what it gives tells the seconds from a save to the new pack."""
    arguments = ["watch" if one == "build" else one for one in desk.arguments()]
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*PACK, *arguments], stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        assert process.stdout
        listing = desk.root / "build" / LARGEST / MANIFEST
        next(line for line in process.stdout if line.startswith("watching"))

        def rebuilt(edit: Callable[[], None]) -> float:
            time.sleep(1)  # until it listens again
            before = listing.stat().st_ino
            edit()
            start = time.perf_counter()
            while not listing.exists() or listing.stat().st_ino == before:
                time.sleep(0.002)
            return time.perf_counter() - start

        try:
            yield rebuilt
        finally:
            process.terminate()


def growth(desk: Desk) -> Iterator[tuple[str, int, float]]:
    """Packs and parts of packs of very different length: name, pages, seconds in one process."""
    wanted = [
        *((LARGEST, ("--only", kind)) for kind in PARTS_OF_IT),
        *((name, ()) for name in SMALLER),
        (LARGEST, ()),
        (LARGEST, ("--type", "large")),
    ]
    for name, more in wanted:
        desk.clear()
        arguments = ["--root", str(desk.root), "build", name, "--jobs", "1", "--no-cache", *more]
        took = seconds([*PACK, *arguments])
        (folder,) = (desk.root / "build").iterdir()
        yield folder.name, pack_of(desk, folder.name)[0], took


def line(points: Iterable[tuple[int, float]]) -> tuple[float, float, float]:
    """The straight line nearest to some points: seconds for a page, seconds for none, and the fit R²."""
    pages, times = zip(*points, strict=True)
    slope, start = statistics.linear_regression(pages, times)
    return slope, start, statistics.correlation(pages, times) ** 2


def memory(desk: Desk) -> Mapping[str, float]:
    """The most memory in megabytes of the process that plans and joins, and of the largest of the others."""
    desk.clear()
    command = [sys.executable, "-c", MEMORY, *desk.arguments("--jobs", "2")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    own, others = json.loads(said.splitlines()[-1])
    return {"parent": own / 1024, "largest worker": others / 1024}


def print_work(desk: Desk, runs: int) -> None:
    """Print the processor time, and its share of a first build."""
    print("\nseconds of processor time in one process, then the share of a first build\n")
    first = 0.0
    for name, took in work(desk, runs):
        first = first or took
        print(f"{name:30}{took:8.2f} s{took / first:12.3f}", flush=True)


def main(runs: int, *only: str) -> None:
    """Print every figure; `only` the word work: the processor time alone."""
    if only:
        with tempfile.TemporaryDirectory() as folder:
            print_work(Desk(Path(folder)), runs)
        return
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        print(f"{LARGEST}, medians of {runs} runs on {os.cpu_count()} cores, Python {sys.version.split()[0]}")
        print("\nseconds, then the share of WeasyPrint as it comes and of plain\n")
        found: dict[str, float] = {}
        for name, took in builds(desk, runs):
            found[name] = took
            shares = "".join(f"{took / found[one]:12.3f}" for one in (AS_IT_COMES, PLAIN) if one in found)
            print(f"{name:30}{took:8.2f} s{shares}", flush=True)
        desk.clear()
        seconds([*PACK, *desk.arguments()])
        pages, size = pack_of(desk)
        print_work(desk, runs)
        speed = pages / found["first build, 2 processes"]
        print(f"\n{pages} pages, {size / MEGABYTE:.1f} MB, {speed:.1f} pages a second")
        print(", ".join(f"{who} {most:.0f} MB" for who, most in memory(desk).items()))
        points = list(growth(desk))
        for name, number, took in points:
            print(f"{number:5} pages{took:8.2f} s  {name}", flush=True)
        slope, start, fit = line([(number, took) for name, number, took in points if "large" not in name])
        print(f"{start:.2f} s and {slope * 1000:.0f} ms a page, R² {fit:.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7, *sys.argv[2:])
