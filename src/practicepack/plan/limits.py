"""Limits: too few people or too many, facilitators who are missing, things that the place lacks."""

from collections.abc import Iterator, Sequence

from practicepack.diagnostics import Diagnostic, warning
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.people import Team
from practicepack.plan.draft import DraftActivity, DraftDay, activities
from practicepack.workspace import ROSTER

COUPLES = "couples"


def enough_people(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Each activity has neither too few people nor too many."""
    for activity in activities(days):
        limits, room = activity.item.people, activity.gathering
        people = limits.counted(room.participants)
        if people < limits.min:
            message = f'"{activity.id}" needs at least {limits.min} {limits.unit}s, there are {people}'
            hints = (f"choose another activity for so few: --without {activity.id}",)
            yield warning("too-few-people", message, activity.span, hints=hints)
        if people > limits.max:
            message = f'"{activity.id}" works for {limits.max} {limits.unit}s at most, there are {people}'
            hints = (f"run it {-(-people // limits.max)} times, side by side, with more facilitators",)
            yield warning("too-many-people", message, activity.span, hints=hints)


def enough_facilitators(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """There are as many facilitators as each activity needs."""
    for activity in activities(days):
        present, needed = activity.gathering.facilitators.count, activity.item.facilitators
        if needed > present:
            message = f'"{activity.id}" needs {needed} facilitators, there are {present}'
            hints = (f"ask somebody to help, and set  facilitators: {needed}", f"--without {activity.id}")
            yield warning("too-few-facilitators", message, activity.span, hints=hints)


def right_facilitators(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """The team has as many women and men as these people need.

    Sources: Stepping Stones for facilitators of the same sex where women and men are apart; a team of both
    where they are together, https://docslib.org/doc/11369662
    """
    told: set[str] = set()
    for session in (session for day in days for session in day.sessions):
        team = session.gathering.facilitators
        for facet in session.gathering.facets:
            lacking = _lacking(team, facet.facilitators) if facet.facilitators else ""
            if lacking and facet.title not in told:
                told.add(facet.title)
                message = f'"{facet.title}" need {lacking}'
                where = folder.workshop.key("facilitators")
                hints = ("change the team, or ask somebody to join it for these sessions",)
                yield warning("facilitators", message, where, hints=hints)


def _lacking(team: Team, wanted: Team) -> str:
    """What a team lacks. Where it is not said who is a woman and who a man, the open ones may be either."""
    open_ = team.count - team.women - team.men
    if team.count < wanted.count:
        return f"{wanted.count} facilitators, there are {team.count}"
    missing = max(0, wanted.women - team.women) + max(0, wanted.men - team.men)
    if missing <= open_:
        return ""
    listed = ((wanted.women, "woman", "women"), (wanted.men, "man", "men"))
    said = " and ".join(f"{n} {one if n == 1 else more}" for n, one, more in listed if n)
    return f"{said} among the facilitators"


def right_size(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """The group is of a size that works with these people: all of them, and those of each room.

    Half of some couples in a room of their own are as many as the couples, whose number is what counts.
    """
    workshop = folder.workshop.item
    sizes = {(id_, workshop.participants) for id_ in workshop.audience}
    rooms = [one for day in days for one in day.sessions if one.track and COUPLES not in workshop.audience]
    sizes |= {(id_, one.gathering.participants) for one in rooms if one.track for id_ in one.track.audience}
    for id_, people in sorted(sizes):
        facet = library.audiences[id_].item
        limits = facet.people
        if limits and not limits.min <= (heads := limits.counted(people)) <= limits.max:
            message = f'"{facet.title}" meet best as {limits.min}-{limits.max} {limits.unit}s, not {heads}'
            hints = ("hold it twice" if heads > limits.max else "wait until more can come",)
            yield warning("group-size", message, folder.workshop.key("participants"), hints=hints)


def whole_couples(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where couples come, nobody comes alone."""
    workshop = folder.workshop.item
    rooms = [session.gathering for day in days for session in day.sessions]
    numbers = {workshop.participants} if COUPLES in workshop.audience else set()
    numbers |= {room.participants for room in rooms if COUPLES in room.audience}
    for people in sorted(one for one in numbers if one % 2):
        message = f"{people} people are not couples: somebody comes alone"
        hints = (f"--participants {people + 1}, with a partner for everybody",)
        yield warning("odd-couples", message, folder.workshop.span("participants"), hints=hints)


def all_in_tracks(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Rooms side by side hold everybody, and no more."""
    whole, team = folder.workshop.item.participants, folder.workshop.item.facilitators.count
    for day in days:
        for block in (one for one in day.blocks if one.kind == "parallel"):
            span = folder.workshop.span("days", day.index, "blocks", block.index, "parallel")
            people = sum(one.gathering.participants for one in block.sessions)
            leaders = sum(one.gathering.facilitators.count for one in block.sessions)
            if people != whole:
                message = f"the rooms hold {people} people, {whole} come"
                yield warning("track-people", message, span, hints=("change participants: of the tracks",))
            if leaders > team:
                message = f"the rooms need {leaders} facilitators at once, there are {team}"
                yield warning("track-facilitators", message, span, hints=("one for each room at least",))


def things_at_hand(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """What the place lacks can be done without."""
    for activity in activities(days):
        for lacking, item in _missing(activity):
            message = f'"{activity.id}" needs {lacking} for "{item}", and names nothing in its place'
            hints = (f"bring {lacking}, or --without {activity.id}",)
            yield warning("no-substitute", message, activity.span, hints=hints)


def _missing(activity: DraftActivity) -> Iterator[tuple[str, str]]:
    lacks = activity.gathering.lacks
    for material in activity.item.materials:
        if material.needs in lacks and material.substitute is None:
            yield str(material.needs), material.item
    for sheet in activity.item.flipcharts if "paper" in lacks else ():
        if sheet.substitute is None:
            yield "paper", sheet.title


def listed_people(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No more names are listed than people are planned for."""
    people, names = folder.workshop.item.participants, len(folder.names)
    if names > people:
        message = f"{ROSTER} has {names} names, the workshop is for {people} people"
        hints = (f"set  participants: {names}", "or take names out of the list")
        yield warning("more-names", message, folder.workshop.span("participants"), hints=hints)
