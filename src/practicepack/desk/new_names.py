"""What a new workshop begins with: a name that is free, and an empty referral list."""

import re
import unicodedata

from practicepack.diagnostics import Source
from practicepack.library.load import REFERRALS
from practicepack.library.models.fields import LONGEST_ID
from practicepack.workspace import Workspace

STARTER = "power-and-voice"
NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
NO_SERVICES = "services: []\n"


def free_name(workspace: Workspace, title: str) -> str:
    """A folder for a title: its letters and digits, and a number where the name is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = NOT_IN_AN_ID.sub("-", plain)[: LONGEST_ID - 3].strip("-") or "my-workshop"
    taken = {*workspace.workshops(), *workspace.session_folders()}
    # Two workshops may have one title, such as one each year.
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def empty_referral_list(workspace: Workspace) -> str:
    """An empty referral list, with how to fill it in."""
    source = Workspace(None, workspace.shipped).read(f"sessions/{STARTER}/{REFERRALS}")
    # The shipped folder of a test, or of another package, may have no starter.
    if isinstance(source, Source):
        return source.text
    return NO_SERVICES
