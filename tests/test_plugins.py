"""Rules and checks of other packages: they take part after ours, and their faults are findings."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from trial import library

from packages import distribution, on_path
from practicepack import plugins
from practicepack.diagnostics import ContentError, Diagnostic, Severity
from practicepack.library.checks.references import check
from practicepack.plan.resolve import draw, resolve
from practicepack.plan.rules import READY, RULES, ready, rules

DOCS = Path(__file__).parents[1] / "docs/extending.md"
FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
DAYS = "  - {start: '09:00', end: '%s', blocks: [session: walk]}\n"
SESSIONS = {
    "walk": "{title: Walk, objectives: [Try.], minutes: 30-60-90, activities: [use: power-walk]}",
}
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
        "practicepack-failing/entry_points.txt",
        2,
    ),
    "gives-nothing": (
        "def it(*_): pass",
        "TypeError: 'NoneType' object is not iterable",
        "practicepack-failing/entry_points.txt",
        2,
    ),
    "is-not-there": (
        "",
        "AttributeError: module 'failing' has no attribute 'it'",
        "practicepack-failing/entry_points.txt",
        2,
    ),
}


def example(folder: Path) -> None:
    """The package of docs/extending.md, as pip would install it below a folder."""
    files = dict(FILE.findall(DOCS.read_text(encoding="utf-8")))
    project = tomllib.loads(files.pop("pyproject.toml"))["project"]
    listed = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
        for group, points in project["entry-points"].items()
    )
    distribution(folder, project["name"], project["version"], listed, files)


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Packages by their names, each with one module and the entry points of one group."""

    def install(package: str, points: Mapping[str, str], code: str, group: str = plugins.RULES) -> None:
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
    assert (rules(), ready(), plugins.packages(), plugins.files()) == (RULES, READY, {}, ())


def test_the_rule_and_the_check_of_the_documentation(tmp_path: Path) -> None:
    example(tmp_path)
    with on_path(tmp_path):
        assert "after-dark" not in [one.code for one in found("12:00")]
        late = [one for one in found("19:30") if one.code == "after-dark"]
        assert [(one.span.source.name, one.span.excerpt.strip()) for one in late if one.span] == [
            ("sessions/trial/workshop.yaml", "- {start: '09:00', end: '19:30', blocks: [session: walk]}")
        ]
        form = "{kind: form, title: Ask, to: organiser, questions: [{id: a, ask: A}]}"
        asked = library(DAYS % "12:00", SESSIONS, content={"content/printables/ask.yaml": form})
        missing = [one for one in check(asked) if one.code == "form-without-how"]
        assert "does not say who collects it" in missing[-1].message
        assert "content/printables/ask.yaml" in [one.span.source.name for one in missing if one.span]


def test_ours_come_first_and_the_others_by_name(installed: Callable[..., None]) -> None:
    installed("zebra", {"b-rule": "it", "a-rule": "it"}, "def it(*_): return iter(())")
    installed("apple", {"c-rule": "it"}, "def it(*_): return iter(())")
    installed("ripe", {"d-rule": "it"}, "def it(*_): return iter(())", plugins.READY)
    assert rules()[: len(RULES)] == RULES
    assert [rule.name for rule in rules()[len(RULES) :]] == ["a-rule", "b-rule", "c-rule"]  # type: ignore[attr-defined]
    assert [rule.name for rule in ready()[len(READY) :]] == ["d-rule"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("group", [plugins.RULES, plugins.READY, plugins.CHECKS])
@pytest.mark.parametrize("name", FAILING)
def test_a_package_that_fails_is_an_error_that_names_it(
    name: str, group: str, installed: Callable[..., None]
) -> None:
    code, cause, file, line = FAILING[name]
    installed("failing", {name: "it"}, code, group)
    listed = found() if group != plugins.CHECKS else list(check(library(DAYS % "12:00", SESSIONS)))
    (fault,) = [one for one in listed if one.code == "plug-in"]
    assert fault.severity is Severity.ERROR
    assert fault.message == (
        f'the {plugins.GROUPS[group]} "{name}" of practicepack-failing 1.0 failed: {cause}'
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
    assert [path.name for path in plugins.files()] == ["failing.py"]
