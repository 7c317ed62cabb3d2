import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicepack.render.markdown import INSIDE, Markdown

PLACES = frozenset({"activity-power-walk", "practice-norms", "safety-your-own-care"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [our site](https://a.org/b)", '<a href="https://a.org/b">our site (a.org/b)</a>'),
        ("See [a.org/b](https://a.org/b)", '<a href="https://a.org/b">a.org/b</a>'),
        ("See [https://a.org](https://a.org)", '<a href="https://a.org">https://a.org</a>'),
        ("See <https://a.org/b>", '<a href="https://a.org/b">https://a.org/b</a>'),
        ("Write [us](mailto:we@a.org)", '<a href="mailto:we@a.org">us (we@a.org)</a>'),
        ("Ring [us](tel:+221-33)", '<a href="tel:+221-33">us (+221-33)</a>'),
        (
            "See [a](https://a.org/?b=1&c=2)",
            '<a href="https://a.org/?b=1&amp;c=2">a (a.org/?b=1&amp;c=2)</a>',
        ),
    ],
)
def test_a_web_address_is_printed_after_its_words(text: str, expected: str) -> None:
    assert Markdown().inline(text).split(" ", 1)[1] == expected


def test_a_link_holds_plain_text_only() -> None:
    text = "[a **bold** *soft* word](https://a.org)"
    assert Markdown().inline(text) == '<a href="https://a.org">a bold soft word (a.org)</a>'


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("activity:power-walk", "activity-power-walk"),
        ("practice:norms", "practice-norms"),
        ("safety:your-own-care", "safety-your-own-care"),
    ],
)
def test_a_place_of_this_document_is_linked(target: str, place: str) -> None:
    assert Markdown(PLACES).inline(f"See [there]({target}).") == f'See <a href="{INSIDE}{place}">there</a>.'


@pytest.mark.parametrize("target", ["activity:people-i-trust", "practice:power-walk", "safety:x"])
def test_a_place_that_is_elsewhere_is_only_its_words(target: str) -> None:
    assert Markdown(PLACES).inline(f"See [**there**]({target}).") == "See there."


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
        "practicepack:content/pictures/rings.svg",
        "ftp://a.org",
        "//a.org",
        "../a.html",
        "#a",
        "",
    ],
)
def test_no_other_address_is_linked(target: str) -> None:
    shown = Markdown(PLACES).inline(f"See [there]({target}).")
    assert "<a" not in shown
    assert "href" not in shown
    assert "there" in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>loud</b>", "&lt;b&gt;loud&lt;/b&gt;"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ('a <img src="https://a.org/x.png"> b', "a &lt;img src=“https://a.org/x.png”&gt; b"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("[<b>x</b>](https://a.org)", '<a href="https://a.org">&lt;b&gt;x&lt;/b&gt; (a.org)</a>'),
        ("`<b>`", "`&lt;b&gt;`"),
    ],
)
def test_raw_html_is_only_signs(text: str, expected: str) -> None:
    assert Markdown().inline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Say "yes".', "Say “yes”."),
        ("It's 'so'.", "It’s ‘so’."),
        ('[Say "yes"](https://a.org)', '<a href="https://a.org">Say “yes” (a.org)</a>'),
    ],
)
def test_straight_quotes_become_curly(text: str, expected: str) -> None:
    assert Markdown().inline(text) == expected


def test_paragraphs_in_a_line_are_broken_by_lines() -> None:
    assert (
        Markdown().inline("One.\n\nTwo **2**.\n\n- Three.")
        == "One.<br />Two <strong>2</strong>.<br />- Three."
    )


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_nothing(text: str) -> None:
    assert (Markdown().inline(text), Markdown().block(text)) == ("", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. c\n2. d", "<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n"),
        ("- [a](https://a.org)\n", '<ul>\n<li><a href="https://a.org">a (a.org)</a></li>\n</ul>\n'),
    ],
)
def test_a_block_keeps_paragraphs_and_lists(text: str, expected: str) -> None:
    assert Markdown().block(text) == expected


def test_a_block_keeps_tables() -> None:
    shown = Markdown().block("| a | b |\n|---|---|\n| 1 | [x](https://a.org) |")
    assert shown.count("<th>") == 2
    assert '<td><a href="https://a.org">x (a.org)</a></td>' in shown


@given(st.text(alphabet="ab <>&\"'`*_[]()!:/\\#\n|-", max_size=60))
def test_no_text_brings_a_tag_of_its_own(text: str) -> None:
    known = ("p", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "hr", "br", "a", "h1", "h2")
    known += ("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "img")
    named = {
        piece.lstrip("/").split(">")[0].split(" ")[0].rstrip("/")
        for piece in Markdown().block(text).split("<")[1:]
    }
    assert named - set(known) == set()
