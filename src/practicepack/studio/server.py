"""The server: this machine alone, slow callers bounded, over when the last page is closed."""

import asyncio
import socket
from typing import Any, ClassVar

import uvicorn
from h11 import IDLE
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from practicepack.studio.state import HOST, Studio

SLOWEST_HEAD = 10.0
"""Seconds for the head of a request."""
MOST_WAITING = 64
"""So many connections may be open without having asked anything. A browser opens about six."""
KEEP_ALIVE = 30
"""Seconds."""


class PatientProtocol(H11Protocol):
    """HTTP for callers that may be slow on purpose: those who wait longest without asking are cut off."""

    _waiting: ClassVar[dict["PatientProtocol", asyncio.TimerHandle]] = {}

    def connection_made(self, transport: Any) -> None:
        """For asyncio."""
        super().connection_made(transport)
        self._watch()
        if len(self._waiting) > MOST_WAITING:
            next(iter(self._waiting)).cut_off()

    def data_received(self, data: bytes) -> None:
        """For asyncio."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """For uvicorn."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """For asyncio."""
        self._forget()
        super().connection_lost(exc)

    def cut_off(self) -> None:
        """Close the connection at once."""
        self._forget()
        self.transport.abort()

    def _watch(self) -> None:
        """Set the alarm while a head is being waited for, and no longer."""
        if self.conn.their_state is not IDLE:
            self._forget()
        elif self not in self._waiting:
            # between two requests it may rest as long as a kept connection may
            seconds = SLOWEST_HEAD
            if self.cycle is not None:
                seconds += KEEP_ALIVE
            self._waiting[self] = self.loop.call_later(seconds, self.cut_off)

    def _forget(self) -> None:
        alarm = self._waiting.pop(self, None)
        if alarm:
            alarm.cancel()


class StudioServer(uvicorn.Server):
    """Ends by itself some time after the last page is closed."""

    def __init__(self, app: Starlette, studio: Studio) -> None:
        self.studio = studio
        super().__init__(
            uvicorn.Config(
                app,
                http=PatientProtocol,
                ws="none",
                lifespan="off",
                access_log=False,
                log_level="error",
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=KEEP_ALIVE,
                timeout_graceful_shutdown=2,
            )
        )

    async def on_tick(self, counter: int) -> bool:
        """Whether to end. For uvicorn, which asks ten times a second."""
        return await super().on_tick(counter) or self.studio.is_deserted()


def bound_socket() -> socket.socket:
    """A socket at a free port that only this machine can reach."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.bind((HOST, 0))
    # A browser may be quicker than the server: it waits then, instead of being refused.
    listening.listen()
    return listening


def serve(app: Starlette, studio: Studio, listening: socket.socket) -> None:
    """Answer until the last page is closed, or until Ctrl-C."""
    StudioServer(app, studio).run(sockets=[listening])
