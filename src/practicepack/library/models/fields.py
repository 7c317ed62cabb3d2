"""The smallest authored values: text, ids, counts, shares, clock times and minutes."""

import re
from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated, Any, ClassVar, Literal, Self

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
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from practicepack.library.models.colour import COLOUR, as_colour
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
from practicepack.library.reading.spellings import CLOCK, DATE, DECIMAL, LENGTH, YES_OR_NO, lengths
from practicepack.library.reading.yaml_source import Node, Path
from practicepack.limits import STANDARD_LIMITS, Limits

MINUTES = re.compile(r"(\d{1,4})(?:\s?[-\u2013]\s?(\d{1,4})){0,2}")
"""One to three numbers, without a unit."""


@dataclass(frozen=True, slots=True)
class ValidationContext:
    """What a validation is told, and what it tells: of which kind each group of keys is, by its path."""

    bounds: Limits = STANDARD_LIMITS
    kinds: dict[Path, type["Authored"]] = field(default_factory=dict)


class _Words(str):
    __slots__ = ()
    bound: ClassVar[str]
    """The bound of how many characters it may have."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(cls._taken, core_schema.str_schema(strict=True))

    @classmethod
    def _taken(cls, text: str, info: ValidationInfo) -> Self:
        bounds = info.context.bounds if isinstance(info.context, ValidationContext) else STANDARD_LIMITS
        return cls.accept(text, getattr(bounds, cls.bound))

    @classmethod
    def accept(cls, text: str, longest: int) -> Self:
        """Take `text` as it stands. Raises `empty-text` for blanks, `long-text` for what no page can hold."""
        if not text.strip():
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


class Line(_Words):
    """Plain text of one line: a title, a name, an item."""

    __slots__ = ()
    bound = "line"

    @classmethod
    def accept(cls, text: str, longest: int) -> Self:
        """Take `text` if it is one line. Raises `not-one-line` otherwise."""
        if "\n" in text.strip():
            raise PydanticCustomError("not-one-line", "must stand on one line")
        return super().accept(text.strip(), longest)


class Contact(Line):
    """How a person or a service is reached, such as a telephone number: nothing of it may be lost."""

    __slots__ = ()


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _decimal_schema(least: float, most: float, others: str = "") -> dict[str, Any]:
    pattern = f"^(?:{DECIMAL.pattern}{others})$"
    return {"type": ["number", "string"], "minimum": least, "maximum": most, "pattern": pattern}


ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 60
MOST_PEOPLE = 500
"""How many a workshop may be for."""
Id = Annotated[str, Field(pattern=f"^{ID.pattern}$", max_length=LONGEST_ID)]
LONGEST_FILE = 120
PictureName = Annotated[str, Field(pattern=r"^[^/\\:*?<>|\x00-\x1f]+$", max_length=LONGEST_FILE)]
"""A drawing of content/pictures by its id, or the file of a picture of one's own."""
Count = Annotated[int, Field(ge=0, le=9999), BeforeValidator(as_whole)]
MinuteCount = Annotated[
    int,
    Field(ge=0, le=9999),
    BeforeValidator(as_minutes),
    WithJsonSchema(
        {"type": ["integer", "string"], "minimum": 0, "maximum": 9999, "pattern": f"^(?:{LENGTH.pattern})$"}
    ),
]
Heads = Annotated[int, Field(ge=2, le=MOST_PEOPLE), BeforeValidator(as_whole)]
Rows = Annotated[int, Field(ge=0, le=MOST_PEOPLE), BeforeValidator(as_whole)]
Leaders = Annotated[int, Field(ge=1, le=50), BeforeValidator(as_whole)]
Number = Annotated[
    float, Field(ge=0, le=9999), BeforeValidator(as_decimal), WithJsonSchema(_decimal_schema(0, 9999))
]
MinuteNumber = Annotated[
    float,
    Field(ge=0, le=9999),
    BeforeValidator(as_decimal_minutes),
    WithJsonSchema(_decimal_schema(0, 9999, f"|{LENGTH.pattern}")),
]
Factor = Annotated[
    float, Field(ge=0.5, le=2), BeforeValidator(as_decimal), WithJsonSchema(_decimal_schema(0.5, 2))
]
Share = Annotated[
    float, BeforeValidator(as_share), WithJsonSchema({"type": "string", "pattern": r"^\d{1,3}\s?%$"})
]
YesNo = Annotated[
    bool,
    BeforeValidator(as_yes),
    WithJsonSchema({"type": ["boolean", "string"], "pattern": f"^(?:{YES_OR_NO})$"}),
]
CLOCK_SCHEMA = {"type": ["string", "number"], "minimum": 0, "maximum": 24}
"""An editor reads 9.30 without quotes as a number."""
Clock = Annotated[
    time,
    BeforeValidator(as_clock),
    WithJsonSchema({**CLOCK_SCHEMA, "pattern": f"^(?:{CLOCK.pattern})$"}),
]
Day = Annotated[
    date, BeforeValidator(as_day), WithJsonSchema({"type": "string", "pattern": f"^(?:{DATE.pattern})$"})
]
Colour = Annotated[
    str, BeforeValidator(as_colour), WithJsonSchema({"type": "string", "pattern": f"^{COLOUR.pattern}$"})
]
Proses = Annotated[
    tuple[Prose, ...],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Per = Literal["workshop", "day", "room", "group", "pair", "couple", "participant", "facilitator", "activity"]
Level = Literal["individual", "relationships", "community"]
Sensitivity = Literal["low", "medium", "high"]


class Authored(BaseModel):
    """What an author wrote: frozen, and no key beyond those named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)
    short: ClassVar[str] = ""
    """The key that plain text in place of a mapping stands for."""

    @model_validator(mode="before")
    @classmethod
    def _open(cls, data: Any, info: ValidationInfo) -> Any:
        if isinstance(data, str) and cls.short:
            return cls.from_text(data)
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
        made: dict[str, Any] = handler.resolve_ref_schema(handler(schema))
        return {"anyOf": [{"type": ["string", "integer"]}, made]} if cls.short else made


class ForAudience(Authored):
    """What may be kept for some audiences, or dropped for some."""

    for_: tuple[Id, ...] = Field(default=(), alias="for")
    """Only for these audiences; empty: for everybody."""
    not_for: tuple[Id, ...] = ()
    """Not for these audiences."""


class Range(Authored):
    """Whole minutes with room to move: `10`, `5-10`, `15-20-30` or the three keys."""

    short = "text"
    min: Count
    ideal: Count
    max: Count

    @classmethod
    def from_text(cls, text: str) -> dict[str, Any]:
        """One number is fixed; two give an ideal half-way, rounded up; three give all."""
        numbers = lengths(text)
        if numbers is None:
            raise PydanticCustomError("bad-minutes", "must be minutes such as 10, 5-10 or 15-20-30")
        ideal = numbers[1] if len(numbers) == 3 else (numbers[0] + numbers[-1] + 1) // 2
        return {"min": numbers[0], "ideal": ideal, "max": numbers[-1]}

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.min <= self.ideal <= self.max:
            raise PydanticCustomError("bad-minutes", "the smaller number must come first")
        return self


class Counted(Authored):
    """Minutes that grow with the head-count.

    `each` for every one of `per`, one after the other; or `stagger` for every one after the first, where they
    start one after the other and each takes the same time. `plus` is that time, or what comes on top, once.
    """

    each: MinuteNumber | None = None
    stagger: MinuteNumber | None = None
    per: Literal["group", "pair", "couple", "participant"]
    plus: Range | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.each is None) == (self.stagger is None):
            raise PydanticCustomError("bad-minutes", "give either each: or stagger:")
        return self


COUNTED = frozenset({"each", "stagger", "per", "plus"})


def _minutes_form(value: Any) -> str:
    keys = value if isinstance(value, dict) else ()
    return "counted" if isinstance(value, Counted) or COUNTED.intersection(keys) else "range"


Minutes = Annotated[
    Annotated[Range, Tag("range")] | Annotated[Counted, Tag("counted")],
    Discriminator(_minutes_form),
]
