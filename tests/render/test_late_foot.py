"""What is taken out of a part to be stamped on later, and what stays in it."""

import pytest

from practicepack.render.late_foot import split

FOOT = '@bottom-left { content: "Riverside  ·  3 May {20 people}" }'
FOLIO = '@bottom-right { content: "12 – " counter(page) " of " counter(pages); font-weight: 700 }'
HEAD = '@top-left { content: "Power } and voice" }\n  @top-right { padding-top: 3mm }'
PART = """<html lang="ar" dir="rtl" class="narrow"><head><title>Day 1</title>
<style>
@page {
  size: 210mm 297mm;
  %(head)s
  /*<foot>*/%(foot)s/*</foot>*/
  /*<folio>*/%(folio)s/*</folio>*/
%(more)s}
</style></head>
<body class="guide of-norms">
<p>Day 1</p>%(body)s
</body></html>"""
GIVEN = {"head": HEAD, "foot": FOOT, "folio": FOLIO, "more": "", "body": ""}


def test_a_part_has_no_foot_any_more_and_keeps_its_folio() -> None:
    part, _ = split(PART % GIVEN, "")
    assert "Riverside" not in part
    assert "@bottom-left { content: none }" in part
    assert {FOLIO, HEAD, "<p>Day 1</p>"} == {text for text in (FOLIO, HEAD, "<p>Day 1</p>") if text in part}


def test_the_foot_is_alone_on_a_page_of_the_same_size_and_language() -> None:
    _, foot = split(PART % GIVEN, "")
    assert FOOT in foot
    assert "size: 210mm 297mm" in foot
    assert '<html lang="ar" dir="rtl" class="narrow">' in foot
    assert '<body class="guide"></body>' in foot
    assert "@top-right { padding-top: 3mm }" in foot
    assert not [text for text in ("Power", "Day 1", "counter(") if text in foot]


@pytest.mark.parametrize("doctype", ["", "<!doctype html>\n"])
def test_words_before_the_page_begins_are_not_printed_twice(doctype: str) -> None:
    part, foot = split(f"# Our page\n{doctype}{PART % GIVEN}", "")
    assert part.startswith("# Our page")
    assert foot.startswith(doctype or "<html")


def test_room_is_left_for_the_folio_which_is_not_seen() -> None:
    _, foot = split(PART % GIVEN, "")
    stand_in = '@bottom-right { content: "00 – " "00" " of " "00"; font-weight: 700 ; visibility: hidden; '
    assert f"{stand_in}white-space: nowrap }}" in foot


def test_parts_that_differ_in_their_words_alone_have_the_same_foot() -> None:
    other = {
        "head": HEAD.replace("Power", "Voice"),
        "folio": FOLIO.replace("12 – ", "B – "),
        "body": "<p>More</p>",
    }
    assert split(PART % GIVEN, "")[1] == split(PART % (GIVEN | other), "")[1]


def test_the_last_foot_counts() -> None:
    last = '/*<foot>*/@bottom-left { content: "Next: 10:00" }/*</foot>*/\n'
    part, foot = split(PART % (GIVEN | {"more": last}), "")
    assert "Next: 10:00" in foot
    assert "Riverside" not in part + foot


@pytest.mark.parametrize(
    ("changes", "own_styles"),
    [
        ({"more": '@bottom-left { content: "Ours" }\n'}, ""),
        ({"more": '@bottom-center { content: "Ours" }\n'}, ""),
        ({"body": '<style>@page { @bottom-left { content: "Ours" } }</style>'}, ""),
        ({}, '@page { @bottom-center { content: "Ours" } }'),
    ],
    ids=["in its place", "beside it", "in the body", "in own.css"],
)
def test_a_part_with_something_of_the_user_at_its_foot_is_laid_out_as_it_is(
    changes: dict[str, str], own_styles: str
) -> None:
    page = PART % (GIVEN | changes)
    assert split(page, own_styles) == (page, "")


def test_a_part_without_a_foot_is_laid_out_as_it_is() -> None:
    page = "<html><head><style>@page { margin: 0 }</style></head><body>/*<foot>*/ /*</foot>*/</body></html>"
    assert split(page, "") == (page, "")
