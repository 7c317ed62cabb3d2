"""Sheets that people hold or hang. `kind:` chooses the class."""

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from practicepack.library.models.activity import Credit
from practicepack.library.models.fields import (
    Authored,
    Count,
    ForAudience,
    Id,
    Line,
    Per,
    PictureName,
    Prose,
    Rows,
    Share,
    YesNo,
)
from practicepack.library.models.review import Review


class Printable(ForAudience):
    """A sheet of any kind. What the plan has to know of a kind is stated here, for the kind to change."""

    parts: ClassVar[str] = ""
    """The field that holds the parts of the sheet: without any of them for an audience, none is printed."""
    is_numbered: ClassVar[bool] = False
    """Whether it is a slip for each number from 1."""
    is_named: ClassVar[bool] = False
    """Whether it carries the name of a person, or an empty line for it."""
    title: Line
    """The name of the sheet: its heading, and its name in lists of what to print."""
    to: Literal["participant", "facilitator", "wall", "organiser"]
    """Who gets it: `participant` (people take it), `facilitator` (the team uses it), `wall` (it hangs in the
    room) or `organiser` (the office uses it)."""
    per: Per = "participant"
    """How often it is needed: for each `participant`, `facilitator`, `pair`, `couple`, `group`, `day` or
    `room`, or once in the `activity` or `workshop`. For the wall write room. The default is participant."""
    quantity: Count = 1
    """How many copies for each of `per`, 0 to 9999. The default is 1."""
    spare: Share = 0.0
    """How many more to print, as a percentage: 10% for sheets, 50% for slips that get lost. For cards, spare
    cards; for numbers, empty slips. The default is 0%."""
    stock: Literal["paper", "card"] = "paper"
    """What it is printed on: `paper` (ordinary paper) or `card` (stiff paper). The default is paper."""
    sides: Literal["1", "2"] = "1"
    """How many sides of the sheet are printed: `1` or `2`. The default is 1."""
    unmarked: YesNo = False
    """Whether the name of the workshop and the page number are left out, for sheets that must not show what
    they belong to. The default is false."""
    complaints: YesNo = False
    """Whether it ends with the person who hears complaints about the team. For handouts, forms and the last
    of several signs. The default is false."""
    follows: Id | None = None
    """The id of a deck of cards of the same activity. Pages, sentences or cards with the id or tag of one of
    its cards are printed only when that card is used."""
    how: Prose | None = None
    """What the person who prepares it does: cut, fold, hang. One or two sentences."""
    review: Review | None = None
    """Who has to read it before it is used, because it speaks of violence, bodies, children or the law."""
    credit: Credit | None = None
    """Where it comes from."""
    kind: str
    """What the sheet is."""

    @property
    def is_dealt(self) -> bool:
        """Whether it is a deck of which each person gets a card, so that the plan chooses the cards."""
        return False

    @property
    def shows_services(self) -> bool:
        """Whether it shows the places that help, so that it waits for the referral list."""
        return False

    @property
    def is_for_listed(self) -> bool:
        """Whether everyone on the list of names gets one, even where fewer are planned for."""
        return False

    @property
    def is_taken_home(self) -> bool:
        """Whether people keep it, so that another activity needs as many again."""
        return self.per == "participant"

    @property
    def without_picture(self) -> int:
        """How many of its parts need a picture and have none. People who do not read know it by these."""
        return 0


class Table(Authored):
    """Columns with headings, and rows to read or to write in."""

    columns: tuple[Line, ...] = Field(min_length=1)
    """The headings of the columns. At least one."""
    rows: tuple[Line, ...] = ()
    """The text in the first cell of each row."""
    empty_rows: Rows = 0
    """How many rows there are to write in, 0 to 500. With `names`, the fewest. The default is 0."""
    names: YesNo = False
    """Whether each person has a row, with the names in participants.csv if there is one. The names are in the
    first column and in columns with the same heading. The default is false."""


class Tick(Authored):
    """Something to tick on a handout."""

    model_config = ConfigDict(title="Tick")
    short = "text"
    text: Prose
    """The text beside the box."""
    picture: PictureName | None = None
    """A picture to ring in place of the box: its name in content/pictures/ without .svg."""


class Block(ForAudience):
    """One part of a handout, with exactly one kind of content beside its `heading`."""

    model_config = ConfigDict(title="Part")
    heading: Line | None = None
    """The heading of this part."""
    text: Prose | None = None
    """Text to read."""
    lines: Rows | None = None
    """How many empty lines there are to write on, 9 mm apart, 0 to 500."""
    ticks: tuple[Tick, ...] = ()
    """Texts with a box to tick, or `{text: ..., picture: ...}` to ring the picture."""
    table: Table | None = None
    """A table to read or to write in."""
    picture: PictureName | None = None
    """A picture: its name in content/pictures/ without .svg, or the file name of a photograph. Alone it is
    large. Beside text, lines, ticks or a table it is small, and says what this part is about."""

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        # `lines: 0` was written, too: what is empty is not the same as what is missing
        given = (self.text, self.lines, self.ticks or None, self.table)
        count = sum(part is not None for part in given)
        if count > 1 or (count == 0 and self.picture is None):
            raise PydanticCustomError(
                "bad-block", "a block holds one of text, lines, ticks, table, or a picture alone"
            )
        return self


class Handout(Printable):
    """A sheet that each person reads, writes on and takes home."""

    parts = "body"
    kind: Literal["handout"]
    """`handout`: a sheet that people read, write on and take home."""
    slip: YesNo = False
    """Whether several are printed on a sheet, to be cut apart. With `sides: "2"` it is half a sheet with two
    sides. The default is false."""
    per_sheet: Literal["2", "4"] = "2"
    """How many slips with one side are on a sheet: `2`, or `4` where they have a few short lines. The default
    is 2."""
    in_my_day: YesNo = False
    """Whether the slip is printed in `My day`, the folded sheet with the agenda that each person keeps. Leave
    it out for what is private, collected or handed on. The default is false."""
    body: tuple[Block, ...] = Field(min_length=1)
    """The parts of the handout, in order. At least one. Each has exactly one of text, lines, ticks and table,
    with or without a picture, or a picture alone."""

    @property
    def without_picture(self) -> int:
        """All parts, where none has a picture: the first to be seen says what the sheet is about."""
        if any(_pictures_in_body(self.body)):
            return 0
        return len(self.body)


def _pictures_in_body(body: tuple[Block, ...]) -> Iterator[str | None]:
    """The picture of each part of a handout, and of each thing to tick."""
    for block in body:
        yield block.picture
        for tick in block.ticks:
            yield tick.picture


class Card(ForAudience):
    """One card. `tags` keep a deck in balance when there are more people than cards, or fewer."""

    id: Id
    """The id of the card: no other card of this deck has it."""
    front: Prose
    """The text on the front."""
    back: Prose | None = None
    """The text on the back."""
    picture: PictureName | None = None
    """The picture on the front: its name in content/pictures/ without .svg, or the file name of a
    photograph."""
    tags: tuple[Id, ...] = ()
    """Words about the card, written like ids. The first is its kind: each kind keeps its share of the deck,
    for any number of people."""
    keep: YesNo = False
    """Whether the card is dealt first, and once, for any number of people: a role that the activity cannot do
    without. The default is false."""


class Cards(Printable):
    """A deck to cut out: 2, 4 or 8 cards to a sheet, or 8 of the size of a bank card."""

    parts = "cards"
    kind: Literal["cards"]
    """`cards`: a deck to cut out."""
    per_sheet: Literal["2", "4", "8", "wallet"] = "8"
    """How many cards are on a sheet: `2`, `4` or `8`, or `wallet` (8 of the size of a bank card). The default
    is 8."""
    services: YesNo = False
    """Whether the services of the referral list are printed on the backs, as soon as it has any. The default
    is false."""
    cards: tuple[Card, ...] = Field(min_length=1)
    """The cards, at least one. With `per: participant`, each person is dealt one: with fewer people some are
    left out, with more some are repeated."""

    @property
    def shows_services(self) -> bool:
        """Whether the places that help are on the backs of its cards."""
        return self.services

    @property
    def is_dealt(self) -> bool:
        """Whether each person gets a card of it."""
        return self.per == "participant"

    @property
    def is_taken_home(self) -> bool:
        """A deck is collected again."""
        return False

    @property
    def without_picture(self) -> int:
        """How many cards have none."""
        return sum(card.picture is None for card in self.cards)


class Numbers(Printable):
    """Slips numbered from 1, one for each of `per`: to draw lots, or to tell groups apart."""

    is_numbered = True
    kind: Literal["numbers"]
    """`numbers`: slips with a number from 1, one for each of per."""
    per_sheet: Literal["2", "4", "8"] = "8"
    """How many slips are on a sheet: `2`, `4` or `8`. The default is 8."""
    above: Line | None = None
    """A word or two above each number: Group."""
    text: Prose | None = None
    """A sentence below each number."""

    @property
    def is_taken_home(self) -> bool:
        """Slips are collected again."""
        return False


class Face(Authored):
    """One sign or poster."""

    model_config = ConfigDict(title="Page")
    id: Id
    """The id of the page: no other page of this printable has it."""
    words: Line
    """The words to be read from across the room."""
    text: Prose | None = None
    """A few words below them."""
    picture: PictureName | None = None
    """A picture: its name in content/pictures/ without .svg, or the file name of a photograph."""


class Sign(Printable):
    """A few words or a picture, read across a room. One page for each of `signs`."""

    parts = "signs"
    kind: Literal["sign"]
    """`sign`: a few words or a picture, to be read from across the room."""
    signs: tuple[Face, ...] = Field(min_length=1)
    """The signs, one for each page. At least one."""

    @property
    def without_picture(self) -> int:
        """How many signs have none."""
        return sum(face.picture is None for face in self.signs)


class Poster(Printable):
    """A larger sheet for the wall, with a picture and a few points."""

    parts = "signs"
    kind: Literal["poster"]
    """`poster`: a large sheet for the wall."""
    size: Literal["a4", "a3", "a2", "a1"] = "a3"
    """How large it is: `a4` (one sheet), `a3` (twice as large), `a2` (four times) or `a1` (eight times).
    Large posters are printed in pieces to glue. The default is a3."""
    signs: tuple[Face, ...] = Field(min_length=1)
    """The posters, one for each page. At least one."""

    @property
    def without_picture(self) -> int:
        """How many posters have none."""
        return sum(face.picture is None for face in self.signs)


class Item(ForAudience):
    """A statement or a scenario that the facilitator reads out, with a tip on how."""

    model_config = ConfigDict(title="Sentence")
    id: Id
    """The id of the sentence: no other sentence of this list has it."""
    text: Prose
    """The sentence to read out."""
    note: Prose | None = None
    """A tip for the reader."""
    picture: PictureName | None = None
    """A picture to hold up or to find it by: its name in content/pictures/ without .svg."""


class ReadingList(Printable):
    """Statements or scenarios, numbered, in large type to be read aloud."""

    model_config = ConfigDict(title="List")
    parts = "items"
    kind: Literal["list"]
    """`list`: statements or scenarios that the facilitator reads out."""
    intro: Prose | None = None
    """What to know before you begin."""
    items: tuple[Item, ...] = Field(min_length=1)
    """The sentences to read out, in order. At least one."""

    @property
    def without_picture(self) -> int:
        """How many sentences have none."""
        return sum(item.picture is None for item in self.items)


class Choice(Authored):
    """An answer to choose."""

    model_config = ConfigDict(title="Choice")
    short = "text"
    text: Line
    """The answer in a few words."""
    picture: PictureName | None = None
    """A picture to ring in place of a box: its name in content/pictures/ without .svg."""


class FormField(ForAudience):
    """One field of a form: a line, a box, a choice, a scale or a signature."""

    model_config = ConfigDict(title="Question")

    id: Id
    """The id of the question: no other question of this form has it."""
    ask: Line
    """The question, on one line."""
    answer: Literal["line", "box", "choice", "faces", "opinion", "numbers", "signature"] = "line"
    """How people answer: `line` (to write on), `box` (to write more), `choice` (of the choices), `faces`
    (feelings: smile, straight, sad), `opinion` (tick, half, cross), `numbers` (1 to 5) or `signature`. The
    default is line."""
    choices: tuple[Choice, ...] = ()
    """The answers to choose from, in words or `{text: ..., picture: ...}` to ring the picture. Only with
    `answer: choice`, and needed there."""
    picture: PictureName | None = None
    """A picture of what is asked: its name in content/pictures/ without .svg."""

    @model_validator(mode="after")
    def _choices_where_needed(self) -> Self:
        if bool(self.choices) != (self.answer == "choice"):
            raise PydanticCustomError("bad-question", "choices go with answer: choice")
        return self


class Form(Printable):
    """Questions to be answered by hand."""

    parts = "questions"
    kind: Literal["form"]
    """`form`: questions to be answered by hand."""
    slip: YesNo = False
    """Whether two are printed on a sheet, to be cut in half. With `sides: "2"` it is half a sheet with two
    sides. The default is false."""
    intro: Prose | None = None
    """What to know before you begin."""
    questions: tuple[FormField, ...] = Field(min_length=1)
    """The questions, in order. At least one."""

    @property
    def is_of_pictures(self) -> bool:
        """Whether whoever answers marks faces or signs, and writes nothing but a sign of their own."""
        answers = {question.answer for question in self.questions}
        return bool(answers & {"faces", "opinion"}) and answers <= {"faces", "opinion", "line", "box"}

    @property
    def without_picture(self) -> int:
        """How many questions have none. Rows with faces or signs to mark have a picture of their own."""
        return sum(not _has_picture(question) for question in self.questions)


def _has_picture(question: FormField) -> bool:
    """Whether a question is known without reading. What is written down for someone needs no picture."""
    is_written = question.answer in ("line", "signature")
    pictured = [question.picture, *(choice.picture for choice in question.choices)]
    return is_written or question.answer in ("faces", "opinion") or any(pictured)


class Certificate(Printable):
    """One page that says who took part."""

    is_named = True
    kind: Literal["certificate"]
    """`certificate`: one page that says who took part."""
    text: Prose
    """What the certificate says below the name."""

    @property
    def is_for_listed(self) -> bool:
        """Whether everyone on the list of names gets one."""
        return self.per == "participant"


SHIPPED: tuple[type[Printable], ...] = (
    *(Handout, Cards, Numbers, Sign, Poster, ReadingList, Form, Certificate),
)
"""The kinds that practicepack has. Other packages can add some: see printable_kinds.py."""
