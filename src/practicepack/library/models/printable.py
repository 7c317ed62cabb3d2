"""Sheets that people hold or hang. `kind:` chooses the class."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
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


class _Sheet(ForAudience):
    title: Line
    to: Literal["participant", "facilitator", "wall", "organiser"]
    per: Per = "participant"
    quantity: Count = 1
    spare: Share = 0.0
    """How many more than counted, as a share: 10% for paper, 50% for slips."""
    stock: Literal["paper", "card"] = "paper"
    sides: Literal["1", "2"] = "1"
    unmarked: YesNo = False
    """Without the workshop's name and page number: for what must not tell what it belongs to."""
    follows: Id | None = None
    """The deck that this sheet belongs to: what has the id or a tag of its cards is there when they are."""
    how: Prose | None = None
    """One or two sentences for the person who prepares the sheet: cut, fold, hang."""
    credit: Credit | None = None


class Table(Authored):
    """Column heads and how many empty rows to write in, or the text of the rows' first cells."""

    columns: tuple[Line, ...] = Field(min_length=1)
    rows: tuple[Line, ...] = ()
    empty_rows: Rows = 0
    """How many rows there are to write in; of `names`, at least so many."""
    names: YesNo = False
    """Whether there is a place for each person in the first column and those called like it, with the names
    of participants.csv where there is one."""


class Block(ForAudience):
    """One part of a handout, with exactly one kind of content beside its `heading`."""

    heading: Line | None = None
    text: Prose | None = None
    lines: Rows | None = None
    """Lines to write on, 9 mm apart."""
    ticks: tuple[Prose, ...] = ()
    table: Table | None = None
    picture: PictureName | None = None

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        given = (self.text, self.lines, self.ticks or None, self.table, self.picture)
        if sum(part is not None for part in given) != 1:
            raise PydanticCustomError(
                "bad-block", "a block holds exactly one of text, lines, ticks, table, picture"
            )
        return self


class Handout(_Sheet):
    """A sheet that each person reads, writes on and takes home."""

    kind: Literal["handout"]
    slip: YesNo = False
    """Two to a sheet, to be cut in half."""
    body: tuple[Block, ...] = Field(min_length=1)


class Card(ForAudience):
    """One card. `tags` keep a deck in balance when there are more people than cards, or fewer."""

    id: Id
    front: Prose
    back: Prose | None = None
    picture: PictureName | None = None
    tags: tuple[Id, ...] = ()
    """What the card is one of. The first tag is its kind, of which each head-count gets a fair share."""
    keep: YesNo = False
    """Dealt to people at every head-count, and once: a role that the activity cannot do without."""


class Cards(_Sheet):
    """A deck to cut out: 2, 4 or 8 cards to a sheet, or 8 of the size of a bank card."""

    kind: Literal["cards"]
    per_sheet: Literal["2", "4", "8", "wallet"] = "8"
    services: YesNo = False
    """Whether the backs carry what the referral list holds, as soon as it holds anything."""
    cards: tuple[Card, ...] = Field(min_length=1)


class Numbers(_Sheet):
    """Slips numbered from 1, one for each of `per`: to draw lots, or to tell groups apart."""

    kind: Literal["numbers"]
    per_sheet: Literal["2", "4", "8"] = "8"
    above: Line | None = None
    """A word or two above each number, such as Group."""
    text: Prose | None = None
    """A sentence below each number."""


class Face(Authored):
    """What one sign or poster shows."""

    id: Id
    words: Line
    text: Prose | None = None
    picture: PictureName | None = None


class Sign(_Sheet):
    """A few words or a picture, read across a room. One page for each of `signs`."""

    kind: Literal["sign"]
    signs: tuple[Face, ...] = Field(min_length=1)


class Poster(_Sheet):
    """A larger sheet for the wall, with a picture and a few points."""

    kind: Literal["poster"]
    size: Literal["a4", "a3", "a2", "a1"] = "a3"
    signs: tuple[Face, ...] = Field(min_length=1)


class Item(ForAudience):
    """A statement or a scenario that the facilitator reads out, with a word on how."""

    id: Id
    text: Prose
    note: Prose | None = None


class ReadingList(_Sheet):
    """Statements or scenarios, numbered, in large type to be read aloud."""

    kind: Literal["list"]
    intro: Prose | None = None
    items: tuple[Item, ...] = Field(min_length=1)


class Question(ForAudience):
    """One field of a form: a line, a box, a choice, a scale or a signature."""

    id: Id
    ask: Line
    answer: Literal["line", "box", "choice", "faces", "numbers", "signature"] = "line"
    choices: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _choices_where_needed(self) -> Self:
        if bool(self.choices) != (self.answer == "choice"):
            raise PydanticCustomError("bad-question", "choices go with answer: choice")
        return self


class Form(_Sheet):
    """Questions to be answered by hand."""

    kind: Literal["form"]
    intro: Prose | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Certificate(_Sheet):
    """One page that says who took part in what."""

    kind: Literal["certificate"]
    text: Prose


Printable = Annotated[
    Handout | Cards | Numbers | Sign | Poster | ReadingList | Form | Certificate,
    Field(discriminator="kind"),
]
