"""What must hold of audiences: none that exclude each other, and variants that can be chosen between."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Any

from practicepack.diagnostics import Diagnostic, Hint, Note, Tip, error, warning
from practicepack.edits import Fix, Path, Remove, Set
from practicepack.library.entry import Entry
from practicepack.library.facts import covers, facets_of
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity, Variant
from practicepack.library.models.audience import Audience
from practicepack.library.models.fields import ForAudience
from practicepack.library.models.workshop import Track, Workshop

EXCLUSIVE = ("who", "age")
"""The kinds of audience of which a workshop has one at most."""


def for_and_not_for(library: Library) -> Iterator[Diagnostic]:
    """Nothing is both for an audience and not for it."""
    for entry in library.entries():
        for path, model in entry.models:
            if isinstance(model, ForAudience):
                yield from _both(entry, path, model)


def _both(entry: Entry[Any], path: Path, model: ForAudience) -> Iterator[Diagnostic]:
    for index, audience in enumerate(model.not_for):
        if audience in model.for_:
            note = Note("for it here", entry.span(*path, "for"))
            message = f'both for and not for "{audience}"'
            span = entry.span(*path, "not_for", index)
            yield error("for-and-not-for", message, span, notes=(note,))


def excluded(library: Library, id_: str, other: str) -> str | None:
    """Why two facets cannot be true of the same people; None where they can."""
    first, second = library.audiences.get(id_), library.audiences.get(other)
    if id_ == other or first is None or second is None:
        return None
    if first.item.kind == second.item.kind and first.item.kind in EXCLUSIVE:
        return f"people have one facet of the kind {first.item.kind}"
    genders = {first.item.gender, second.item.gender} - {None}
    if len(genders) > 1:
        return f"one is for {first.item.gender}, the other for {second.item.gender}"
    # Either of the two may be the one whose author said so.
    for own, opposite in ((first.item, other), (second.item, id_)):
        for refusal in own.never_with:
            if covers(library.audiences, refusal.audience, [opposite]):
                return str(refusal.why or "they exclude each other")
    return None


def like_another(library: Library) -> Iterator[Diagnostic]:
    """What is written for children reaches every audience of them: by its name, or by one that it is like."""
    young = []
    for entry in library.audiences.values():
        if entry.item.under_18:
            young.append(entry)
    for entry in young:
        if entry.item.like is None and not _is_written_for(library, entry.id):
            message = f'"{entry.id}" is under 18 and like no other audience: nothing is written for it'
            hints = tuple(_likes(entry, young))
            yield warning("unlike-any", message, entry.key("kind"), hints=hints)


def _likes(entry: Entry[Audience], young: Sequence[Entry[Audience]]) -> Iterator[Hint]:
    """The audiences of children that a new one can be like: those that others are like already."""
    models = []
    for other in young:
        if other.item.like == other.id:
            models.append(other)
    for model in models:
        edit = Set(entry.source.name, ("like",), model.id)
        yield Fix(f'They are most like: "{model.item.title}"', (edit,), f"like: {model.id}")
    if not models:
        yield Tip("write  like:  and the audience it is most like")


def _is_written_for(library: Library, id_: str) -> bool:
    """Whether some part of an activity, a sheet or a text is for an audience or against it."""
    for entry in library.entries():
        for _, model in entry.models:
            if isinstance(model, ForAudience) and id_ in (*model.for_, *model.not_for):
                return True
    return False


def together(library: Library, audience: Collection[str]) -> bool:
    """Whether all these facets can be true of the same people."""
    return all(excluded(library, *pair) is None for pair in combinations(sorted(audience), 2))


def one_of_a_kind(library: Library) -> Iterator[Diagnostic]:
    """The facets of a workshop, and of each of its rooms, do not contradict each other."""
    for folder in library.workshops.values():
        entry = folder.workshop
        for path, model in entry.models:
            named: tuple[str, ...] = getattr(model, "audience", ())
            if isinstance(model, Track):
                yield from _in_room(library, entry, path, model)
            for (i, first), (j, second) in combinations(enumerate(named), 2):
                why = excluded(library, first, second)
                if why:
                    note = Note(f'"{first}" stands here', entry.span(*path, "audience", i))
                    message = f'"{second}" and "{first}" exclude each other'
                    span = entry.span(*path, "audience", j)
                    yield error("audience-conflict", message, span, notes=(note,), hints=(Tip(why),))


def _in_room(library: Library, entry: Entry[Workshop], path: Path, track: Track) -> Iterator[Diagnostic]:
    """Facets of a room that contradict those it shares with everybody."""
    known = library.audiences
    kinds = {facet.kind for facet in facets_of(known, track.audience)}
    shared = []
    for id_ in entry.item.audience:
        # A facet of the room takes the place of everybody's of the same kind.
        if id_ in known and known[id_].item.kind not in kinds:
            shared.append(id_)
    for index, own in enumerate(track.audience):
        for id_ in shared:
            why = excluded(library, own, id_)
            if why:
                note = Note(f'"{id_}" stands here', entry.key("audience"))
                message = f'"{own}" and "{id_}" exclude each other'
                span = entry.span(*path, "audience", index)
                yield error("audience-conflict", message, span, notes=(note,), hints=(Tip(why),))


def variants(library: Library) -> Iterator[Diagnostic]:
    """Of two variants that replace the same field one is more specific, and each can apply to somebody."""
    for entry in library.activities.values():
        for index, variant in enumerate(entry.item.variants):
            yield from _never(library, entry, index, variant)
        for pair in combinations(enumerate(entry.item.variants), 2):
            yield from _tie(library, entry, *pair)


def _never(library: Library, entry: Entry[Activity], index: int, variant: Variant) -> Iterator[Diagnostic]:
    audiences = library.audiences
    refused = any(covers(audiences, refusal.audience, variant.for_) for refusal in entry.item.never_with)
    # Advice to couples is also printed where women and men meet apart.
    if variant.only_advises and any(_are_couples(library, id_) for id_ in variant.for_):
        refused = False
    if refused or _is_nobody(library, entry.item, variant):
        listed = ", ".join(variant.for_)
        message = f"this variant never applies: no one in the room is {listed}"
        edit = Remove(entry.source.name, ("variants", index))
        span = entry.span("variants", index, "for")
        yield warning("variant-never", message, span, hints=(Fix("take the variant out", (edit,)),))


def _is_nobody(library: Library, item: Activity, variant: Variant) -> bool:
    """Whether no people can be all that a variant is for, and have the activity as well."""
    if set(item.not_for).intersection(variant.for_) or not together(library, variant.for_):
        return True
    if not item.for_:
        return False
    return not any(together(library, {*variant.for_, id_}) for id_ in item.for_)


def _are_couples(library: Library, id_: str) -> bool:
    entry = library.audiences.get(id_)
    return entry is not None and entry.item.counts == "couples"


def _tie(
    library: Library, entry: Entry[Activity], first: tuple[int, Variant], second: tuple[int, Variant]
) -> Iterator[Diagnostic]:
    (i, variant), (j, other) = first, second
    people = {*variant.for_, *other.for_}
    decided: set[Path] = set()
    for narrower in entry.item.variants:
        # A variant that is for both at once settles what it replaces itself.
        if people <= set(narrower.for_) != set(variant.for_):
            decided.update(replaced_fields(narrower))
    both = set(replaced_fields(variant)) & set(replaced_fields(other)) - decided
    if not both or len(variant.for_) != len(other.for_) or not together(library, people):
        return
    path = min(both, key=str)
    field = ".".join(map(str, path))
    note = Note("the other stands here", entry.span("variants", i, "for"))
    message = f"two variants replace {field} and can both apply; neither is more specific"
    listed = ", ".join(dict.fromkeys((*variant.for_, *other.for_)))
    hints = (Tip(f"add a variant for: [{listed}], or drop one"),)
    yield error("variant-tie", message, entry.span("variants", j, "for"), notes=(note,), hints=hints)


def replaced_fields(variant: Variant) -> Iterator[Path]:
    """What a variant puts in the place of the activity's own: fields, and fields of steps."""
    for name in variant.model_fields_set - {"for_", "text", "steps"}:
        yield (name,)
    for step in variant.steps:
        for name in step.model_fields_set - {"id"}:
            yield ("steps", step.id, name)


def variant_steps(library: Library) -> Iterator[Diagnostic]:
    """A variant changes steps that the activity has."""
    for entry in library.activities.values():
        known = {step.id: step for step in entry.item.steps}
        for index, variant in enumerate(entry.item.variants):
            for at, change in enumerate(variant.steps):
                step = known.get(change.id)
                if step is None:
                    hints = (Tip(f"known here: {', '.join(known)}"),)
                    span = entry.span("variants", index, "steps", at, "id")
                    yield error("unknown-step", f'no step is called "{change.id}"', span, hints=hints)
                elif change.leave_out and step.keep:
                    span = entry.span("variants", index, "steps", at, "leave_out")
                    yield error("keep-and-cut", f'"{step.id}" is kept, and cannot be left out', span)
