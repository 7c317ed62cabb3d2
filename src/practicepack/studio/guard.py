"""Who may ask the studio anything: pages that it made itself, on this machine, in bounds."""

import asyncio
from collections.abc import Iterator

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from practicepack.studio.state import Studio

MOST_BYTES = 1_000_000
"""Of a form."""
MOST_UPLOADED = 50_000_000
"""Of a file that is brought in."""
UPLOADS = ("/import",)
"""How the paths end that take a file."""
SLOWEST_BODY = 30.0
"""Seconds for a whole body."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # with "no-referrer" a browser sends "Origin: null" with our own forms, which are then refused
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
RefusedAnswer = tuple[int, str]


class Guard:
    """Lets through what one of the studio's pages asks, with a body that is read in bounds."""

    def __init__(self, app: ASGIApp, studio: Studio) -> None:
        self.app, self.studio = app, studio

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """For Starlette."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        body: bytes | RefusedAnswer = b""
        if refusal is None:
            # the whole body is read here, so that no screen waits for a slow caller
            body = await _body(scope, receive)
            if isinstance(body, tuple):
                refusal = body
        if refusal is not None:
            status, text = refusal
            response = PlainTextResponse(text, status, {"Connection": "close", **HEADERS})
            await response(scope, receive, send)
            return
        assert isinstance(body, bytes)
        self.studio.hear()
        await self.app(scope, _replayed(body, receive), _with_headers(send))

    def _refusal(self, scope: Scope) -> RefusedAnswer | None:
        """Why a request is refused; None where it may pass."""
        headers = Headers(scope=scope)
        # a stranger's name for this machine (DNS rebinding) is not ours
        if headers.getlist("host") != [self.studio.host]:
            return 421, "not this host"
        if not f"{scope['path']}/".startswith(f"{self.studio.base}/"):
            return 404, "not found"
        site = headers.get("sec-fetch-site", "same-origin")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "not allowed"
        is_own = site == "same-origin" and headers.get("origin") == self.studio.origin
        if scope["method"] != "POST":
            is_own = site in ("same-origin", "none") or _is_visit(headers)
        if not is_own:
            return 403, "not from one of the studio's pages"
        return None


def _is_visit(headers: Headers) -> bool:
    """Whether a person goes to a page, perhaps from elsewhere: the browser was opened by a file."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


async def _body(scope: Scope, receive: Receive) -> bytes | RefusedAnswer:
    """The whole body, or why it is refused."""
    most = MOST_BYTES
    if scope["path"].endswith(UPLOADS):
        most = MOST_UPLOADED
    stated = Headers(scope=scope).get("content-length", "0")
    if not stated.isdigit() or int(stated) > most:
        return 413, "too large"
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST_BODY):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return 400, "cut off"
                body += message.get("body", b"")
                if len(body) > most:
                    return 413, "too large"
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        return 408, "too slow"


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What the screens receive: the body in one piece, and then what the connection has to say."""

    def messages() -> Iterator[Message]:
        yield {"type": "http.request", "body": body, "more_body": False}

    waiting = messages()

    async def next_message() -> Message:
        message = next(waiting, None)
        if message is None:
            message = await receive()
        return message

    return next_message


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
