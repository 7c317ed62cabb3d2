"""A thread that owns a typesetter: whatever is to be laid out is done in it, one order after the other."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Any

from practicepack.diagnostics import MachineError
from practicepack.typeset.scheduler import Typesetter

CLOSING = 5.0
"""Seconds to wait for the end of the thread. Its workers end with this process in any case."""


class StoppedError(Exception):
    """An order was stopped, or a newer one has taken its place. Nothing of it is left."""


Work = Callable[[Typesetter], Any]


@dataclass(eq=False)
class _Order:
    """Something to be done. Of those with one `place`, only the newest is done."""

    place: str
    key: object
    work: Work
    rank: int
    future: "Future[Any]" = field(default_factory=Future)
    is_stopped: bool = False


class TypesettingThread:
    """Does orders with a typesetter that no other thread touches.

    Start it before the threads of a server: the processes that lay out are started from here, and a process
    should not be copied while other threads hold locks.
    """

    def __init__(self, make_typesetter: Callable[[], Typesetter]) -> None:
        self.make_typesetter = make_typesetter
        self._changed = Condition()
        self._waiting: list[_Order] = []
        self._running: _Order | None = None
        self._is_closed = False
        self._fault: MachineError | None = None
        self._thread = Thread(target=self._run, name="typesetting", daemon=True)

    def start(self) -> None:
        """Begin; the workers get ready meanwhile."""
        self._thread.start()

    def close(self) -> None:
        """Stop what is at work, and end."""
        with self._changed:
            self._is_closed = True
            self._stop_all()
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(CLOSING)

    def ask(
        self, place: str, key: object, work: Work, *, rank: int = 0, stops_running: bool = True
    ) -> "Future[Any]":
        """Have something done; the future has its result, or raises StoppedError or what the work raises.

        `place` says what it replaces: of all orders with one place, the newest is done, and the others are
        stopped, but the one at work only if `stops_running`. Where an order with this place and key is there
        already, its future is given. Of those that wait, the one with the highest rank comes first.
        """
        with self._changed:
            for order in [*self._waiting, *self._orders_running()]:
                if order.place == place and order.key == key and not order.is_stopped:
                    return order.future
            self._drop_waiting(place)
            if stops_running:
                self._stop_running(place)
            order = _Order(place, key, work, rank)
            if self._fault is not None:
                order.future.set_exception(self._fault)
            elif self._is_closed or not self._thread.is_alive():
                order.future.set_exception(StoppedError())
            else:
                self._waiting.append(order)
                self._changed.notify_all()
            return order.future

    def stop(self, place: str) -> None:
        """Stop the orders with a place: the one at work within a tenth of a second."""
        with self._changed:
            self._drop_waiting(place)
            self._stop_running(place)

    @property
    def is_busy(self) -> bool:
        """Whether there is anything to do."""
        return bool(self._waiting) or self._running is not None

    def _orders_running(self) -> list[_Order]:
        if self._running is None:
            return []
        return [self._running]

    def _drop_waiting(self, place: str) -> None:
        for order in [*self._waiting]:
            if order.place == place:
                self._waiting.pop(self._waiting.index(order))
                order.future.set_exception(StoppedError())

    def _stop_running(self, place: str) -> None:
        if self._running is not None and self._running.place == place:
            self._running.is_stopped = True

    def _stop_all(self) -> None:
        for order in [*self._waiting, *self._orders_running()]:
            self._drop_waiting(order.place)
            self._stop_running(order.place)

    def _run(self) -> None:
        try:
            with self.make_typesetter() as typesetter:
                typesetter.while_waiting = self._raise_if_stopped
                # asked for now, so that the workers are there when the first page is wanted
                typesetter.fingerprint  # noqa: B018
                while (order := self._next()) is not None:
                    self._do(order, typesetter)
        except MachineError as fault:
            with self._changed:
                self._fault = fault
                for order in self._waiting:
                    order.future.set_exception(fault)
                self._waiting.clear()

    def _next(self) -> _Order | None:
        """Wait for an order; None where there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._is_closed:
                return None
            order = max(self._waiting, key=lambda waiting: waiting.rank)
            self._waiting.pop(self._waiting.index(order))
            self._running = order
            return order

    def _do(self, order: _Order, typesetter: Typesetter) -> None:
        result: Any = None
        fault: BaseException | None = None
        try:
            result = order.work(typesetter)
        except BaseException as raised:  # a limit that was exceeded is none of Exception's
            fault = raised
        with self._changed:
            self._running = None
        if fault is None:
            order.future.set_result(result)
        else:
            order.future.set_exception(fault)

    def _raise_if_stopped(self) -> None:
        running = self._running
        if running is not None and running.is_stopped:
            raise StoppedError
