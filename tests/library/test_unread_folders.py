"""What an author wrote where nothing reads it is named, with the folder that was likely meant."""

import shutil
from pathlib import Path

import pytest

from practicepack.library.load import CONTENT_FOLDERS
from practicepack.library.unread_folders import unread_folders
from practicepack.workspace import Workspace

SHIPPED = Path(__file__).parents[1] / "diagnostics/base"
PLACES = (*CONTENT_FOLDERS, "pictures")


def unread(root: Path, *names: str) -> dict[str, str]:
    """The hints for files that are put into a workspace, by the file at which they stand."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("title: X\n", encoding="utf-8")
    findings = unread_folders(Workspace(root, SHIPPED), PLACES)
    return {finding.span.source.name: finding.hints[0] for finding in findings if finding.span}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("content/activties/x.yaml", "did you mean content/activities?"),
        ("content/Activities/x.yaml", "did you mean content/activities?"),
        ("content/activity/deep/x.yml", "did you mean content/activities?"),
        ("content/picture/drum.svg", "did you mean content/pictures?"),
        ("content/mine/x.yaml", f"the folders of content/ are {', '.join(CONTENT_FOLDERS)}, pictures"),
        ("content/activities/sub/x.yaml", "move it into content/activities"),
        ("content/activities/sub/deep/x.yaml", "move it into content/activities"),
        ("content/pictures/sub/drum.png", "move it into content/pictures"),
        ("content/x.yaml", f"move it into one of its folders: {', '.join(CONTENT_FOLDERS)}, pictures"),
        ("sessions/x.yaml", "move it into the folder of its workshop"),
        ("sessions/x/01-one.yaml", "a workshop has a workshop.yaml in its folder"),
        ("activities/x.yaml", "did you mean content/activities?"),
        ("Audiences/x.yaml", "did you mean content/audiences?"),
        ("sesions/x/workshop.yaml", "did you mean sessions?"),
        ("contents/activities/x.yaml", "did you mean content?"),
    ],
)
def test_a_file_that_nothing_reads_is_told_with_its_likely_folder(
    tmp_path: Path, name: str, hint: str
) -> None:
    assert unread(tmp_path, name) == {name: hint}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("sessions/x/sub/y.yaml", "move it into sessions/x"),
        ("sessions/x/sub/participants.csv", "move it into sessions/x"),
        ("sessions/x/other/workshop.yaml", "move the folder other into sessions"),
    ],
)
def test_a_folder_in_the_folder_of_a_workshop_is_told(tmp_path: Path, name: str, hint: str) -> None:
    assert unread(tmp_path, "sessions/x/workshop.yaml", name) == {name: hint}


@pytest.mark.parametrize(
    "name",
    [
        "content/activities/x.yaml",
        "content/pictures/drum.svg",
        "content/activties/notes.txt",
        "content/.git/x.yaml",
        "sessions/x/workshop.yaml",
        "sessions/x/programme.yaml",
        "sessions/x/Workshop.yaml.txt",
        "sessions/x/photos/market.jpg",
        "sessions-2025/x/workshop.yaml",
        "content backup/activities/x.yaml",
        "photos/drum.png",
        "garden/x.yaml",
        "build/x/manifest.json",
    ],
)
def test_other_folders_are_nobodys_business(tmp_path: Path, name: str) -> None:
    assert unread(tmp_path, "sessions/mine/workshop.yaml", name) == {}


def test_a_folder_is_told_once_with_how_many_files_it_has(tmp_path: Path) -> None:
    unread(tmp_path, *(f"content/activties/{name}.yaml" for name in "abc"))
    (finding,) = unread_folders(Workspace(tmp_path, SHIPPED), CONTENT_FOLDERS)
    assert finding.message == '"a.yaml" and 2 more are not read: nothing is read from content/activties'


def test_what_is_shipped_beside_the_folders_of_content_belongs_there(tmp_path: Path) -> None:
    shipped = shutil.copytree(SHIPPED, tmp_path / "shipped")
    (shipped / "content/glossary.yaml").write_text("x: y\n", encoding="utf-8")
    assert list(unread_folders(Workspace(shipped, shipped), PLACES)) == []
    assert list(unread_folders(Workspace(None, shipped), PLACES)) == []
