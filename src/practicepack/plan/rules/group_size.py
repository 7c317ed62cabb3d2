"""Limits: too few people or too many, facilitators who are missing, things that the place lacks."""

from collections.abc import Iterable, Iterator, Sequence

from practicepack.diagnostics import Diagnostic, Note, warning
from practicepack.library.facts import facts
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.people import Team
from practicepack.plan.draft import NEVER_LEFT_OUT, DraftActivity, DraftBlock, DraftDay, activities
from practicepack.plan.people.team import in_words, shortfall, shortfall_by_sex, there, unsaid, wanted
from practicepack.workspace import ROSTER


def enough_people(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Each activity has neither too few people nor too many. Those of one room are named together."""
    few: dict[tuple[int, str], dict[str, DraftActivity]] = {}
    many: dict[tuple[int, str], dict[str, DraftActivity]] = {}
    for activity in activities(days):
        limits = activity.item.people
        people = limits.counted(activity.gathering.participants)
        if people < limits.min:
            few.setdefault((people, limits.unit), {})[activity.id] = activity
        if people > limits.max:
            many.setdefault((people, limits.unit), {})[activity.id] = activity
    for (people, unit), several in few.items():
        yield _too_few(folder, tuple(several.values()), people, unit, len({*_ids(days)} - {*several}))
    for (people, unit), several in many.items():
        yield _too_many(folder, tuple(several.values()), people, unit)


def _too_few(
    folder: WorkshopFolder, several: Sequence[DraftActivity], people: int, unit: str, others: int
) -> Diagnostic:
    """`others` is how many activities are left when these are taken out."""
    if len(several) == 1:
        (one,) = several
        message = f'"{one.id}" needs at least {one.item.people.min} {unit}s, {there(people)}'
        hints = (f"choose another activity for so few: {_without(several)}",)
        return warning("too-few-people", message, one.span, hints=hints)
    least = listed(f'"{one.id}" ({one.item.people.min} at least)' for one in several)
    hints = (f"leave them out: {_without(several)}",)
    if others == 0:
        hints = ("wait until more people can come, or choose a workshop for fewer",)
    message = f"{people} {unit}s are too few for {least}"
    return warning("too-few-people", message, folder.workshop.key("participants"), hints=hints)


def _too_many(folder: WorkshopFolder, several: Sequence[DraftActivity], people: int, unit: str) -> Diagnostic:
    """What helps depends on the team: side by side needs a facilitator for each group."""
    groups = max(-(-people // one.item.people.max) for one in several)
    team = several[0].gathering.facilitators.count
    needed = groups * max(one.item.facilitators.count for one in several)
    how = "side by side" if needed <= team else "one group after the other"
    what = "it" if len(several) == 1 else "them"
    hints = (f"run {what} {groups} times, {how}",)
    if len(several) == 1:
        (one,) = several
        message = f'"{one.id}" works for {one.item.people.max} {unit}s at most, {there(people)}'
        return warning("too-many-people", message, one.span, hints=hints)
    most = listed(f'"{one.id}" ({one.item.people.max} at most)' for one in several)
    message = f"{people} {unit}s are too many for {most}"
    return warning("too-many-people", message, folder.workshop.key("participants"), hints=hints)


def _without(several: Iterable[DraftActivity]) -> str:
    """The options that leave activities out."""
    return " ".join(f"--without {id_}" for id_ in dict.fromkeys(one.id for one in several))


def _ids(days: Sequence[DraftDay]) -> Iterator[str]:
    """What there is beside the activities that open, close and hold the day together."""
    return (one.id for one in activities(days) if one.item.kind not in NEVER_LEFT_OUT)


def listed(several: Iterable[str]) -> str:
    """Things in a row: a, b and c."""
    *first, last = several
    return f"{', '.join(first)} and {last}" if first else last


def enough_facilitators(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """There are as many facilitators as each activity needs, and the women and men among them.

    Those that lack facilitators of one team are named together.
    """
    short: dict[int, dict[str, DraftActivity]] = {}
    for activity in activities(days):
        team, wished = activity.gathering.facilitators, activity.item.facilitators
        if wished.count > team.count:
            short.setdefault(team.count, {})[activity.id] = activity
        elif missing := shortfall_by_sex(team, wished):
            message = f'"{activity.id}" needs {missing}'
            hints = ("change the team, or ask someone to join it for this", f"--without {activity.id}")
            yield warning("facilitators", message, activity.span, hints=hints)
    for present, found in short.items():
        several = tuple(found.values())
        needed = max(one.item.facilitators.count for one in several)
        what = listed(f'"{one.id}"' for one in several)
        verb = "needs" if len(several) == 1 else "need"
        message = f"{what} {verb} {needed} facilitators, {there(present)}"
        span = several[0].span if len(several) == 1 else folder.workshop.key("facilitators")
        hints = (
            f"ask someone to help, and set  facilitators: {needed}",
            f"or leave out: {_without(several)}",
        )
        yield warning("too-few-facilitators", message, span, hints=hints)


def right_facilitators(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """The team has as many women and men as these people need.

    Sources: Stepping Stones for facilitators of the same sex where women and men are apart; a team of both
    where they are together, https://docslib.org/doc/11369662
    """
    reported: set[tuple[str, str]] = set()
    for session in (session for day in days for session in day.sessions):
        team = session.gathering.facilitators
        room = session.track.title if session.track else ""
        for facet in session.gathering.stating("facilitators"):
            missing = shortfall(team, facet.facilitators) if facet.facilitators else ""
            if missing and (facet.title, room) not in reported:
                reported.add((facet.title, room))
                where_it_is = f'in the room "{room}", ' if room else ""
                message = f'{where_it_is}"{facet.title}" need {missing}'
                where = folder.workshop.key("facilitators")
                hints = ("change the team, or ask someone to join it for these sessions",)
                yield warning("facilitators", message, where, hints=hints)


def right_size(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """The group is of a size that works with these people: all of them, and those of each room.

    Half of some couples in a room of their own are as many as the couples, whose number is what counts.
    """
    workshop = folder.workshop.item
    sessions = [one for day in days for one in day.sessions]
    are_couples = facts(library.audiences[id_].item for id_ in workshop.audience).are_couples
    is_together = are_couples or any(one.track is None for one in sessions)
    sizes = {(id_, workshop.participants) for id_ in workshop.audience if is_together}
    rooms = [one for one in sessions if one.track and not are_couples]
    sizes |= {(id_, one.gathering.participants) for one in rooms if one.track for id_ in one.track.audience}
    for id_, people in sorted(sizes):
        facet = library.audiences[id_].item
        limits = facet.people
        if limits and not limits.min <= (heads := limits.counted(people)) <= limits.max:
            message = f'"{facet.title}" meet best as {limits.min}-{limits.max} {limits.unit}s, not {heads}'
            hints = ("wait until more can come",)
            if heads > limits.max:
                times = -(-heads // limits.max)
                hints = (f"run the workshop {times} times, with about {people // times} people each time",)
            yield warning("group-size", message, folder.workshop.key("participants"), hints=hints)


def whole_couples(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where couples come, nobody comes alone."""
    workshop = folder.workshop.item
    rooms = [session.gathering for day in days for session in day.sessions]
    are_couples = facts(library.audiences[id_].item for id_ in workshop.audience).are_couples
    numbers = {workshop.participants} if are_couples else set()
    numbers |= {room.participants for room in rooms if room.facts.are_couples}
    for people in sorted(one for one in numbers if one % 2):
        message = f"{people} people are not couples: someone comes alone"
        hints = (f"--participants {people + 1}, with a partner for everyone",)
        yield warning("odd-couples", message, folder.workshop.span("participants"), hints=hints)


def all_in_tracks(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Rooms side by side hold everybody, and no more, and their teams are those of the workshop."""
    whole, team = folder.workshop.item.participants, folder.workshop.item.facilitators
    for day in days:
        for block in (one for one in day.blocks if one.kind == "parallel"):
            span = folder.workshop.span("days", day.index, "blocks", block.index, "parallel")
            people = sum(one.gathering.participants for one in block.sessions)
            leaders = sum(one.gathering.facilitators.count for one in block.sessions)
            if people != whole:
                message = f"the rooms hold {people} people, {whole} come"
                yield warning("track-people", message, span, hints=("change participants: of the tracks",))
            if leaders > team.count:
                message = f"the rooms need {leaders} facilitators at once, {there(team.count)}"
                wishes = [wanted(one.gathering.stating("facilitators")) for one in block.sessions]
                women, men = sum(wish.women for wish in wishes), sum(wish.men for wish in wishes)
                who = in_words(Team(number=max(1, women + men), women=women, men=men))
                people_there = f"; these people need {who}" if who else ""
                hint = f"one for each room at least{people_there}"
                yield warning("track-facilitators", message, span, hints=(hint,))
            elif missing := _not_in_team(team, block):
                message = f"the rooms need {missing}"
                hints = ("change facilitators: of the workshop or of the rooms",)
                yield warning("track-facilitators", message, span, hints=hints)


def _not_in_team(team: Team, block: DraftBlock) -> str:
    """The women and men whom the rooms of a block say they have, and the team has not; empty where it has."""
    stated = [one.track.facilitators for one in block.sessions if one.track and one.track.facilitators]
    women, men = sum(one.women for one in stated), sum(one.men for one in stated)
    if max(0, women - team.women) + max(0, men - team.men) <= unsaid(team):
        return ""
    counted = ((women, team.women, "women"), (men, team.men, "men"))
    return " and ".join(
        f"{needed} {sex} at once, in the team {there(present)}"
        for needed, present, sex in counted
        if needed > present
    )


def things_at_hand(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """What the place lacks can be done without."""
    needing: dict[str, dict[tuple[str, str], DraftActivity]] = {}
    for activity in activities(days):
        for lacking, item in _missing(activity):
            needing.setdefault(lacking, {})[activity.id, item] = activity
    for lacking, found in needing.items():
        several = tuple(found.values())
        hints = (f"bring {lacking}, or leave out: {_without(several)}",)
        if len(found) == 1:
            ((id_, item),) = found
            message = f'"{id_}" needs {lacking} for "{item}", and names nothing in its place'
            yield warning("no-substitute", message, several[0].span, hints=hints)
            continue
        what = listed(f'"{id_}" (for "{item}")' for id_, item in found)
        message = f"{what} need {lacking}, and name nothing in its place"
        yield warning("no-substitute", message, folder.workshop.key("lacks"), hints=hints)


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
        notes = (Note("the first person without a place", folder.listed[people].span),)
        span = folder.workshop.span("participants")
        yield warning("more-names", message, span, notes=notes, hints=hints)
