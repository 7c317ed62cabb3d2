"""Who comes: women, men or both is known or asked for, and rooms do not say what the workshop rules out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practicepack.diagnostics import Diagnostic, Hint, Span, Tip, error, warning
from practicepack.edits import Fix, Path, Set
from practicepack.library.facts import covers, facets_of
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import Activity
from practicepack.library.models.audience import Audience
from practicepack.library.models.fields import Sensitivity
from practicepack.plan.draft import DraftActivity, DraftDay, DraftSession
from practicepack.plan.fixes import activity_of, as_list, file_of, setting, workshop_subject
from practicepack.plan.people.team import in_words, shortfall, unsaid, wanted
from practicepack.plan.rules.group_size import team_as_yaml
from practicepack.plan.rules.safeguarding import gates
from practicepack.subjects import Subject


@dataclass(frozen=True, slots=True)
class _Meeting:
    """People who meet in one place: all of them, or one room of a block."""

    sessions: tuple[DraftSession, ...]
    title: str
    """The room's title; empty where it is the whole workshop."""
    path: Path
    """Where its audience is written, or would be."""

    @property
    def activities(self) -> Iterator[DraftActivity]:
        for session in self.sessions:
            yield from session.activities

    @property
    def where(self) -> str:
        if not self.title:
            return ""
        return f' in the room "{self.title}"'

    def subject(self, folder: WorkshopFolder) -> Subject:
        """What a finding about these people is about: the workshop, or the block of their room."""
        if not self.title:
            return workshop_subject(folder)
        _, day, _, block, *_ = self.path
        return Subject("block", f"{day}.{block}", folder.id)


def _meetings(days: Sequence[DraftDay]) -> Iterator[_Meeting]:
    """Everybody together, where they ever are, and each room for the first time that it meets."""
    together: list[DraftSession] = []
    rooms: dict[tuple[str, tuple[str, ...]], list[DraftSession]] = {}
    paths: dict[tuple[str, tuple[str, ...]], Path] = {}
    for day in days:
        for block in day.blocks:
            for session in block.sessions:
                if session.track is None:
                    together.append(session)
                    continue
                key = (session.track.title, session.gathering.audience)
                rooms.setdefault(key, []).append(session)
                block_path = ("days", day.index, "blocks", block.index)
                paths.setdefault(key, (*block_path, "parallel", session.room - 1, "audience"))
    if together:
        yield _Meeting(tuple(together), "", ("audience",))
    for (title, audience), sessions in rooms.items():
        yield _Meeting(tuple(sessions), title, paths[title, audience])


def gender_known(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """It is said of everybody who meets whether they are women, men or both.

    A warning by itself; an error where anything that these people do has a rule about it, so that no rule is
    passed over because a word was left out.
    """
    for meeting in _meetings(days):
        # All sessions of a meeting have the same people, so the first one says who they are.
        if meeting.sessions[0].gathering.facts.gender is not None:
            continue
        span, about = _meeting_span(folder, meeting), meeting.subject(folder)
        hints = tuple(_ways_to_say(library, folder, meeting))
        message = f"it is not said whether women, men or both come{meeting.where}"
        rule = _first_rule(library, meeting)
        if rule:
            yield error("gender-needed", f"{message}, and {rule}", span, hints=hints, subject=about)
        else:
            yield warning("gender-unknown", message, span, hints=hints, subject=about)


def _meeting_span(folder: WorkshopFolder, meeting: _Meeting) -> Span:
    return folder.workshop.key(*meeting.path)


def _first_rule(library: Library, meeting: _Meeting) -> str:
    """The first rule of what these people do that depends on who comes; empty where there is none."""
    for activity in meeting.activities:
        rule = rule_by_gender(library, activity)
        if rule:
            return rule
    return ""


def _ways_to_say(library: Library, folder: WorkshopFolder, meeting: _Meeting) -> Iterator[Hint]:
    """Each audience that says no more than who comes, with the others that were given."""
    given = []
    for id_ in meeting.sessions[0].gathering.audience:
        if library.audiences[id_].item.kind == "who":
            yield Tip(f"write  gender:  with women, men or both into content/audiences/{id_}.yaml")
        else:
            given.append(id_)
    for id_, entry in library.audiences.items():
        if _is_who(library, id_):
            label = f'These people are: "{entry.item.title}"'
            yield _add_audience(folder, meeting, label, id_, given)


def _add_audience(
    folder: WorkshopFolder, meeting: _Meeting, label: str, id_: str, given: Sequence[str]
) -> Fix:
    """The audience of a workshop, or of a room, with one more. The option for a room needs quotes."""
    if not meeting.title:
        return _everybody(folder, label, [id_, *given])
    named = [id_]
    track = meeting.sessions[0].track
    if track:
        named += track.audience
    path = ".".join(map(str, meeting.path))
    edit = Set(file_of(folder), meeting.path, as_list(named))
    return Fix(label, (edit,), f'--set "{path}={as_list(named)}"')


def _everybody(folder: WorkshopFolder, label: str, ids: Sequence[str]) -> Fix:
    """Another audience for a whole workshop."""
    options = " ".join(f"--audience {id_}" for id_ in dict.fromkeys(ids))
    return Fix(label, (Set(file_of(folder), ("audience",), as_list(ids)),), options)


def rule_by_gender(library: Library, activity: DraftActivity) -> str:
    """The rule of an activity that depends on who comes, in words; empty where it has none."""
    authored, here = library.activities[activity.id].item, activity.gathering.audience
    for refusal in authored.never_with:
        if _depends_on_who(library, refusal.audience, here):
            return f'"{activity.id}" is never used with "{refusal.audience}"'
    for only in authored.only_with:
        if _depends_on_who(library, only.audience, here):
            return f'"{activity.id}" is only used with "{only.audience}"'
    for ids in _tagged(authored):
        if any(_is_who(library, id_) for id_ in ids):
            return f'"{activity.id}" is different for women and for men'
    for id_, entry in library.audiences.items():
        if _is_who(library, id_) and any(gates(activity.item.sensitivity, [entry.item])):
            return f'"{activity.id}" is sensitive: with "{entry.item.title}" it needs more before it'
    return ""


def _depends_on_who(library: Library, id_: str, here: Sequence[str]) -> bool:
    """Whether something about an audience holds here or not depends on who comes, which is not known."""
    return covers(library.audiences, id_, here) is None and _is_who(library, id_)


def _tagged(item: Activity) -> Iterator[tuple[str, ...]]:
    """The audiences of variants that replace something, and of cautions: what keeps people safe."""
    for variant in item.variants:
        # Advice is printed for everyone, whoever it is for.
        if not variant.only_advises:
            yield variant.for_
    for step in item.steps:
        for cue in step.cues:
            if cue.caution:
                yield cue.for_
                yield cue.not_for


def _is_who(library: Library, id_: str) -> bool:
    """Whether an audience says that people are women, men or both, and no more than that."""
    entry = library.audiences.get(id_)
    # Couples are counted: they are more than women and men.
    if entry is None or entry.item.counts:
        return False
    return entry.item.kind == "who" and entry.item.gender is not None


def age_known(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where something must never be done with children, it is said whether anybody is under 18.

    A warning, once: most workshops are for adults, and what they do is right for adults.
    """
    for activity in _for_adults(library, days):
        message = f'"{activity.id}" is not for children, and it is not said whether anyone is under 18'
        span, hints = folder.workshop.key("audience"), tuple(_as_adults(library, folder))
        about = activity_of(folder, activity)
        yield warning("age-unknown", message, span, hints=hints, subject=about)
        # One answer settles it for every activity.
        return


def _for_adults(library: Library, days: Sequence[DraftDay]) -> Iterator[DraftActivity]:
    """What is only for adults, and done with people of whom it is not known that they are."""
    for meeting in _meetings(days):
        for activity in meeting.activities:
            if activity.gathering.facts.under_18 is None and _is_for_adults(library, activity):
                yield activity


def _as_adults(library: Library, folder: WorkshopFolder) -> Iterator[Fix]:
    """Each audience of adults, beside those that are given."""
    given = folder.workshop.item.audience
    for id_, entry in library.audiences.items():
        facet = entry.item
        if facet.under_18 is False and facet.kind == "age" and id_ not in given:
            yield _everybody(folder, f'These people are: "{facet.title}"', [*given, id_])


def _is_for_adults(library: Library, activity: DraftActivity) -> bool:
    """Whether it is refused for some audience in which people are under 18."""
    refused = {refusal.audience for refusal in activity.item.never_with}
    for id_, entry in library.audiences.items():
        if not entry.item.under_18:
            continue
        if id_ in refused or _is_shut(activity.item.sensitivity, entry.item):
            return True
    return False


def _is_shut(sensitivity: Sensitivity, facet: Audience) -> bool:
    """Whether a gate of an audience cannot be opened: nothing makes this right for them."""
    return any(not gate.needs for _, gate in gates(sensitivity, [facet]))


def rooms_fit(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No room is for people of whom the workshop says that they do not come."""
    genders = set()
    adults_only = False
    for facet in facets_of(library.audiences, folder.workshop.item.audience):
        if facet.gender:
            genders.add(facet.gender)
        # Most audiences say nothing about age, so only a plain no rules children out.
        if facet.under_18 is False:
            adults_only = True
    for meeting in _meetings(days):
        if not meeting.title:
            continue
        here = meeting.sessions[0].gathering.facts
        if here.gender and genders and "both" not in genders and here.gender not in genders:
            (only,) = genders
            message = f'the room "{meeting.title}" is for {here.gender}, the workshop is for {only}'
            yield _wrong_room(folder, meeting, message)
        if here.under_18 and adults_only:
            message = f'in the room "{meeting.title}" people are under 18, the workshop is for adults'
            yield _wrong_room(folder, meeting, message)


def _wrong_room(folder: WorkshopFolder, meeting: _Meeting, message: str) -> Diagnostic:
    hints = (Tip("change the audience: of the workshop or of the room"),)
    about = meeting.subject(folder)
    return warning("room-people", message, _meeting_span(folder, meeting), hints=hints, subject=about)


def leaders_known(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where people need a woman or a man to lead, it is said who of the team is one."""
    if not unsaid(folder.workshop.item.facilitators):
        return
    for day in days:
        for session in day.sessions:
            facets = session.gathering.stating("facilitators")
            wish, team = wanted(facets), session.gathering.facilitators
            # A team that is too small has a finding of its own.
            is_known = team.women >= wish.women and team.men >= wish.men
            if is_known or shortfall(team, wish):
                continue
            title = next(facet.title for facet in facets if facet.facilitators)
            need = in_words(wish)
            message = f'it is not said who of the team is a woman or a man: "{title}" need {need}'
            span, hints = folder.workshop.key("facilitators"), (_larger_team(folder, days),)
            yield warning("team-unknown", message, span, hints=hints, subject=workshop_subject(folder))
            return


def _larger_team(folder: WorkshopFolder, days: Sequence[DraftDay]) -> Fix:
    """The team with the women and men whom all these people need at one time."""
    team = folder.workshop.item.facilitators
    women, men = _most_needed_at_once(days)
    women, men = max(women, team.women), max(men, team.men)
    value = team_as_yaml(max(team.count, women + men), women, men)
    edit = Set(file_of(folder), ("facilitators",), value)
    return Fix(f"Women in the team: {women}; men: {men}", (edit,), f'--set "facilitators={value}"')


def _most_needed_at_once(days: Sequence[DraftDay]) -> tuple[int, int]:
    """The most women and the most men whom all that happens at one time needs."""
    most_women, most_men = 0, 0
    for day in days:
        for block in day.blocks:
            women, men = 0, 0
            for session in block.sessions:
                wish = wanted(session.gathering.stating("facilitators"))
                women, men = women + wish.women, men + wish.men
            most_women, most_men = max(most_women, women), max(most_men, men)
    return most_women, most_men


def ranks_known(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No one is in a room with someone on whom they depend: only the organisers can know who that is."""
    apart = folder.workshop.item.ranks_apart
    if apart:
        return
    asked: dict[str, str] = {}
    for meeting in _meetings(days):
        for facet in facets_of(library.audiences, meeting.sessions[0].gathering.audience):
            if facet.not_together:
                asked.setdefault(facet.title, str(facet.not_together))
    if not asked:
        return
    span = folder.workshop.key("ranks_apart")
    hints: list[Hint] = []
    for who in asked.values():
        hints.append(Tip(who))
    hints.append(setting(folder, "No one sits with someone they depend on", (("ranks_apart",), "true")))
    if apart is None:
        message = "it is not said whether anyone is in a room with someone they depend on"
    else:
        message = "people are in a room with someone they depend on"
    yield warning("rank-unknown", message, span, hints=tuple(hints), subject=workshop_subject(folder))
