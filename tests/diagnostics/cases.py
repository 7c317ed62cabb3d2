"""The broken inputs: each a file with what must be said of it as comments inside it.

A case is one file, or several divided by lines `# file: NAME`. Its comments say where it goes (`place:`),
what is expected (`expect:` severity[code], a file where it is not this one, line:column; or only
severity[code] for a finding that has no place), what the code means and what would be right (`means:`,
`good:`, for the documentation), and where needed the `encoding:`, how often the last line stands there
(`repeat:`) and the command that finds it (`by: build`, or `by: build --strict`, which shows warnings).
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from practicepack.workspace import shipped_root

HERE = Path(__file__).parent
BASE = HERE / "base"
HEADER = re.compile(r"^# (place|expect|means|good|encoding|by|repeat): (.+)$", re.MULTILINE)
EXPECTED = re.compile(r"(error|warning)\[([a-z-]+)\](?: (\S+))??(?: (\d+:\d+))?")
FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
PICTURE = re.compile(r'\bpicture\("([a-z-]+)"|content/pictures/([a-z-]+)\.svg')
"""How templates and style sheets name a picture that they show themselves."""
Finding = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    place: str
    files: dict[str, bytes]
    expected: tuple[Finding, ...]
    means: str
    good: str
    command: tuple[str, ...]

    @property
    def fails(self) -> bool:
        return any(severity == "error" for severity, *_ in self.expected)


def read(path: Path) -> Case:
    text = path.read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for key, value in HEADER.findall(text):
        found.setdefault(key, []).append(value)
    (place,) = found["place"]
    encoding = found.get("encoding", ["utf-8"])[0]
    first, *more = FILE.split(text)
    first += (first.splitlines(keepends=True) or [""])[-1] * (int(found.get("repeat", ["1"])[0]) - 1)
    files = {place: first, **dict(zip(more[::2], more[1::2], strict=True))}
    expected = tuple(sorted(expectation(line, place) for line in found["expect"]))
    return Case(
        name=path.stem,
        place=place,
        files={name: body.encode(encoding) for name, body in files.items()},
        expected=expected,
        means="".join(found.get("means", [])),
        good="\n".join(found.get("good", [])),
        command=tuple(found.get("by", ["check"])[0].split()),
    )


def expectation(line: str, place: str) -> Finding:
    match = EXPECTED.fullmatch(line)
    assert match, f"not an expectation: {line}"
    severity, code, file, at = match.groups()
    return severity, code, (file or place) if at else "", at or ""


def put_library(folder: Path) -> None:
    """The base library with the real templates and the pictures that these show, as if it were shipped."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    shutil.copytree(shipped_root() / "templates", folder / "templates")
    shown = set[str]()
    for page in (*folder.glob("templates/*.html"), *folder.glob("templates/css/*.css")):
        for in_code, in_style in PICTURE.findall(page.read_text(encoding="utf-8")):
            shown.add(in_code or in_style)
    assert {"sign-do", "house"} <= shown
    for picture in shown:
        shutil.copy(shipped_root() / f"content/pictures/{picture}.svg", folder / "content/pictures")


def cases() -> list[Case]:
    found = [read(path) for path in sorted((HERE / "cases").iterdir())]
    assert found, "no cases"
    return found
