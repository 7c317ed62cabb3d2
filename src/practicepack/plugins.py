"""What other packages add by their entry points: rules, checks and printable kinds. See docs/extending.md.

A package that fails is a finding that names it. It never ends the program.
"""

import linecache
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from practicepack.diagnostics import (
    CallError,
    ContentError,
    Diagnostic,
    MachineError,
    Source,
    Span,
    Tip,
    error,
)

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

RULES_GROUP, READY_GROUP = "practicepack.rules", "practicepack.ready"
CHECKS_GROUP, PRINTABLES_GROUP = "practicepack.checks", "practicepack.printables"
GROUP_NAMES: Mapping[str, str] = {
    RULES_GROUP: "rule",
    READY_GROUP: "rule",
    CHECKS_GROUP: "check",
    PRINTABLES_GROUP: "printable kind",
}
"""The groups of entry points that are read, and what each holds."""
ENTRY_POINTS = "entry_points.txt"
MOST_SETS = 8
"""How many sets of packages are remembered: one, but in tests."""
PLUGIN_FAULTS = (Exception, SystemExit)
"""What code that we do not know may raise. Ctrl-C still ends the program."""


@dataclass(frozen=True, slots=True, eq=False)
class Plugin:
    """One thing that another package adds. Rules and checks can be called like ours, and never raise.

    It is equal to itself alone: after another look at what is installed, nothing of before is used again.
    """

    name: str
    group: str
    package: str
    version: str
    point: "EntryPoint" = field(repr=False)

    def __call__(self, *arguments: Any) -> Iterator[Diagnostic]:
        """The findings of a rule or a check. The package is imported only now."""
        try:
            for finding in self.load()(*arguments):
                if not isinstance(finding, Diagnostic):
                    raise TypeError(f"it gave {finding!r}, which is not a Diagnostic")
                yield finding
        except PLUGIN_FAULTS as fault:
            yield self.fault(fault)

    def load(self) -> Any:
        """What the entry point names. Raises whatever its module raises."""
        return self.point.load()

    def fault(self, wrong: BaseException) -> Diagnostic:
        """The finding that this package failed, at the line of it where that happened."""
        cause = type(wrong).__name__
        if str(wrong):
            cause = f"{cause}: {wrong}"
        package = f"{self.package} {self.version}".rstrip()  # METADATA may be damaged
        what = f'the {GROUP_NAMES[self.group]} "{self.name}" of {package}'
        hints = (Tip(f"update the package, or remove it: pip uninstall {self.package}"),)
        return error("plug-in", f"{what} failed: {cause}", self._place(wrong), hints=hints)

    @property
    def top_module(self) -> str:
        """The module or the package folder that the entry point is in."""
        return self.point.value.partition(":")[0].partition(".")[0].strip()

    @property
    def files(self) -> tuple[Path, ...]:
        """The Python files of that module. Nothing of it is imported for this."""
        files: list[Path] = []
        for place in self._places():
            files += _python_files(place)
        return tuple(files)

    @property
    def folder(self) -> Path | None:
        """The folder of that package, for the templates in it; None where it is a single file."""
        for place in self._places():
            if place.is_dir():
                return place.resolve()
        return None

    def _places(self) -> Iterator[Path]:
        try:
            spec = find_spec(self.top_module)
        except PLUGIN_FAULTS:  # it is asked of finders that any package may have installed
            return
        if spec is not None and spec.submodule_search_locations:
            yield from map(Path, spec.submodule_search_locations)
        elif spec is not None and spec.origin:
            yield Path(spec.origin)

    def _place(self, wrong: BaseException) -> Span:
        own = {str(path) for path in self.files}
        lines = [(frame.filename, frame.lineno or 1) for frame in extract_tb(wrong.__traceback__)]
        if isinstance(wrong, SyntaxError):
            lines.append((wrong.filename or "", wrong.lineno or 1))
        for name, line in reversed(lines):
            if name in own:
                return Source(self._shown(name), "".join(linecache.getlines(name))).at(line)
        return self._entry()

    def _shown(self, name: str) -> str:
        """A file's name from its package on, without the folders of this machine."""
        parts = Path(name).parts
        at = next((at for at, part in enumerate(parts) if part == self.top_module), len(parts) - 1)
        return "/".join(parts[at:])

    def _entry(self) -> Span:
        """The line of the entry point itself."""
        dist = self.point.dist
        text = (dist.read_text(ENTRY_POINTS) if dist else None) or ""
        source = Source(f"{self.package}/{ENTRY_POINTS}", text)
        for number, line in enumerate(text.splitlines(), start=1):
            if line.partition("=")[0].strip() == self.name:
                return source.at(number)
        return source.at()


def plugins(group: str) -> tuple[Plugin, ...]:
    """What other packages have in a group, by name. Nothing is imported yet."""
    return tuple(plugin for plugin in installed() if plugin.group == group)


def packages() -> dict[str, str]:
    """The version of each package that adds something, by its name."""
    # sorted, for the manifest of the same pack is the same to the byte
    return dict(sorted((plugin.package, plugin.version) for plugin in installed()))


def added_files() -> tuple[Path, ...]:
    """The Python files of all that is added: when one of them changes, a pack may change."""
    files: dict[Path, None] = {}
    for plugin in installed():
        files |= dict.fromkeys(plugin.files)  # two entry points may be in one module
    return tuple(files)


def folders() -> tuple[Path, ...]:
    """The folders of packages that add printable kinds: their templates/ is in there."""
    return _folders_of(plugins(PRINTABLES_GROUP))


@lru_cache(MOST_SETS)
def _folders_of(listed: tuple[Plugin, ...]) -> tuple[Path, ...]:
    folders: dict[Path, None] = {}
    for plugin in listed:
        if plugin.folder:
            folders[plugin.folder] = None
    return tuple(folders)


@contextmanager
def faults_named() -> Iterator[None]:
    """Raise a ContentError that names the package where the code of one fails, wherever that is called."""
    try:
        yield
    except (ContentError, CallError, MachineError):
        raise
    except PLUGIN_FAULTS as fault:
        files = {frame.filename for frame in extract_tb(fault.__traceback__)}
        for plugin in installed():
            if files.intersection(map(str, plugin.files)):
                raise ContentError([plugin.fault(fault)]) from fault
        raise


@cache
def installed() -> tuple[Plugin, ...]:
    """Everything that other packages add, by name."""
    # the scan takes milliseconds, so it waits until something is planned or checked
    from importlib.metadata import distributions, entry_points  # noqa: PLC0415

    points: list[EntryPoint] = []
    try:
        every = entry_points()
        for group in GROUP_NAMES:
            points += every.select(group=group)
    except PLUGIN_FAULTS:  # one damaged entry_points.txt, of whatever package, must not hide all others
        for dist in distributions():
            points += _readable_points(dist)
    ours = {point for point in points if point.group in GROUP_NAMES}
    return tuple(sorted(map(_plugin, ours), key=lambda plugin: (plugin.group, plugin.name, plugin.package)))


def _readable_points(dist: "Distribution") -> tuple["EntryPoint", ...]:
    try:
        return tuple(dist.entry_points)
    except PLUGIN_FAULTS:
        return ()


def _plugin(point: "EntryPoint") -> Plugin:
    name = _metadata(point, "Name") or point.value
    return Plugin(point.name, point.group, name, _metadata(point, "Version"), point)


def _metadata(point: "EntryPoint", key: str) -> str:
    """What a package says of itself; nothing where its METADATA is damaged."""
    if point.dist is None:
        return ""
    try:
        return str(point.dist.metadata[key] or "")
    except PLUGIN_FAULTS:
        return ""


def _python_files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(place.rglob("*.py"))
    else:
        yield place
