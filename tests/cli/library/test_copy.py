"""Copying a thing of the library into one's own content."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from practicepack.diagnostics import Diagnostic
from practicepack.library.facts import covers
from practicepack.library.load import CONTENT_FOLDERS, load
from practicepack.pipeline import findings
from practicepack.workspace import Workspace, shipped_root

Call = Callable[..., CompletedProcess[str]]
SHIPPED = shipped_root() / "content"


def about(root: Path, name: str) -> list[Diagnostic]:
    """What is wrong with one file of a user's folder."""
    workspace = Workspace(root, shipped_root())
    library, found = load(workspace)
    all_found = [*found, *findings(workspace, library)]
    return [one for one in all_found if one.span and one.span.source.name == name]


@pytest.mark.parametrize(
    ("id_", "kind"),
    [
        ("power-walk", "activities"),
        ("score-card", "activities"),
        ("but-why-tree", "activities"),
        ("sign-in-sheet", "printables"),
        ("power-walk-characters", "printables"),
        ("women", "audiences"),
        ("adolescents-10-14", "audiences"),
        ("breathe-the-square", "energisers"),
        ("your-own-care", "safety"),
        ("norms", "practices"),
    ],
)
def test_a_copy_is_the_original_with_a_credit(call: Call, root: Path, id_: str, kind: str) -> None:
    said = call("copy", id_)
    copy, original = root / f"content/{kind}/{id_}.yaml", SHIPPED / f"{kind}/{id_}.yaml"
    assert (said.returncode, said.stdout.splitlines()[0]) == (0, f"copied to {copy}")
    assert "in all your workshops" in said.stdout
    assert f"practicepack check {id_}" in said.stdout
    lines = copy.read_text(encoding="utf-8").splitlines()
    more = [line for line in lines if line not in original.read_text(encoding="utf-8").splitlines()]
    has_credit = kind not in {"printables", "audiences"}
    assert [f"practicepack ({id_})" in line for line in more] == [True] * has_credit
    assert about(root, f"content/{kind}/{id_}.yaml") == []


def test_every_shipped_file_can_be_copied(call: Call, root: Path) -> None:
    for kind in CONTENT_FOLDERS:
        ids = [path.stem for path in (SHIPPED / kind).glob("*.yaml")]
        for id_ in ids[:: max(1, len(ids) // 4)]:
            assert call("copy", f"{kind}/{id_}", "--as", f"our-{id_}").returncode == 0
    workspace = Workspace(root, shipped_root())
    library, found = load(workspace)
    assert found == []
    assert sum(one.startswith("our-") for one in library.activities) >= 4


def test_an_earlier_adaptation_stays_in_the_credit(call: Call, root: Path) -> None:
    call("copy", "score-card", "--as", "our-card")
    library, _ = load(Workspace(root, shipped_root()))
    before, after = (library.activities[id_].item.credit for id_ in ("score-card", "our-card"))
    assert before.adapted_by
    assert after.adapted_by == f"{before.adapted_by}; practicepack (score-card)"


def test_a_copied_audience_keeps_its_rules_under_another_name(call: Call, root: Path) -> None:
    said = call("copy", "adolescents-10-14", "--as", "girls-8-12")
    assert "use:   audience: [girls-8-12]  in workshop.yaml" in said.stdout
    library, _ = load(Workspace(root, shipped_root()))
    copy = library.audiences["girls-8-12"].item
    assert (copy.like, copy.under_18) == ("adolescents-10-14", True)
    assert covers(library.audiences, "adolescents-10-14", ["girls-8-12"])


def test_a_copy_of_ones_own_audience_gets_the_words_of_the_original(call: Call, root: Path) -> None:
    path = root / "content/audiences/traders.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("title: Traders\nkind: role\nguidance: Meet after the market.\n")
    call("copy", "traders", "--as", "young-traders")
    copy = (path.parent / "young-traders.yaml").read_text()
    assert copy == "like: traders\n" + path.read_text()


@pytest.mark.parametrize("options", [["--as", "mine"], []])
def test_nothing_is_overwritten(call: Call, root: Path, options: list[str]) -> None:
    path = root / f"content/activities/{'mine' if options else 'power-walk'}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("title: Mine\n")
    said = call("copy", "power-walk", *options)
    assert said.returncode == 2
    assert said.stderr.startswith(f"error: {path} is there already\n")
    assert path.read_text() == "title: Mine\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("power-and-voice", "practicepack new my-workshop --from power-and-voice"),
        ("06-closing", 'a session of "power-and-voice"'),
        ("homes-and-voices", "practicepack show homes-and-voices --yaml"),
        ("letter-to-myself", "name one of: activities/letter-to-myself, printables/letter-to-myself"),
        ("power-wlk", 'did you mean "power-walk"?'),
        ("../sessions/power-and-voice", 'nothing is called "../sessions/power-and-voice"'),
    ],
)
def test_what_cannot_be_copied(call: Call, root: Path, name: str, said: str) -> None:
    done = call("copy", name)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (root / "content").exists()


@pytest.mark.parametrize("name", ["Mine", "../mine", "my walk", "x" * 61])
def test_another_name_is_an_id(call: Call, root: Path, name: str) -> None:
    assert call("copy", "power-walk", "--as", name).returncode == 2
    assert not (root / "content").exists()


def test_one_of_two_things_with_one_name(call: Call, root: Path) -> None:
    assert call("copy", "printables/letter-to-myself").returncode == 0
    assert (root / "content/printables/letter-to-myself.yaml").is_file()
    assert not (root / "content/activities").exists()


def test_a_drawing(call: Call, root: Path) -> None:
    assert call("copy", "seedling", "--as", "our-tree").returncode == 0
    copy = root / "content/pictures/our-tree.svg"
    assert copy.read_text() == (SHIPPED / "pictures/seedling.svg").read_text()
