"""Change the code in one place at a time, and see whether a test notices: `make mutants`.

A change that no test notices is a line that nothing holds. The changes are chosen by a seed, so a second run
makes the same ones, and a survivor can be looked at again with its number.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from random import Random

REPO = Path(__file__).parents[1]
PACKAGE = "src/practicepack"
NEEDED = ("src", "content", "sessions", "templates", "tests", "docs", "README.md", "pyproject.toml")
ALWAYS_RUN = ("tests/plan/test_properties.py", "tests/plan/test_shipped_workshops.py")
SECONDS = 400
"""The longest that the tests of one change may take: a loop without an end counts as noticed."""
FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
SWAPPED: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}


@dataclass(frozen=True)
class Mutant:
    """One change in one place: of a file's nodes the one with a number, and of its changes another."""

    file: Path
    node: int
    change: int
    line: int
    what: str

    def source(self) -> str:
        """The whole file with the change in it."""
        tree = ast.parse(self.file.read_text(encoding="utf-8"))
        node = list(ast.walk(tree))[self.node]
        _, change = list(changes(node))[self.change]
        change(node)
        return ast.unparse(ast.fix_missing_locations(tree))


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    """What can be changed in one node: in words, and a function that does it to a copy of the node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in FLIPPED:
        other = FLIPPED[type(node.ops[0])]
        yield (
            f"{type(node.ops[0]).__name__} -> {other.__name__}",
            lambda copy: setattr(copy, "ops", [other()]),
        )
    if isinstance(node, ast.BoolOp):
        operator = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"-> {operator.__name__}", lambda copy: setattr(copy, "op", operator())
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        swapped = SWAPPED[type(node.op)]
        yield f"-> {swapped.__name__}", lambda copy: setattr(copy, "op", swapped())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        # Twice "not" is the value itself, as a truth value.
        operand = ast.UnaryOp(ast.Not(), node.operand)
        yield "not taken away", lambda copy: setattr(copy, "operand", operand)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        more = node.value + 1
        yield f"{node.value} -> {more}", lambda copy: setattr(copy, "value", more)
    if isinstance(node, ast.Return) and node.value is not None and not is_none(node.value):
        yield "returns None", lambda copy: setattr(copy, "value", ast.Constant(None))


def is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def mutants(file: Path) -> Iterator[Mutant]:
    """Every change that can be made in one file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for number, node in enumerate(ast.walk(tree)):
        for change, (what, _) in enumerate(changes(node)):
            yield Mutant(file, number, change, getattr(node, "lineno", 0), what)


def chosen(folders: Sequence[str], number: int, seed: int) -> list[Mutant]:
    """Some of all changes: each file by its share of them."""
    every: list[Mutant] = []
    for folder in folders:
        for file in sorted((REPO / PACKAGE / folder).rglob("*.py")):
            every += mutants(file)
    assert every, f"nothing to change in {folders}"
    lots = Random(seed)  # noqa: S311  # it need not be secret
    return sorted(lots.sample(every, number), key=lambda mutant: (mutant.file, mutant.line, mutant.node))


def tests_of(mutant: Mutant) -> list[str]:
    """The tests that mirror a module, first its own file, then its folder, then those that always run."""
    inside = mutant.file.relative_to(REPO / PACKAGE)
    folder = Path("tests") / inside.parent
    own = sorted((REPO / folder).glob(f"test_{inside.stem}*.py"))
    names = [str(file.relative_to(REPO)) for file in own]
    # A module without a test file of its own is held by those of its folder, if by any.
    names += [str(folder), *ALWAYS_RUN]
    return [name for name in dict.fromkeys(names) if (REPO / name).exists()]


def survives(mutant: Mutant, place: Path) -> bool:
    """Whether the tests pass with the change, in a copy of the repository."""
    target = place / mutant.file.relative_to(REPO)
    original = target.read_text(encoding="utf-8")
    target.write_text(mutant.source(), encoding="utf-8")
    try:
        return passes(tests_of(mutant), place, SECONDS)
    finally:
        target.write_text(original, encoding="utf-8")


def passes(names: Sequence[str], place: Path, seconds: int) -> bool:
    """Whether tests pass in a copy of the repository within so many seconds."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *names]
    # A cache of compiled files would be taken for the change, where both were written in one second.
    environment = {**os.environ, "PYTHONPATH": str(place / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=place, env=environment, timeout=seconds, capture_output=True, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    # 0: all pass; 1: a test fails; 2 and more: the tests cannot run at all, which counts as noticed.
    return done.returncode == 0


def red(found: Sequence[Mutant], place: Path) -> list[str]:
    """The tests that fail without any change: they would notice every change, and so say nothing.

    They have half the time that a change has, or a busy machine would pass for a test that notices.
    """
    names = dict.fromkeys(name for mutant in found for name in tests_of(mutant))
    folders = [name for name in names if not name.endswith(".py")]
    needed = [name for name in names if not name.startswith(tuple(f"{folder}/" for folder in folders))]
    return [name for name in needed if not passes([name], place, SECONDS // 2)]


def run(found: Sequence[Mutant], workers: int) -> list[Mutant]:
    """The changes that no test notices."""
    survivors: list[Mutant] = []
    with tempfile.TemporaryDirectory() as folder:
        places: Queue[Path] = Queue()
        for number in range(workers):
            place = Path(folder) / str(number)
            for name in NEEDED:
                copy(REPO / name, place / name)
            places.put(place)
        failing = red(found, Path(folder) / "0")
        assert not failing, f"these fail without a change: {failing}"

        def tried(mutant: Mutant) -> bool:
            place = places.get()
            try:
                return survives(mutant, place)
            finally:
                places.put(place)

        with ThreadPoolExecutor(workers) as pool:
            for mutant, is_alive in zip(found, pool.map(tried, found), strict=True):
                outcome = "SURVIVES" if is_alive else "noticed "
                place = f"{mutant.file.relative_to(REPO / PACKAGE)}:{mutant.line}"
                print(outcome, place, mutant.what, flush=True)  # noqa: T201  # it is a command
                if is_alive:
                    survivors.append(mutant)
    return survivors


def copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    elif source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", default=["plan"], help="folders of the package")
    parser.add_argument("--number", type=int, default=50)
    parser.add_argument("--first", type=int, default=0, help="the first of them to try, from 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    tried = chosen(options.folders, options.number, options.seed)[options.first :]
    survivors = run(tried, options.workers)
    print(f"{len(survivors)} of {len(tried)} survive")  # noqa: T201


if __name__ == "__main__":
    main()
