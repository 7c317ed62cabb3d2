"""The file for translators is fresh, complete and usable."""

import ast
import os
import re
import runpy
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from practicepack.i18n import translations

HERE = Path(__file__).parent
REPO = HERE.parents[1]
SCRIPT = HERE / "write_words.py"
POT = REPO / "templates/locale/practicepack.pot"
TEMPLATES = sorted((REPO / "templates").rglob("*.html"))
CODE = sorted((REPO / "src").rglob("*.py"))


def test_the_file_is_fresh() -> None:
    assert POT.read_text(encoding="utf-8") == runpy.run_path(str(SCRIPT))["words"](), "run `make words`"


def test_it_does_not_depend_on_the_hash_seed() -> None:
    code = f"import runpy, sys; sys.stdout.buffer.write(runpy.run_path({str(SCRIPT)!r})['words']().encode())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == POT.read_bytes()


@pytest.mark.parametrize("pattern", [r"\d{4}-\d\d-\d\d", r"@", r"https?:", r"^#: .*:\d+"])
def test_no_date_no_address_no_line_number(pattern: str) -> None:
    assert re.findall(pattern, POT.read_text(encoding="utf-8"), re.MULTILINE) == []


def test_messages_of_templates_and_of_code() -> None:
    with POT.open("rb") as file:
        found = {message.id: message for message in read_po(file) if message.id}
    assert [name for name, _ in found["Run of show"].locations] == [
        "src/practicepack/documents/run_of_show.py",
        "templates/run-of-show.html",
    ]
    assert [
        name for name, _ in found["%(num)s group of %(size)s", "%(num)s groups of %(size)s"].locations
    ] == ["src/practicepack/i18n.py"]
    assert [name for name, _ in found["signature or thumb print"].locations] == ["templates/form.html"]


def test_a_translation_made_from_it_is_used() -> None:
    catalogue = read_po(StringIO(POT.read_text(encoding="utf-8")), locale="fr")
    ids = [message.id for message in catalogue if message.id]
    for message in catalogue:
        if message.id:
            one = [message.id] if isinstance(message.id, str) else message.id
            catalogue[message.id].string = (
                tuple(f"» {text}" for text in one) if len(one) > 1 else f"» {one[0]}"
            )
    filled = BytesIO()
    write_po(filled, catalogue)
    french = translations(filled.getvalue().decode(), "fr")
    singles = [id_ for id_ in ids if isinstance(id_, str)]
    assert [french.gettext(id_) for id_ in singles] == [f"» {id_}" for id_ in singles]
    plurals = [id_ for id_ in ids if not isinstance(id_, str)]
    assert [french.ngettext(*id_, 2) for id_ in plurals] == [f"» {many}" for _, many in plurals]
    assert len(singles) > len(plurals) > 3


def said_in(path: Path) -> list[ast.expr]:
    """The first argument of each call of say() in a module."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    names = (getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls)
    return [call.args[0] for call, name in zip(calls, names, strict=True) if name == "say"]


def test_code_says_literal_words_only() -> None:
    """A message in a variable would be missing from the file."""
    found = {f"{path.name}: {ast.unparse(one)}": one for path in CODE for one in said_in(path)}
    assert "run_of_show.py: 'Run of show'" in found
    assert [where for where, one in found.items() if not isinstance(one, ast.Constant)] == []


def test_templates_say_literal_words_only() -> None:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    calls = [
        (path.name, call)
        for path in TEMPLATES
        for call in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext")
    ]
    said = {(name, getattr(call.args[0], "value", None)) for name, call in calls}
    assert ("print-run.html", "Print run") in said
    assert [name for name, call in calls if not isinstance(call.args[0], nodes.Const)] == []
