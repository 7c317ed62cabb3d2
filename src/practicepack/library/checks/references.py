"""What must hold between the files of a library: a tuple of checks, each a generator of findings."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from pydantic import BaseModel

from practicepack import plugins
from practicepack.diagnostics import Diagnostic, Hint, Note, Tip, error, respelt, warning
from practicepack.edits import Fix, Path, Remove, Set
from practicepack.library.checks import activities as check_activity
from practicepack.library.checks import audiences as check_audience
from practicepack.library.checks import planning as check_planning
from practicepack.library.checks import reviews as check_reviews
from practicepack.library.entry import Entry, once
from practicepack.library.load import REFERRALS, Library, WorkshopFolder
from practicepack.library.models.activity import Energiser
from practicepack.library.models.programme import JOINT, Programme
from practicepack.library.models.workshop import CHOSEN
from practicepack.workspace import WORKSHOP

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")
COMMON_TAGS = ("ar", "es", "fr", "ha", "hi", "pt", "sw")
"""Languages that are looked for by their own names."""
SINGULAR = {
    "activities": "activity",
    "practices": "practice",
    "themes": "theme",
    "printables": "printable",
    "audiences": "audience",
    "energisers": "energiser",
    "workshops": "workshop",
    "pictures": "picture",
}
FOLDER_NAMED = {
    "after": "activities",
    "again": "activities",
    "better_after": "activities",
    "made_for": "audiences",
    "themes": "themes",
    "have_done": "activities",
    "people": "audiences",
    "printables": "printables",
    "practices": "practices",
    "for_": "audiences",
    "not_for": "audiences",
    "audience": "audiences",
    "like": "audiences",
    "use": "activities",
    "without": "activities",
    "short_form": "activities",
    "workshop": "workshops",
    "starts_after": "workshops",
    "picture": "pictures",
    "follows": "printables",
    "icon": "pictures",
    "energiser": "energisers",
}
"""The fields that hold ids, and of which kind."""
Reference = tuple[Path, str, str]


@once
def references(entry: Entry[Any]) -> Iterator[Reference]:
    """Each id that an entry names: its path, the kind that it is of, and the id."""
    for path, model in entry.models:
        for name, written in _naming(type(model)):
            value = getattr(model, name)
            here: Path = (*path, written)
            if isinstance(value, tuple):
                for index, id_ in enumerate(value):
                    if (name, id_) != ("people", JOINT):
                        yield (*here, index), FOLDER_NAMED[name], id_
            # People are ids in a programme alone; elsewhere they are counted, or a source is named for them.
            elif value and name != "people" and not (name == "energiser" and value in CHOSEN):
                yield here, FOLDER_NAMED[name], value


@cache
def _naming(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a group of keys that hold ids, each with the name that authors write."""
    naming = []
    for name, field in kind.model_fields.items():
        # What an energiser is of use for is no activity.
        is_other_use = name == "use" and issubclass(kind, Energiser)
        if name in FOLDER_NAMED and not is_other_use:
            naming.append((name, field.alias or name))
    return tuple(naming)


def unknown_ids(library: Library) -> Iterator[Diagnostic]:
    """Every id that a file names stands for a file that is there."""
    for entry in library.entries():
        for path, kind, id_ in references(entry):
            known = library.known(kind)
            if id_ not in known:
                what = SINGULAR[kind]
                message = f'no {what} is called "{id_}"'
                span = entry.span(*path)
                hints: tuple[Hint, ...] = respelt(span, id_, known)
                hints = hints or (Tip(f"practicepack list {kind} shows them all"),)
                yield error(f"unknown-{what}", message, span, hints=hints)


def unknown_sessions(library: Library) -> Iterator[Diagnostic]:
    """Every session of a day is a file beside workshop.yaml, used once a day."""
    for folder in library.workshops.values():
        known = set(folder.sessions)
        for kind, id_ in library.broken:
            # A session with errors is there all the same.
            if kind == f"sessions/{folder.id}":
                known.add(id_)
        used: dict[str, Path] = {}
        for path, id_ in session_places(folder):
            span = folder.workshop.span(*path)
            if id_ not in known:
                hints: tuple[Hint, ...] = respelt(span, id_, known)
                hints = hints or (Tip(f"make the file {id_}.yaml beside workshop.yaml"),)
                yield error("unknown-session", f'no session is called "{id_}"', span, hints=hints)
            elif id_ in used and _same_day(path, used[id_]) and not _side_by_side(path, used[id_]):
                note = Note("first used here", folder.workshop.span(*used[id_]))
                message = f'"{id_}" is used twice on the same day'
                hints = (_only_once(folder, path),)
                yield error("repeated-session", message, span, notes=(note,), hints=hints)
            used[id_] = path


def _only_once(folder: WorkshopFolder, path: Path) -> Hint:
    """Take the second of two places out. Of rooms and choices there must be two, so only people know what."""
    typed = "take one of the two out, or hold it on another day"
    if path[-1] != "session" or "parallel" in path:
        return Tip(typed)
    return Fix("Take it out here", (Remove(folder.workshop.source.name, path[:-1]),), typed)


def _same_day(path: Path, other: Path) -> bool:
    """Whether two places are on the same day: on another day, a session may be run again."""
    return path[:2] == other[:2]


def _side_by_side(path: Path, other: Path) -> bool:
    """Whether two places are rooms of the same stretch: there the same session may be held twice."""
    return "parallel" in path and path[:4] == other[:4]


def unused_sessions(library: Library) -> Iterator[Diagnostic]:
    """Every session file is in a day; one that is not will not be printed."""
    for folder in library.workshops.values():
        used = {id_ for _, id_ in session_places(folder)}
        all_known = used <= folder.sessions.keys()
        for id_, session in folder.sessions.items():
            # Where a day names a session that is not there, the unused file may be the one that is meant.
            if id_ not in used and all_known:
                message = f'"{id_}" is in no day of workshop.yaml'
                yield warning("unused-session", message, session.span("title"))


def session_places(folder: WorkshopFolder) -> Iterator[tuple[Path, str]]:
    """Where workshop.yaml names a session, and which."""
    for day_index, day in enumerate(folder.workshop.item.days):
        for block_index, block in enumerate(day.blocks):
            here: Path = ("days", day_index, "blocks", block_index)
            if block.session is not None:
                yield (*here, "session"), block.session
            for index, id_ in enumerate(block.either):
                yield (*here, "either", index), id_
            for index, room in enumerate(block.parallel):
                yield (*here, "parallel", index, "session"), room.session


def duplicate_ids(library: Library) -> Iterator[Diagnostic]:
    """Steps, cards, items and questions of one file have different ids."""
    for entry in library.entries():
        yield from _repeated_items(entry)


@once
def _repeated_items(entry: Entry[Any]) -> Iterator[Diagnostic]:
    for path, model in entry.models:
        for name, value in model.__dict__.items():
            if isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value):
                yield from _same_ids(entry, (*path, name), value)


def _same_ids(entry: Entry[Any], path: Path, items: tuple[Any, ...]) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        id_ = getattr(item, "id", None)
        if id_ in first:
            note = Note("first used here", entry.span(*path, first[id_], "id"))
            here = entry.span(*path, index, "id")
            yield error("duplicate-id", f'"{id_}" is used twice', here, notes=(note,))
        elif id_ is not None:
            first[id_] = index


def circles(library: Library) -> Iterator[Diagnostic]:
    """Neither `after:` and `better_after:` nor `short_form:` ever leads back to where it began."""
    for id_, entry in library.activities.items():
        trail = _way_back(library, id_)
        if trail and id_ == min(trail):
            first = (*trail, id_)[1]
            field = "better_after"
            if first in entry.item.after:
                field = "after"
            message = f"{field}: goes in a circle: {' -> '.join((*trail, id_))}"
            yield error("after-circle", message, entry.key(field))
        shorter = _shorter_forms(library, id_)
        # A circle that it only leads into is reported where it is closed.
        if id_ in shorter:
            message = f"short_form: goes in a circle: {' -> '.join((id_, *shorter))}"
            yield error("after-circle", message, entry.key("short_form"))


def _shorter_forms(library: Library, start: str) -> tuple[str, ...]:
    """The short form, its short form, and so on, to the end or to one that was there before."""
    trail: list[str] = []
    here = library.activities.get(start)
    while here is not None and here.item.short_form is not None and here.item.short_form not in trail:
        trail.append(here.item.short_form)
        here = library.activities.get(here.item.short_form)
    return tuple(trail)


def _way_back(library: Library, start: str) -> tuple[str, ...]:
    trails: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while trails:
        trail = trails.pop()
        entry = library.activities.get(trail[-1])
        if entry is None:
            continue
        for before in (*entry.item.after, *entry.item.better_after):
            if before == start:
                return trail
            if before not in seen:
                seen.add(before)
                trails.append((*trail, before))
    return ()


def steps_fit_sessions(library: Library) -> Iterator[Diagnostic]:
    """No single step needs more than the whole of its session."""
    for folder in library.workshops.values():
        for session in folder.sessions.values():
            for index, use in enumerate(session.item.activities):
                activity = library.activities.get(use.use)
                if activity is None:
                    continue
                for step in activity.item.steps:
                    # Whether a step for some people only is done is known when it is planned.
                    if step.for_ or step.not_for:
                        continue
                    least, most = getattr(step.minutes, "min", 0), session.item.minutes.max
                    if least > most:
                        message = f'step "{step.id}" takes {least} minutes, the session {most}'
                        yield error("step-too-long", message, session.span("activities", index, "use"))


def languages(library: Library) -> Iterator[Diagnostic]:
    """The language of a workshop, or of the words of a theme, is one that is known."""
    for folder in library.workshops.values():
        yield from _language(folder.workshop, folder.workshop.item.language, "language")
    for entry in library.themes.values():
        for index, words in enumerate(entry.item.words):
            yield from _language(entry, words.language, "words", index, "language")


def _language(entry: Entry[Any], language: str, *path: str | int) -> Iterator[Diagnostic]:
    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        hints = (_tag_hint(entry, language, path),)
        yield error("unknown-language", f'no language "{language}"', entry.span(*path), hints=hints)


def _tag_hint(entry: Entry[Any], written: str, path: Path) -> Hint:
    """The tag that may be meant: of a language by its name, or of fr_CA."""
    tag = _tag(written)
    if tag is None:
        return Tip("use a tag such as en, fr, sw or pt-BR")
    edit = Set(entry.source.name, path, tag)
    return Fix(f"Write the language as {tag}", (edit,), f"use  language: {tag}")


def _tag(written: str) -> str | None:
    for code, name in Locale("en").languages.items():
        if name.casefold() == written.casefold():
            return str(code)
    for code in COMMON_TAGS:
        if Locale(code).get_display_name() == written.lower():
            return code
    hyphened = written.replace("_", "-")
    if hyphened != written and LANGUAGE_TAG.fullmatch(hyphened):
        return hyphened
    return None


def referral_files(library: Library) -> Iterator[Diagnostic]:
    """A referral list that is named is there."""
    for folder in library.workshops.values():
        named = folder.workshop.item.referrals
        if named is None or folder.has_referrals:
            continue
        span = folder.workshop.span("referrals")
        if named == WORKSHOP:
            fix = Fix(f"Use {REFERRALS}", (span.set_to(REFERRALS),), f"write  referrals: {REFERRALS}")
            message = f'"{named}" is the workshop, and no list of services'
            yield error("missing-file", message, span, hints=(fix,))
            continue
        hints = (Tip("it stands beside workshop.yaml"),)
        yield error("missing-file", f'there is no file "{named}"', span, hints=hints)


def programmes(library: Library) -> Iterator[Diagnostic]:
    """A programme holds each workshop once, and its groups meet after one of them."""
    for entry in library.programmes.values():
        yield from _stages(library, entry)


def _stages(library: Library, entry: Entry[Programme]) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for index, stage in enumerate(entry.item.stages):
        if stage.workshop in first:
            note = Note("first used here", entry.span("stages", first[stage.workshop], "workshop"))
            message, span = f'"{stage.workshop}" is used twice', entry.span("stages", index, "workshop")
            yield error("repeated-stage", message, span, notes=(note,))
        first.setdefault(stage.workshop, index)
    for index, group in enumerate(entry.item.peer_groups):
        # A workshop that is nowhere has a finding of its own.
        if group.starts_after not in first and group.starts_after in library.known("workshops"):
            message = f'"{group.starts_after}" is no workshop of this programme'
            span, hints = (
                entry.span("peer_groups", index, "starts_after"),
                (Tip(f"one of: {', '.join(first)}"),),
            )
            yield error("not-a-stage", message, span, hints=hints)


Check = Callable[[Library], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    unknown_ids,
    unknown_sessions,
    unused_sessions,
    duplicate_ids,
    circles,
    check_audience.for_and_not_for,
    check_audience.one_of_a_kind,
    check_audience.like_another,
    check_audience.variants,
    check_audience.variant_steps,
    check_activity.debriefs,
    check_activity.few_questions_kept,
    check_activity.groups_where_counted,
    check_activity.whole_workshop,
    check_activity.follows_decks,
    check_activity.odd_one_out,
    check_activity.minutes_add_up,
    check_planning.themes_used,
    check_planning.writing_can_be_avoided,
    check_planning.taken_things_are_given,
    check_reviews.signatures,
    steps_fit_sessions,
    languages,
    referral_files,
    programmes,
)


def check_library(library: Library) -> Iterator[Diagnostic]:
    """Everything that is wrong between the files: by our checks, then by those of other packages."""
    checks: tuple[Check, ...] = (*CHECKS, *plugins.plugins(plugins.CHECKS_GROUP))
    for run in checks:
        yield from run(library)
