"""The server before it has begun to answer."""

import socket

from practicepack.studio.server import bound_socket


def test_a_browser_that_is_quicker_than_the_server_is_not_refused() -> None:
    with bound_socket() as listening, socket.create_connection(listening.getsockname(), timeout=5) as browser:
        assert browser.getpeername() == listening.getsockname()
