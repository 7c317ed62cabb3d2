"""Who is in the room: one facet of the people, and all that changes for it."""

from typing import Literal

from pydantic import ConfigDict, Field

from practicepack.library.models.fields import (
    Authored,
    Factor,
    Id,
    Leaders,
    Line,
    MinuteCount,
    Prose,
    Range,
    Sensitivity,
    YesNo,
)
from practicepack.library.models.people import People, Team

Need = Literal["referrals", "safeguarding", "reports_to", "apart"]
"""What a gate can ask for: three entries of workshop.yaml, or a time apart before people are together."""


Gender = Literal["women", "men", "both"]
"""Who is in a room: women or girls, men or boys, or both."""


class Refusal(Authored):
    """An audience that something is never used with, or only used with, and why."""

    model_config = ConfigDict(title="Audience")
    short = "audience"
    audience: Id
    """The id of an audience. It also counts for other audiences with the same facts: gender, age, couples."""
    why: Prose | None = None
    """The reason, in a sentence. The message shows it."""


class AudienceRule(Authored):
    """What must be so for these people, and which finding says where it is not."""

    model_config = ConfigDict(title="Rule")
    short = "text"
    text: Prose
    """What must be so, in a sentence."""
    checked_by: Line | None = None
    """The code of the finding that you get where it is not so: gate, facilitators. What no plan can show
    belongs in `advice`."""


class Gate(Authored):
    """What must be in place before something sensitive is done with these people."""

    sensitivity: Sensitivity
    """From which sensitivity on: `low` (all activities), `medium` (medium and high) or `high` (high only)."""
    needs: tuple[Need, ...] = ()
    """What must be in place first: `referrals` (a referral list), `safeguarding` (a safeguarding lead),
    `reports_to` (women who hear what men discussed) or `apart` (separate rooms earlier). Without any,
    such activities are refused."""
    why: Prose
    """The reason, in a sentence. The message shows it."""


class Sources(Authored):
    """Where each figure or rule was read; "our own" where it is a judgement of ours."""

    time_factor: Line | None = None
    """Where you read how much longer things take. Write “our own judgement” if you read it nowhere."""
    longest_block: Line | None = None
    """Where you read how long these people can go without a break."""
    people: Line | None = None
    """Where you read how many of them work well together."""
    facilitators: Line | None = None
    """Where you read which facilitators they need."""
    children_per_adult: Line | None = None
    """Where you read how many of them there may be for each adult."""
    gates: Line | None = None
    """Where you read what must be in place for sensitive activities."""
    large_type: Line | None = None
    """Where you read that they need large type."""
    rules: Line | None = None
    """Where you read the rules and the advice."""


class Audience(Authored):
    """One facet of who is in the room, and what changes for it."""

    title: Line
    """The name of this audience, as it is printed: Women, Officials, People who trade at night."""
    kind: Literal["who", "age", "role", "need"]
    """What it says about people: `who` (women, men, couples ...), `age` (adults, elders ...), `role`
    (officials, leaders ...) or `need` (reading, hearing ...). A workshop has at most one who and one age."""
    like: Id | None = None
    """The id of another audience. What is written for that audience by name is for this one too. Leave it in
    when you copy a shipped file."""
    gender: Gender | None = None
    """Who they are: `women` (women or girls), `men` (men or boys) or `both` (women and men). Safety rules
    read it. Without it, you are asked who comes."""
    under_18: YesNo | None = None
    """Whether any of them are, or may be, under 18. Safety rules read it. Without it, it is not known."""
    ages: Range | None = None
    """How old they are, in whole years: 8-12. What is refused for children of this age is refused for younger
    ones too."""
    counts: Literal["couples"] | None = None
    """How they come: `couples` (two partners at a time). It stays true when women and men meet apart. Leave
    it out for everyone else."""
    never_with: tuple[Refusal, ...] = ()
    """Audiences that cannot be true of the same people: ids, or `{audience: ..., why: ...}`."""
    time_factor: Factor = 1.0
    """How much longer steps take, from 0.5 to 2: 1.2 is a fifth longer. The factors of all audiences in a
    room are multiplied. The default is 1."""
    longest_block: MinuteCount | None = None
    """The most minutes without a break: 60 or 1h30. Beyond it you are warned. Without it, 90."""
    people: People | None = None
    """How many of them work well together: `{min: 6, ideal: 12, max: 20}`. Outside it you are warned."""
    facilitators: Team | None = None
    """The fewest facilitators they need: 2, or `{women: 1, men: 1}` where it matters. You are warned of
    fewer."""
    children_per_adult: Leaders | None = None
    """How many of them there may be for each adult in the room, 1 to 50. The facilitators count. You are
    warned of more."""
    gates: tuple[Gate, ...] = ()
    """What must be in place before something sensitive is done with them."""
    large_type: YesNo = False
    """Whether their pages are printed in large type. The default is false."""
    pictures: YesNo = False
    """Whether each sheet and card that these people get, and each sheet on the wall, needs a picture. You are
    warned of those without. The default is false."""
    one_by_one: YesNo = False
    """Whether forms with faces have one question on half a page, with a large picture, as children need. The
    default is false."""
    avoids: tuple[Literal["touch", "standing"], ...] = ()
    """What energisers that the plan chooses for them avoid: `touch` (people touch each other) or `standing`
    (most people stand; avoided where possible)."""
    know_each_other: YesNo = False
    """Whether they knew each other before the workshop and need no game to learn names. The default is
    false."""
    rules: tuple[AudienceRule, ...] = ()
    """What must be so for these people, a sentence each, or `{text: ..., checked_by: gate}`. The guide prints
    them."""
    advice: tuple[Prose, ...] = ()
    """What the team sees to with these people, a sentence each. The guide prints it below the guidance."""
    not_together: Prose | None = None
    """Who of them may not sit in one room, because one depends on the other. You are asked in
    `ranks_apart` of workshop.yaml."""
    guidance: Prose
    """Advice to the facilitator on working with these people. The guide prints it."""
    sources: Sources = Field(default_factory=Sources)
    """Where you read each figure or rule."""
