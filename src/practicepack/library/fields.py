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

from practicepack.bounds import STANDARD, Bounds
from practicepack.library.source import Node, Path

WHOLE = re.compile(r"0|[1-9]\d{0,15}")
DECIMAL = re.compile(r"(0|[1-9]\d{0,15})(\.\d{1,4})?")
SHARE = re.compile(r"(\d{1,3})\s?%")
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
MINUTES = re.compile(r"(\d{1,4})(?:\s?-\s?(\d{1,4}))?(?:\s?-\s?(\d{1,4}))?")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5
"""The least contrast with white that text needs (WCAG 2.2, 1.4.3)."""
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a validation is told, and what it tells: of which kind each group of keys is, by its path."""

    bounds: Bounds = STANDARD
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
        bounds = info.context.bounds if isinstance(info.context, Told) else STANDARD
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


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not WHOLE.fullmatch(value):
            raise PydanticCustomError("wrong-type", "must be a whole number")
        return int(value)
    return value


def _decimal(value: Any) -> Any:
    if isinstance(value, str):
        if not DECIMAL.fullmatch(value):
            raise PydanticCustomError("wrong-type", "must be a number")
        return float(value)
    return value


def _share(value: Any) -> Any:
    if isinstance(value, str):
        if not (found := SHARE.fullmatch(value)):
            raise PydanticCustomError("wrong-type", "must be a share such as 10%")
        return int(found[1]) / 100
    return value


def _yes(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise PydanticCustomError("wrong-type", "must be true or false")
        return value == "true"
    return value


def as_clock(value: Any) -> Any:
    """A time as typed. Raises `bad-clock` for other text; what is no text is left to the validation."""
    if isinstance(value, str):
        if not (found := CLOCK.fullmatch(value)):
            raise PydanticCustomError("bad-clock", "must be a time from 00:00 to 23:59")
        return time(int(found[1]), int(found[2]))
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value if DATE.fullmatch(value) else "")
        except ValueError:
            raise PydanticCustomError("bad-date", "must be a date such as 2026-03-08") from None
    return value


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _colour(value: Any) -> Any:
    if isinstance(value, str):
        if not COLOUR.fullmatch(value):
            raise PydanticCustomError("bad-colour", "must be a colour such as #7a1f3d")
        if contrast(value) < READABLE:
            raise PydanticCustomError("pale-colour", "too pale to be read on white paper")
    return value


def contrast(colour: str) -> float:
    """The contrast of a colour such as #7a1f3d with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 60
MOST_PEOPLE = 500
"""How many a workshop may be for."""
Id = Annotated[str, Field(pattern=f"^{ID.pattern}$", max_length=LONGEST_ID)]
Count = Annotated[int, Field(ge=0, le=9999), BeforeValidator(_whole)]
Heads = Annotated[int, Field(ge=2, le=MOST_PEOPLE), BeforeValidator(_whole)]
Rows = Annotated[int, Field(ge=0, le=MOST_PEOPLE), BeforeValidator(_whole)]
Leaders = Annotated[int, Field(ge=1, le=50), BeforeValidator(_whole)]
Number = Annotated[float, Field(ge=0, le=9999), BeforeValidator(_decimal)]
Factor = Annotated[float, Field(ge=0.5, le=2), BeforeValidator(_decimal)]
Share = Annotated[
    float, BeforeValidator(_share), WithJsonSchema({"type": "string", "pattern": r"^\d{1,3}\s?%$"})
]
YesNo = Annotated[bool, BeforeValidator(_yes)]
Clock = Annotated[
    time, BeforeValidator(as_clock), WithJsonSchema({"type": "string", "pattern": f"^({CLOCK.pattern})$"})
]
Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "pattern": f"^({DATE.pattern})$"})
]
Colour = Annotated[
    str, BeforeValidator(_colour), WithJsonSchema({"type": "string", "pattern": f"^{COLOUR.pattern}$"})
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
        if isinstance(data, Node) and isinstance(info.context, Told):
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
        found = MINUTES.fullmatch(text)
        if not found:
            raise PydanticCustomError("bad-minutes", "must be minutes such as 10, 5-10 or 15-20-30")
        numbers = [int(number) for number in found.groups() if number]
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

    each: Number | None = None
    stagger: Number | None = None
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
