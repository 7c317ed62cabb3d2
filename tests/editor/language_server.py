"""A client of the YAML server that editors use: it opens files and asks what the server would show."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

SERVER = Path(__file__).parent / "node_modules" / ".bin" / "yaml-language-server"
PATIENCE = 300
"""Seconds after which a server that no longer answers is ended."""
SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
}
"""Nothing is fetched from the network: the schemas are those that the files name."""
ABLE = {
    "workspace": {"configuration": True},
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "publishDiagnostics": {},
    },
}


class LanguageServer:
    """A server that is running, and the problems that it has reported, by the address of the file."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.requests = 0
        self.problems: dict[str, list[dict[str, Any]]] = {}

    def open(self, file: Path, text: str | None = None) -> None:
        """Open a file, with other text than it has on disk where some is given."""
        text = file.read_text(encoding="utf-8") if text is None else text
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})

    def problems_of(self, files: Iterable[Path]) -> dict[Path, list[str]]:
        """The messages about each of some open files, as soon as all have been checked."""
        listed = list(files)
        while not all(file.as_uri() in self.problems for file in listed):
            self._take(self._receive())
        return {file: [problem["message"] for problem in self.problems[file.as_uri()]] for file in listed}

    def hover(self, file: Path, line: int, column: int) -> str:
        """The text that an editor shows when the pointer rests there; lines and columns from 0."""
        shown = self._ask("textDocument/hover", _place(file, line, column))
        return str(shown["contents"]["value"]) if shown else ""

    def completion(self, file: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What an editor offers there, by its label."""
        offered = self._ask("textDocument/completion", _place(file, line, column))
        return {item["label"]: item for item in offered["items"]}

    def start(self, root: Path) -> None:
        """Say what this client can do, and where the files are."""
        self._ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": ABLE})
        self._send(method="initialized", params={})

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self.requests += 1
        self._send(id=self.requests, method=method, params=params)
        while True:
            message = self._receive()
            if message.get("id") == self.requests and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        """Answer what the server asks, and note what it reports."""
        params = message.get("params", {})
        if message.get("method") == "textDocument/publishDiagnostics":
            self.problems[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            asked = params.get("items", ()) if message["method"] == "workspace/configuration" else None
            answer = None if asked is None else [SETTINGS.get(item["section"]) for item in asked]
            self._send(id=message["id"], result=answer)

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while header := self.process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message


@contextmanager
def running(root: Path) -> Iterator[LanguageServer]:
    """A server for the files below a folder."""
    pipe = subprocess.PIPE
    with subprocess.Popen([SERVER, "--stdio"], stdin=pipe, stdout=pipe) as process:
        watch = Timer(PATIENCE, process.kill)
        watch.start()
        try:
            server = LanguageServer(process)
            server.start(root)
            yield server
        finally:
            watch.cancel()
            process.kill()


def _place(file: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": column}}
