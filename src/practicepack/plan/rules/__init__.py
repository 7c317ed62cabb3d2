"""The rules of the field for a workshop, as one list. Each finding says what to do about it."""

from collections.abc import Callable, Iterator, Sequence

from practicepack import plugins
from practicepack.diagnostics import Diagnostic
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.draft import DraftDay
from practicepack.plan.people import history
from practicepack.plan.rules import filled_in, pictures, reviews, squeeze, who_comes
from practicepack.plan.rules import group_size as limits
from practicepack.plan.rules import pacing as rhythm
from practicepack.plan.rules import safeguarding as gates

Rule = Callable[[Library, WorkshopFolder, Sequence[DraftDay]], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    history.prerequisites,
    history.nothing_twice,
    who_comes.gender_known,
    who_comes.rooms_fit,
    gates.refused_activities,
    gates.only_with,
    gates.too_sensitive,
    gates.long_enough,
    gates.meetings_before_and_after,
    limits.enough_people,
    limits.enough_facilitators,
    limits.right_facilitators,
    gates.adults_for_children,
    limits.right_size,
    limits.whole_couples,
    limits.all_in_tracks,
    limits.things_at_hand,
    rhythm.calm_ending,
    rhythm.breaks,
    rhythm.long_lunch,
    rhythm.awake_after_lunch,
    rhythm.lively_after_lunch,
    rhythm.slack,
    squeeze.main_activities,
    pictures.on_every_sheet,
    filled_in.own_words,
)
"""What is so whoever holds the workshop, and whenever."""

READY: tuple[Rule, ...] = (
    gates.referral_list,
    gates.children_safe,
    gates.report_back,
    filled_in.contact,
    filled_in.complaints,
    filled_in.unfilled_placeholders,
    filled_in.numbers,
    gates.gated,
    gates.ready_for_each,
    who_comes.age_known,
    who_comes.ranks_known,
    who_comes.leaders_known,
    limits.listed_people,
    reviews.all_read,
)
"""What only those who hold it can fill in, before they hold it."""


def rules() -> tuple[Rule, ...]:
    """The rules of `RULES`, then those of other packages by their names."""
    return (*RULES, *plugins.plugins(plugins.RULES_GROUP))


def ready() -> tuple[Rule, ...]:
    """The rules of `READY`, then those of other packages by their names."""
    return (*READY, *plugins.plugins(plugins.READY_GROUP))
