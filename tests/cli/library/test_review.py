"""Listing what a specialist has to read, and signing for those who have read it."""

import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from practicepack.workspace import shipped_root

Call = Callable[..., CompletedProcess[str]]
SIGN = ("--by", "Amina Otieno, women's helpline", "--on", "2026-03-08")


def test_all_that_waits_is_listed(call: Call) -> None:
    listed = call("review")
    assert listed.returncode == 0
    assert "activities/kinds-of-harm" in listed.stdout
    assert "a specialist in violence against women" in listed.stdout
    assert "read by  " not in listed.stdout.replace("not yet read by", "")


def test_a_signature_is_a_file_of_ones_own(call: Call, root: Path) -> None:
    shipped = (shipped_root() / "content/activities/kinds-of-harm.yaml").read_bytes()
    signed = call("review", "kinds-of-harm", *SIGN)
    file = root / "content/reviews/kinds-of-harm-activities.yaml"
    assert (signed.returncode, signed.stdout.splitlines()[0]) == (0, f"signed in {file}")
    assert 'by: "Amina Otieno, women\'s helpline"' in file.read_text(encoding="utf-8")
    assert (shipped_root() / "content/activities/kinds-of-harm.yaml").read_bytes() == shipped
    assert (root / "content/schemas/review.json").is_file()
    after = call("review").stdout
    assert after.index("\nRead") < after.index("activities/kinds-of-harm")
    assert "Read by Amina Otieno, women's helpline on 2026-03-08." in call("review", "kinds-of-harm").stdout
    assert call("check", "--strict").returncode == 0


def test_after_an_edit_the_signature_no_longer_counts(call: Call, root: Path) -> None:
    assert call("review", "activities/kinds-of-harm", *SIGN).returncode == 0
    assert call("copy", "kinds-of-harm").returncode == 0
    assert "Read by Amina" in call("review", "kinds-of-harm").stdout
    copy = root / "content/activities/kinds-of-harm.yaml"
    text = copy.read_text(encoding="utf-8")
    assert text.count("No one deserves it, whatever they did.") == 1
    changed = text.replace("No one deserves it, whatever they did.", "No one deserves it.")
    copy.write_text(changed, encoding="utf-8")
    assert "Changed since Amina Otieno" in call("review", "kinds-of-harm").stdout
    assert "review-outdated" in call("check").stderr


def test_what_can_be_signed_is_named(call: Call) -> None:
    assert "kinds-of-harm" in call("review", "kinds-of-ham").stderr
    assert call("review", "power-walk").returncode == 2
    assert call("review", *SIGN).returncode == 2
    assert call("review", "kinds-of-harm", "--by", "Amina").returncode == 2


def test_a_date_that_is_none_writes_nothing(call: Call, root: Path) -> None:
    said = call("review", "kinds-of-harm", "--by", "Amina", "--on", "last week")
    assert said.returncode == 1
    assert not (root / "content/reviews").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own")
def test_a_link_out_of_the_folder_is_not_followed(
    call: Call, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (root / "content").mkdir()
    (root / "content/reviews").symlink_to(elsewhere)
    assert call("review", "kinds-of-harm", *SIGN).returncode == 2
    assert list(elsewhere.iterdir()) == []


def test_a_plan_says_who_has_not_read_it(call: Call) -> None:
    said = call("plan", "no-one-deserves-it")
    assert "To be read first" in said.stdout
    assert "a specialist in violence against women" in said.stdout
    assert "not-reviewed" in said.stderr
