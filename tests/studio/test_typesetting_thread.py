"""One thread owns the typesetter; the newest order of a kind is done, and what is stopped ends at once."""

import threading
from collections.abc import Iterator
from concurrent.futures import wait
from typing import Any

import pytest

from practicepack.diagnostics import MachineError
from practicepack.studio.typesetting_thread import StoppedError, TypesettingThread


class FakeTypesetter:
    """What the thread asks of a typesetter."""

    fingerprint = "programs"

    def __init__(self) -> None:
        self.while_waiting: Any = None

    def __enter__(self) -> "FakeTypesetter":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def thread() -> Iterator[TypesettingThread]:
    started = TypesettingThread(FakeTypesetter)  # type: ignore[arg-type]  # as far as the thread knows it
    started.start()
    yield started
    started.close()


def until_stopped(begun: threading.Event) -> Any:
    def work(typesetter: Any) -> None:
        begun.set()
        while True:
            typesetter.while_waiting()

    return work


def test_an_order_is_done_in_the_thread_and_gives_its_result(thread: TypesettingThread) -> None:
    names = thread.ask("a", 1, lambda _: threading.current_thread().name).result(5)
    assert names == "typesetting"


def test_of_the_orders_with_one_place_the_newest_is_done(thread: TypesettingThread) -> None:
    begun = threading.Event()
    running = thread.ask("page", 1, until_stopped(begun))
    assert begun.wait(5)
    waiting = thread.ask("page", 2, lambda _: "second")
    newest = thread.ask("page", 3, lambda _: "third")
    assert newest.result(5) == "third"
    for replaced in (running, waiting):
        with pytest.raises(StoppedError):
            replaced.result(5)


def test_who_asks_for_the_same_gets_the_same_and_it_is_done_once(thread: TypesettingThread) -> None:
    begun, done = threading.Event(), []

    def work(_: Any) -> None:
        begun.wait(5)
        done.append("once")

    first = thread.ask("page", 1, work)
    second = thread.ask("page", 1, work)
    begun.set()
    wait([first, second], 5)
    assert first is second
    assert done == ["once"]


def test_an_order_may_wait_for_the_one_at_work(thread: TypesettingThread) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def work(_: Any) -> str:
        begun.set()
        may_end.wait(5)
        return "first"

    running = thread.ask("page", 1, work)
    assert begun.wait(5)
    waiting = thread.ask("page", 2, lambda _: "second", stops_running=False)
    newest = thread.ask("page", 3, lambda _: "third", stops_running=False)
    may_end.set()
    assert running.result(5) == "first"
    assert newest.result(5) == "third"
    with pytest.raises(StoppedError):
        waiting.result(0)


def test_orders_with_other_places_wait_and_the_highest_rank_comes_first(thread: TypesettingThread) -> None:
    begun, order = threading.Event(), []
    first = thread.ask("first", 1, lambda _: begun.wait(5))
    pack = thread.ask("pack", 1, lambda _: order.append("pack"))
    page = thread.ask("page", 1, lambda _: order.append("page"), rank=1)
    begun.set()
    wait([first, pack, page], 5)
    assert order == ["page", "pack"]


def test_a_fault_of_one_order_is_its_own(thread: TypesettingThread) -> None:
    with pytest.raises(ZeroDivisionError):
        thread.ask("a", 1, lambda _: 1 // 0).result(5)
    assert thread.ask("b", 1, lambda _: "well").result(5) == "well"


def test_what_is_at_work_is_stopped_when_the_thread_is_closed(thread: TypesettingThread) -> None:
    begun = threading.Event()
    running = thread.ask("page", 1, until_stopped(begun))
    assert begun.wait(5)
    thread.close()
    with pytest.raises(StoppedError):
        running.result(0)
    with pytest.raises(StoppedError):
        thread.ask("page", 2, lambda _: "never").result(0)


def test_a_machine_that_cannot_lay_out_says_so_to_everybody_who_asks() -> None:
    def none() -> Any:
        raise MachineError("the font is missing", "install it")

    thread = TypesettingThread(none)
    with pytest.raises(StoppedError):
        thread.ask("a", 1, lambda _: "never begun").result(5)
    thread.start()
    # while it starts, and afterwards
    for _ in range(2):
        with pytest.raises(MachineError, match="the font is missing"):
            thread.ask("a", 1, lambda _: "never").result(5)
