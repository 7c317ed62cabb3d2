"""Packs built from the studio, with real pages: progress, stop, the newest wins, the last good pack stays."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from desks import OPENING, OURS, contents, desk_on, folder_with_workshop, step

from practicepack.cache.files import CacheFiles
from practicepack.cache.parts import PartCache, owner
from practicepack.desk.desk import Desk
from practicepack.diagnostics import CallError, ContentError
from practicepack.edits import Set
from practicepack.options import PackOptions
from practicepack.output.publish import read_manifest
from practicepack.studio.builds import Builds, BuildStatus
from practicepack.studio.typesetting_thread import StoppedError, TypesettingThread
from practicepack.typeset.scheduler import Typesetter

SMALL = PackOptions(only=("agenda", "run-of-show"))
LARGE = PackOptions(only=("facilitator-guide", "cue-cards"))
OURS_FOLDER = "ours--agenda--run-of-show"
AT_ONCE = 0.6
"""Seconds in which a build has to end that was stopped: 0.2 on an idle machine."""


@dataclass
class Place:
    """A folder with a workshop, and what builds it."""

    desk: Desk
    builds: Builds
    cache: CacheFiles

    def change_people(self, number: int) -> None:
        self.desk.apply(step(self.desk, Set(OURS, ("participants",), str(number))))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    root = folder_with_workshop(tmp_path_factory.mktemp("builds"))
    desk = desk_on(root)
    cache = CacheFiles(root.parent / "parts")
    thread = TypesettingThread(lambda: Typesetter(desk.workspace, 1, PartCache(cache)))
    thread.start()
    yield Place(desk, Builds(desk, thread, root / "build"), cache)
    thread.close()


def when(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came to this"
        threading.Event().wait(0.01)


def seen_while_building(builds: Builds, options: PackOptions) -> list[BuildStatus]:
    """Each status that a page would see that looks all the time."""
    statuses: list[BuildStatus] = []
    future = builds.build("ours", options)
    while not future.done() or builds.status("ours").is_at_work:
        status = builds.status("ours")
        if not statuses or statuses[-1] != status:
            statuses.append(status)
        threading.Event().wait(0.005)
    return [*statuses, builds.status("ours")]


def test_a_pack_is_built_and_says_how_far_it_is(place: Place) -> None:
    statuses = seen_while_building(place.builds, SMALL)
    last = statuses[-1]
    assert (last.state, last.parts, last.finished) == ("built", 2, 2)
    assert last.folder == place.builds.packs / OURS_FOLDER
    assert (last.folder / "participants/agenda.pdf").read_bytes().startswith(b"%PDF")
    counts = [status.finished for status in statuses]
    assert counts == sorted(counts)
    assert "building" in [status.state for status in statuses]
    assert not place.builds.is_busy


def test_the_pack_is_of_the_workshop_as_it_was_when_it_was_asked_for(place: Place) -> None:
    place.change_people(23)
    future = place.builds.build("ours", SMALL)
    place.change_people(24)
    assert read_manifest(future.result(60).folder)["plan"]["participants"] == 23


def test_what_was_laid_out_is_forgotten_with_the_workshop(place: Place) -> None:
    place.builds.build("ours", SMALL).result(60)
    assert place.cache.forget(owner(place.desk.workspace, "ours")) > 0


def test_a_build_that_is_stopped_ends_at_once_and_leaves_the_last_good_pack(place: Place) -> None:
    place.builds.build("ours", LARGE).result(120)
    before = contents(place.builds.packs)
    place.change_people(19)
    future = place.builds.build("ours", LARGE)
    when(lambda: place.builds.status("ours").parts > 0)
    start = time.monotonic()
    place.builds.stop("ours")
    assert place.builds.status("ours").state in ("stopping", "stopped")
    with pytest.raises(StoppedError):
        future.result(30)
    assert time.monotonic() - start < AT_ONCE
    when(lambda: place.builds.status("ours").state == "stopped", 5)
    assert contents(place.builds.packs) == before
    assert place.builds.build("ours", SMALL).result(60).folder.is_dir()


def test_the_newest_that_was_asked_for_wins(place: Place) -> None:
    place.change_people(18)
    older = place.builds.build("ours", LARGE)
    when(lambda: place.builds.status("ours").state == "building")
    newer = place.builds.build("ours", SMALL)
    with pytest.raises(StoppedError):
        older.result(60)
    assert newer.result(60).folder.name == OURS_FOLDER
    when(lambda: place.builds.status("ours").state == "built", 5)


def test_what_is_wrong_is_said_and_the_last_good_pack_stays(place: Place) -> None:
    place.builds.build("ours", SMALL).result(60)
    before = contents(place.builds.packs)
    (place.desk.workspace.layers[0] / OPENING).write_text("activities: [", encoding="utf-8")
    with pytest.raises(ContentError):
        place.builds.build("ours", SMALL).result(60)
    when(lambda: place.builds.status("ours").state == "failed", 5)
    assert place.builds.status("ours").diagnostics
    assert contents(place.builds.packs) == before


def test_a_workshop_that_is_not_there_is_refused_at_once(place: Place) -> None:
    with pytest.raises(CallError):
        place.builds.build("nobody", SMALL)


def test_where_packs_go(place: Place, tmp_path: Path) -> None:
    assert place.builds.folder("ours", PackOptions(paper="a5")) == place.builds.packs / "ours--a5"
    assert Builds(place.desk, place.builds.thread, tmp_path).status("ours") == BuildStatus()
