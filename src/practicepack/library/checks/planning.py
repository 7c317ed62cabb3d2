"""What must hold of the fields by which workshops are planned and activities are looked for."""

from collections import Counter
from collections.abc import Iterator

from practicepack.diagnostics import Diagnostic, Tip, warning
from practicepack.library.load import Library
from practicepack.library.models.audience import Refusal
from practicepack.library.models.fields import ForAudience

LEAST_ACTIVITIES = 2
"""A theme with one activity divides nothing: its words belong to a wider one."""
LOW_LITERACY = "low-literacy"


def themes_used(library: Library) -> Iterator[Diagnostic]:
    """Each theme is that of two activities at least."""
    counts: Counter[str] = Counter()
    for entry in library.activities.values():
        counts.update(entry.item.themes)
    for id_, theme in library.themes.items():
        if counts[id_] < LEAST_ACTIVITIES:
            number = "no activity is"
            if counts[id_]:
                number = "one activity is"
            hints = (Tip(f"add {id_} to the themes of another activity, or delete this file"),)
            yield warning("theme-rarely-used", f"{number} about this theme", theme.key("title"), hints=hints)


def writing_can_be_avoided(library: Library) -> Iterator[Diagnostic]:
    """Where people write, the activity says what those do who do not, or refuses them and says why."""
    for entry in library.activities.values():
        if "write" in entry.item.mode and not _thinks_of(entry.item.never_with, entry.models):
            hints = (
                Tip(f"add a variant or cues  for: [{LOW_LITERACY}]"),
                Tip(
                    f"or say why there is no other way:  never_with: [{{audience: {LOW_LITERACY}, why: ...}}]"
                ),
            )
            message = "people write, and nothing says what those do who do not"
            index = entry.item.mode.index("write")
            yield warning("only-in-writing", message, entry.span("mode", index), hints=hints)


def _thinks_of(refused: tuple[Refusal, ...], models: tuple[tuple[object, object], ...]) -> bool:
    """Whether an activity says something for people who do not read, or why they cannot take part."""
    # A refusal without a reason may only be a habit, so it does not count.
    for refusal in refused:
        if refusal.audience == LOW_LITERACY and refusal.why:
            return True
    for _, model in models:
        if LOW_LITERACY in getattr(model, "for_", ()):
            return True
        if isinstance(model, ForAudience) and LOW_LITERACY in model.not_for:
            return True
    return False


def taken_things_are_given(library: Library) -> Iterator[Diagnostic]:
    """What an activity begins with, another gives, which does not wait for it in its turn."""
    available = _available(library)
    for entry in library.activities.values():
        for index, thing in enumerate(entry.item.takes):
            if thing not in available:
                message = f'no activity that can come first gives "{thing}"'
                hints = (Tip(f"add  gives: [{thing}]  to the activity in which people find it"),)
                yield warning("taken-not-given", message, entry.span("takes", index), hints=hints)


def _available(library: Library) -> set[str]:
    """All that can be had by one activity after another, from those that begin with nothing."""
    available: set[str] = set()
    before = -1
    # What one round makes available may open further activities, until a round adds nothing.
    while len(available) > before:
        before = len(available)
        for entry in library.activities.values():
            if available.issuperset(entry.item.takes):
                available.update(entry.item.gives)
    return available
