import pytest

from practicepack.diagnostics import Note, Source, Span
from practicepack.library.reading.yaml_source import Reading, read
from practicepack.workspace import decoded


def reading(text: str) -> Reading:
    return read(Source("file.yaml", text))


def place(span: Span) -> tuple[int, int, str]:
    return span.line, span.column, span.source.text[span.start : span.end]


def findings(text: str) -> list[tuple[str, int, int]]:
    return [(one.code, one.span.line, one.span.column) for one in reading(text).diagnostics if one.span]


@pytest.mark.parametrize("typed", ["NO", "yes", "010", "09:30", "1.10", "2026-03-04", "1e3", "0x1F", "true"])
def test_plain_text_stays_as_typed(typed: str) -> None:
    assert reading(f"a: {typed}").data == {"a": typed}


@pytest.mark.parametrize(
    ("typed", "value"),
    [("", None), ("~", None), ("null", None), ("''", ""), ("'null'", "null"), ("Null", "Null"), ("! 1", "1")],
)
def test_only_an_unquoted_null_is_nothing(typed: str, value: str | None) -> None:
    assert reading(f"a: {typed}").data == {"a": value}


def test_lists_are_tuples_and_mappings_know_their_paths() -> None:
    data = reading("days:\n  - {start: 09:00}\n  - {start: 10:00}\n").data
    assert data == {"days": ({"start": "09:00"}, {"start": "10:00"})}
    assert [data.path, data["days"][0].path, data["days"][1].path] == [(), ("days", 0), ("days", 1)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), (1, 8, "Power")),
        (("days", 0), (3, 5, "one")),
        (("days", 1, "end"), (4, 10, '"16:00"')),
        (("people", "min"), (5, 15, "4")),
    ],
)
def test_a_value_is_found_where_it_was_typed(path: tuple[str | int, ...], expected: object) -> None:
    text = 'title: Power\ndays:\n  - one\n  - end: "16:00"\npeople: {min: 4}\n'
    assert place(reading(text).value_span(path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), (1, 1, "title")),
        (("days", 1, "end"), (4, 5, "end")),
        (("days", 0), (3, 5, "one")),
        (("people", "min"), (5, 10, "min")),
    ],
)
def test_a_key_is_found_where_it_was_typed(path: tuple[str | int, ...], expected: object) -> None:
    text = 'title: Power\ndays:\n  - one\n  - end: "16:00"\npeople: {min: 4}\n'
    assert place(reading(text).key_span(path)) == expected


def test_a_path_that_was_not_written_leads_to_what_is_around_it() -> None:
    found = reading("steps:\n  - minutes: 5-10\n")
    assert found.written(("steps", 0, "minutes", "range", "min")) == ("steps", 0, "minutes")
    assert place(found.value_span(("steps", 0, "minutes", "range", "min"))) == (2, 14, "5-10")


@pytest.mark.parametrize("typed", ["{min: 4}", "[one, two]"])
def test_a_value_in_brackets_is_covered_to_the_closing_one(typed: str) -> None:
    assert place(reading(f"a: {typed}\nb: 1").value_span(("a",))) == (1, 4, typed)


def test_columns_are_counted_in_characters() -> None:
    assert place(reading("{né: 😀, title: ß}").value_span(("title",))) == (1, 16, "ß")


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb: &x 2", "anchor", 2, 4),
        ("&x a: 1", "anchor", 1, 1),
        ("a: [&x 1]", "anchor", 1, 5),
        ("a: 1\nb: *x", "alias", 2, 4),
        ("a: !!str 1", "tag", 1, 4),
        ("!mine a: 1", "tag", 1, 1),
        ("a:\n  <<: {b: 1}", "merge-key", 2, 3),
        ("a:\n\tb: 1", "tab", 2, 1),
        ("a:\n  b:\n  \tc: 1", "tab", 3, 3),
        ("a: 1\n---\nb: 2", "two-documents", 2, 1),
        ("a: 1\n...\n---\nb: 2", "two-documents", 3, 1),
        ("[a, b]: 1", "yaml-syntax", 1, 1),
        ("title: Power: voice", "yaml-syntax", 1, 13),
        ("é: 1\nb: [", "yaml-syntax", 2, 4),
        ("", "empty-file", 1, 1),
        ("# only a remark\n", "empty-file", 1, 1),
        ("~", "empty-file", 1, 1),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text: str, code: str, line: int, column: int) -> None:
    assert findings(text) == [(code, line, column)]


@pytest.mark.parametrize("quoted", ["'&x'", '"*x"', "'!t'", '"a: b"'])
def test_signs_in_quotes_are_text(quoted: str) -> None:
    assert reading(f"a: {quoted}").data == {"a": quoted[1:-1]}


def test_a_duplicate_key_points_to_the_first() -> None:
    found = reading("title: One\ndays:\n  end: 1\n  start: 2\n  end: 3\n")
    (one,) = found.diagnostics
    first = Span(found.source, 19, 22)
    assert (one.code, one.message, one.notes) == (
        "duplicate-key",
        '"end" is given twice',
        (Note("first defined here", first),),
    )
    assert [place(one.span or first), place(first)] == [(5, 3, "end"), (3, 3, "end")]
    assert found.data == {"title": "One", "days": {"end": "1", "start": "2"}}


def test_every_repetition_of_a_key_is_found() -> None:
    assert findings("a: 1\na: 2\na: {b: 1, b: 2}") == [
        ("duplicate-key", 2, 1),
        ("duplicate-key", 3, 1),
        ("duplicate-key", 3, 11),
    ]


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_forty_levels_are_read_and_one_more_is_refused(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    assert findings(opening * 40 + "x" + closing * 40) == []
    assert findings(opening * 41 + "x" + closing * 41) == [("too-deep", 1, 41 * len(opening) + 1)]


def test_a_file_of_brackets_is_refused_without_recursion() -> None:
    assert findings("[" * 100_000) == [("too-deep", 1, 42)]


def test_windows_line_ends_keep_positions_and_excerpts() -> None:
    found = reading("a: 1\r\ntext: |\r\n  one\r\n  two\r\nb: 2\r\nb: 3\r\n")
    (one,) = found.diagnostics
    assert found.data == {"a": "1", "text": "one\ntwo\n", "b": "2"}
    assert one.span
    assert (one.span.line, one.span.column, one.span.excerpt) == (6, 1, "b: 3")


@pytest.mark.parametrize(("text", "column"), [("a: \x07", 4), ("a: é\x07", 5), ("a: 😀\x00", 5)])
def test_a_control_character_is_found_at_its_place(text: str, column: int) -> None:
    assert findings(text) == [("strange-character", 1, column)]


@pytest.mark.parametrize("sign", ["\u202d", "\u202e", "\u180e", "\u2061", "\u206f", "\ufffb", "\U000e0041"])
def test_a_sign_that_makes_people_read_something_else_is_refused(sign: str) -> None:
    assert findings(f"a: ab{sign}dc") == [("strange-character", 1, 6)]
    assert findings(f'a: "\\U{ord(sign):08x}"') == [("strange-character", 1, 4)]


def test_what_overrides_the_direction_is_explained() -> None:
    (finding,) = reading("a: \u202egood").diagnostics
    assert finding.message == "the character U+202E does not belong in a text"
    assert finding.hints == (
        "delete it: it prints the letters after it in another order than they are typed",
    )


@pytest.mark.parametrize(
    "sign", ["\u2066", "\u2067", "\u2068", "\u2069", "\u200c", "\u200d", "\u200f", "\u061c"]
)
def test_signs_that_languages_need_stay(sign: str) -> None:
    assert reading(f"a: x{sign}y").data == {"a": f"x{sign}y"}


def test_text_that_is_no_unicode_is_a_finding() -> None:
    """A byte that is not UTF-8 in an option arrives as a lone surrogate."""
    assert findings("a: \udcff") == [("strange-character", 1, 4)]


@pytest.mark.parametrize("data", [b"a: 1", b"\xef\xbb\xbfa: 1"])
def test_a_byte_order_mark_is_taken_off(data: bytes) -> None:
    source = decoded("file.yaml", data)
    assert source == Source("file.yaml", "a: 1")


@pytest.mark.parametrize(
    ("data", "column"),
    [
        (b"abc\xff", 4),
        (b"\xc3\xa9\xff", 2),
        (b"a\nb\xff", 2),
        (b"\xef\xbb\xbfabc\xff", 4),
        (b"\xef\xbb\xbf\xc3\xa9\xc3\xa9\xff", 3),
    ],
)
def test_a_byte_that_is_not_utf_8_is_found_with_or_without_a_mark(data: bytes, column: int) -> None:
    one = decoded("file.yaml", data)
    assert not isinstance(one, Source)
    assert one.span
    assert (one.code, one.span.column) == ("bad-encoding", column)
    assert one.message == 'not UTF-8: the byte 0xff, in Windows-1252 (ANSI) the sign "ÿ"'


@pytest.mark.parametrize("style", ["|", ">", "|-", ">+"])
def test_a_word_is_found_inside_a_block_text(style: str) -> None:
    found = reading(f"a: 1\ntext: {style}\n  one line\n  for {{people}} here\nb: 2\n")
    assert place(found.value_span(("text",)).find("{people}")) == (4, 7, "{people}")


def test_the_search_does_not_leave_the_value() -> None:
    whole = reading("a: {x}\ntext: |\n  none here\nb: nowhere {x}\n").value_span(("text",))
    assert whole.find("{x}") == whole


def test_words_that_folding_parted_lead_to_the_whole_text() -> None:
    whole = reading("text: >\n  one\n  line\n").value_span(("text",))
    assert (whole.line, whole.find("one line")) == (1, whole)
