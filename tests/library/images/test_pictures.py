"""A logo is found beside its workshop, and refused in words that help."""

from dataclasses import replace
from pathlib import Path

import pytest

from practicepack.diagnostics import Source
from practicepack.library.images.pictures import logo
from practicepack.limits import STANDARD_LIMITS
from practicepack.workspace import Workspace, shipped_root

PLACE = Source("workshop.yaml", "logo: x").at()
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Wir für uns</title></svg>'
FOLDER = "sessions/ours"


def looked_for(root: Path, called: str, files: dict[str, bytes]) -> tuple[str | None, list[str], list[str]]:
    """The logo that is found, and what is said of it: codes with messages, and hints."""
    (root / FOLDER).mkdir(parents=True)
    for name, data in files.items():
        (root / FOLDER / name).write_bytes(data)
    workspace = Workspace(root, shipped_root(), replace(STANDARD_LIMITS, picture=500))
    name, wrong = logo(workspace, FOLDER, called, PLACE)
    messages = [f"{fault.code}: {fault.message}" for fault in wrong]
    return name, messages, [hint for fault in wrong for hint in fault.hints]


@pytest.mark.parametrize("called", ["us.svg", "US.SVG"])
def test_a_logo_is_found_whatever_the_case_of_its_name(tmp_path: Path, called: str) -> None:
    name, messages, _ = looked_for(tmp_path, called, {"us.svg": DRAWN.encode()})
    assert (name, messages) == (f"{FOLDER}/us.svg", [])


@pytest.mark.parametrize(
    ("called", "files", "message", "hint"),
    [
        ("us.svg", {"us.svg": DRAWN.encode() + b" " * 500}, 'too-large: "us.svg" has', "picture"),
        ("us.svg", {"us.svg": DRAWN.encode("cp1252")}, "bad-encoding: not UTF-8", "UTF-8"),
        (
            "us.svg",
            {"us.svg": DRAWN.replace("<title>", "<script/><title>").encode()},
            "bad-picture",
            "take it out",
        ),
        ("us.pdf", {}, 'bad-logo: "us.pdf" is no picture', ""),
        ("us.svg", {"uss.svg": DRAWN.encode()}, 'missing-logo: no file is called "us.svg"', "uss.svg"),
        ("us.svg", {}, 'missing-logo: no file is called "us.svg"', "beside workshop.yaml"),
    ],
)
def test_what_is_wrong_with_a_logo_is_said_with_a_way_out(
    tmp_path: Path, called: str, files: dict[str, bytes], message: str, hint: str
) -> None:
    name, messages, hints = looked_for(tmp_path, called, files)
    assert name is None
    assert len(messages) == 1
    assert messages[0].startswith(message)
    assert any(hint in text for text in hints)
