"""The mark that tells two printouts apart."""

from practicepack.output.origin import LETTERS, mark
from practicepack.output.sources import digest


def test_a_mark_has_letters_that_are_not_mixed_up() -> None:
    sources = {f"sessions/x/{number}.yaml": digest(str(number)) for number in range(9)}
    found = {mark(sources, {"participants": str(number)}) for number in range(300)}
    assert len(found) > 290
    assert set("".join(found)) <= set(LETTERS)
    assert not set("01OIL") & set(LETTERS)
    assert mark(dict(reversed(sources.items())), {}) == mark(sources, {})


def test_a_copy_of_a_workshop_has_the_same_mark() -> None:
    ours, theirs = (
        {f"sessions/{name}/01-open.yaml": digest("x"), "content/a.yaml": "y"} for name in ("a", "b")
    )
    assert mark(ours, {}) == mark(theirs, {})
    assert mark({"sessions/a/02-open.yaml": digest("x"), "content/a.yaml": "y"}, {}) != mark(ours, {})
