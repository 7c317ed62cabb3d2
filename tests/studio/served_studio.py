"""A studio that answers at a port of its own, for as long as a with statement lasts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studios import studio_on

from practicepack.studio.app import create_app
from practicepack.studio.server import StudioServer, bound_socket
from practicepack.studio.state import Studio


@contextmanager
def served(root: Path, language: str = "en") -> Iterator[Studio]:
    """A studio that answers at a port of its own."""
    listening = bound_socket()
    studio = studio_on(root, language)
    studio.port = listening.getsockname()[1]
    server = StudioServer(create_app(studio), studio)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield studio
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()
