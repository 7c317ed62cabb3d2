"""Write templates/locale/practicepack.pot: every word that is printed, for translators. Run by `make words`.

No date, no address and no line number stands in it: it changes only when a word does, or the file it is in.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

REPO = Path(__file__).parents[2]
TARGET = REPO / "templates/locale/practicepack.pot"
HEADER = r"""# What practicepack prints, for translators. Copy it to LANGUAGE.po, such as sw.po.
# Fill in each msgstr. Words such as %(num)s are filled in later: keep them as they are.
# Written by `make words`.
msgid ""
msgstr ""
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
WIDTH = 110
IN_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}
IN_CODE = {"say": None, "count": (1, 2)}
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
Message = str | tuple[str, ...]


def messages() -> Iterator[tuple[str, Message]]:
    """Each message with the file that it stands in."""
    for path in sorted((REPO / "templates").rglob("*.html")):
        yield from found(path, "jinja2.ext.babel_extract", IN_TEMPLATES, JINJA)
    for path in sorted((REPO / "src").rglob("*.py")):
        yield from found(path, "python", IN_CODE, {})


def found(path: Path, method: str, keywords: Any, options: Any) -> Iterator[tuple[str, Message]]:
    """The messages of one file."""
    name = path.relative_to(REPO).as_posix()
    with path.open("rb") as file:
        yield from ((name, one[1]) for one in extract(method, file, keywords, options=options))


def words() -> str:
    """The text of the file."""
    catalogue = Catalog(charset="utf-8")
    for name, message in messages():
        catalogue.add(message, locations=[(name, 0)])
    body = BytesIO()
    write_po(body, catalogue, width=WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER + body.getvalue().decode()


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(words(), encoding="utf-8")
