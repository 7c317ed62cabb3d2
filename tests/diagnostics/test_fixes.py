"""Each fix cures what it is offered for, and each finding says where it is and what it is about."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import Case, cases, put_library
from desks import contents
from test_cases import put

from applied import applied, by_file
from practicepack.desk.desk import Desk, Step
from practicepack.diagnostics import ContentError, Diagnostic, Source
from practicepack.edits import Fix, Rename
from practicepack.library.reading.yaml_source import read
from practicepack.options import PackOptions
from practicepack.pipeline import drawn, inspect
from practicepack.workspace import Workspace

FEWEST_FIXES = 90
WITHOUT_PATH = {
    *("bad-encoding", "bad-ending", "bad-id", "empty-file", "left-over", "strange-character", "too-large"),
    *("missing-file", "tab", "two-documents", "wrong-type", "yaml-syntax"),
    *("bad-use", "duplicate-key", "missing-field"),
}
"""What is about a whole file or its topmost keys, or leaves no YAML in which there could be a path."""
AFTER_A_VALUE = ("remark",)
"""What stands behind the value whose path it has."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    put_library(folder)
    return folder


def findings(root: Path, shipped: Path) -> list[Diagnostic]:
    """What check and plan say of a folder."""
    workspace = Workspace(root, shipped)
    found = list(inspect(workspace))
    for workshop in workspace.workshops():
        try:
            found += drawn(workspace, PackOptions().request(workshop))[1]
        except ContentError as fault:
            found += fault.diagnostics
    return list(dict.fromkeys(found))


def fixes(found: list[Diagnostic]) -> Iterator[tuple[Diagnostic, Fix]]:
    for one in found:
        for fix in one.fixes:
            yield one, fix


def fixed(root: Path, shipped: Path, fix: Fix, to: Path) -> Path:
    """A copy of a folder in which a person has chosen a fix, as its plain data says; undo takes it back."""
    shutil.copytree(root, to)
    for edit in fix.edits:
        # a file of the library becomes the user's own before it can be changed
        if edit.file.startswith("content/") and not (to / edit.file).exists():
            (to / edit.file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(shipped / edit.file, to / edit.file)
    before = contents(to)
    desk = Desk(Workspace(to, shipped), to.with_suffix(".journal"), lambda: 0.0)
    shown = {edit.file: desk.hash_of(edit.file) for edit in fix.edits}
    texts = {edit.file: desk.files.read(edit.file) for edit in fix.edits}
    done = desk.apply(Step(fix.label, fix.edits, shown))
    for name, edits in by_file(fix.edits):
        if not isinstance(edits[0], Rename):
            expected = applied((texts[name] or b"").decode("utf-8-sig"), edits)
            after = read(Source(name, (to / name).read_text(encoding="utf-8-sig")))
            assert after.data == read(Source(name, expected)).data
    if done.can_be_undone:
        desk.undo()
        assert contents(to) == before
        desk.redo()
    return to


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_fixes_cure_and_places_lead_back(case: Case, tmp_path: Path, shipped: Path) -> None:
    root = tmp_path / "root"
    (root / "sessions").mkdir(parents=True)
    put(root, case)
    before = findings(root, shipped)
    for one in before:
        leads_back(one)
    for number, (one, fix) in enumerate(fixes(before)):
        assert fix.edits != ()
        assert fix.label != ""
        assert fix.hint in one.hints
        after = findings(fixed(root, shipped, fix, tmp_path / str(number)), shipped)
        left = [(other.code, other.message) for other in after]
        assert (one.code, one.message) not in left, f"{fix} left {left}"


def leads_back(one: Diagnostic) -> None:
    """The path of a finding is that of a value or key in which its place is."""
    if one.span is None or one.where is None:
        return
    assert one.subject is not None
    file, path = one.where.file, one.where.path
    assert file == one.span.source.name
    reading = read(one.span.source)
    if not file.endswith(".yaml") or reading.data is None:
        return
    if path == ():
        # what a file lacks has the place of all that it holds
        top = reading.values[()]
        is_all = (one.span.start, one.span.end) == (top.start, top.end)
        assert is_all or one.code in WITHOUT_PATH, f"no path: {one.code}"
        return
    places = [spans[path] for spans in (reading.values, reading.keys) if path in spans]
    if one.code in AFTER_A_VALUE:
        assert min(place.start for place in places) < one.span.start
        return
    assert any(place.start <= one.span.start and one.span.end <= place.end for place in places), one


def test_most_hints_that_an_edit_can_do_are_fixes(tmp_path: Path, shipped: Path) -> None:
    """The test above says nothing where nothing has a fix."""
    number = 0
    for case in cases():
        root = tmp_path / case.name
        (root / "sessions").mkdir(parents=True)
        put(root, case)
        number += len(list(fixes(findings(root, shipped))))
    assert number >= FEWEST_FIXES
