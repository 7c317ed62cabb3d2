"""What authors write about themes: what activities are about, in the words that people look for."""

from pydantic import Field

from practicepack.library.models.fields import Authored, Line


class ThemeWords(Authored):
    """What people call a theme in one language."""

    language: Line
    """The language, as a tag: `en`, `fr`, `sw`, `pt-BR`."""
    title: Line | None = None
    """The name of the theme in this language. Without it, the title of the file."""
    words: tuple[Line, ...] = Field(min_length=1)
    """What people call it when they look for it, the way they say it: housework, chores. At least one."""


class Theme(Authored):
    """What activities are about, and what people call it when they look for it."""

    title: Line
    """The name of the theme, in English."""
    words: tuple[ThemeWords, ...] = Field(min_length=1)
    """What people call it, in each language. At least one language."""
