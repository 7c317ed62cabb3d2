"""What was typed is printed, except the signs of the Markdown that docs/authoring.md names."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from practicepack.library.checks.texts import REFUSED
from practicepack.library.text.prose import tokens
from practicepack.render.markdown import Markdown

AS_TYPED = [
    "Dial *384*96# at any hour. It costs nothing.",
    "Dial *384*96#",
    "*384#, or *100#",
    "**21*0201234567# and **61*123#",
    "*21*, *31*",
    "5*3*2 = 30",
    "5 *3* 2",
    "https://a.org/*b*/c?d=*e*&f",
    "**bold*",
    "*bold**",
    "***bold** words",
    "Say **no*, and **yes*.",
    "snake_case_name and _this_, __init__",
    "Teilnehmer*innen und Freund*innen",
    "(*) first, (*) second",
    'The "*" and the "*" sign',
    "Name: ____ (____) and (____)",
    "> 18 years go left",
    "< 18 years go right",
    "8. März ist der Frauentag.",
    "1. What did you see?",
    "3) Third",
    "1986. The year of the first march.",
    "007. Bond",
    "- 5 degrees",
    "* 5 people",
    "+ 5 points",
    "---",
    "***",
    "* * *",
    "- - -",
    "-",
    "#1 in the town, #2 in the country",
    "C:\\new\\_tmp and \\\\server\\share",
    "[a]: https://b.org",
    "[see below][1]",
    "[ ] done [x] not done",
    "&amp; &copy; &lt;b&gt; &#42;",
    "It`s true that we don`t",
    "~~no~~ and ~yes~",
    "<b>loud</b> <!-- no --> <p>",
    "a | b | c",
    "****four****",
    "**not closed, *nor this",
]


class _Typed(HTMLParser):
    """The text that HTML was made from, with - for each bullet."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.target = "", ""
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.text += self.marker(values.get("style") or "")
        elif tag == "a":
            self.target = values["href"] or ""
        self.text += {"em": "*", "strong": "**"}.get(tag, " ")

    def marker(self, style: str) -> str:
        number = self.lists[-1]
        if number is None:
            return " - "
        self.lists[-1] = number + 1
        typed = re.fullmatch(r'list-style-type: "(\d+[.)] )"', style)
        return f" {typed[1] if typed else f'{number + 1}. '}"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.lists.pop()
        self.text += {"em": "*", "strong": "**"}.get(tag, " ")

    def handle_data(self, data: str) -> None:
        self.text += data


def typed(html: str) -> str:
    parser = _Typed()
    parser.feed(html)
    parser.close()
    return visible(parser.text)


def visible(text: str) -> str:
    """Signs without spaces. A straight quote is printed as a curly one."""
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    return re.sub(r"\s", "", straight)


def unescaped(text: str) -> str:
    """Without backslashes: the tests with examples say where they count."""
    return text.replace("\\", "")


def any_bullet(text: str) -> str:
    """The same sign for each bullet: a hyphen and an asterisk are both printed as one."""
    return text.replace("*", "-")


def is_reported(text: str) -> bool:
    return bool({token.type for token in tokens(text)} & {*REFUSED, "link_open", "table_open"})


@pytest.mark.parametrize("text", AS_TYPED)
def test_what_is_no_markup_is_printed_as_typed(text: str) -> None:
    assert not is_reported(text)
    for html in (Markdown().block(text), Markdown().inline(text)):
        assert not re.search("<(?!/?p>)", html)
        assert typed(html) == visible(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Now**, *here*.", "<strong>Now</strong>, <em>here</em>."),
        ('**"Stop!"** he said', "<strong>“Stop!”</strong> he said"),
        ("(*see there*)", "(<em>see there</em>)"),
        ("**Who?**, *Why?* ", "<strong>Who?</strong>, <em>Why?</em>"),
        ("***both***", "<em><strong>both</strong></em>"),
        ("**no* and **yes**", "**no* and <strong>yes</strong>"),
        ("[**no* and *yes*](https://a.org)", '<a href="https://a.org">**no* and yes (a.org)</a>'),
        ("**{participants}** people", "<strong>{participants}</strong> people"),
        ("**30** minutes", "<strong>30</strong> minutes"),
        ("**重要**です", "<strong>重要</strong>です"),
        ("**أهلا**، **नमस्ते**।", "<strong>أهلا</strong>، <strong>नमस्ते</strong>।"),
        (r"\- 5, 6 \- 7 and \# or C:\#", r"- 5, 6 \- 7 and \# or C:\#"),
        (r"8\. March, 8\) a\.b", r"8. March, 8\) a\.b"),
        (r"\*not so\*, \[nor so\]", "*not so*, [nor so]"),
    ],
)
def test_bold_and_italic_stand_at_the_edges_of_words(text: str, html: str) -> None:
    assert Markdown().inline(text) == html


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3. Third point.\n4. Fourth point.", ["3.", "4."]),
        ("1. a\n3. b\n7. c", ["1.", "3.", "7."]),
        ("1) a\n2) b", ["1)", "2)"]),
        ("3. c\n\n   more\n\n4. d", ["3.", "4."]),
    ],
)
def test_a_list_has_the_numbers_that_were_typed(text: str, numbers: list[str]) -> None:
    html = Markdown().block(text)
    assert html.count("<li") == len(numbers)
    assert re.findall(r"\d+[.)]", typed(html)) == numbers


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Two things:\n- one\n- two", ["Two things:", "- one", "- two"]),
        ("1. What?\n2. Why?", ["1. What?", "2. Why?"]),
        ("> 18 left\n> 60 right", ["> 18 left", "> 60 right"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["a | b", "1 | 2"]),
        ("| a | b |\n| 1 | 2 |", ["| a | b |", "| 1 | 2 |"]),
    ],
)
def test_a_line_keeps_the_signs_of_a_list_and_its_lines(text: str, lines: list[str]) -> None:
    html = Markdown().inline(text).replace("&gt;", ">")
    assert [line.strip() for line in html.split("<br />")] == lines


SIGNS = "ab1 5*_-+#>=|.:()[]!<&;~`\\\"'é"
MARKS = [*SIGNS, "\n", "\n\n", "  ", "\t", "**", "- ", "1. ", "8) ", "* ", "> ", "*384*"]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(MARKS), max_size=25).map("".join))
@example("- a\n* b")
@example("*a* *1*\n*1")
@example("1. 2. 3. a\n- b")
def test_what_was_typed_is_printed_or_reported(text: str) -> None:
    if not is_reported(text):
        wanted = unescaped(visible(text))
        assert unescaped(typed(Markdown().inline(text))) == wanted
        assert any_bullet(unescaped(typed(Markdown().block(text)))) == any_bullet(wanted)


def test_many_signs_take_no_long_time() -> None:
    assert "1. 1. 1." in Markdown().block("1. " * 50 + "a")
    assert Markdown().block("*a " * 3000).count("*a") == 3000
    assert Markdown().block("**a* " * 2000).count("**a*") == 2000
    assert Markdown().block("*" * 9000).count("*") == 9000
