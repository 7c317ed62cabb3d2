"""Rules and checks of other packages: they take part after ours, and their faults are findings."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from trial import library

from packages import distribution, on_path
from paper import read_aloud
from practicepack import plugins
from practicepack.cache.library import LibraryCache, library_key
from practicepack.cli.up_to_date.answer import NOTHING_CHANGED
from practicepack.diagnostics import ContentError, Diagnostic, Severity
from practicepack.library.checks.references import check_library
from practicepack.library.entry import parsed
from practicepack.library.load import load, models
from practicepack.library.printable_kinds import printable_kinds
from practicepack.pipeline import Request, drafted
from practicepack.plan.resolve import draw, resolve
from practicepack.plan.rules import READY, RULES, ready, rules
from practicepack.workspace import Workspace, shipped_root

DOCS = Path(__file__).parents[1] / "docs/extending.md"
FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SHEET = re.compile(r"`(content/[^`\n]+)`:\n\n```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
DAYS = "  - {start: '09:00', end: '%s', blocks: [session: walk]}\n"
SESSIONS = {
    "walk": "{title: Walk, objectives: [Try.], minutes: 30-60-90, activities: [use: power-walk]}",
}
WORKSHOP = """
title: Ours
purpose: To try.
participants: 20
printables: [name-tents, ask]
days: [{start: '17:30', end: '18:20', blocks: [session: 01-open]}]
"""
OPEN = """
title: Opening
objectives: [To open.]
minutes: 35-50-60
activities: [use: welcome-names, use: group-agreement]
"""
FORM = "{kind: form, title: Ask, to: organiser, questions: [{id: a, ask: A}]}"
ENTRY = "practicepack-failing/entry_points.txt"
FAILING = {
    "raises": ("def it(*_): raise LookupError('gone')", "LookupError: gone", "failing.py", 1),
    "raises-late": (
        "def it(*_):\n    yield from ()\n    1 / 0",
        "ZeroDivisionError: division by zero",
        "failing.py",
        3,
    ),
    "ends-the-program": ("import sys\ndef it(*_): sys.exit(4)", "SystemExit: 4", "failing.py", 2),
    "cannot-be-imported": (
        "import nowhere_at_all",
        "ModuleNotFoundError: No module named 'nowhere_at_all'",
        "failing.py",
        1,
    ),
    "is-no-python": ("def it(:", "SyntaxError: invalid syntax (failing.py, line 1)", "failing.py", 1),
    "gives-texts": (
        "def it(*_): yield 'it is wrong'",
        "TypeError: it gave 'it is wrong', which is not a Diagnostic",
        ENTRY,
        2,
    ),
    "gives-nothing": (
        "def it(*_): pass",
        "TypeError: 'NoneType' object is not iterable",
        ENTRY,
        2,
    ),
    "is-not-there": (
        "",
        "AttributeError: module 'failing' has no attribute 'it'",
        ENTRY,
        2,
    ),
}


def example(folder: Path, content: Path | None = None) -> None:
    """The package of docs/extending.md, as pip would install it below a folder; its sheet in content/."""
    files = dict(FILE.findall(DOCS.read_text(encoding="utf-8")))
    sheet = SHEET.search(DOCS.read_text(encoding="utf-8"))
    assert sheet
    if content:
        (content / "content/printables").mkdir(parents=True)
        (content / sheet[1]).write_text(sheet[2], encoding="utf-8")
    project = tomllib.loads(files.pop("pyproject.toml"))["project"]
    listed = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
        for group, points in project["entry-points"].items()
    )
    distribution(folder, project["name"], project["version"], listed, files)


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Packages by their names, each with one module and the entry points of one group."""

    def install(package: str, points: Mapping[str, str], code: str, group: str = plugins.RULES_GROUP) -> None:
        module = package.replace("-", "_")
        listed = "".join(f"{name} = {module}:{function}\n" for name, function in points.items())
        text = f"[{group}]\n{listed}"
        distribution(tmp_path, f"practicepack-{package}", "1.0", text, {f"{module}.py": code})
        plugins.installed.cache_clear()

    with on_path(tmp_path):
        yield install


def found(end: str = "12:00") -> list[Diagnostic]:
    """What all rules say of a workshop with one day."""
    trial = library(DAYS % end, SESSIONS)
    return draw(trial, trial.workshops["trial"]).diagnostics


def test_nothing_is_added_where_nothing_is_installed() -> None:
    assert (rules(), ready(), plugins.packages(), plugins.added_files()) == (RULES, READY, {}, ())


def test_the_rule_and_the_check_of_the_documentation(tmp_path: Path) -> None:
    example(tmp_path)
    with on_path(tmp_path):
        assert "after-dark" not in [one.code for one in found("12:00")]
        late = [one for one in found("19:30") if one.code == "after-dark"]
        assert [(one.span.source.name, one.span.excerpt.strip()) for one in late if one.span] == [
            ("sessions/trial/workshop.yaml", "- {start: '09:00', end: '19:30', blocks: [session: walk]}")
        ]
        asked = library(DAYS % "12:00", SESSIONS, content={"content/printables/ask.yaml": FORM})
        missing = [one for one in check_library(asked) if one.code == "form-without-how"]
        assert "does not say who collects it" in missing[-1].message
        assert "content/printables/ask.yaml" in [one.span.source.name for one in missing if one.span]


def test_a_pack_with_a_rule_a_check_and_a_kind_of_another_package(tmp_path: Path) -> None:
    packages, root = tmp_path / "packages", tmp_path / "ours"
    example(packages, root)
    files = {
        "sessions/ours/workshop.yaml": WORKSHOP,
        "sessions/ours/01-open.yaml": OPEN,
        "sessions/ours/participants.csv": "name\nAmina\nZoé\n",
        "content/printables/ask.yaml": FORM,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    # in processes of their own, which find the package on their path as they find any other
    built = practicepack(packages, root, "build", "ours", "--only", "signs", "--jobs", "1", "--all")
    assert built.returncode == 0, built.stderr
    assert "after-dark" in built.stderr
    pack = root / "build/ours--signs"
    manifest = json.loads((pack / "manifest.json").read_text())
    assert manifest["versions"]["practicepack-evenings"] == "1.0"
    assert "templates/tent.html" in manifest["sources"]
    made = {one["file"]: (one["pages"], one["copies"]) for one in manifest["documents"]}
    assert made["participants/signs/name-tents.pdf"] == (2, 1)
    for text, name in zip(
        read_aloud(pack / "participants/signs/name-tents.pdf"), ("Amina", "Zoé"), strict=True
    ):
        assert name in text
        assert "Welcome" in text
    again = practicepack(packages, root, "build", "ours", "--only", "signs", "--jobs", "1", "--all")
    assert "after-dark" in again.stderr
    assert again.stderr.endswith(NOTHING_CHANGED)
    assert again.stdout == built.stdout
    checked = practicepack(packages, root, "check", "--format", "json")
    codes = {one["code"] for one in json.loads(checked.stdout)}
    assert {"after-dark", "form-without-how"} <= codes
    assert "unknown-printable" not in codes
    shown = practicepack(packages, root, "show", "name-tents")
    assert "Name signs" in shown.stdout
    without = practicepack(tmp_path, root, "check", "--format", "json")
    assert "name-tents.yaml" in without.stdout


def practicepack(packages: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, as it runs where some packages are installed."""
    return subprocess.run(
        [sys.executable, "-m", "practicepack", "--root", str(root), *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        check=False,
    )


KIND = """
    from typing import Literal
    from practicepack.documents.printables.kind import PrintableKind
    from practicepack.library.models.printable import Printable

    class Flag(Printable):
        kind: Literal["flag"]

    class it(PrintableKind[Flag]):
        model = Flag
        documents = "signs"
        {}
    """
BROKEN = {
    "no-model": ("class it: pass", "AttributeError: type object 'it' has no attribute 'model'"),
    "strange-model": (
        "class it: model = dict",
        "TypeError: <class 'dict'> is not a subclass of Printable",
    ),
    "taken": (
        KIND.replace('"flag"', '"poster"').format(""),
        'ValueError: there is a printable kind "poster" already',
    ),
    "two-words": (
        KIND.replace('"flag"', '"flag", "banner"').format(""),
        'TypeError: Flag has no kind: Literal["..."] with one word',
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_kind_that_cannot_be_used_is_an_error(name: str, installed: Callable[..., None]) -> None:
    code, cause = BROKEN[name]
    installed("failing", {"flag": "it"}, code, plugins.PRINTABLES_GROUP)
    (fault,) = printable_kinds().faults
    assert fault.message == f'the printable kind "flag" of practicepack-failing 1.0 failed: {cause}'
    assert fault.span is not None
    assert fault.span.source.name == ENTRY
    assert not printable_kinds().added
    assert models()["printables"] == printable_kinds().authored


FAILING_LATE = {
    "raises": ("def view(self, setting): return 1 / 0", "ZeroDivisionError", "failing.py"),
    "strange-view": (
        "def view(self, setting): return 7",
        "TypeError",
        ENTRY,
    ),
    "strange-paper": (
        "def shape(self, setting): return {'leaf': 'a9'}",
        "KeyError: 'a9'",
        ENTRY,
    ),
    "strange-field": (
        "def shape(self, setting): return {'colour': 'red'}",
        "TypeError",
        ENTRY,
    ),
    "strange-documents": ("documents = 'flags'", "ValueError", ENTRY),
}


@pytest.mark.parametrize("name", FAILING_LATE)
def test_a_kind_that_fails_when_its_sheet_is_made(
    name: str, tmp_path: Path, installed: Callable[..., None]
) -> None:
    code, cause, file = FAILING_LATE[name]
    installed("failing", {"flag": "it"}, KIND.format(code), plugins.PRINTABLES_GROUP)
    fault = refused(tmp_path)
    assert cause in fault.message
    assert fault.span is not None
    assert fault.span.source.name == file


def test_a_model_that_fails_when_its_sheet_is_counted(tmp_path: Path, installed: Callable[..., None]) -> None:
    code = KIND.format("").replace(
        'kind: Literal["flag"]',
        'kind: Literal["flag"]\n        @property\n        def is_for_listed(self): return 1 / 0',
    )
    installed("failing", {"flag": "it"}, code, plugins.PRINTABLES_GROUP)
    fault = refused(tmp_path)
    assert 'the printable kind "flag" of practicepack-failing 1.0 failed: ZeroDivisionError' in fault.message
    assert fault.span is not None
    assert fault.span.source.name == "failing.py"


def refused(root: Path) -> Diagnostic:
    """The one error about a workshop with a sheet of the kind `flag`."""
    (root / "sessions/ours").mkdir(parents=True)
    (root / "content/printables").mkdir(parents=True)
    (root / "sessions/ours/workshop.yaml").write_text(WORKSHOP.replace("name-tents, ask", "flag"))
    (root / "sessions/ours/01-open.yaml").write_text(OPEN)
    (root / "content/printables/flag.yaml").write_text("{kind: flag, title: A flag, to: wall}")
    with pytest.raises(ContentError) as caught:
        drafted(Workspace(root, shipped_root()), Request("ours"))
    (fault,) = [one for one in caught.value.diagnostics if one.severity is Severity.ERROR]
    return fault


def test_a_fault_of_ours_names_no_package(installed: Callable[..., None]) -> None:
    installed("working", {"rule": "it"}, "def it(*_): return iter(())")
    with pytest.raises(ZeroDivisionError), plugins.faults_named():
        _ = 1 / 0


def test_values_of_another_package_are_cached(tmp_path: Path) -> None:
    example(tmp_path / "packages", tmp_path)
    workspace = Workspace(tmp_path, shipped_root())
    (tmp_path / "sessions").mkdir()
    with on_path(tmp_path / "packages"):
        cache = LibraryCache()
        read = load(workspace, cache)[0].printables["name-tents"].item
        again = LibraryCache(cache.packed())
        assert len(again.before) == len(cache.now) > 0
        parsed.cache_clear()
        assert load(workspace, again)[0].printables["name-tents"].item == read
        with_package = library_key(workspace)
        packed = cache.packed()
    assert LibraryCache(packed).before == {}, "its classes are not there any more"
    assert library_key(workspace) != with_package


def test_ours_come_first_and_the_others_by_name(installed: Callable[..., None]) -> None:
    installed("zebra", {"b-rule": "it", "a-rule": "it"}, "def it(*_): return iter(())")
    installed("apple", {"c-rule": "it"}, "def it(*_): return iter(())")
    installed("ripe", {"d-rule": "it"}, "def it(*_): return iter(())", plugins.READY_GROUP)
    assert rules()[: len(RULES)] == RULES
    assert [rule.name for rule in rules()[len(RULES) :]] == ["a-rule", "b-rule", "c-rule"]  # type: ignore[attr-defined]
    assert [rule.name for rule in ready()[len(READY) :]] == ["d-rule"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("group", [plugins.RULES_GROUP, plugins.READY_GROUP, plugins.CHECKS_GROUP])
@pytest.mark.parametrize("name", FAILING)
def test_a_package_that_fails_is_an_error_that_names_it(
    name: str, group: str, installed: Callable[..., None]
) -> None:
    code, cause, file, line = FAILING[name]
    installed("failing", {name: "it"}, code, group)
    listed = (
        found() if group != plugins.CHECKS_GROUP else list(check_library(library(DAYS % "12:00", SESSIONS)))
    )
    (fault,) = [one for one in listed if one.code == "plug-in"]
    assert fault.severity is Severity.ERROR
    assert fault.message == (
        f'the {plugins.GROUP_NAMES[group]} "{name}" of practicepack-failing 1.0 failed: {cause}'
    )
    assert fault.span is not None
    assert (fault.span.source.name, fault.span.line) == (file, line)
    assert fault.hints == ("update the package, or remove it: pip uninstall practicepack-failing",)


def test_what_a_package_found_before_it_failed_is_shown(installed: Callable[..., None]) -> None:
    code = """
        from practicepack.diagnostics import warning

        def it(*_):
            yield warning("first", "It is late.")
            raise ValueError
        """
    installed("failing", {"late": "it"}, code)
    codes = [one.code for one in found()]
    assert codes[codes.index("first") + 1] == "plug-in"


def test_the_others_still_run(installed: Callable[..., None]) -> None:
    installed("failing", {"a-rule": "it"}, "import nowhere_at_all")
    code = "from practicepack.diagnostics import warning\ndef it(*_): yield warning('fine', 'It works.')"
    installed("working", {"b-rule": "it"}, code)
    codes = [one.code for one in found()]
    assert [code for code in codes if code in ("plug-in", "fine")] == ["plug-in", "fine"]


def test_a_workshop_with_a_rule_that_fails_is_not_planned(installed: Callable[..., None]) -> None:
    installed("failing", {"late": "it"}, "def it(*_): raise ValueError")
    trial = library(DAYS % "12:00", SESSIONS)
    with pytest.raises(ContentError):
        resolve(trial, trial.workshops["trial"])


def test_an_entry_points_file_that_is_damaged_hides_no_other(
    tmp_path: Path, installed: Callable[..., None]
) -> None:
    distribution(tmp_path, "practicepack-damaged", "1.0", "[practicepack.rules]\nno value\n", {})
    code = "from practicepack.diagnostics import warning\ndef it(*_): yield warning('fine', 'It works.')"
    installed("working", {"b-rule": "it"}, code)
    assert "fine" in [one.code for one in found()]


def test_a_package_without_metadata_is_named_by_its_module(
    tmp_path: Path, installed: Callable[..., None]
) -> None:
    installed("failing", {"late": "it"}, "def it(*_): raise ValueError")
    (tmp_path / "practicepack_failing-1.0.dist-info/METADATA").write_text("")
    plugins.installed.cache_clear()
    (fault,) = [one for one in found() if one.code == "plug-in"]
    assert fault.message == 'the rule "late" of failing:it failed: ValueError'


def test_nothing_of_a_package_is_imported_to_list_it(installed: Callable[..., None]) -> None:
    installed("failing", {"late": "it"}, "raise ValueError")
    assert plugins.packages() == {"practicepack-failing": "1.0"}
    assert [path.name for path in plugins.added_files()] == ["failing.py"]
