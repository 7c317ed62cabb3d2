"""The house stays in order: imports run one way, and each kind of work has its one place."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import quantiles

import pytest

REPO = Path(__file__).parents[1]
ROOT = "practicepack"
LAYERS = (
    "cli",
    "studio",
    "api",
    "desk",
    "printing",
    "outdated",
    "options",
    "pipeline",
    "pack_draft",
    "output",
    "typeset",
    "pdf",
    "render",
    "cache",
    "documents",
    "i18n",
    "fonts",
    "propose",
    "search",
    "plan",
    "library",
    "cache_interface",
    "workspace",
    "atomic",
    "file_kinds",
    "locks",
    "limits",
    "plugins",
    "ctrl_c",
    "diagnostics",
    "subjects",
    "edits",
    "version",
)
"""From top to bottom: a module imports from its own layer and from those after it."""

OPENERS = {
    f"{ROOT}.workspace": "it is the one door to the user's folders",
    f"{ROOT}.desk.user_files": "it is the one place that writes the user's files",
    f"{ROOT}.desk.receive": "it opens what is inside a zip, in memory",
    f"{ROOT}.studio.pack_files": "it reads packs, so that the browser can have their files",
    f"{ROOT}.studio.print_record": "it remembers what was printed, in the user's cache",
    f"{ROOT}.printing": "it looks whether this machine has lp",
    f"{ROOT}.desk.journal": "it writes down what was changed, in the user's cache",
    f"{ROOT}.output.publish": "it is the one place that writes packs",
    f"{ROOT}.plugins": "it names the files of packages that add to practicepack",
    f"{ROOT}.fonts.faces": "a font lies in an installed package, in nobody's folder; it must be there",
    f"{ROOT}.fonts.scripts": "so does the font of each other script, which may not be there",
    f"{ROOT}.typeset.weasyprint_adapter": "WeasyPrint asks for a picture's bytes",
    f"{ROOT}.typeset.plutoprint_adapter": "so does PlutoPrint, and for the bytes of fonts",
    f"{ROOT}.render.limits": "it asks the system how much memory this process has",
    f"{ROOT}.output.owned": "it knows which files of a pack may be removed",
    f"{ROOT}.output.json_file": "it reads the manifests that packs have",
    f"{ROOT}.typeset.scratch": "it makes and removes the temporary folders of workers",
    f"{ROOT}.locks": "it opens what is locked",
    f"{ROOT}.atomic": "it puts files in their places whole",
    f"{ROOT}.cache.files": "it has what was made before, in a folder of its own",
}
"""The modules outside cli/ that touch files, and why they may."""

FILE_CALLS = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob", "walk"),
    *("mkdir", "rename", "unlink", "rmdir", "rmtree", "touch", "is_file", "is_dir", "exists", "stat"),
    *("scandir", "listdir", "remove", "makedirs", "symlink_to", "hardlink_to", "chmod", "copyfile"),
}
FILE_MODULES = {"shutil", "tempfile", "glob", "fileinput"}
OUTSIDE_CALLS = {"print", "input", "exit", "quit"}
OUTSIDE_MODULES = {"click", "rich", "sys", "time", "argparse", "getpass"}
OUTSIDE_ATTRIBUTES = {
    *("os.environ", "os.environb", "os.getenv", "os.getcwd", "Path.cwd", "Path.home"),
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
}
# fontconfig takes its settings from the environment alone: it is told there to see no font of the machine
OUTSIDE_ALLOWED = {
    f"{ROOT}.typeset.weasyprint_adapter": {"os.environ", "sys"},
    f"{ROOT}.typeset.plutoprint_adapter": {"os.environ"},
    f"{ROOT}.plugins": {"SystemExit"},  # a plug-in that ends the program is stopped
    f"{ROOT}.typeset.scheduler": {"sys"},  # how a process is started depends on the system
    f"{ROOT}.typeset.preloaded": {"sys"},  # it forgets a module that was imported by half
    f"{ROOT}.typeset.workers": {"time"},  # it stops what takes too long
}
LONGEST_BODY, USUAL_BODY = 60, 25
DEFINED_OFTEN = {
    "command": "each module of cli/ that is a command gives it under this name, by which main.py asks for it",
    "show": "each screen of the studio answers its requests with a function of this name",
    "ROUTES": "each screen of the studio lists under this name what it answers",
    "__all__": "the package and its API list the same names, for tools that import neither",
}
"""The names that several modules may define, and why."""
NAMES_WITHOUT_MEANING = {"one", "found", "made", "kept", "told", "said", "whole", "telling", "things"}


def dotted(path: Path) -> str:
    parts = path.relative_to(REPO / "src").with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def files(folder: str) -> list[Path]:
    found = sorted((REPO / folder).rglob("*.py"))
    assert found, f"no Python in {folder}/"
    return found


MODULES = {dotted(path): tree(path) for path in files("src")}


def layer(module: str) -> int:
    """The place of a module in LAYERS. The package itself is the door for other programs: the API."""
    parts = module.split(".")
    if parts == [ROOT]:
        return LAYERS.index("api")
    return LAYERS.index("cli" if parts[1] == "__main__" else parts[1])


def imported(module: ast.Module) -> Iterator[str]:
    """The names of all modules that are imported, late ones and those by import_module included."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, "a relative import"
            yield from (
                inside if (inside := f"{node.module}.{alias.name}") in MODULES else node.module
                for alias in node.names
            )
        elif isinstance(node, ast.Call) and called(node) == "import_module":
            yield from loaded(node.args[0])


def loaded(name: ast.expr) -> Iterator[str]:
    """What import_module may load: one module, or all that begin like an f-string."""
    if isinstance(name, ast.JoinedStr) and isinstance(name.values[0], ast.Constant):
        yield from (module for module in MODULES if module.startswith(str(name.values[0].value)))
    elif isinstance(name, ast.Constant):
        yield str(name.value)


def ours(module: str) -> set[str]:
    """The modules of the package that one of them imports."""
    return {name for name in imported(MODULES[module]) if name in MODULES} - {module}


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def in_memory(node: ast.Call) -> bool:
    """Whether what is opened is a value, such as pikepdf.open(BytesIO(data))."""
    return bool(node.args) and isinstance(node.args[0], ast.Call) and called(node.args[0]) == "BytesIO"


def touches_files(module: ast.Module) -> set[str]:
    """The calls and modules with which a module reaches for files."""
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call) and not in_memory(node))
    return {called(node) for node in calls} & FILE_CALLS | FILE_MODULES.intersection(imported(module))


def reaches_outside(module: ast.Module) -> set[str]:
    """With what a module prints, exits, or reads the clock or the environment."""
    nodes = list(ast.walk(module))
    calls = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    attributes = (ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    packages = {name.split(".")[0] for name in imported(module)}
    ends = {ending for name in attributes for ending in endings(name)}
    return (
        calls & OUTSIDE_CALLS
        | packages & OUTSIDE_MODULES
        | ends & OUTSIDE_ATTRIBUTES
        | names & {"SystemExit"}
    )


def endings(name: str) -> set[str]:
    """The ways in which a dotted name can end: a.b.c ends in a.b.c, b.c and c."""
    parts = name.split(".")
    return {".".join(parts[first:]) for first in range(len(parts))}


def outside_cli(found: dict[str, set[str]]) -> dict[str, set[str]]:
    return {module: what for module, what in found.items() if what and layer(module) != 0}


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    assert [name for name in sorted(ours(module)) if layer(name) < layer(module)] == []


def test_every_layer_has_modules_and_imports() -> None:
    assert {layer(module) for module in MODULES} == set(range(len(LAYERS)))
    importing = {LAYERS[layer(module)] for module in MODULES if ours(module)}
    assert importing == set(LAYERS) - {
        "cache_interface",
        "ctrl_c",
        "edits",
        "file_kinds",
        "locks",
        "version",
    }


def test_no_circles() -> None:
    graph = {module: ours(module) for module in MODULES}
    assert sum(map(len, graph.values())) > len(graph)
    TopologicalSorter(graph).prepare()


def test_only_the_doors_touch_files() -> None:
    found = {name: touches_files(module) for name, module in MODULES.items()}
    assert outside_cli(found).keys() == OPENERS.keys()


def test_only_cli_reaches_outside() -> None:
    found = {name: reaches_outside(module) for name, module in MODULES.items()}
    assert found[f"{ROOT}.cli.main"] == {"click", "sys", "Path.cwd"}
    assert outside_cli(found) == OUTSIDE_ALLOWED


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("open('x')", {"open"}),
        ("Path('x').read_text()", {"read_text"}),
        ("pikepdf.open(BytesIO(data))", set()),
        ("pikepdf.open(path)", {"open"}),
        ("import shutil", {"shutil"}),
        ("from shutil import copy", {"shutil"}),
        ("def f():\n    self.folder.joinpath('x').mkdir()", {"mkdir"}),
    ],
)
def test_the_scan_sees_files(code: str, found: set[str]) -> None:
    assert touches_files(ast.parse(code)) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("print('x')", {"print"}),
        ("import click", {"click"}),
        ("from rich.table import Table", {"rich"}),
        ("from sys import exit", {"sys"}),
        ("raise SystemExit(1)", {"SystemExit"}),
        ("os.environ['X']", {"os.environ"}),
        ("datetime.datetime.now()", {"datetime.now"}),
        ("date.today()", {"date.today"}),
        ("from time import monotonic", {"time"}),
        ("from datetime import time", set()),
        ("os.name", set()),
    ],
)
def test_the_scan_sees_what_reaches_outside(code: str, found: set[str]) -> None:
    assert reaches_outside(ast.parse(code)) == found


def test_the_scan_sees_late_and_named_imports() -> None:
    late = ast.parse(
        "def f():\n    from practicepack.fonts import faces\n    import_module(f'practicepack.plan.{x}')"
    )
    assert set(imported(late)) == {
        f"{ROOT}.fonts.faces",
        *(name for name in MODULES if name.startswith(f"{ROOT}.plan.")),
    }


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_no_module_is_a_drawer_for_odds_and_ends(folder: str) -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    names = [path.relative_to(REPO).with_suffix("") for path in files(folder)]
    assert [name for name in names if drawers.intersection(name.parts)] == []


def defined(module: ast.Module) -> set[str]:
    """The functions, classes and constants that a module defines, not those that it imports."""
    names = set()
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(*map(bound, node.targets))
        elif isinstance(node, ast.AnnAssign):
            names |= bound(node.target)
    return names


def bound(tree: ast.AST) -> set[str]:
    """The names that are given a value anywhere in some code, those of functions and parameters included."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
    return names


def test_no_name_is_defined_twice() -> None:
    places: dict[str, list[str]] = {}
    for name, module in MODULES.items():
        for defined_name in defined(module):
            places.setdefault(defined_name, []).append(name)
    assert len(places) > len(MODULES)
    often = {name: modules for name, modules in places.items() if len(modules) > 1}
    assert {name: often[name] for name in often.keys() - DEFINED_OFTEN.keys()} == {}
    assert often.keys() == DEFINED_OFTEN.keys()


@pytest.mark.parametrize("module", MODULES)
def test_names_say_what_they_name(module: str) -> None:
    assert {name for name in bound(MODULES[module]) if name.strip("_") in NAMES_WITHOUT_MEANING} == set()


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def f(a):\n    b = 1", {"f"}),
        ("class C:\n    d = 1", {"C"}),
        ("E, F = 1, 2\nG: int = 3", {"E", "F", "G"}),
        ("H = [i for i in range(9)]", {"H"}),
        ("from x import y", set()),
    ],
)
def test_the_scan_sees_what_is_defined(code: str, names: set[str]) -> None:
    assert defined(ast.parse(code)) == names


def bodies(folder: str) -> dict[str, int]:
    """How many lines the body of each function has, its docstring not counted."""
    found = {}
    for path in files(folder):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0]
                assert node.end_lineno is not None
                found[f"{path.relative_to(REPO)}:{node.lineno} {node.name}"] = (
                    node.end_lineno - first.lineno + 1
                )
    assert found, f"no functions in {folder}/"
    return found


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_no_function_is_long_and_most_are_short(folder: str) -> None:
    lengths = bodies(folder)
    assert {name: length for name, length in lengths.items() if length > LONGEST_BODY} == {}
    assert quantiles(lengths.values(), n=10)[-1] < USUAL_BODY
