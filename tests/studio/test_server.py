"""The server cuts off callers that are slow on purpose, and ends by itself."""

import shutil
import socket
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from served_studio import served
from studios import SECRET

from practicepack.studio import server
from practicepack.studio.server import MOST_WAITING, bound_socket
from practicepack.studio.state import HOST, PATIENCE, PATIENCE_WITHOUT_SCRIPT, Studio
from practicepack.workspace import shipped_root

MANY = 300


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("server") / "mine"
    shutil.copytree(shipped_root() / "sessions/power-and-voice", root / "sessions/ours")
    return root


def is_answered(studio: Studio) -> bool:
    return httpx.get(f"{studio.address}static/studio.css", timeout=10).status_code == 200


def test_many_slow_callers_do_not_keep_the_studio_from_its_own_page(root: Path) -> None:
    with served(root) as studio, ExitStack() as opened:
        for _ in range(MANY):
            caller = opened.enter_context(socket.create_connection((HOST, studio.port)))
            caller.sendall(f"GET /{SECRET}/ HTTP/1.1\r\nHost:".encode())
        assert is_answered(studio)
        assert len(server.PatientProtocol._waiting) <= MOST_WAITING


def test_a_head_that_never_ends_is_cut_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SLOWEST_HEAD", 0.3)
    with served(root) as studio, socket.create_connection((HOST, studio.port)) as caller:
        caller.settimeout(10)
        caller.sendall(b"GET / HTTP/1.1\r\nX: ")
        assert caller.recv(1) == b""
        assert is_answered(studio)


def test_a_large_body_is_refused_over_the_wire(root: Path) -> None:
    with served(root) as studio, socket.create_connection((HOST, studio.port)) as caller:
        caller.settimeout(10)
        head = f"POST /{SECRET}/copy HTTP/1.1\r\nHost: {studio.host}\r\nOrigin: {studio.origin}\r\n"
        caller.sendall(f"{head}Content-Length: 100000000\r\n\r\n".encode())
        assert caller.recv(100).startswith(b"HTTP/1.1 413 ")
        assert is_answered(studio)


def test_a_browser_that_is_quicker_than_the_server_waits_on_this_machine_alone() -> None:
    with bound_socket() as listening, socket.create_connection(listening.getsockname(), timeout=5) as browser:
        assert browser.getpeername() == listening.getsockname()
        assert listening.getsockname()[0] == "127.0.0.1"


def test_it_ends_some_time_after_the_last_page(root: Path) -> None:
    now = 0.0
    with served(root) as studio:
        studio.seconds = lambda: now
        studio.hear()
        now = PATIENCE_WITHOUT_SCRIPT - 1
        assert not studio.is_deserted()
        studio.hear(is_script=True)
        now += PATIENCE - 1
        assert not studio.is_deserted()
        now += 2
        assert studio.is_deserted()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                is_answered(studio)
            except httpx.TransportError:
                break
            # the question was heard as a page is; whether that is long ago is looked at ten times a second
            now += PATIENCE_WITHOUT_SCRIPT + 1
            time.sleep(0.3)
        else:
            raise AssertionError("it goes on")
