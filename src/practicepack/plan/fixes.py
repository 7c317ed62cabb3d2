"""Fixes that rules and the clock share, and what their findings are about."""

from collections.abc import Iterable, Mapping

from practicepack.edits import Fix, Insert, Path, Set
from practicepack.library.load import WorkshopFolder
from practicepack.library.models.fields import Range
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, DraftSession
from practicepack.subjects import Subject


def setting(folder: WorkshopFolder, label: str, *values: tuple[Path, object]) -> Fix:
    """Values of workshop.yaml, each with its path. The terminal prints the options that do it once."""
    edits, options = [], []
    for path, value in values:
        edits.append(Set(file_of(folder), path, str(value)))
        options.append(f"--set {'.'.join(map(str, path))}={value}")
    return Fix(label, tuple(edits), " ".join(options))


def file_of(folder: WorkshopFolder) -> str:
    """The name of its workshop.yaml."""
    return folder.workshop.source.name


def leave_out(folder: WorkshopFolder, several: Mapping[str, str], before: str = "") -> Fix:
    """Do a workshop without some activities, given by the ids that sessions use and their titles.

    `before` are the words that the terminal prints in front of the options.
    """
    titles = '"' + '", "'.join(several.values()) + '"'
    # what is left out already stays out
    ids = ", ".join(dict.fromkeys((*folder.workshop.item.without, *several)))
    edit = Set(file_of(folder), ("without",), f"[{ids}]")
    options = " ".join(f"--without {id_}" for id_ in several)
    return Fix(f"Leave out {titles}", (edit,), f"{before}{options}")


def without(folder: WorkshopFolder, *several: DraftActivity, before: str = "") -> Fix:
    """Do a workshop without some activities."""
    return leave_out(folder, {activity.id: activity.item.title for activity in several}, before)


def session_minutes(folder: WorkshopFolder, session: DraftSession, best: int, most: int) -> Fix:
    """More minutes for a session, at best and at most. The fewest stay as they are."""
    stated = session.item.minutes
    return state_minutes(folder, session, Range(min=stated.min, ideal=max(stated.ideal, best), max=most))


def state_minutes(folder: WorkshopFolder, session: DraftSession, minutes: Range) -> Fix:
    """Other minutes for a session, as its file states them."""
    value = f"{minutes.min}-{minutes.ideal}-{minutes.max}"
    label = f'Give "{session.item.title}" {minutes.min} to {minutes.max} minutes, at best {minutes.ideal}'
    file = folder.sessions[session.id].source.name
    return Fix(label, (Set(file, ("minutes",), value),), f"minutes: {value}")


def new_block(folder: WorkshopFolder, day: int, index: int, value: str, label: str, typed: str) -> Fix:
    """A block more, before the one at a place of a day."""
    return Fix(label, (Insert(file_of(folder), ("days", day, "blocks", index), value),), typed)


def day_of(folder: WorkshopFolder, day: DraftDay) -> Subject:
    """A day as the subject of a finding."""
    return Subject("day", str(day.index), folder.id)


def block_of(folder: WorkshopFolder, day: DraftDay, block: DraftBlock) -> Subject:
    """A block of a day as the subject of a finding."""
    return Subject("block", f"{day.index}.{block.index}", folder.id)


def activity_of(folder: WorkshopFolder, activity: DraftActivity) -> Subject:
    """An activity of a workshop as the subject of a finding."""
    return Subject("activity", activity.id, folder.id)


def session_of(folder: WorkshopFolder, session: DraftSession) -> Subject:
    """A session as the subject of a finding."""
    return Subject("session", session.id, folder.id)


def workshop_subject(folder: WorkshopFolder) -> Subject:
    """A whole workshop as the subject of a finding."""
    return Subject("workshop", folder.id, folder.id)


def as_list(ids: Iterable[str]) -> str:
    """Ids as a list in YAML, each once."""
    return f"[{', '.join(dict.fromkeys(ids))}]"
