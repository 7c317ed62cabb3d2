"""Files with a name that is not read are shown, and a draft lying beside stops no other workshop."""

import os
from pathlib import Path

import pytest

from practicepack.diagnostics import ContentError
from practicepack.pipeline import Request, inspect, planned
from practicepack.workspace import Workspace, decoded

SHIPPED = Path(__file__).parents[1] / "diagnostics/base"
"""A small library: these tests read it many times."""
WORKSHOP = """\
title: {title}
purpose: To try.
participants: 12
days:
  - start: 9:00
    end: 9:20
    blocks:
      - session: 01-one
"""
SESSION = "title: One\nobjectives: [See.]\nminutes: 10-20-60\nactivities: [{use: opening}]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("mine", "other"):
        folder = tmp_path / "sessions" / name
        folder.mkdir(parents=True)
        (folder / "workshop.yaml").write_text(WORKSHOP.format(title=name), encoding="utf-8")
        (folder / "01-one.yaml").write_text(SESSION, encoding="utf-8")
    return tmp_path


def found(root: Path) -> set[tuple[str, str, str]]:
    said = inspect(Workspace(root, SHIPPED))
    names = ((one, one.span.source.name) for one in said if one.span)
    return {
        (one.severity.value, one.code, name)
        for one, name in names
        if name.startswith(("sessions/mine", "content/"))
    }


@pytest.mark.parametrize(
    "name",
    [
        "01-one - Copy.yaml",
        "Copy of 01-one.yaml",
        "01-one (1).yaml",
        "01-one copy 2.yaml",
        "workshop - Copy.yaml",
    ],
)
def test_a_copy_is_not_read(root: Path, name: str) -> None:
    (root / "sessions/mine" / name).write_text("no: [yaml", encoding="utf-8")
    assert ("warning", "left-over", f"sessions/mine/{name}") in found(root)
    assert not [one for one in found(root) if one[0] == "error"]


@pytest.mark.parametrize(
    ("old", "name", "hint"),
    [
        ("workshop.yaml", "Workshop.yaml", 'rename it to "workshop.yaml"'),
        ("workshop.yaml", "workshop.yml", 'rename it to "workshop.yaml"'),
        ("workshop.yaml", "workshop.yaml.txt", 'rename it to "workshop.yaml"'),
        ("01-one.yaml", "01-one.yaml.txt", 'rename it to "01-one.yaml"'),
        ("01-one.yaml", "01-One.YAML", 'rename it to "01-one.yaml"'),
        ("01-one.yaml", "01-one.yml", 'rename it to "01-one.yaml"'),
    ],
)
def test_a_file_that_is_needed_under_another_name_is_an_error(
    root: Path, old: str, name: str, hint: str
) -> None:
    (root / "sessions/mine" / old).rename(root / "sessions/mine" / name)
    workspace = Workspace(root, SHIPPED)
    with pytest.raises(ContentError) as fault:
        planned(workspace, Request("mine"))
    (one,) = [one for one in fault.value.diagnostics if one.code == "bad-ending"]
    assert (one.severity.value, one.hints) == ("error", (hint,))
    assert planned(workspace, Request("other"))[1].title == "other"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("02-draft.yaml", "title: [a"),
        ("02-draft.yaml", "title: Draft\nminutes: many\n"),
        ("Idea.yaml", "title: Idea"),
        ("02-draft.yaml", ""),
    ],
)
def test_a_draft_that_no_day_names_is_a_warning(root: Path, name: str, text: str) -> None:
    (root / "sessions/mine" / name).write_text(text, encoding="utf-8")
    severities = {severity for severity, _, file in found(root) if file.endswith(name)}
    assert severities == {"warning"}
    for workshop in ("mine", "other"):
        assert planned(Workspace(root, SHIPPED), Request(workshop))[1].title == workshop


@pytest.mark.parametrize("name", ["workshop.yaml", "01-one.yaml", "referrals.yaml"])
def test_a_broken_file_stops_its_own_workshop_alone(root: Path, name: str) -> None:
    (root / "sessions/mine" / name).write_text("title: [a", encoding="utf-8")
    workspace = Workspace(root, SHIPPED)
    with pytest.raises(ContentError):
        planned(workspace, Request("mine"))
    assert planned(workspace, Request("other"))[1].title == "other"


def test_what_is_wrong_with_the_writing_of_a_file_is_shown_with_the_plan(root: Path) -> None:
    with (root / "sessions/mine/workshop.yaml").open("a", encoding="utf-8") as file:
        file.write("place: Hall #5\n")
    _, _, said = planned(Workspace(root, SHIPPED), Request("mine"))
    assert "remark" in {one.code for one in said}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("title: é".encode("utf-16"), 'saved as UTF-16, which some editors call "Unicode"'),
        ("title: é".encode("cp1252"), 'the byte 0xe9, in Windows-1252 (ANSI) the sign "é"'),
        ("title: “a”".encode("cp1252"), 'the sign "“"'),
    ],
)
def test_another_encoding_is_named(data: bytes, said: str) -> None:
    assert said in getattr(decoded("a.yaml", data), "message", "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("activities/draft.yaml", "title: [a"),
        ("activities/My Draft.yaml", "title: Draft"),
        ("activities/draft.yml", "title: Draft"),
        ("printables/draft.yaml", "title: Draft\nkind: handout\nto: participant\nbody: [{text: '# No'}]\n"),
    ],
)
def test_a_draft_in_content_stops_no_workshop_that_does_not_use_it(root: Path, name: str, text: str) -> None:
    path = root / "content" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    workspace = Workspace(root, SHIPPED)
    assert [one for one in inspect(workspace) if one.severity.value == "error"]
    _, plan, said = planned(workspace, Request("other"))
    assert plan.title == "other"
    assert {one.severity.value for one in said} == {"warning"}


@pytest.mark.parametrize("use", ["activities: [{use: draft}]", "activities: [{use: made-of-it}]"])
def test_a_draft_in_content_stops_the_workshops_that_use_it(root: Path, use: str) -> None:
    folder = root / "content/activities"
    folder.mkdir(parents=True)
    (folder / "draft.yaml").write_text("title: [a", encoding="utf-8")
    shipped = (SHIPPED / "content/activities/opening.yaml").read_text(encoding="utf-8")
    (folder / "made-of-it.yaml").write_text(f"{shipped}short_form: draft\n", encoding="utf-8")
    session = SESSION.replace("activities: [{use: opening}]", use)
    (root / "sessions/mine/01-one.yaml").write_text(session, encoding="utf-8")
    workspace = Workspace(root, SHIPPED)
    with pytest.raises(ContentError):
        planned(workspace, Request("mine"))
    assert planned(workspace, Request("other"))[1].title == "other"


@pytest.mark.parametrize("name", ["film.mp4", "notes.txt", "plan.docx", "help"])
@pytest.mark.parametrize("folder", ["activities", "pictures", "printables"])
def test_what_is_no_content_is_named_and_not_opened(root: Path, folder: str, name: str) -> None:
    path = root / "content" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, 200_000_000)
    assert [one for one in found(root) if one[2].endswith(name)] == [
        ("warning", "bad-ending", f"content/{folder}/{name}")
    ]


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", "~$plan.docx"])
def test_what_systems_put_into_folders_is_passed_over(root: Path, name: str) -> None:
    path = root / "content/activities" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(10))
    assert [one for one in found(root) if one[2].endswith(name)] == []
