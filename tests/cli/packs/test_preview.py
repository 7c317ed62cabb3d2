"""The page that shows a pack being watched: it turns to what has changed, and is for this machine alone."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import pytest

from practicepack.cli.packs.preview import PAGE_HTML, PREVIEW_HOST, Preview, Shown, changed_page


def pdf(*pages: str) -> bytes:
    """A PDF whose pages draw these words."""
    made, target = pikepdf.new(), BytesIO()
    for words in pages:
        made.add_blank_page(page_size=(99, 99)).Contents = made.make_stream(f"% {words}".encode())
    made.save(target, deterministic_id=True)
    return target.getvalue()


def built(**files: bytes) -> Any:
    """A pack as it was just built, as far as the page looks at it."""
    finished = [
        SimpleNamespace(document=SimpleNamespace(path=path, is_marked=path == "agenda"), pdf=one)
        for path, one in files.items()
    ]
    return SimpleNamespace(folder=Path("build/ours"), finished=finished)


@pytest.mark.parametrize(
    ("before", "after", "page"),
    [
        (("a", "b", "c"), ("a", "x", "c"), 2),
        (("a", "b"), ("a", "b", "c"), 3),
        (("a", "b", "c"), ("a", "b"), 1),
        (("a",), ("x",), 1),
        (("a", "b", "c"), ("x", "b", "c"), 1),
        (("a", "b", "c"), ("x", "b", "y"), 3),
    ],
)
def test_the_first_page_that_differs(before: tuple[str, ...], after: tuple[str, ...], page: int) -> None:
    assert changed_page(pdf(*before), pdf(*after)) == page


def test_each_change_is_a_new_version_that_says_where_it_is() -> None:
    shown = Shown()
    shown.show(built(agenda=pdf("a"), guide=pdf("a", "b")))
    assert shown.state() == {"version": 1, "files": ["ours/agenda", "ours/guide"], "changed": None}
    shown.show(built(agenda=pdf("a"), guide=pdf("a", "b")))
    assert shown.version == 1
    shown.show(built(guide=pdf("a", "x")))
    assert shown.state() == {"version": 2, "files": ["ours/guide"], "changed": ("ours/guide", 2)}


def test_it_turns_to_what_was_changed_and_not_to_the_mark_that_changes_with_it() -> None:
    shown = Shown()
    shown.show(built(agenda=pdf("a"), guide=pdf("a", "b")))
    shown.show(built(agenda=pdf("x"), guide=pdf("x", "y")))
    assert shown.state()["changed"] == ("ours/guide", 2)
    shown.show(built(agenda=pdf("z"), guide=pdf("x", "y")))
    assert shown.state()["changed"] == ("ours/agenda", 1)


@pytest.fixture
def preview() -> Iterator[Preview]:
    with Preview() as made:
        made.shown.show(built(agenda=pdf("a")))
        yield made


def got(preview: Preview, path: str, host: str | None = None) -> tuple[int, bytes]:
    connection = HTTPConnection(PREVIEW_HOST, preview.server.server_port, timeout=5)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_it_serves_the_page_its_state_and_the_files(preview: Preview) -> None:
    start = urlsplit(preview.address).path
    assert got(preview, start) == (200, PAGE_HTML.encode())
    assert json.loads(got(preview, f"{start}state")[1])["files"] == ["ours/agenda"]
    assert got(preview, f"{start}file/ours%2Fagenda?1") == (200, pdf("a"))


@pytest.mark.parametrize(
    "name", ["file/", "file/../../etc/passwd", "file/%2e%2e%2fmanifest.json", "x", "file"]
)
def test_nothing_else_is_there(preview: Preview, name: str) -> None:
    assert got(preview, urlsplit(preview.address).path + name)[0] == 404


@pytest.mark.parametrize("path", ["/", "/state", "/file/ours%2Fagenda"])
def test_without_the_secret_of_its_address_nothing_is_there(preview: Preview, path: str) -> None:
    assert got(preview, path)[0] == 404


def test_a_page_of_the_web_cannot_read_it_under_another_name(preview: Preview) -> None:
    assert got(preview, urlsplit(preview.address).path, host="evil.example:80")[0] == 404


def test_only_this_machine_reaches_it(preview: Preview) -> None:
    assert preview.server.server_address[0] == "127.0.0.1"


def test_it_is_gone_when_the_watch_ends() -> None:
    with Preview() as made:
        pass
    with pytest.raises(ConnectionRefusedError):
        got(made, "/")
