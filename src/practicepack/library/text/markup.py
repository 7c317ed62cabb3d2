"""The part of Markdown that these texts have. Every other sign is printed as it was typed.

`**bold**` and `*italic*` at the edges of words, lists with `-`, `*` or numbers, tables, links in
[words](target) or <address>, and a backslash before a sign that would mean one of these. Headings, pictures
and blocks of code are parsed as well, so that `check` can report them. All else that CommonMark knows is off,
because it drops what was typed: quotations drop the > of "> 18 years", rules drop ---, entities make & of
&amp;, and [a]: b vanishes.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from practicepack.limits import DEEPEST

OFF = ["blockquote", "hr", "reference", "html_block", "backticks", "entity", "html_inline"]
OF_BLOCKS = ["list", "heading", "lheading", "code", "fence"]
"""What a place of one line cannot show. The rows of a table become lines there."""
ITEM = re.compile(r"(?:[-*]|\d[.)]|[1-9]\d{1,2}[.)])[ \t]+\S")
"""The start of a list. 1986. is a year, and a list needs words: "* * *" and a lone hyphen are signs."""
RULE = re.compile(r"([-*])(?:[ \t]*\1)+[ \t]*")
LINE_OF_ITS_OWN = re.compile(r"(?:[-+*>]|\d{1,9}[.)])\s|\|")
"""A line that was meant to stand alone: what was typed like a list or a table is not run together."""
CODE = re.compile(r"\*[\d#*+]+\*")
"""A code to dial, such as *384*96#."""
CODE_BEFORE = re.compile(r"\*[\d#*+]+\Z")
LONGEST_RUN = 3
OPENING = frozenset({"Ps", "Pi"})
NOT_BETWEEN_WORDS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no space between words: bold may begin at any of them."""
OF_ADDRESSES = frozenset("#%&*@/\\_=+<>$^`|~")
"""Signs that stand inside addresses, numbers and codes: no word ends at them."""


class _Typed(MarkdownIt):
    """CommonMark writes addresses as programs do: %C3%A4 for an ä. People read them on paper."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # the parser's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


@cache
def parser() -> MarkdownIt:
    """For texts with paragraphs, lists and tables."""
    options = {"html": False, "linkify": False, "typographer": True, "maxNesting": 4 * DEEPEST["nesting"]}
    markdown = _Typed("commonmark", options).enable(["table", "smartquotes"]).disable(OFF)
    markdown.block.ruler.at("list", _list_rule, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.inline.ruler.at("escape", _escape)
    markdown.inline.ruler2.after("balance_pairs", "whole_runs", _whole_runs)
    markdown.core.ruler.after("block", "typed_numbers", _typed_numbers)
    markdown.core.ruler.after("inline", "typed_lines", _typed_lines)
    return markdown


@cache
def line_parser() -> MarkdownIt:
    """For texts in one line: there, the sign of a list is a sign like any other."""
    # a parser of its own: the other one is shared, and must go on reading blocks
    markdown = parser.__wrapped__()
    markdown.disable(OF_BLOCKS)
    return markdown


def _list_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not ITEM.match(line) or RULE.fullmatch(line):
        return False
    return list_block(state, start, end, silent)


def _typed_numbers(state: StateCore) -> None:
    """Numbers of lists as they were typed; a single number or "- 5" is no list but the text that it was."""
    tokens: list[Token] = []
    opened: list[int] = []
    items: list[int] = []
    for token in state.tokens:
        tokens.append(token)
        if token.type in ("ordered_list_open", "bullet_list_open"):
            token.attrs = {}
            opened.append(len(tokens) - 1)
            items.append(0)
        elif token.type == "list_item_open":
            items[-1] += 1
            # only an item's own style can show "3)" or a number that was left out
            if token.info and f"{items[-1]}." != token.info + token.markup:
                token.attrs = {"style": f'list-style-type: "{token.info}{token.markup} "'}
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            first, count = opened.pop(), items.pop()
            if count == 1 and _is_text(tokens[first:]):
                tokens[first:] = _unlisted(tokens[first:])
    state.tokens = tokens


def _is_text(tokens: list[Token]) -> bool:
    """Whether a list of one item reads as a sentence: "8. March", or "- 5 degrees"."""
    item, words = tokens[1], tokens[3]
    is_sentence = tokens[2].type == "paragraph_open" and words.type == "inline"
    return is_sentence and (bool(item.info) or words.content[:1].isdigit())


def _unlisted(tokens: list[Token]) -> list[Token]:
    item, words = tokens[1], tokens[3]
    words.content = f"{item.info}{item.markup} {words.content}"
    inside = tokens[2:-2]
    for token in inside:
        token.level -= 2
        if token.level == 0:
            token.hidden = False
    return inside


def _typed_lines(state: StateCore) -> None:
    for block in state.tokens:
        children = block.children or []
        for token, after in pairwise(children):
            if token.type == "softbreak" and LINE_OF_ITS_OWN.match(after.content):
                token.type, token.tag = "hardbreak", "br"


def _emphasis(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "*":
        return False
    start = end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    opens, closes = _opens_and_closes(state.src, start, end)
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("*"), end - start, place, -1, opens, closes))
    state.pos = end
    return True


def _whole_runs(state: StateInline) -> None:
    """Stars that do not match, as in **bold*, are printed as they were typed, and none of them is lost."""
    _unpair_parts(state.delimiters)
    for meta in state.tokens_meta:  # those inside the words of links
        if meta and "delimiters" in meta:
            _unpair_parts(meta["delimiters"])


def _unpair_parts(delimiters: list[Delimiter]) -> None:
    """Give up the pairs of each run of stars of which some have no partner."""
    partners: dict[int, int] = {}
    for place, star in enumerate(delimiters):
        if star.end >= 0:
            partners[place], partners[star.end] = star.end, place
    runs = _star_runs(delimiters)
    waiting = sorted({run.start for run in runs})  # each run once: a run of all stars of a text is long
    while waiting:
        run = runs[waiting.pop()]
        paired = [place for place in run if place in partners]
        if len(paired) == len(run):
            continue
        for place in paired:
            partner = partners.pop(place)
            del partners[partner]
            delimiters[min(place, partner)].end = -1
            # the partner's run is not used as a whole any more either
            waiting.append(partner)


def _star_runs(delimiters: list[Delimiter]) -> list[range]:
    """For each star the places of all stars of its run, which are tokens beside each other."""
    runs: list[range] = []
    start = 0
    for place, star in enumerate(delimiters):
        if place and star.token != delimiters[place - 1].token + 1:
            start = place
        is_last = place + 1 == len(delimiters) or delimiters[place + 1].token != star.token + 1
        if is_last:
            runs += [range(start, place + 1)] * (place + 1 - start)
    return runs


def _opens_and_closes(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run of * can open and can close emphasis: only at the edge of a word, and not in a code."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if end - start > LONGEST_RUN:
        return False, False
    opens = _is_edge(before, is_end=False) and bool(after.strip()) and not _is_stop(after)
    closes = _is_edge(after, is_end=True) and bool(before.strip()) and not _is_opening(before)
    if _is_sign(before) and _is_sign(after):
        opens, closes = False, closes and before in ".!?…)”’»%"
    if end - start == 1:
        opens = opens and not CODE.match(text, start)
        closes = closes and not CODE_BEFORE.search(text, max(0, start - 40), start)
    return opens, closes


def _is_edge(character: str, *, is_end: bool) -> bool:
    """Whether a word may begin after a character, or end before it."""
    if not character.strip() or NOT_BETWEEN_WORDS.match(character):
        return True
    if character in OF_ADDRESSES:
        return False
    if is_end:
        return _is_sign(character) and not _is_opening(character)
    return _is_opening(character) or character in "\"'”’—–"


def _is_sign(character: str) -> bool:
    return bool(character) and unicodedata.category(character).startswith("P")


def _is_opening(character: str) -> bool:
    return character in "¿¡" or unicodedata.category(character) in OPENING


def _is_stop(character: str) -> bool:
    return character in ".,;:!?)]}" or unicodedata.category(character) in ("Pe", "Pf")


def _escape(state: StateInline, silent: bool) -> bool:
    r"""A backslash before a sign that would mean something; in C:\new or \\server it is itself."""
    # in a link's words, posMax is where they end, and the sign after them is none of theirs
    sign = state.src[state.pos + 1 : min(state.pos + 2, state.posMax)]
    if state.src[state.pos] != "\\" or not _is_escaped(state, sign):
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.markup, token.info = sign, f"\\{sign}", "escape"
    state.pos += 2
    return True


def _is_escaped(state: StateInline, sign: str) -> bool:
    line = state.src[state.src.rfind("\n", 0, state.pos) + 1 : state.pos].strip()
    if sign in ("-", "#"):
        return not line
    if sign in (".", ")"):
        return line.isdigit()
    return sign in ("*", "[", "]")
