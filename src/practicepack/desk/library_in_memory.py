"""The library between edits: only what has changed on the disk is read again."""

from collections.abc import Iterable
from dataclasses import dataclass

from practicepack import plugins
from practicepack.cache.files import CacheFiles
from practicepack.diagnostics import CallError, Diagnostic, errors, in_order, near_miss
from practicepack.library.load import Library, load_workshop
from practicepack.pipeline import SHOWN_AGAIN, content, findings, of_workshop
from practicepack.plan.model import Plan
from practicepack.plan.resolve import draw
from practicepack.workspace import Workspace

Stamps = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """The plan of a workshop between edits."""

    plan: Plan | None
    """None where there was never one."""
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with the files as they are now."""
    is_last_good: bool
    """Whether the plan is an older one, because the files cannot be planned as they are."""


class LibraryInMemory:
    """What was read of a workspace. Its values are never written to: what changes is read anew."""

    def __init__(self, workspace: Workspace, cache: CacheFiles | None = None) -> None:
        self.workspace, self.cache = workspace, cache
        self._stamps: Stamps = {}
        self._library: Library | None = None
        self._diagnostics: list[Diagnostic] = []
        self._workshops: dict[str, tuple[Library, list[Diagnostic]]] = {}
        self._plans: dict[str, DeskPlan] = {}
        self._last_good: dict[str, Plan] = {}

    @plugins.faults_named()
    def plan(self, workshop: str) -> DeskPlan:
        """The plan as the files are now, or the last that could be made. Raises CallError."""
        self._refresh()
        if workshop not in self._plans:
            self._plans[workshop] = self._drawn(workshop)
        return self._plans[workshop]

    @plugins.faults_named()
    def library(self, workshop: str = "") -> Library:
        """What was read: with one workshop as it is now, or with all as they were at first. Raises CallError.

        Content is as it is now in both. A workshop whose file cannot be read is not in it.
        """
        self._refresh()
        if workshop:
            return self._read(workshop)[0]
        return self._content()[0]

    # findings are looked for in the one workshop and all content: what others say of each other is not shown
    def _drawn(self, workshop: str) -> DeskPlan:
        library, diagnostics = self._read(workshop)
        checked = findings(self.workspace, library)
        concerning = of_workshop([*diagnostics, *checked], library, workshop)
        if any(errors(concerning)) or workshop not in library.workshops:
            return DeskPlan(self._last_good.get(workshop), in_order(concerning), is_last_good=True)
        noticed = of_workshop(diagnostics, library, workshop)
        for finding in of_workshop(checked, library, workshop):
            if finding.code in SHOWN_AGAIN:
                noticed.append(finding)
        drawn = draw(library, library.workshops[workshop])
        plan = drawn.plan
        if plan is not None:
            self._last_good[workshop] = plan
        shown = self._last_good.get(workshop)
        return DeskPlan(shown, in_order([*noticed, *drawn.diagnostics]), is_last_good=plan is None)

    def _read(self, workshop: str) -> tuple[Library, list[Diagnostic]]:
        """A library with this workshop alone, and what is wrong with all that it may use."""
        library_read, of_content = self._content()
        known = self.workspace.workshops()
        if workshop not in known:
            raise CallError(f'no workshop is called "{workshop}"', near_miss(workshop, known))
        if workshop not in self._workshops:
            library, diagnostics = load_workshop(self.workspace, library_read, workshop)
            folder = f"sessions/{workshop}/"
            # what was said of its files may not be so any more
            others = [finding for finding in of_content if not _is_in_folder(finding, folder)]
            self._workshops[workshop] = library, [*others, *diagnostics]
        return self._workshops[workshop]

    def _content(self) -> tuple[Library, list[Diagnostic]]:
        if self._library is None:
            self._library, self._diagnostics = content(self.workspace, self.cache)
        return self._library, self._diagnostics

    def _refresh(self) -> None:
        """Forget what has changed on the disk since the last look."""
        stamps = self.workspace.stamps()
        if stamps == self._stamps:
            return
        changed = self._changed_workshops(stamps)
        self._stamps = stamps
        if changed is None:
            self._library = None
            self._workshops.clear()
            self._plans.clear()
            return
        for workshop in changed:
            self._workshops.pop(workshop, None)
            self._plans.pop(workshop, None)

    def _changed_workshops(self, stamps: Stamps) -> set[str] | None:
        """The workshops whose YAML files have other contents; None where anything else has changed."""
        # a file more or less may be a picture, or make a workshop of a folder
        if stamps.keys() != self._stamps.keys():
            return None
        names: dict[str, str] = {}
        for layer in self.workspace.layers:
            for workshop in self.workspace.workshops():
                names[f"{layer / 'sessions' / workshop}"] = workshop
        changed = set()
        for path in _different(stamps, self._stamps):
            folder, _, file = path.replace("\\", "/").rpartition("/")
            if folder not in names or not file.endswith(".yaml"):
                return None
            changed.add(names[folder])
        return changed


def _different(stamps: Stamps, before: Stamps) -> Iterable[str]:
    for path, stamp in stamps.items():
        if before[path] != stamp:
            yield path


def _is_in_folder(finding: Diagnostic, folder: str) -> bool:
    return finding.span is not None and finding.span.source.name.startswith(folder)
