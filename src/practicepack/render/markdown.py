"""Markdown to HTML that prints: web addresses in words, links only where they lead somewhere."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from practicepack.library.text.markup import line_parser, parser
from practicepack.library.text.prose import WEB_LINK, linked

INSIDE = "https://practicepack.invalid/#"
"""Stands before the name of a place in the same document, until its parts are joined."""
LINKED = re.compile(r"[\[<]")
"""What a text with a link has in it."""


@dataclass(slots=True)
class Markdown:
    """Renders texts. `places` are the destinations that the document at work has."""

    places: Collection[str] = ()

    def block(self, text: str) -> str:
        """Paragraphs, lists and tables."""
        if LINKED.search(text):
            return self._block(text)
        return _unlinked(text, is_block=True)

    def inline(self, text: str) -> str:
        """One run of text without a paragraph of its own. Several paragraphs become one, broken by lines."""
        if LINKED.search(text):
            return self._inline(text)
        return _unlinked(text, is_block=False)

    def _block(self, text: str) -> str:
        tokens = parser().parse(text)
        for token in tokens:
            if token.children:
                token.children = self._links(token.children)
        return self._rendered(tokens)

    def _inline(self, text: str) -> str:
        lines: list[str] = []
        row: list[str] | None = None
        for token in line_parser().parse(text):
            if token.type == "tr_open":
                row = []
            elif token.type == "tr_close" and row is not None:
                lines.append(" | ".join(row))
                row = None
            elif token.type == "inline" and self._linked(token):
                cells = lines if row is None else row
                cells.append(self._rendered([token]))
        return "<br />".join(lines)

    def _rendered(self, tokens: Sequence[Token]) -> str:
        return str(parser().renderer.render(tokens, parser().options, {}))

    def _linked(self, run: Token) -> bool:
        run.children = self._links(run.children or [])
        return bool(run.children)

    def _links(self, children: Sequence[Token]) -> list[Token]:
        """Each link as plain text inside one token: PDF/UA wants no other tag inside a link."""
        plain: list[Token] = []
        target: str | None = None
        words, title = "", None
        for token in children:
            if token.type == "link_open":
                target, words, title = str(token.attrGet("href")), "", token.attrGet("title")
            elif token.type == "link_close" and target is not None:
                if title:
                    words += f" ({title})"
                plain.append(_token(self._link(target, words)))
                target = None
            elif target is None:
                plain.append(token)
            elif token.type in BREAKS:
                words += " "
            else:
                words += token.content
        return plain

    def _link(self, target: str, words: str) -> str:
        shown = escapeHtml(words)
        named = linked(target)
        if named:
            place = f"{target.partition(':')[0]}-{named[1]}"
            if place in self.places:
                return f'<a href="{INSIDE}{place}">{shown}</a>'
            return shown
        if not WEB_LINK.fullmatch(target):
            return shown
        address = target.split(":", 1)[1].removeprefix("//")
        # paper cannot be clicked: an address that is not in the words is printed after them
        if address not in words and target not in words:
            shown += f" ({escapeHtml(address)})"
        return f'<a href="{escapeHtml(target)}">{shown}</a>'


BREAKS = ("softbreak", "hardbreak")


@lru_cache(8192)
def _unlinked(text: str, *, is_block: bool) -> str:
    """A text without links, kept: it is the same in every document, and stands in several."""
    markdown = Markdown()
    render = markdown._block if is_block else markdown._inline  # our own
    return render(text)


def _token(html: str) -> Token:
    return Token("html_inline", "", 0, content=html)
