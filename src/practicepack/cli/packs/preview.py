"""A page on this machine that shows the packs being watched, and turns to the page that has changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import zip_longest
from secrets import token_urlsafe
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

import pikepdf

from practicepack.pipeline import Built

PREVIEW_HOST = "127.0.0.1"
"""Nothing but this machine can reach the page."""
PAGE_HTML = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>practicepack</title>
<style>
body { margin: 0; display: flex; height: 100vh; font: 16px sans-serif }
nav { width: 22em; overflow: auto; padding: 1em }
button { font: inherit }
nav button { display: block; width: 100%; text-align: start; padding: .4em; border: 0; background: none }
nav button[aria-current] { font-weight: bold; background: #eee }
iframe { flex: 1; border: 0 }
</style>
<nav aria-label="Files"></nav><iframe title="The pack"></iframe>
<script>
const list = document.querySelector("nav"), frame = document.querySelector("iframe");
let version = -1, shown = "";
function open(name, page) {
  shown = name;
  frame.src = "file/" + encodeURIComponent(name) + "?" + version + "#page=" + page;
  for (const one of list.children) one.toggleAttribute("aria-current", one.textContent === name);
}
async function look() {
  try {
    const state = await (await fetch("state")).json();
    if (state.version !== version) {
      version = state.version;
      list.replaceChildren(...state.files.map((name) => {
        const one = document.createElement("button");
        one.textContent = name;
        one.onclick = () => open(name, 1);
        return one;
      }));
      const [name, page] = state.changed ?? [shown || state.files[0], 1];
      if (name) open(name, page);
    }
  } finally { setTimeout(look, 300); }
}
look();
</script></html>
"""


@dataclass
class Shown:
    """The files that can be looked at, and where the last change is: the file and the page, from 1."""

    files: dict[str, bytes] = field(default_factory=dict)
    changed: tuple[str, int] | None = None
    version: int = 0

    def show(self, built: Built) -> None:
        """Take over the files of a pack as they are now."""
        start = f"{built.folder.name}/"
        now: dict[str, bytes] = {}
        marked: set[str] = set()
        for finished in built.finished:
            name = start + finished.document.path
            now[name] = finished.pdf
            if finished.document.is_marked:
                marked.add(name)
        differ = [name for name, pdf in now.items() if self.files.get(name) != pdf]
        # The mark changes with every edit, so a document without it shows better what was edited.
        for name in sorted(differ, key=marked.__contains__):
            if name in self.files:
                self.changed = (name, changed_page(self.files[name], now[name]))
                break
        # Packs of other workshops stay; of this one, documents may be gone.
        for name, pdf in self.files.items():
            if not name.startswith(start):
                now[name] = pdf
        self.files = now
        if differ:
            self.version += 1

    def state(self) -> Mapping[str, Any]:
        """What the page asks for again and again."""
        return {"version": self.version, "files": list(self.files), "changed": self.changed}


def changed_page(before: bytes, after: bytes) -> int:
    """The page, from 1, on which two versions of a file differ; 1 where they differ elsewhere only.

    It is the first one after the cover: the mark on a cover changes with everything else.
    """
    pairs = zip_longest(_page_drawings(before), _page_drawings(after))
    for number, (old, new) in enumerate(pairs, start=1):
        # A page that is gone cannot be turned to.
        if number > 1 and new is not None and old != new:
            return number
    return 1


def _page_drawings(data: bytes) -> list[bytes]:
    """What is drawn on each page."""
    with pikepdf.open(BytesIO(data)) as pdf:
        drawings = []
        for page in pdf.pages:
            page.contents_coalesce()  # what is stamped on a page is a stream of its own
            drawings.append(page.Contents.read_bytes())
        return drawings


class Preview:
    """Serves the page while it is open, at an address that only those who are told it know."""

    def __init__(self, port: int = 0) -> None:
        self.shown = Shown()
        secret = token_urlsafe(9)
        self.server = ThreadingHTTPServer((PREVIEW_HOST, port), _handler(self.shown, f"/{secret}/"))
        self.address = f"http://{PREVIEW_HOST}:{self.server.server_port}/{secret}/"

    def __enter__(self) -> "Preview":
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def _handler(shown: Shown, start: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers what is known by its name. There is no path to a file in any of it."""

        def do_GET(self) -> None:  # the server calls it so
            """The page, its state, or one of the files."""
            asked = unquote(urlsplit(self.path).path)
            name = asked.removeprefix(start)
            mine = f"{PREVIEW_HOST}:{self.server.server_port}"  # type: ignore[attr-defined]
            # Another page in the browser could call this address: it does not know the secret, or the host.
            if name == asked or self.headers.get("Host") != mine:
                self.send_error(404)
            elif not name:
                self.answer(PAGE_HTML.encode(), "text/html; charset=utf-8")
            elif name == "state":
                self.answer(json.dumps(shown.state()).encode(), "application/json")
            elif (pdf := shown.files.get(name.removeprefix("file/"))) is not None:
                self.answer(pdf, "application/pdf")
            else:
                self.send_error(404)

        def answer(self, data: bytes, kind: str) -> None:
            """Send what was asked for, to be asked for anew each time."""
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *_: Any) -> None:  # noqa: A002  # its name in the library
            """Say nothing: the terminal is for the watch."""

    return Handler
