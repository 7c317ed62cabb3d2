"""What a pack says of itself to platforms for teaching materials."""

from shutil import copytree
from typing import Any

import pytest

from practicepack.documents.edition import Edition
from practicepack.documents.passport import passport
from practicepack.pipeline import Request, drafted
from practicepack.workspace import Workspace, shipped_root

STARTER = "power-and-voice"
REFERRALS = 'services: [{name: Night line, helps_with: Harm, phone: "555 0199", checked: 2026-11-02}]\n'
PRIVATE = """
place: Upper Mill
organiser: {name: Bridge House, contact: "Rosa, 555 0123"}
safeguarding: {name: Dana Okello, contact: "555 0177"}
complaints: {name: Sefu Adeyemi, contact: "555 0188"}
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workshop of one's own with people in every place for them, and an activity that was adapted."""
    root = tmp_path_factory.mktemp("passport")
    copytree(shipped_root() / "sessions" / STARTER, root / "sessions/mine")
    lines = (root / "sessions/mine/workshop.yaml").read_text(encoding="utf-8").splitlines()
    keys = tuple(line.partition(":")[0] for line in PRIVATE.splitlines() if line)
    text = "\n".join(line for line in lines if not line.startswith(keys)) + PRIVATE
    (root / "sessions/mine/workshop.yaml").write_text(text, encoding="utf-8")
    (root / "sessions/mine/referrals.yaml").write_text(REFERRALS, encoding="utf-8")
    (root / "sessions/mine/participants.csv").write_text("name\nZuleikha Qanitova\n", encoding="utf-8")
    (root / "content/activities").mkdir(parents=True)
    activity = (shipped_root() / "content/activities/power-walk.yaml").read_text(encoding="utf-8")
    assert "\n  origin:" in activity
    activity = activity.replace("\n  origin:", "\n  adapted_by: The river group\n  origin:")
    (root / "content/activities/power-walk.yaml").write_text(activity, encoding="utf-8")
    return Workspace(root, shipped_root())


def resource(workspace: Workspace, edition: Edition) -> dict[str, Any]:
    draft, brief, _ = drafted(workspace, Request("mine", edition=edition))
    return passport(brief, draft.documents)


@pytest.fixture(scope="module")
def about(workspace: Workspace) -> dict[str, Any]:
    return resource(workspace, Edition())


def test_it_says_what_the_workshop_is(about: dict[str, Any]) -> None:
    assert about["@context"] == "https://schema.org"
    assert about["@type"] == "LearningResource"
    assert (about["identifier"], about["name"]) == ("mine", "Power and voice")
    assert about["timeRequired"] == "PT480M"
    assert about["abstract"] == "20 participants and 3 facilitators"
    assert about["inLanguage"] == "en"
    assert {"@type": "EducationalAudience", "audienceType": "Women"} in about["audience"]
    assert "Leadership and collective action" in about["about"]
    assert len(about["teaches"]) > 8
    assert about["license"].endswith("/by-sa/4.0/")


def test_it_says_who_made_each_method_and_who_changed_it(about: dict[str, Any]) -> None:
    methods = {method["identifier"]: method for method in about["isBasedOn"]}
    assert len(methods) == len(about["isBasedOn"]) > 6
    walk = methods["power-walk"]
    assert "UNICEF" in walk["creditText"]
    assert walk["citation"].startswith("https://")
    assert walk["contributor"] == "The river group"
    assert "contributor" not in methods["welcome-names"]
    assert "pass-the-clap" in methods  # energisers are methods, too


def test_it_names_every_file_that_people_read(workspace: Workspace, about: dict[str, Any]) -> None:
    files = {part["contentUrl"]: part for part in about["hasPart"]}
    draft, _, _ = drafted(workspace, Request("mine"))
    assert list(files) == [document.path for document in draft.documents]
    assert {"START.pdf", "facilitators/facilitator-guide.pdf", "participants/agenda.pdf"} <= files.keys()
    assert files["participants/agenda.pdf"] == {
        "@type": "DigitalDocument",
        "name": "Agenda",
        "contentUrl": "participants/agenda.pdf",
        "encodingFormat": "application/pdf",
    }


def test_it_says_what_readers_with_a_disability_find(workspace: Workspace, about: dict[str, Any]) -> None:
    assert {"taggedPDF", "alternativeText"} <= set(about["accessibilityFeature"])
    assert "largePrint" not in about["accessibilityFeature"]
    large = resource(workspace, Edition(type="large"))
    assert "largePrint" in large["accessibilityFeature"]


def test_it_names_no_one_and_no_place(about: dict[str, Any]) -> None:
    text = str(about)
    for private in (
        "Upper Mill",
        "Bridge House",
        "Rosa",
        "Okello",
        "Adeyemi",
        "Zuleikha",
        "Night line",
        "555",
    ):
        assert private not in text
