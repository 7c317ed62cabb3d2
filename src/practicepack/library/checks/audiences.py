"""What must hold of audiences: none that exclude each other, and variants that can be chosen between."""

from collections.abc import Collection, Iterator
from itertools import combinations

from practicepack.diagnostics import Diagnostic, Note, error, warning
from practicepack.edits import Path
from practicepack.library.entry import Entry
from practicepack.library.facts import covers
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity, Variant
from practicepack.library.models.fields import ForAudience
from practicepack.library.models.workshop import Track, Workshop

EXCLUSIVE = ("who", "age")
"""The kinds of audience of which a workshop has one at most."""


def for_and_not_for(library: Library) -> Iterator[Diagnostic]:
    """Nothing is both for an audience and not for it."""
    for entry in library.entries():
        for path, model in entry.models:
            if isinstance(model, ForAudience):
                for index, audience in enumerate(model.not_for):
                    if audience in model.for_:
                        note = Note("for it here", entry.span(*path, "for"))
                        span = entry.span(*path, "not_for", index)
                        message = f'both for and not for "{audience}"'
                        yield error("for-and-not-for", message, span, notes=(note,))


def excluded(library: Library, one: str, other: str) -> str | None:
    """Why two facets cannot be true of the same people; None where they can."""
    first, second = library.audiences.get(one), library.audiences.get(other)
    if one == other or first is None or second is None:
        return None
    if first.item.kind == second.item.kind and first.item.kind in EXCLUSIVE:
        return f"people have one facet of the kind {first.item.kind}"
    genders = {first.item.gender, second.item.gender} - {None}
    if len(genders) > 1:
        return f"one is for {first.item.gender}, the other for {second.item.gender}"
    for own, others in ((first.item, other), (second.item, one)):
        for refusal in own.never_with:
            if covers(library.audiences, refusal.audience, [others]):
                return str(refusal.why or "they exclude each other")
    return None


def like_another(library: Library) -> Iterator[Diagnostic]:
    """What is written for children reaches every audience of them: by its name, or by one that it is like."""
    young = [entry for entry in library.audiences.values() if entry.item.under_18]
    unlike = [entry for entry in young if entry.item.like is None]
    for entry in unlike:
        if not _is_written_for(library, entry.id):
            others = [one.id for one in young if one.item.like == one.id]
            message = f'"{entry.id}" is under 18 and like no other audience: nothing is written for it'
            hints = tuple(f"like: {id_}" for id_ in others) or (
                "write  like:  and the audience it is most like",
            )
            yield warning("unlike-any", message, entry.key("kind"), hints=hints)


def _is_written_for(library: Library, id_: str) -> bool:
    """Whether some part of an activity, a sheet or a text is for an audience or against it."""
    models = (model for entry in library.entries() for _, model in entry.models)
    return any(isinstance(one, ForAudience) and id_ in (*one.for_, *one.not_for) for one in models)


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
            for (i, one), (j, other) in combinations(enumerate(named), 2):
                if why := excluded(library, one, other):
                    note = Note(f'"{one}" stands here', entry.span(*path, "audience", i))
                    message = f'"{other}" and "{one}" exclude each other'
                    span = entry.span(*path, "audience", j)
                    yield error("audience-conflict", message, span, notes=(note,), hints=(why,))


def _in_room(library: Library, entry: Entry[Workshop], path: Path, track: Track) -> Iterator[Diagnostic]:
    """Facets of a room that contradict those it shares with everybody."""
    known = library.audiences
    kinds = {known[id_].item.kind for id_ in track.audience if id_ in known}
    shared = [id_ for id_ in entry.item.audience if id_ in known and known[id_].item.kind not in kinds]
    for index, own in enumerate(track.audience):
        for id_ in shared:
            if why := excluded(library, own, id_):
                note = Note(f'"{id_}" stands here', entry.key("audience"))
                message = f'"{own}" and "{id_}" exclude each other'
                span = entry.span(*path, "audience", index)
                yield error("audience-conflict", message, span, notes=(note,), hints=(why,))


def variants(library: Library) -> Iterator[Diagnostic]:
    """Of two variants that replace the same field one is more specific, and each can apply to somebody."""
    for entry in library.activities.values():
        for index, variant in enumerate(entry.item.variants):
            yield from _never(library, entry, index, variant)
        for pair in combinations(enumerate(entry.item.variants), 2):
            yield from _tie(library, entry, *pair)


def _never(library: Library, entry: Entry[Activity], index: int, variant: Variant) -> Iterator[Diagnostic]:
    audiences = library.audiences
    refused = any(covers(audiences, one.audience, variant.for_) for one in entry.item.never_with)
    if variant.only_advises and any(_are_couples(library, id_) for id_ in variant.for_):
        refused = False  # what is said to couples is also printed where women and men meet apart
    only = entry.item.for_
    nobody = (
        refused
        or set(entry.item.not_for).intersection(variant.for_)
        or not together(library, variant.for_)
        or (only and not any(together(library, {*variant.for_, one}) for one in only))
    )
    if nobody:
        listed = ", ".join(variant.for_)
        message = f"this variant never applies: no one in the room is {listed}"
        span = entry.span("variants", index, "for")
        yield warning("variant-never", message, span, hints=("take the variant out",))


def _are_couples(library: Library, id_: str) -> bool:
    entry = library.audiences.get(id_)
    return entry is not None and entry.item.counts == "couples"


def _tie(
    library: Library, entry: Entry[Activity], first: tuple[int, Variant], second: tuple[int, Variant]
) -> Iterator[Diagnostic]:
    (i, one), (j, other) = first, second
    union = {*one.for_, *other.for_}
    decided = {
        path
        for more in entry.item.variants
        if union <= set(more.for_) != set(one.for_)
        for path in replaced(more)
    }
    both = set(replaced(one)) & set(replaced(other)) - decided
    if not both or len(one.for_) != len(other.for_) or not together(library, union):
        return
    path = min(both, key=str)
    field = ".".join(map(str, path))
    note = Note("the other stands here", entry.span("variants", i, "for"))
    message = f"two variants replace {field} and can both apply; neither is more specific"
    hints = (f"add a variant for: [{', '.join(dict.fromkeys((*one.for_, *other.for_)))}], or drop one",)
    yield error("variant-tie", message, entry.span("variants", j, "for"), notes=(note,), hints=hints)


def replaced(variant: Variant) -> Iterator[Path]:
    """What a variant puts in the place of the activity's own: fields, and fields of steps."""
    yield from ((name,) for name in variant.model_fields_set - {"for_", "text", "steps"})
    for step in variant.steps:
        yield from (("steps", step.id, name) for name in step.model_fields_set - {"id"})


def variant_steps(library: Library) -> Iterator[Diagnostic]:
    """A variant changes steps that the activity has."""
    for entry in library.activities.values():
        known = [step.id for step in entry.item.steps]
        kept = {step.id for step in entry.item.steps if step.keep}
        for index, variant in enumerate(entry.item.variants):
            for at, step in enumerate(variant.steps):
                if step.id not in known:
                    hints = (f"known here: {', '.join(known)}",)
                    span = entry.span("variants", index, "steps", at, "id")
                    yield error("unknown-step", f'no step is called "{step.id}"', span, hints=hints)
                elif step.leave_out and step.id in kept:
                    span = entry.span("variants", index, "steps", at, "leave_out")
                    yield error("keep-and-cut", f'"{step.id}" is kept, and cannot be left out', span)
