"""The smallest authored values: text, ids, counts, shares, clock times and minutes."""

import re
from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated, Any, ClassVar, Literal, Self
from unicodedata import category

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from practicepack.edits import Path
from practicepack.library.models.colour import COLOUR_CODE, as_colour
from practicepack.library.models.schema_types import ONE_OR_MORE, named, named_schema
from practicepack.library.reading.as_typed import (
    as_clock,
    as_day,
    as_decimal,
    as_decimal_minutes,
    as_minutes,
    as_share,
    as_whole,
    as_yes,
)
from practicepack.library.reading.spellings import (
    CLOCK_TEXT,
    DATE,
    DECIMAL,
    MINUTES_TEXT,
    YES_OR_NO,
    minutes_in,
)
from practicepack.library.reading.yaml_source import Node
from practicepack.limits import STANDARD_LIMITS, Limits

MINUTES = re.compile(r"(\d{1,4})(?:\s?[-\u2013]\s?(\d{1,4})){0,2}")
"""One to three numbers, without a unit."""


@dataclass(frozen=True, slots=True)
class ValidationContext:
    """What a validation is told, and what it tells: of which kind each group of keys is, by its path."""

    bounds: Limits = STANDARD_LIMITS
    kinds: dict[Path, type["Authored"]] = field(default_factory=dict)


def _is_visible(sign: str) -> bool:
    # neither a space nor a sign such as U+200B, which has no width: a title of those would be no title
    return category(sign)[0] not in "ZC" or category(sign) == "Co"


class _Words(str):
    __slots__ = ()
    bound: ClassVar[str]
    """The bound of how many characters it may have."""
    type_title: ClassVar[str]
    how_to_write: ClassVar[str]
    """What an editor shows of the type."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(cls._taken, core_schema.str_schema(strict=True))

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        return named_schema(cls.type_title, cls.how_to_write, {"type": "string"})

    @classmethod
    def _taken(cls, text: str, info: ValidationInfo) -> Self:
        bounds = STANDARD_LIMITS
        # a value that a program makes, such as a default, is validated without a context
        if isinstance(info.context, ValidationContext):
            bounds = info.context.bounds
        return cls.accept(text, getattr(bounds, cls.bound))

    @classmethod
    def accept(cls, text: str, longest: int) -> Self:
        """Take `text` as it stands. Raises `empty-text` for blanks, `long-text` for what no page can hold."""
        if not any(map(_is_visible, text)):
            raise PydanticCustomError("empty-text", "text is empty")
        if len(text) > longest:
            numbers = {"length": len(text), "longest": longest}
            message = "text has {length} characters, the limit is {longest}"
            raise PydanticCustomError("long-text", message, numbers | {"bound": cls.bound})
        return cls(text)


class Prose(_Words):
    """Markdown that people read, with placeholders such as {participants}."""

    __slots__ = ()
    bound = "text"
    type_title = "Text"
    how_to_write = "Text with **bold**, lists, tables, links and placeholders such as {participants}."


class Line(_Words):
    """Plain text of one line: a title, a name, an item."""

    __slots__ = ()
    bound = "line"
    type_title = "Line"
    how_to_write = "Plain text on one line, without Markdown and placeholders."

    @classmethod
    def accept(cls, text: str, longest: int) -> Self:
        """Take `text` if it is one line. Raises `not-one-line` otherwise."""
        if "\n" in text.strip():
            raise PydanticCustomError("not-one-line", "must stand on one line")
        return super().accept(text.strip(), longest)


class Contact(Line):
    """How a person or a service is reached, such as a telephone number: nothing of it may be lost."""

    __slots__ = ()
    type_title = "Contact"
    how_to_write = "A phone number or an address. Put it in quotes if it begins with * or holds #."


def as_several(value: Any) -> Any:
    """A text alone as a list of one."""
    if isinstance(value, str):
        return (value,)
    return value


def _decimal_schema(least: float, most: float, others: str = "") -> dict[str, Any]:
    pattern = f"^(?:{DECIMAL.pattern}{others})$"
    return {"type": ["number", "string"], "minimum": least, "maximum": most, "pattern": pattern}


ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 60
MOST_PEOPLE = 500
"""How many a workshop may be for."""
Id = Annotated[
    str,
    Field(pattern=f"^{ID.pattern}$", max_length=LONGEST_ID),
    named(
        "Id",
        "Small letters, digits and single hyphens, at most 60. The id of a file is its name without .yaml.",
        {"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": LONGEST_ID},
    ),
]
LONGEST_FILE = 120
PICTURE_NAME = r"^[^/\\:*?<>|\x00-\x1f]+$"
PictureName = Annotated[
    str,
    Field(pattern=PICTURE_NAME, max_length=LONGEST_FILE),
    named(
        "Picture",
        "A drawing in content/pictures/ without .svg, or the file name of a photograph: market-day.jpg.",
        {"type": "string", "pattern": PICTURE_NAME, "maxLength": LONGEST_FILE},
    ),
]
Count = Annotated[int, Field(ge=0, le=9999), BeforeValidator(as_whole)]
MinuteCount = Annotated[
    int,
    Field(ge=0, le=9999),
    BeforeValidator(as_minutes),
    named(
        "Number of minutes",
        "Whole minutes, 0 to 9999: 20, 20 min, 20 minutes or 1h30.",
        {
            "type": ["integer", "string"],
            "minimum": 0,
            "maximum": 9999,
            "pattern": f"^(?:{MINUTES_TEXT.pattern})$",
        },
        15,
        "1h30",
    ),
]
Heads = Annotated[int, Field(ge=2, le=MOST_PEOPLE), BeforeValidator(as_whole)]
Rows = Annotated[int, Field(ge=0, le=MOST_PEOPLE), BeforeValidator(as_whole)]
Leaders = Annotated[int, Field(ge=1, le=50), BeforeValidator(as_whole)]
Number = Annotated[
    float,
    Field(ge=0, le=9999),
    BeforeValidator(as_decimal),
    named("Decimal number", "A number from 0 to 9999, such as 2 or 0.5.", _decimal_schema(0, 9999), 1, 0.5),
]
MinuteNumber = Annotated[
    float,
    Field(ge=0, le=9999),
    BeforeValidator(as_decimal_minutes),
    named(
        "Decimal minutes",
        "Minutes from 0 to 9999; 0.25 is 15 seconds.",
        _decimal_schema(0, 9999, f"|{MINUTES_TEXT.pattern}"),
        4,
        0.5,
    ),
]
Factor = Annotated[
    float,
    Field(ge=0.5, le=2),
    BeforeValidator(as_decimal),
    named("Factor", "A number from 0.5 to 2; 1.2 is a fifth more.", _decimal_schema(0.5, 2), 1.2),
]
Share = Annotated[
    float,
    BeforeValidator(as_share),
    named("Share", "A percentage, 0% to 999%.", {"type": "string", "pattern": r"^\d{1,3}\s?%$"}, "10%"),
]
YesNo = Annotated[
    bool,
    BeforeValidator(as_yes),
    named(
        "True or false",
        "true or false; yes and no mean the same.",
        {"type": ["boolean", "string"], "pattern": f"^(?:{YES_OR_NO})$"},
    ),
]
CLOCK_SCHEMA = {"type": ["string", "number"], "minimum": 0, "maximum": 24}
"""An editor reads 9.30 without quotes as a number."""
Clock = Annotated[
    time,
    BeforeValidator(as_clock),
    named(
        "Time of day",
        'A time of day: "09:30", 9.30, 9h30, 2 pm or 2:30 pm.',
        {**CLOCK_SCHEMA, "pattern": f"^(?:{CLOCK_TEXT.pattern})$"},
        "09:30",
    ),
]
Day = Annotated[
    date,
    BeforeValidator(as_day),
    named(
        "Date",
        "A date with the year first: 2026-03-08 or 2026/3/8.",
        {"type": "string", "pattern": f"^(?:{DATE.pattern})$"},
        "2026-03-08",
    ),
]
Colour = Annotated[
    str,
    BeforeValidator(as_colour),
    named(
        "Colour",
        "A hash sign and six digits or letters a to f, in quotes.",
        {"type": "string", "pattern": f"^{COLOUR_CODE.pattern}$"},
        "#7a1f3d",
    ),
]
Proses = Annotated[
    tuple[Prose, ...],
    BeforeValidator(as_several),
    named(
        "Texts",
        "One text, or a list of texts.",
        ONE_OR_MORE,
    ),
]
Per = Literal["workshop", "day", "room", "group", "pair", "couple", "participant", "facilitator", "activity"]
Level = Literal["individual", "relationships", "community"]
Sensitivity = Literal["low", "medium", "high"]


WORDS = ("title", "description", "markdownDescription", "examples")
"""What a schema says to people."""


class Authored(BaseModel):
    """What an author wrote: frozen, and no key beyond those named here."""

    # building the validators of all classes would slow every command down, and most need few of them
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)
    short: ClassVar[str] = ""
    """The key that plain text in place of a mapping stands for."""

    @model_validator(mode="before")
    @classmethod
    def _open(cls, data: Any, info: ValidationInfo) -> Any:
        if isinstance(data, str) and cls.short:
            return cls.from_text(data)
        # an unknown key is reported with the keys that are known, and for that its class has to be known
        if isinstance(data, Node) and isinstance(info.context, ValidationContext):
            info.context.kinds[data.path] = cls
        return data

    @classmethod
    def from_text(cls, text: str) -> dict[str, Any]:
        """The mapping that a short form stands for."""
        return {cls.short: text}

    @classmethod
    def known_keys(cls) -> tuple[str, ...]:
        """The keys that an author may write here, in the order in which they are documented."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        group: dict[str, Any] = handler.resolve_ref_schema(handler(schema))
        if not cls.short:
            return group
        # the words are beside anyOf: an editor would show those of a branch instead of the field's own
        words: dict[str, Any] = {key: group.pop(key) for key in WORDS if key in group}
        return {**words, "anyOf": [{"type": ["string", "integer"]}, group]}


class ForAudience(Authored):
    """What may be kept for some audiences, or dropped for some."""

    for_: tuple[Id, ...] = Field(default=(), alias="for")
    """Audience ids. It is used only if one of these audiences is in the room. Without it, for everyone."""
    not_for: tuple[Id, ...] = ()
    """Audience ids. It is left out if one of these audiences is in the room, even if `for` names another."""


class Range(Authored):
    """Whole numbers: 10 is exact, 5-10 is at least 5 and at most 10, 15-20-30 has the best one in between."""

    model_config = ConfigDict(json_schema_extra={"examples": [10, "5-10", "15-20-30"]})
    short = "text"
    min: Count
    """The smallest number, 0 to 9999: not more than ideal."""
    ideal: Count
    """The best number, 0 to 9999: not less than min, not more than max."""
    max: Count
    """The largest number, 0 to 9999: not less than ideal."""

    @classmethod
    def from_text(cls, text: str) -> dict[str, Any]:
        """One number is fixed; two give an ideal half-way, rounded up; three give all."""
        numbers = minutes_in(text)
        if numbers is None:
            raise PydanticCustomError("bad-minutes", "must be minutes such as 10, 5-10 or 15-20-30")
        ideal = (numbers[0] + numbers[-1] + 1) // 2
        if len(numbers) == 3:
            ideal = numbers[1]
        return {"min": numbers[0], "ideal": ideal, "max": numbers[-1]}

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.min <= self.ideal <= self.max:
            raise PydanticCustomError("bad-minutes", "the smaller number must come first")
        return self


class Counted(Authored):
    """Minutes that grow with the number of groups, pairs, couples or participants.

    `each` for every one of `per`, one after the other; or `stagger` for every one after the first, where they
    start one after the other and each takes the same time. `plus` is that time, or what comes on top, once.
    """

    model_config = ConfigDict(title="Counted minutes")
    each: MinuteNumber | None = None
    """Minutes for each group, pair or person, one after the other: 4, or 0.25 for 15 seconds."""
    stagger: MinuteNumber | None = None
    """Minutes between two starts, where groups set off one after the other and then work at the same time."""
    per: Literal["group", "pair", "couple", "participant"]
    """What is counted: each `group` (of the activity), `pair` (two people), `couple` (two partners) or
    `participant` (everyone who takes part)."""
    plus: Range | None = None
    """Minutes that come once: to begin and sum up with `each`, or the time of one group with `stagger`.
    Whole minutes: 10 or 10-15-20."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.each is None) == (self.stagger is None):
            raise PydanticCustomError("bad-minutes", "give either each: or stagger:")
        return self


COUNTED_KEYS = frozenset({"each", "stagger", "per", "plus"})


def _minutes_form(value: Any) -> str:
    # by one key of its own: a form that lacks another key is then told what it lacks
    if isinstance(value, Counted) or (isinstance(value, dict) and COUNTED_KEYS.intersection(value)):
        return "counted"
    return "range"


Minutes = Annotated[
    Annotated[Range, Tag("range")] | Annotated[Counted, Tag("counted")],
    Discriminator(_minutes_form),
]
