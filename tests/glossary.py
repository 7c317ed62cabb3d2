"""The field's own words, content/glossary.yaml: what to say, and what not to say instead."""

from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from practicepack.workspace import shipped_root


class Term(BaseModel):
    """A word or phrase of the field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    term: str = Field(min_length=1)
    means: str = Field(min_length=1, max_length=120)
    instead_of: tuple[str, ...] = Field(alias="not")
    """Words and phrases that do not appear in what people read."""


@cache
def glossary() -> tuple[Term, ...]:
    """Every term, as it is written."""
    text = (shipped_root() / "content/glossary.yaml").read_text("utf-8")
    return TypeAdapter(tuple[Term, ...]).validate_python(yaml.safe_load(text))
