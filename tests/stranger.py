"""A workspace from somebody who means harm, and what came of it."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, StringIO
from pathlib import Path
from shutil import rmtree
from threading import Thread

import pikepdf
from cases import BASE

from practicepack.cli.main import run
from practicepack.diagnostics import ContentError, Diagnostic, Source
from practicepack.documents.compose import compose, selected
from practicepack.documents.context import Context
from practicepack.documents.parts import RenderJob
from practicepack.i18n import Translator
from practicepack.library.load import Library
from practicepack.pipeline import A4
from practicepack.plan.model import Plan
from practicepack.render.templates import Templates, of_plan
from practicepack.typeset.layout import lay_out
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace
from tasks import laid_out

CANARY = "canary-5b8e61"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
OUTSIDE = {
    "canary.svg": f'{SVG}<title>{CANARY}</title><text y="9">{CANARY}</text></svg>',
    "canary.csv": f"name\n{CANARY}\n",
    "canary.css": f'body::before {{ content: "{CANARY}" }}',
    "canary.html": f"<p>{CANARY}</p>",
    "canary.txt": CANARY,
    "safety/canary.yaml": f"title: {CANARY}\norder: 1\ntext: {CANARY}\ncredit: {{origin: Many}}\n",
    "trip/workshop.yaml": f"title: {CANARY}\npurpose: None.\n",
}
"""The files beside the workspace that nothing may read or change."""


class Listener(ThreadingHTTPServer):
    """A web server that counts who calls."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), BaseHTTPRequestHandler)
        self.calls = 0

    def get_request(self) -> tuple[object, object]:  # type: ignore[override]  # only passed on
        self.calls += 1
        return super().get_request()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def listening() -> Iterator[Listener]:
    with Listener() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@dataclass
class Stranger:
    """A workspace, a folder beside it that is not its business, and somebody who listens."""

    folder: Path
    shipped: Path
    library: Library
    plan: Plan
    typesetter: Typesetter
    listener: Listener
    shown: list[bytes] = field(default_factory=list)
    """All that was said, and all that is in the pages that were laid out."""

    def __post_init__(self) -> None:
        rmtree(self.folder, ignore_errors=True)
        (self.root / "sessions").mkdir(parents=True)
        for name, text in OUTSIDE.items():
            (self.outside / name).parent.mkdir(parents=True, exist_ok=True)
            (self.outside / name).write_text(text)
        self.listener.calls = 0

    @property
    def root(self) -> Path:
        return self.folder / "workspace"

    @property
    def outside(self) -> Path:
        return self.folder / "outside"

    def put(self, name: str, text: str | bytes) -> None:
        """A file of the workspace. OUTSIDE in it is the folder beside, NET the address of who listens."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else self.real(text).encode())

    def real(self, text: str) -> str:
        return text.replace("OUTSIDE", str(self.outside)).replace("NET", self.listener.address)

    def link(self, name: str, target: str) -> None:
        """A link in the workspace to something in the folder beside it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(self.outside / target)

    def call(self, *arguments: str) -> int:
        """The exit code of a command in the workspace."""
        with redirect_stdout(StringIO()) as out, redirect_stderr(out):
            code = run(["--root", str(self.root), *map(self.real, arguments)])
        self.shown.append(out.getvalue().encode())
        return code

    @property
    def said(self) -> str:
        return b"".join(self.shown).decode()

    def agenda(self) -> Sequence[Diagnostic]:
        """What is said of the shipped agenda in the stranger's templates, as it is laid out."""
        words = Translator("en")
        templates = Templates(
            Workspace(self.root, self.shipped),
            self.plan.title,
            self.library.pictures,
            words,
            A4,
            of_plan(self.plan, words),
        )
        documents = selected(compose(Context(self.plan, words, A4)), frozenset({"agenda"}), self.plan, None)
        try:
            made = lay_out(documents, templates, self.typesetter, lambda _, __: None)
            pages, found = made.pages, made.diagnostics
        except ContentError as fault:
            pages, found = {}, list(fault.diagnostics)
        self.shown += [repr(found).encode(), *(part.pdf for part in pages.values())]
        return found

    def page(self, body: str) -> Sequence[Diagnostic]:
        """What is said of a page of its own, as it is laid out."""
        html = f'<html lang="en"><title>x</title><h1>A</h1>{self.real(body)}'
        one = RenderJob("Page", html, (Source("own.css", "html { font-family: Pack }"),))
        laid = laid_out(self.typesetter, one)[one.key]
        self.shown += [repr(laid.diagnostics).encode(), laid.pdf]
        return laid.diagnostics

    @property
    def harm(self) -> list[str]:
        """What the stranger reached: nothing, it is hoped."""
        made = [path for path in self.root.glob("build/**/*") if path.resolve().is_relative_to(self.root)]
        built = [path.read_bytes() for path in made if path.is_file()]
        shown = any(CANARY in opened(data) for data in (*self.shown, *built))
        there = {self.inside(path): path.read_text() for path in self.beside() if path.is_file()}
        folders = {self.inside(path) for path in self.beside() if path.is_dir()}
        is_same = there == OUTSIDE and folders == {".", "safety", "trip"}
        found = {"read": shown, "called": self.listener.calls > 0, "wrote": not is_same}
        return [what for what, is_so in found.items() if is_so]

    def beside(self) -> Iterator[Path]:
        """All that is beside the workspace."""
        yield from (path for path in self.folder.rglob("*") if not path.is_relative_to(self.root))

    def inside(self, path: Path) -> str:
        return path.relative_to(self.outside).as_posix() if path.is_relative_to(self.outside) else str(path)

    def workshop(self, more: str) -> None:
        """The shipped workshop as the stranger's own, with these lines in its workshop.yaml."""
        for file in (BASE / "sessions/one-day").iterdir():
            self.put(f"sessions/one-day/{file.name}", file.read_text())
        given = [line.partition(":")[0] for line in more.splitlines()]
        lines = (BASE / "sessions/one-day/workshop.yaml").read_text().splitlines()
        kept = [line for line in lines if line.partition(":")[0] not in given]
        self.put("sessions/one-day/workshop.yaml", "\n".join([*kept, more, ""]))


def opened(data: bytes) -> str:
    """What a file holds; of a PDF its streams, attachments among them, its objects and its words."""
    if not data.startswith(b"%PDF"):
        return data.decode(errors="replace")
    with pikepdf.open(BytesIO(data)) as pdf:
        parts = [
            one.read_bytes() if isinstance(one, pikepdf.Stream) else one.unparse() for one in pdf.objects
        ]
    words = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout
    return b"\n".join([*parts, words]).decode(errors="replace")
