"""Forms of the studio's pages, read before a screen is asked."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

MOST_FIELDS = 2000
MOST_FILES = 1
LONGEST_NUMBER = 6
"""Digits."""


def posted(screen: Callable[[Request, FormData], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A screen that takes a form: it is called in a thread, with the form as it was sent."""

    async def answer(request: Request) -> Response:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
            # a screen waits for files and locks, and must not hold up other pages meanwhile
            return await run_in_threadpool(screen, request, form)

    return answer


def text_of(form: FormData, name: str) -> str:
    """What was typed into a field, without blanks around it; empty where the form has no such field."""
    value = form.get(name, "")
    if not isinstance(value, str):
        return ""
    return value.replace("\r\n", "\n").strip()


def texts_of(form: FormData, name: str) -> list[str]:
    """All that was chosen or typed under one name."""
    texts = []
    for value in form.getlist(name):
        if isinstance(value, str):
            texts.append(value)
    return texts


def whole_number(text: str, otherwise: int) -> int:
    """The number that an address has, where it is one of a few digits."""
    if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER:
        return int(text)
    return otherwise
