"""Another date lays out again what says it in its text, and no page that has it at its foot alone."""

from pathlib import Path

import pytest

from paper import read_aloud
from practicepack.library.overrides import assignment
from practicepack.pipeline import Request, build
from practicepack.typeset.jobs import FOOT_OF, WHOLE
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

WORKSHOP = "after-the-shift"
KINDS = frozenset({"facilitator-guide", "handouts"})
DATE, OTHER_DATE = "2027-05-03", "2027-05-10"


def request(date: str) -> Request:
    return Request(WORKSHOP, (assignment(f"days.0.date={date}"),), only=KINDS)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, frozenset[tuple[str, str]], int]:
    """A pack, the same at another date, and what was laid out for the second, of how many jobs."""
    workspace = Workspace(None, shipped_root())
    folders = [tmp_path_factory.mktemp("pack") for _ in range(2)]
    with Typesetter(workspace, 2) as typesetter:
        build(workspace, request(DATE), folders[0], typesetter)
        parts = [job_id for job_id in typesetter.dirty_last_time if job_id[1] != WHOLE]
        build(workspace, request(OTHER_DATE), folders[1], typesetter)
        dirty = typesetter.dirty_last_time
    return folders[0] / WORKSHOP, folders[1] / WORKSHOP, dirty, len(parts)


def test_only_parts_that_say_the_date_are_laid_out_again(
    packs: tuple[Path, Path, frozenset[tuple[str, str]], int],
) -> None:
    _, _, dirty, total = packs
    parts = {job_id for job_id in dirty if job_id[1] != WHOLE and not job_id[1].startswith(FOOT_OF)}
    feet = {job_id for job_id in dirty if job_id[1].startswith(FOOT_OF)}
    assert feet
    assert 0 < len(parts) < total / 4
    assert not [name for _, name in parts if name.startswith("session")]


def test_every_page_that_said_the_date_says_the_new_one(
    packs: tuple[Path, Path, frozenset[tuple[str, str]], int],
) -> None:
    before, after, _, _ = packs
    files = sorted(path.relative_to(before) for path in before.rglob("*.pdf"))
    assert len(files) > 1
    for file in files:
        old, new = read_aloud(before / file), read_aloud(after / file)
        said = [page.replace("May 3, 2027", "May 10, 2027") for page in old]
        assert said[1:] == list(new[1:])  # the first may be the cover, which has the pack's mark
        # a sheet that is signed or counted once says at its foot only what it is
        assert "May 10, 2027" in new[-1] or file.name in {"tally-of-workshops.pdf", "team-promise.pdf"}
