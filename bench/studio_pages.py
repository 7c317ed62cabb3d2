"""How long people wait for pages in the studio, and how much memory it holds with its processes.

    python bench/studio_pages.py [RUNS] [WORKSHOP]

A head-count is changed in a copy of the workshop, and then each thing is asked for that a screen would show.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psutil

from practicepack.cache.files import CacheFiles
from practicepack.cache.parts import PartCache
from practicepack.desk.desk import Desk, Step
from practicepack.documents.edition import Edition
from practicepack.edits import Set
from practicepack.options import PackOptions
from practicepack.studio.pack_service import PackService
from practicepack.studio.previews import PageAsked
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

GUIDE = "facilitators/facilitator-guide.pdf"
WORKSHOP = "sessions/ours/workshop.yaml"
WIDTH = 900
"""Pixels across of a page on the screen."""
PATIENCE = 120


def main(runs: int, workshop: str) -> None:
    """Measure with a copy of a workshop and an empty cache."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "mine"
        shutil.copytree(shipped_root() / "sessions" / workshop, root / "sessions/ours")
        workspace = Workspace(root, shipped_root())
        desk = Desk(workspace, Path(folder) / "journal", lambda: 1_800_000_000.0)
        parts = PartCache(CacheFiles(Path(folder) / "parts"))
        service = PackService(desk, root / "build", Path(folder), lambda: Typesetter(workspace, 2, parts))
        start = perf_counter()
        with service:
            measure(service, runs, start)


def measure(service: PackService, runs: int, start: float) -> None:
    """Print how long each thing takes that a screen shows."""
    asked = PageAsked("ours", GUIDE, 0, session_part(service))
    print(f"{'first draft of a page, from the start':45} {perf_counter() - start:6.2f} s")
    service.previews.preview("ours", Edition(), PATIENCE)
    service.previews.printed_page(asked, PATIENCE)
    steps: dict[str, Callable[[], object]] = {
        "plan and findings": lambda: service.desk.plan("ours"),
        "draft of a page of a session, as a picture": lambda: picture(
            service, service.previews.draft(asked, PATIENCE)
        ),
        "drafts of the whole pack": lambda: service.previews.preview("ours", Edition(), PATIENCE),
        "the page as it is printed, as a picture": lambda: picture(
            service, service.previews.printed_page(asked, PATIENCE)
        ),
    }
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for run in range(runs):
        change_people(service.desk, 16 + run % 8)
        for name, step in steps.items():
            before = perf_counter()
            assert step() is not None, name
            seconds[name].append(perf_counter() - before)
    for name, taken in seconds.items():
        print(f"{name:45} {median(taken):6.2f} s   ({min(taken):.2f} to {max(taken):.2f})")
    before = perf_counter()
    service.builds.build("ours", PackOptions()).result(PATIENCE)
    print(f"{'the whole pack':45} {perf_counter() - before:6.2f} s")
    stop(service)
    print(f"{'memory with all processes':45} {memory():6.0f} MB")


def session_part(service: PackService) -> str:
    """The part of the guide with the second session, once there are drafts."""
    preview = service.previews.preview("ours", Edition(), PATIENCE)
    assert preview is not None
    document = preview.document(GUIDE)
    assert document is not None
    names = [part.name for part in document.parts if part.name.startswith("session-")]
    return names[1]


def picture(service: PackService, page: object) -> bytes | None:
    """A page that was laid out, as the browser gets it."""
    assert isinstance(page, tuple)
    part, number = page
    return service.pictures.png(part.pdf, number, WIDTH)


def change_people(desk: Desk, number: int) -> None:
    """Let another number of people come."""
    edit = Set(WORKSHOP, ("participants",), str(number))
    desk.apply(Step("People", (edit,), {WORKSHOP: desk.hash_of(WORKSHOP)}))


def stop(service: PackService) -> None:
    """How long a build goes on after it was stopped."""
    change_people(service.desk, 25)
    future = service.builds.build("ours", PackOptions())
    while service.builds.status("ours").finished < 5:
        pass
    before = perf_counter()
    service.builds.stop("ours")
    future.exception(PATIENCE)
    print(f"{'until a build that is stopped has ended':45} {perf_counter() - before:6.2f} s")


def memory() -> float:
    """Megabytes: what processes share is counted once."""
    own = psutil.Process()
    total = 0
    for process in (own, *own.children(recursive=True)):
        total += process.memory_full_info().pss
    return total / 1024 / 1024


if __name__ == "__main__":
    main(int((sys.argv[1:2] or ["9"])[0]), (sys.argv[2:3] or ["power-and-voice"])[0])
