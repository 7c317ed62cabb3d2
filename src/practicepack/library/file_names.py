"""Files that are not read because of their names: copies that were left over, endings that editors add."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from practicepack.diagnostics import Diagnostic, Severity, Source, Tip, error, warning
from practicepack.edits import Fix, Rename
from practicepack.workspace import PROGRAMME, WORKSHOP, Workspace

COPY = re.compile(r"(?i)(^copy of |[ _-]+copy( ?\(?\d+\)?)?$| ?\(\d+\)$|~$)")
"""What Windows, macOS, Linux and mail programs add to the name of a copy."""
YAML_ENDING = re.compile(r"(?i)\.ya?ml(\.txt|\.bak|\.old|~)?$")

# what is there without anyone having put it there is no reason for a warning
BY_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
"""What Windows puts into folders by itself."""
LOCK = "~$"
"""How the names of files begin with which an office program locks a document that is open."""


def unread_file(name: str, ending: str) -> list[Diagnostic]:
    """What is said of a file in content/ that has another ending. It is not opened: it may be a film."""
    path = PurePosixPath(name)
    if path.name.lower() in BY_SYSTEM or path.name.startswith(LOCK):
        return []
    message, at = f'"{path.name}" is not read here', Source(name, "").at()
    if right_name(path.name) or path.suffix.lower() == ending:
        return [error("bad-ending", message, at, hints=(_ending(name, ending),))]
    hints = (Tip(f'move it out of content/: only files that end in "{ending}" are read in {path.parent}'),)
    return [warning("bad-ending", message, at, hints=hints)]


def _ending(name: str, ending: str) -> Fix:
    path = PurePosixPath(name)
    right = right_name(path.name) or f"{path.stem}{ending}"
    return Fix(f'Call it "{right}"', (Rename(name, right),), f'end its name in "{ending}"')


def left_over(name: str) -> Diagnostic | None:
    """A warning for a file that is called as a copy is."""
    path = PurePosixPath(name)
    stem = path.name.partition(".")[0]
    if not COPY.search(stem):
        return None
    plain = re.sub(r"[^a-z0-9]+", "-", COPY.sub("", stem).lower()).strip("-") or "one"
    own = f"{plain}-2.yaml"
    typed = f'remove it, or give it a name of its own, such as "{own}"'
    hints = (Fix(f'Call it "{own}"', (Rename(name, own),), typed),)
    message = f'"{path.name}" is called as a copy is, and is not read'
    return warning("left-over", message, Source(name, "").at(), hints=hints)


def right_name(name: str) -> str | None:
    """The name with which a file is read: workshop.yaml for Workshop.yaml.txt. None for no YAML."""
    ending = YAML_ENDING.search(name)
    if ending is None:
        return None
    return f"{name[: ending.start()].lower()}.yaml"


def misnamed(workspace: Workspace, used: dict[str, str]) -> Iterator[Diagnostic]:
    """Findings for files in the folders of workshops that are not read because of their names.

    `used` has the text of each workshop.yaml by the id of its workshop. What it does not name is a draft.
    """
    for folder in workspace.session_folders():
        names = workspace.files(f"sessions/{folder}")
        for name in names:
            right = right_name(name)
            if right is None or right == name or left_over(name):
                continue
            at = Source(f"sessions/{folder}/{name}", "").at()
            rename = Rename(f"sessions/{folder}/{name}", right)
            hints = (Fix(f'rename it to "{right}"', (rename,)),)
            if right in (WORKSHOP, PROGRAMME) or names_id(used.get(folder, ""), PurePosixPath(right).stem):
                yield error("bad-ending", f'"{name}" is not read here', at, hints=hints)
            else:
                yield warning("bad-ending", f'"{name}" is not read here', at, hints=hints)


def names_id(text: str, id_: str) -> bool:
    """Whether a text names an id, as a word of its own."""
    return bool(re.search(rf"(?<![\w-]){re.escape(id_)}(?![\w-])", text))


def as_draft(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of a file that nothing uses: warnings, each of which says so."""
    hint = Tip("nothing uses this file: correct it, or remove it")
    drafts = []
    for finding in findings:
        drafts.append(replace(finding, severity=Severity.WARNING, hints=(*finding.hints, hint)))
    return drafts
