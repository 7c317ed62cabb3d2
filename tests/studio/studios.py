"""A studio on a folder of a user's, and someone who visits it with a browser that has no JavaScript."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5
from desks import NOW, folder_with_workshop
from httpx import ASGITransport, AsyncClient, Response

from practicepack.cache.files import CacheFiles
from practicepack.desk.desk import Desk
from practicepack.render.languages import words_of
from practicepack.studio.app import create_app
from practicepack.studio.pack_service import PackService
from practicepack.studio.state import HOST, Studio
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

SECRET, PORT = "s3cret", 8123
ORIGIN = f"http://{HOST}:{PORT}"
TEN_PAST_NINE = 9 * 60 + 10
FIELDS = ("input", "select", "textarea", "button")


def studio_on(root: Path, language: str = "en") -> Studio:
    workspace = Workspace(root, shipped_root())
    # all tests share what was read of content/
    shared = CacheFiles(root.parent.parent / "content-cache")
    desk = Desk(workspace, root.parent / "cache", lambda: NOW, shared)
    return Studio(
        workspace=workspace,
        desk=desk,
        words=words_of(workspace, language),
        secret=SECRET,
        port=PORT,
        seconds=lambda: 0.0,
        minute_of_day=lambda: TEN_PAST_NINE,
        service=service_on(desk),
    )


def service_on(desk: Desk) -> PackService:
    """What shows pages and builds packs, with one process for each engine. It is not started."""
    root = desk.workspace.layers[0]
    return PackService(desk, root / "build", root.parent / "cache", lambda: Typesetter(desk.workspace, 1))


class Client:
    """A caller that says where it comes from as a browser does on the studio's own pages."""

    def __init__(self, studio: Studio, headers: dict[str, str] | None = None) -> None:
        self.app = create_app(studio)
        self.headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
        if headers is not None:
            self.headers = headers

    def request(self, method: str, path: str, **parts: Any) -> Response:
        return asyncio.run(self._request(method, path, parts))

    def get(self, path: str, **parts: Any) -> Response:
        return self.request("GET", path, **parts)

    def post(self, path: str, **parts: Any) -> Response:
        return self.request("POST", path, **parts)

    async def _request(self, method: str, path: str, parts: dict[str, Any]) -> Response:
        transport = ASGITransport(self.app)
        async with AsyncClient(
            transport=transport, base_url=ORIGIN, headers=self.headers, follow_redirects=True
        ) as client:
            return await client.request(method, path, **parts)


def visitor(folder: Path) -> "Visitor":
    """Someone on a studio with one workshop, `ours`."""
    return Visitor(studio_on(folder_with_workshop(folder)))


def anew(studio: Studio) -> "Visitor":
    """Someone on a studio with its files as they were at first: to read all content takes a second."""
    person = Visitor(studio)
    shipped = shipped_root() / "sessions/power-and-voice"
    ours = person.root / "sessions/ours"
    for path in ours.iterdir():
        if not (shipped / path.name).exists():
            path.unlink()
    for path in shipped.iterdir():
        if (ours / path.name).read_bytes() != path.read_bytes():
            (ours / path.name).write_bytes(path.read_bytes())
    studio.desk.forget()
    studio.notices.clear()
    return person


class Visitor:
    """Sees one page at a time, fills in fields and presses buttons."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.client = studio, Client(studio)
        self.response = Response(200)
        self.page = Element("html")

    @property
    def root(self) -> Path:
        root = self.studio.workspace.root
        assert root is not None
        return root

    def open(self, path: str = "", status: int = 200) -> "Visitor":
        """Go to a page by its path after the secret."""
        self.see(self.client.get(f"{self.studio.base}/{path}"), status)
        return self

    @property
    def text(self) -> str:
        """All words on the page, with single spaces."""
        return words_in(self.page)

    def part(self, id_: str) -> str:
        """The words of the element with this id."""
        return words_in(self._with_id(id_))

    def find(self, tag: str) -> list[Element]:
        return [element for element in self.page.iter() if local(element) == tag]

    def buttons(self) -> list[str]:
        return [words_in(button) for button in self.find("button")]

    def values(self) -> dict[str, str]:
        """What stands in each field that has a name, of all forms."""
        values: dict[str, str] = {}
        for form in self.find("form"):
            values |= dict(self._fields(form))
        return values

    def press(self, label: str, status: int = 200, /, nth: int = 0, within: str = "", **typed: str) -> None:
        """Press the nth button with this label or description, after typing into fields of its form."""
        place = self._with_id(within) if within else self.page
        buttons = []
        for button in place.iter():
            if local(button) == "button" and label in (words_in(button), button.get("aria-label")):
                buttons.append(button)
        assert len(buttons) > nth, f"no button {label!r} among {self.buttons()}"
        self.send(buttons[nth], status, typed)

    def send(self, button: Element, status: int, typed: dict[str, str]) -> None:
        assert button.get("disabled") is None, "a button that cannot be pressed"
        form = self._form_of(button)
        data: dict[str, list[str]] = {}
        for name, value in self._fields(form):
            data.setdefault(name, []).append(value)
        if button.get("name"):
            data[str(button.get("name"))] = [button.get("value", "")]
        for name, value in typed.items():
            assert name in data, f"no field {name!r} among {sorted(data)}"
            data[name] = [value]
        action = form.get("action", "")
        if form.get("method") == "post":
            self.see(self.client.post(action, data=data), status)
        else:
            self.see(self.client.get(action, params=data), status)

    def _form_of(self, button: Element) -> Element:
        if button.get("form"):
            return self._with_id(str(button.get("form")))
        for form in self.find("form"):
            if button in list(form.iter()):
                return form
        raise AssertionError(f"button {words_in(button)!r} is in no form")

    def _fields(self, form: Element) -> Iterator[tuple[str, str]]:
        inside = list(form.iter())
        for field in self.page.iter():
            name = field.get("name")
            belongs = field.get("form") == form.get("id") if field.get("form") else field in inside
            if not belongs or not name or local(field) not in FIELDS[:3]:
                continue
            if local(field) == "textarea":
                yield name, (field.text or "")
            elif local(field) == "select":
                yield name, chosen(field)
            elif field.get("type") not in ("checkbox", "radio", "file") or field.get("checked") is not None:
                yield name, field.get("value", "on" if field.get("type") == "checkbox" else "")

    def _with_id(self, id_: str) -> Element:
        for element in self.page.iter():
            if element.get("id") == id_:
                return element
        raise AssertionError(f"nothing has the id {id_!r}")

    def see(self, response: Response, status: int) -> None:
        assert response.status_code == status, f"{response.status_code}: {response.text[-3000:]}"
        self.response = response
        self.page = tinyhtml5.parse(response.text, namespace_html_elements=False)


def chosen(select: Element) -> str:
    options = [option for option in select.iter() if local(option) == "option"]
    for option in options:
        if option.get("selected") is not None:
            return option.get("value", "")
    return options[0].get("value", "")


def local(element: Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def words_in(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())
