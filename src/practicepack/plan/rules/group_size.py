"""Limits: too few people or too many, facilitators who are missing, things that the place lacks."""

from collections.abc import Iterable, Iterator, Sequence

from practicepack.diagnostics import Diagnostic, Hint, Note, Span, Tip, warning
from practicepack.edits import Fix, Set
from practicepack.library.facts import facets_of, facts_in
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.people import Team
from practicepack.plan.draft import NEVER_LEFT_OUT, DraftActivity, DraftBlock, DraftDay, activities
from practicepack.plan.fixes import activity_of, block_of, file_of, without, workshop_subject
from practicepack.plan.people.team import in_words, shortfall, shortfall_by_sex, there, unsaid, wanted
from practicepack.subjects import Subject
from practicepack.workspace import ROSTER

Several = dict[str, DraftActivity]
"""Activities by their ids, each once, in the order of the workshop."""


def enough_people(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Each activity has neither too few people nor too many. Those of one room are named together."""
    few: dict[tuple[int, str], Several] = {}
    many: dict[tuple[int, str], Several] = {}
    optional = set()
    for activity in activities(days):
        limits = activity.item.people
        people = limits.counted(activity.gathering.participants)
        if people < limits.min:
            few.setdefault((people, limits.unit), {})[activity.id] = activity
        if people > limits.max:
            many.setdefault((people, limits.unit), {})[activity.id] = activity
        if activity.item.kind not in NEVER_LEFT_OUT:
            optional.add(activity.id)
    for (people, unit), several in few.items():
        is_all = optional.issubset(several)
        yield _too_few(folder, tuple(several.values()), people, unit, is_all=is_all)
    for (people, unit), several in many.items():
        yield _too_many(folder, tuple(several.values()), people, unit)


def _too_few(
    folder: WorkshopFolder, several: Sequence[DraftActivity], people: int, unit: str, *, is_all: bool
) -> Diagnostic:
    """`is_all`: nothing but frames is left when these are taken out."""
    hint: Hint
    if len(several) == 1:
        (activity,) = several
        message = f'"{activity.id}" needs at least {activity.item.people.min} {unit}s, {there(people)}'
        hint = without(folder, activity, before="choose another activity for so few: ")
        about = activity_of(folder, activity)
        return warning("too-few-people", message, activity.span, hints=(hint,), subject=about)
    least = listed(f'"{activity.id}" ({activity.item.people.min} at least)' for activity in several)
    hint = without(folder, *several, before="leave them out: ")
    if is_all:
        hint = Tip("wait until more people can come, or choose a workshop for fewer")
    message = f"{people} {unit}s are too few for {least}"
    span = folder.workshop.key("participants")
    return warning("too-few-people", message, span, hints=(hint,), subject=workshop_subject(folder))


def _too_many(folder: WorkshopFolder, several: Sequence[DraftActivity], people: int, unit: str) -> Diagnostic:
    """What helps depends on the team: side by side needs a facilitator for each group."""
    groups, leaders = 0, 0
    for activity in several:
        groups = max(groups, -(-people // activity.item.people.max))
        leaders = max(leaders, activity.item.facilitators.count)
    # Side by side needs a facilitator for each group; one after the other needs only time.
    how = "one group after the other"
    if groups * leaders <= several[0].gathering.facilitators.count:
        how = "side by side"
    if len(several) == 1:
        (activity,) = several
        message = f'"{activity.id}" works for {activity.item.people.max} {unit}s at most, {there(people)}'
        hints = (Tip(f"run it {groups} times, {how}"),)
        about = activity_of(folder, activity)
        return warning("too-many-people", message, activity.span, hints=hints, subject=about)
    most = listed(f'"{activity.id}" ({activity.item.people.max} at most)' for activity in several)
    message = f"{people} {unit}s are too many for {most}"
    hints = (Tip(f"run them {groups} times, {how}"),)
    span = folder.workshop.key("participants")
    return warning("too-many-people", message, span, hints=hints, subject=workshop_subject(folder))


def listed(several: Iterable[str]) -> str:
    """Things in a row: a, b and c."""
    *first, last = several
    if not first:
        return last
    return f"{', '.join(first)} and {last}"


def enough_facilitators(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """There are as many facilitators as each activity needs, and the women and men among them.

    Those that lack facilitators of one team are named together.
    """
    short: dict[int, Several] = {}
    for activity in activities(days):
        team, wished = activity.gathering.facilitators, activity.item.facilitators
        if wished.count > team.count:
            short.setdefault(team.count, {})[activity.id] = activity
            continue
        missing = shortfall_by_sex(team, wished)
        if missing:
            message = f'"{activity.id}" needs {missing}'
            hints = (Tip("change the team, or ask someone to join it for this"), without(folder, activity))
            about = activity_of(folder, activity)
            yield warning("facilitators", message, activity.span, hints=hints, subject=about)
    for present, several in short.items():
        yield _too_few_facilitators(folder, tuple(several.values()), present)


def _too_few_facilitators(
    folder: WorkshopFolder, several: Sequence[DraftActivity], present: int
) -> Diagnostic:
    needed = 0
    named = []
    for activity in several:
        # The largest team that one of them needs is enough for all: they come one after the other.
        needed = max(needed, activity.item.facilitators.count)
        named.append(f'"{activity.id}"')
    what = listed(named)
    span, about, verb = folder.workshop.key("facilitators"), workshop_subject(folder), "need"
    if len(several) == 1:
        span, about, verb = several[0].span, activity_of(folder, several[0]), "needs"
    message = f"{what} {verb} {needed} facilitators, {there(present)}"
    hints = (_more_facilitators(folder, present, needed), without(folder, *several, before="or leave out: "))
    return warning("too-few-facilitators", message, span, hints=hints, subject=about)


def _more_facilitators(folder: WorkshopFolder, present: int, needed: int) -> Hint:
    typed = f"ask someone to help, and set  facilitators: {needed}"
    team = folder.workshop.item.facilitators
    # The team of a room is a share of everybody's: one more in all need not be one more in the room.
    if present != team.count:
        return Tip(typed)
    edit = Set(file_of(folder), ("facilitators",), team_as_yaml(needed, team.women, team.men))
    return Fix(f"{needed} facilitators will be there", (edit,), typed)


def team_as_yaml(number: int, women: int, men: int) -> str:
    """A team as workshop.yaml states it."""
    if not women and not men:
        return str(number)
    return f"{{number: {number}, women: {women}, men: {men}}}"


def right_facilitators(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """The team has as many women and men as these people need.

    Sources: Stepping Stones for facilitators of the same sex where women and men are apart; a team of both
    where they are together, https://docslib.org/doc/11369662
    """
    reported: set[tuple[str, str]] = set()
    for day in days:
        for session in day.sessions:
            room, place = "", ""
            if session.track:
                room, place = session.track.title, f'in the room "{session.track.title}", '
            for facet in session.gathering.stating("facilitators"):
                if facet.facilitators is None or (facet.title, room) in reported:
                    continue
                missing = shortfall(session.gathering.facilitators, facet.facilitators)
                if missing:
                    reported.add((facet.title, room))
                    message = f'{place}"{facet.title}" need {missing}'
                    where, about = folder.workshop.key("facilitators"), workshop_subject(folder)
                    hints = (Tip("change the team, or ask someone to join it for these sessions"),)
                    yield warning("facilitators", message, where, hints=hints, subject=about)


def right_size(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """The group is of a size that works with these people: all of them, and those of each room.

    Half of some couples in a room of their own are as many as the couples, whose number is what counts.
    """
    for id_, people in sorted(_sizes(library, folder, days)):
        facet = library.audiences[id_].item
        limits = facet.people
        if limits is None:
            continue
        heads = limits.counted(people)
        if not limits.min <= heads <= limits.max:
            message = f'"{facet.title}" meet best as {limits.min}-{limits.max} {limits.unit}s, not {heads}'
            # Too few cannot be helped by planning, too many can be divided.
            hint: Hint = Tip("wait until more can come")
            if heads > limits.max:
                hint = _several_times(folder, people, -(-heads // limits.max))
            span = folder.workshop.key("participants")
            yield warning("group-size", message, span, hints=(hint,), subject=workshop_subject(folder))


def _sizes(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> set[tuple[str, int]]:
    """How many people of each audience are in one place, together or in a room."""
    workshop = folder.workshop.item
    are_couples = facts_in(facets_of(library.audiences, workshop.audience)).are_couples
    sizes = set()
    is_together = are_couples
    for day in days:
        for session in day.sessions:
            if session.track is None:
                is_together = True
            elif not are_couples:
                for id_ in session.track.audience:
                    sizes.add((id_, session.gathering.participants))
    if is_together:
        for id_ in workshop.audience:
            sizes.add((id_, workshop.participants))
    return sizes


def _several_times(folder: WorkshopFolder, people: int, times: int) -> Hint:
    each = people // times
    typed = f"run the workshop {times} times, with about {each} people each time"
    # A room cannot be made smaller by a number of the workshop alone.
    if people != folder.workshop.item.participants:
        return Tip(typed)
    edit = Set(file_of(folder), ("participants",), str(each))
    return Fix(f"Plan it for {each} people, to be run {times} times", (edit,), typed)


def whole_couples(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where couples come, nobody comes alone."""
    workshop = folder.workshop.item
    numbers = set()
    if facts_in(facets_of(library.audiences, workshop.audience)).are_couples:
        numbers.add(workshop.participants)
    for day in days:
        for session in day.sessions:
            if session.gathering.facts.are_couples:
                numbers.add(session.gathering.participants)
    for people in sorted(numbers):
        # An even number may still be wrong, but nobody can see that from a number.
        if people % 2:
            message = f"{people} people are not couples: someone comes alone"
            hints = (_partners(folder, people + 1),)
            span = folder.workshop.span("participants")
            yield warning("odd-couples", message, span, hints=hints, subject=workshop_subject(folder))


def _partners(folder: WorkshopFolder, people: int) -> Hint:
    if people - 1 != folder.workshop.item.participants:
        return Tip(f"participants: {people} in that room, with a partner for everyone")
    edit = Set(file_of(folder), ("participants",), str(people))
    label = f"{people} people come, with a partner for everyone"
    return Fix(label, (edit,), f"--participants {people}, with a partner for everyone")


def all_in_tracks(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Rooms side by side hold everybody, and no more, and their teams are those of the workshop."""
    for day in days:
        for block in day.blocks:
            if block.kind == "parallel":
                yield from _in_tracks(folder, day, block)


def _in_tracks(folder: WorkshopFolder, day: DraftDay, block: DraftBlock) -> Iterator[Diagnostic]:
    everybody, team = folder.workshop.item.participants, folder.workshop.item.facilitators
    span = folder.workshop.span("days", day.index, "blocks", block.index, "parallel")
    about = block_of(folder, day, block)
    people, leaders = 0, 0
    for session in block.sessions:
        people += session.gathering.participants
        leaders += session.gathering.facilitators.count
    if people != everybody:
        message = f"the rooms hold {people} people, {everybody} come"
        hints = (Tip("change participants: of the tracks"),)
        yield warning("track-people", message, span, hints=hints, subject=about)
    else:
        yield from _without_people(block, span, about)
    if leaders > team.count:
        message = f"the rooms need {leaders} facilitators at once, {there(team.count)}"
        hints = (Tip(f"one for each room at least{_wish_of_rooms(block)}"),)
        yield warning("track-facilitators", message, span, hints=hints, subject=about)
        return
    missing = _not_in_team(team, block)
    if missing:
        message = f"the rooms need {missing}"
        hints = (Tip("change facilitators: of the workshop or of the rooms"),)
        yield warning("track-facilitators", message, span, hints=hints, subject=about)


def _without_people(block: DraftBlock, span: Span, about: Subject) -> Iterator[Diagnostic]:
    """A room that nobody is left for: with two people and three rooms, the shares still add up."""
    for session in block.sessions:
        if session.track and session.gathering.participants == 0:
            message = f'nobody is in the room "{session.track.title}"'
            hints = (Tip("leave the room out, or change participants: of the rooms"),)
            yield warning("track-people", message, span, hints=hints, subject=about)


def _wish_of_rooms(block: DraftBlock) -> str:
    """The women and men whom the people in all rooms need together, as the end of a hint."""
    women, men = 0, 0
    for session in block.sessions:
        wish = wanted(session.gathering.stating("facilitators"))
        women, men = women + wish.women, men + wish.men
    who = in_words(Team(number=max(1, women + men), women=women, men=men))
    if not who:
        return ""
    return f"; these people need {who}"


def _not_in_team(team: Team, block: DraftBlock) -> str:
    """The women and men whom the rooms of a block say they have, and the team has not; empty where it has."""
    women, men = 0, 0
    for session in block.sessions:
        if session.track and session.track.facilitators:
            women += session.track.facilitators.women
            men += session.track.facilitators.men
    if max(0, women - team.women) + max(0, men - team.men) <= unsaid(team):
        return ""
    missing = []
    for needed, present, sex in ((women, team.women, "women"), (men, team.men, "men")):
        if needed > present:
            missing.append(f"{needed} {sex} at once, in the team {there(present)}")
    return " and ".join(missing)


def things_at_hand(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """What the place lacks can be done without."""
    needing: dict[str, dict[tuple[str, str], DraftActivity]] = {}
    for activity in activities(days):
        for lacking, item in _missing_material(activity):
            needing.setdefault(lacking, {})[activity.id, item] = activity
    for lacking, uses in needing.items():
        several = tuple(uses.values())
        hints = (without(folder, *several, before=f"bring {lacking}, or leave out: "),)
        if len(uses) == 1:
            ((id_, item),) = uses
            message = f'"{id_}" needs {lacking} for "{item}", and names nothing in its place'
            about = activity_of(folder, several[0])
            yield warning("no-substitute", message, several[0].span, hints=hints, subject=about)
            continue
        what = listed(f'"{id_}" (for "{item}")' for id_, item in uses)
        message = f"{what} need {lacking}, and name nothing in its place"
        span = folder.workshop.key("lacks")
        yield warning("no-substitute", message, span, hints=hints, subject=workshop_subject(folder))


def _missing_material(activity: DraftActivity) -> Iterator[tuple[str, str]]:
    lacks = activity.gathering.lacks
    for material in activity.item.materials:
        if material.needs in lacks and material.substitute is None:
            yield str(material.needs), material.item
    # Sheets that are hung up are no material of the list, and need paper all the same.
    if "paper" not in lacks:
        return
    for sheet in activity.item.flipcharts:
        if sheet.substitute is None:
            yield "paper", sheet.title


def listed_people(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No more names are listed than people are planned for."""
    people, names = folder.workshop.item.participants, len(folder.names)
    if names > people:
        message = f"{ROSTER} has {names} names, the workshop is for {people} people"
        edit = Set(file_of(folder), ("participants",), str(names))
        fix = Fix(f"Plan for {names} people", (edit,), f"set  participants: {names}")
        notes = (Note("the first person without a place", folder.listed[people].span),)
        span, hints = folder.workshop.span("participants"), (fix, Tip("or take names out of the list"))
        about = workshop_subject(folder)
        yield warning("more-names", message, span, notes=notes, hints=hints, subject=about)
