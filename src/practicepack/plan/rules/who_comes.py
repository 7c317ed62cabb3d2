"""Who comes: women, men or both is known or asked for, and rooms do not say what the workshop rules out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practicepack.diagnostics import Diagnostic, Span, error, warning
from practicepack.library.facts import covers
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import Activity
from practicepack.plan.draft import DraftActivity, DraftDay, DraftSession
from practicepack.plan.people.team import in_words, shortfall, unsaid, wanted

RISING = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class _Meeting:
    """People who meet in one place: all of them, or one room of a block."""

    sessions: tuple[DraftSession, ...]
    title: str
    """The room's title; empty where it is the whole workshop."""
    path: tuple[str | int, ...]
    """Where its audience is written, or would be."""

    @property
    def activities(self) -> Iterator[DraftActivity]:
        return (activity for session in self.sessions for activity in session.activities)

    @property
    def where(self) -> str:
        return f' in the room "{self.title}"' if self.title else ""


def _meetings(days: Sequence[DraftDay]) -> Iterator[_Meeting]:
    """Everybody together, where they ever are, and each room for the first time that it meets."""
    together = tuple(one for day in days for one in day.sessions if one.track is None)
    if together:
        yield _Meeting(together, "", ("audience",))
    rooms: dict[tuple[str, tuple[str, ...]], tuple[DraftSession, ...]] = {}
    paths: dict[tuple[str, tuple[str, ...]], tuple[str | int, ...]] = {}
    for day in days:
        for block in day.blocks:
            for session in block.sessions:
                if session.track is not None:
                    key = (session.track.title, session.gathering.audience)
                    rooms[key] = (*rooms.get(key, ()), session)
                    here = (
                        "days",
                        day.index,
                        "blocks",
                        block.index,
                        "parallel",
                        session.room - 1,
                        "audience",
                    )
                    paths.setdefault(key, here)
    for (title, audience), sessions in rooms.items():
        yield _Meeting(sessions, title, paths[title, audience])


def gender_known(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """It is said of everybody who meets whether they are women, men or both.

    A warning by itself; an error where anything that these people do has a rule about it, so that no rule is
    passed over because a word was left out.
    """
    for meeting in _meetings(days):
        room = meeting.sessions[0].gathering
        if room.facts.gender is not None:
            continue
        span, hints = _span(folder, meeting), tuple(_ways_to_say(library, meeting))
        rule = next((found for one in meeting.activities if (found := _gendered(library, one))), "")
        if rule:
            message = f"it is not said whether women, men or both come{meeting.where}, and {rule}"
            yield error("gender-needed", message, span, hints=hints)
        else:
            message = f"it is not said whether women, men or both come{meeting.where}"
            yield warning("gender-unknown", message, span, hints=hints)


def _span(folder: WorkshopFolder, meeting: _Meeting) -> Span:
    return folder.workshop.key(*meeting.path)


def _ways_to_say(library: Library, meeting: _Meeting) -> Iterator[str]:
    """What can be pasted: each audience that says no more than who comes, with the others that were given."""
    room = meeting.sessions[0].gathering
    given = [id_ for id_ in room.audience if library.audiences[id_].item.kind != "who"]
    for id_ in (one for one in room.audience if library.audiences[one].item.kind == "who"):
        yield f"write  gender:  with women, men or both into content/audiences/{id_}.yaml"
    for id_, entry in library.audiences.items():
        if entry.item.kind == "who" and entry.item.gender and not entry.item.counts:
            several = [id_, *given]
            if meeting.title:
                path = ".".join(map(str, meeting.path))
                own = meeting.sessions[0].track
                named = [id_, *(own.audience if own else ())]
                yield f'--set "{path}=[{", ".join(dict.fromkeys(named))}]"'
            else:
                yield " ".join(f"--audience {one}" for one in dict.fromkeys(several))


def _gendered(library: Library, activity: DraftActivity) -> str:
    """The rule of an activity that depends on who comes, in words; empty where it has none."""
    authored, room = library.activities[activity.id].item, activity.gathering
    for refusal in authored.never_with:
        if covers(library.audiences, refusal.audience, room.audience) is None and _is_who(
            library, refusal.audience
        ):
            return f'"{activity.id}" is never used with "{refusal.audience}"'
    for only in authored.only_with:
        if covers(library.audiences, only.audience, room.audience) is None and _is_who(
            library, only.audience
        ):
            return f'"{activity.id}" is only used with "{only.audience}"'
    if any(_is_who(library, id_) for one in _tagged(authored) for id_ in one):
        return f'"{activity.id}" is different for women and for men'
    level = RISING.index(activity.item.sensitivity)
    for entry in library.audiences.values():
        for gate in entry.item.gates if _is_who(library, entry.id) else ():
            if level >= RISING.index(gate.sensitivity):
                return f'"{activity.id}" is sensitive: with "{entry.item.title}" it needs more before it'
    return ""


def _tagged(item: Activity) -> Iterator[tuple[str, ...]]:
    """The audiences of variants that replace something, and of cautions: what keeps people safe."""
    yield from (variant.for_ for variant in item.variants if not variant.only_advises)
    for step in item.steps:
        for cue in step.cues:
            if cue.caution:
                yield cue.for_
                yield cue.not_for


def _is_who(library: Library, id_: str) -> bool:
    """Whether an audience says that people are women, men or both, and no more than that."""
    entry = library.audiences.get(id_)
    if entry is None or entry.item.counts:
        return False
    return entry.item.kind == "who" and entry.item.gender is not None


def age_known(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where something must never be done with children, it is said whether anybody is under 18.

    A warning, once: most workshops are for adults, and what they do is right for adults.
    """
    for meeting in _meetings(days):
        for activity in meeting.activities:
            if activity.gathering.facts.under_18 is None and _is_for_adults(library, activity):
                message = (
                    f'"{activity.id}" is not for children, and it is not said whether anyone is under 18'
                )
                adults = [
                    id_
                    for id_, one in library.audiences.items()
                    if one.item.under_18 is False and one.item.kind == "age"
                ]
                given = folder.workshop.item.audience
                hints = tuple(
                    " ".join(f"--audience {one}" for one in (*given, id_))
                    for id_ in adults
                    if id_ not in given
                )
                yield warning("age-unknown", message, folder.workshop.key("audience"), hints=hints)
                return


def _is_for_adults(library: Library, activity: DraftActivity) -> bool:
    """Whether it is refused for some audience in which people are under 18."""
    level = RISING.index(activity.item.sensitivity)
    refused = {one.audience for one in activity.item.never_with}
    for id_, entry in library.audiences.items():
        if entry.item.under_18:
            shut = any(
                not gate.needs and level >= RISING.index(gate.sensitivity) for gate in entry.item.gates
            )
            if shut or id_ in refused:
                return True
    return False


def rooms_fit(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No room is for people of whom the workshop says that they do not come."""
    whole = [library.audiences[id_].item for id_ in folder.workshop.item.audience]
    genders = {facet.gender for facet in whole if facet.gender}
    adults_only = bool(whole) and any(facet.under_18 is False for facet in whole)
    for meeting in _meetings(days):
        if not meeting.title:
            continue
        here = meeting.sessions[0].gathering.facts
        if here.gender and genders and "both" not in genders and here.gender not in genders:
            (only,) = genders
            message = f'the room "{meeting.title}" is for {here.gender}, the workshop is for {only}'
            hints = ("change the audience: of the workshop or of the room",)
            yield warning("room-people", message, _span(folder, meeting), hints=hints)
        if here.under_18 and adults_only:
            message = f'in the room "{meeting.title}" people are under 18, the workshop is for adults'
            hints = ("change the audience: of the workshop or of the room",)
            yield warning("room-people", message, _span(folder, meeting), hints=hints)


def leaders_known(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where people need a woman or a man to lead, it is said who of the team is one."""
    team = folder.workshop.item.facilitators
    if not unsaid(team):
        return
    for session in (session for day in days for session in day.sessions):
        here = session.gathering
        wish = wanted(here.stating("facilitators"))
        is_short = shortfall(here.facilitators, wish) != ""
        is_known = here.facilitators.women >= wish.women and here.facilitators.men >= wish.men
        if not is_short and not is_known:
            people = next(one for one in here.stating("facilitators") if one.facilitators)
            message = (
                f'it is not said who of the team is a woman or a man: "{people.title}" need {in_words(wish)}'
            )
            women, men = _most_at_once(days)
            said = {"women": max(women, team.women), "men": max(men, team.men)}
            number = max(team.count, sum(said.values()))
            hint = f'--set "facilitators={{number: {number}, women: {said["women"]}, men: {said["men"]}}}"'
            yield warning("team-unknown", message, folder.workshop.key("facilitators"), hints=(hint,))
            return


def _most_at_once(days: Sequence[DraftDay]) -> tuple[int, int]:
    """The most women and the most men whom all that happens at one time needs."""
    women, men = 0, 0
    for block in (block for day in days for block in day.blocks):
        wishes = [wanted(session.gathering.stating("facilitators")) for session in block.sessions]
        women = max(women, sum(wish.women for wish in wishes))
        men = max(men, sum(wish.men for wish in wishes))
    return women, men
