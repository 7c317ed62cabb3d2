"""Pages with a word too long for a narrow column are found, wherever the word stands."""

import pytest

from practicepack.render.long_words import LONGEST_UNBROKEN, has_long_word

LONG = "x" * (LONGEST_UNBROKEN + 1)
PAGE = '<html><style>@page { @top-left { content: %s } }</style><body class="%s">%s</body></html>'


@pytest.mark.parametrize(
    "page",
    [
        PAGE % ('""', "guide", f"<p>Come to {LONG}.</p>"),
        PAGE % (f'"Power and {LONG}"', "guide", ""),
        PAGE % ('""', "guide", "<td>ပါဝင်သူတိုင်းကိုကြိုဆိုပါသည်</td>"),
        PAGE % ('""', "guide", "<td>Zusammenarbeitsvereinbarung</td>"),
    ],
    ids=["on the page", "in the margin", "without spaces", "German"],
)
def test_a_long_word_is_found(page: str) -> None:
    assert has_long_word(page)


@pytest.mark.parametrize(
    "page",
    [
        PAGE % ('""', LONG, ""),
        PAGE % ('"Power" string(going-on); font-feature-settings: "tnum"', "guide", ""),
        PAGE % ('""', "guide", f'<img src="practicepack:{LONG}.svg" alt="">'),
        PAGE % ('""', "guide", "participants/handouts/one-step-slip.pdf"),
        PAGE % ('""', "guide", "some<b>words</b>without<br>aspace"),
        PAGE % ('""', "guide", "Facilitators&#39; accompaniment"),
    ],
    ids=["class", "rule", "attribute", "path", "tags", "entity"],
)
def test_what_may_break_or_is_not_shown_is_no_long_word(page: str) -> None:
    assert not has_long_word(page)
