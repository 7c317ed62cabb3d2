"""The documentation tells what is so: its examples are valid, its links lead somewhere."""

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Context, MissingParameter, NoSuchOption
from markdown_it import MarkdownIt
from markdown_it.token import Token

from practicepack.cli.main import COMMANDS, commands
from practicepack.diagnostics import Diagnostic, Source, errors
from practicepack.library.load import CONTENT_FOLDERS, REVIEWS, models
from practicepack.library.models.review import Signature
from practicepack.library.models.workshop import Referrals, Session, Workshop
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read
from practicepack.pipeline import inspect
from practicepack.workspace import Workspace, shipped_root

REPO = Path(__file__).parents[1]
PAGES = [REPO / "README.md", *sorted((REPO / "docs").rglob("*.md"))]
ELSEWHERE = re.compile(r"[a-z]+:|#")
PLACE = re.compile(r"# (\S+\.yaml)\n")


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead, but for addresses outside this repository."""
    targets = (str(token.attrs.get("href") or token.attrs.get("src") or "") for token in tokens(text))
    return [target for target in targets if target and not ELSEWHERE.match(target)]


def dead(page: Path, text: str) -> list[str]:
    return [link for link in links(text) if not (page.parent / link.partition("#")[0]).exists()]


def examples() -> dict[str, str]:
    """The whole files that docs/authoring.md shows, by the path in their first line."""
    text = (REPO / "docs/authoring.md").read_text(encoding="utf-8")
    fenced = [token.content for token in tokens(text) if token.type == "fence" and token.info == "yaml"]
    return {match[1]: content for content in fenced if (match := PLACE.match(content))}


COMMAND_WORDS = re.compile(r"[\[\]]|\.\.\.")
"""What tables of commands put around words that may be left out."""
EXAMPLES = examples()


def model(path: str) -> Any:
    """What a file is, by its place."""
    top, folder, name = path.split("/")
    if folder == REVIEWS:
        return Signature
    if top == "content":
        return models()[folder]
    return {"workshop.yaml": Workshop, "referrals.yaml": Referrals}.get(name, Session)


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_is_what_it_says(path: str) -> None:
    reading = read(Source(path, EXAMPLES[path]))
    assert reading.diagnostics == []
    item, found = validate(model(path), reading)
    assert found == []
    assert isinstance(item.model_dump(), dict)


def test_there_is_an_example_of_every_kind_of_file() -> None:
    shown = {path.split("/")[1] for path in EXAMPLES if path.startswith("content/")}
    assert shown == {*CONTENT_FOLDERS, REVIEWS}
    assert {model(path) for path in EXAMPLES if path.startswith("sessions/")} == {
        Workshop,
        Session,
        Referrals,
    }


def test_there_is_an_example_of_every_kind_of_printable() -> None:
    texts = [text for path, text in EXAMPLES.items() if path.startswith("content/printables/")]
    kinds = {match[1] for text in texts if (match := re.search(r"^kind: ([a-z]+)$", text, re.MULTILINE))}
    assert kinds == {"handout", "cards", "numbers", "sign", "poster", "list", "form", "certificate"}


def test_the_examples_fit_together(tmp_path: Path) -> None:
    for name, text in EXAMPLES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = inspect(Workspace(tmp_path, shipped_root()))
    assert list(errors(found)) == []
    assert [one.message for one in found if concerns(one, EXAMPLES)] == []


def concerns(one: Diagnostic, names: dict[str, str]) -> bool:
    return one.span is not None and one.span.source.name in names


def test_a_broken_example_would_be_seen() -> None:
    text = EXAMPLES["content/safety/way-home.yaml"].replace("order: 60", "order: sixty")
    item, found = validate(models()["safety"], read(Source("x", text)))
    assert (item, [one.code for one in found]) == (None, ["wrong-type"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    assert dead(page, page.read_text(encoding="utf-8")) == []


def test_a_dead_link_would_be_seen() -> None:
    text = "See [a](docs/authoring.md#x), [b](nowhere.md), ![a](no.png), [w](https://x.org), `[c](d.md)`."
    assert links(text) == ["docs/authoring.md#x", "nowhere.md", "no.png"]
    assert dead(REPO / "README.md", text) == ["nowhere.md", "no.png"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_named(command: str) -> None:
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    assert any(f"practicepack {command}" in text for text in texts)


def test_the_promises_name_tests_that_are_there() -> None:
    text = (REPO / "docs/robustness.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:tests/)?([\w/]*test_\w+\.py)`", text))
    there = {path.relative_to(REPO / "tests").as_posix() for path in (REPO / "tests").rglob("test_*.py")}
    assert len(named) > 8
    assert {one for one in named if not {one, f"trust/{one}"} & there} == set()


FORMS = (*(REPO / ".github").rglob("*.yml"), REPO / ".pre-commit-config.yaml", REPO / "CITATION.cff")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_the_files_for_contributors_can_be_read(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))


def test_every_command_of_contributing_is_there() -> None:
    text = (REPO / "CONTRIBUTING.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"\bmake ([a-z-]+)", text))
    written = (REPO / "Makefile").read_text(encoding="utf-8")
    assert targets
    assert [target for target in targets if f"\n{target}:" not in written] == []


def typed() -> list[tuple[str, str]]:
    """Every command that the README and docs/authoring.md tell a reader to type."""
    found = []
    for page in (REPO / "README.md", REPO / "docs/authoring.md"):
        for token in tokens(page.read_text(encoding="utf-8")):
            if token.type == "code_inline":
                lines = [token.content]
            elif token.type == "fence" and token.info == "sh":
                lines = token.content.splitlines()
            else:
                continue
            found += [(page.name, line) for line in lines if line.startswith("practicepack ")]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("page", "line"), typed())
def test_what_a_reader_is_to_type_is_understood(page: str, line: str) -> None:
    name, *arguments = shlex.split(line, comments=True)[1:]
    shown = " ".join(COMMAND_WORDS.sub("", word) for word in arguments).split()
    command = commands.get_command(Context(commands), name)
    assert command is not None, page
    with suppress(MissingParameter):  # a command that is only named in a sentence
        command.make_context(name, shown, parent=Context(commands))


def test_a_command_with_an_option_that_is_not_there_would_be_seen() -> None:
    command = commands.get_command(Context(commands), "build")
    assert command is not None
    with pytest.raises(NoSuchOption):
        command.make_context("build", ["my-workshop", "--colour"], parent=Context(commands))
    assert len(typed()) > 30
