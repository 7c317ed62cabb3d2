"""The longest of two hundred names in six scripts, with a long title and place, in each edition."""

from pathlib import Path

import pytest

from built import LONG_HOUSE, LONG_PLACE, LONG_TITLE, Made, built, over_each_other
from practicepack.fonts.measure import width

LISTED = Path(__file__).with_name("many_names.txt").read_text(encoding="utf-8")
EDITIONS = [(paper, kind) for paper in ("a4", "letter", "a5") for kind in ("regular", "large")]
SHEETS = "certificate-of-attendance, sign-in-sheet, referral-card"
CERTIFICATES = "participants/forms/certificate-of-attendance.pdf"
PLAIN = ("Latin", "Cyrillic")
"""The scripts of our own font, whose names can be read back from a page as they were written."""
LONGER = 3
"""How many names of each script are built: the longest."""


def names() -> dict[str, list[str]]:
    """The names of each script, the longest first."""
    found: dict[str, list[str]] = {}
    for line in LISTED.splitlines()[1:]:
        if line.startswith("#"):
            script = found.setdefault(line.removeprefix("# "), [])
        elif line:
            script.append(line)
    return {script: sorted(listed, key=lambda name: -width(name, 700)) for script, listed in found.items()}


LONGEST = {script: listed[:LONGER] for script, listed in names().items()}


@pytest.fixture(scope="module", params=EDITIONS, ids="-".join)
def pack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A pack for the people with the longest names."""
    paper, kind = request.param
    people = [name for listed in LONGEST.values() for name in listed]
    roster = "\n".join(("name", *people)) + "\n"
    return built(
        tmp_path_factory.mktemp("names"),
        *("--paper", paper, "--type", kind),
        files={"sessions/t/participants.csv": roster},
        title=LONG_TITLE,
        place=LONG_PLACE,
        organiser=LONG_HOUSE,
        sheets=SHEETS,
        people=str(len(people)),
    )


def test_there_are_two_hundred_names_in_six_scripts() -> None:
    listed = [name for script in names().values() for name in script]
    assert (len(names()), len(listed), len(set(listed))) == (6, 200, 200)


def test_nothing_is_too_long_and_no_text_lies_over_other_text(pack: Made) -> None:
    assert [one["message"] for one in pack.warned()] == []
    files = sorted(str(path.relative_to(pack.folder)) for path in pack.folder.glob("*/**/*.pdf"))
    assert CERTIFICATES in files
    for file in files:
        for number, page in enumerate(pack.words(file), 1):
            assert (file, number, over_each_other(page)) == (file, number, [])


def test_each_name_has_a_certificate_of_its_own(pack: Made) -> None:
    pages = pack.words(CERTIFICATES)
    assert len(pages) >= LONGER * len(LONGEST)
    texts = ["".join(word[4] for word in page) for page in pages]
    for name in (name for script in PLAIN for name in LONGEST[script]):
        assert sum(name.replace(" ", "") in text for text in texts) == 1
