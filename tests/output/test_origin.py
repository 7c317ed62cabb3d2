"""The mark that tells two printouts apart."""

from practicepack.output.origin import MARK_CHARACTERS, pack_mark
from practicepack.workspace import text_digest


def test_a_mark_has_letters_that_are_not_mixed_up() -> None:
    sources = {f"sessions/x/{number}.yaml": text_digest(str(number)) for number in range(9)}
    found = {pack_mark(sources, {"participants": str(number)}) for number in range(300)}
    assert len(found) > 290
    assert set("".join(found)) <= set(MARK_CHARACTERS)
    assert not set("01OIL") & set(MARK_CHARACTERS)
    assert pack_mark(dict(reversed(sources.items())), {}) == pack_mark(sources, {})


def test_a_copy_of_a_workshop_has_the_same_mark() -> None:
    ours, theirs = (
        {f"sessions/{name}/01-open.yaml": text_digest("x"), "content/a.yaml": "y"} for name in ("a", "b")
    )
    assert pack_mark(ours, {}) == pack_mark(theirs, {})
    assert pack_mark({"sessions/a/02-open.yaml": text_digest("x"), "content/a.yaml": "y"}, {}) != pack_mark(
        ours, {}
    )
