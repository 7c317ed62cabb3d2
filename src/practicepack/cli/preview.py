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

HOST = "127.0.0.1"
"""Nothing but this machine can reach the page."""
PAGE = """<!doctype html>
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
        now = {f"{built.folder.name}/{one.document.path}": one.pdf for one in built.finished}
        differ = [name for name, pdf in now.items() if self.files.get(name) != pdf]
        documents = [one.document for one in built.finished if one.document.is_marked]
        marked = {f"{built.folder.name}/{one.path}" for one in documents}
        known = next((one for one in sorted(differ, key=marked.__contains__) if one in self.files), None)
        if known:
            self.changed = (known, changed_page(self.files[known], now[known]))
        kept = {name: pdf for name, pdf in self.files.items() if not name.startswith(f"{built.folder.name}/")}
        self.files = kept | now
        self.version += 1 if differ else 0

    def state(self) -> Mapping[str, Any]:
        """What the page asks for again and again."""
        return {"version": self.version, "files": list(self.files), "changed": self.changed}


def changed_page(before: bytes, after: bytes) -> int:
    """The page, from 1, on which two versions of a file differ; 1 where they differ elsewhere only.

    It is the first one after the cover: the mark on a cover changes with everything else.
    """
    with pikepdf.open(BytesIO(before)) as one, pikepdf.open(BytesIO(after)) as other:
        drawn = ([page.Contents.read_raw_bytes() for page in pdf.pages] for pdf in (one, other))
        pairs = enumerate(zip_longest(*drawn), start=1)
        differ = [number for number, (old, new) in pairs if new is not None and old != new]
        return next((number for number in differ if number > 1), 1)


class Preview:
    """Serves the page while it is open, at an address that only those who are told it know."""

    def __init__(self, port: int = 0) -> None:
        self.shown = Shown()
        secret = token_urlsafe(9)
        self.server = ThreadingHTTPServer((HOST, port), _handler(self.shown, f"/{secret}/"))
        self.address = f"http://{HOST}:{self.server.server_port}/{secret}/"

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
            mine = f"{HOST}:{self.server.server_port}"  # type: ignore[attr-defined]
            if name == asked or self.headers.get("Host") != mine:
                self.send_error(404)
            elif not name:
                self.answer(PAGE.encode(), "text/html; charset=utf-8")
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
