"""Workshop packs from practice content and session plans.

The public API, described in docs/api.md. It is imported when it is used: the command starts without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from practicepack.version import __version__

if TYPE_CHECKING:
    from practicepack.api import (
        Answer,
        Applied,
        CallError,
        ContentError,
        Desk,
        DeskPlan,
        Diagnostic,
        EditRefusedError,
        Fix,
        ImportRefusedError,
        Include,
        Library,
        MachineError,
        NothingToUndoError,
        Pack,
        Plan,
        Planned,
        PrivateStepError,
        ProposalRequest,
        Proposals,
        Received,
        Shared,
        ShownFile,
        StaleError,
        Step,
        Subject,
        Where,
        build_pack,
        check,
        find_activities,
        open_desk,
        plan_workshop,
        propose_workshops,
        read_library,
    )

__all__ = [
    "Answer",
    "Applied",
    "CallError",
    "ContentError",
    "Desk",
    "DeskPlan",
    "Diagnostic",
    "EditRefusedError",
    "Fix",
    "ImportRefusedError",
    "Include",
    "Library",
    "MachineError",
    "NothingToUndoError",
    "Pack",
    "Plan",
    "Planned",
    "PrivateStepError",
    "ProposalRequest",
    "Proposals",
    "Received",
    "Shared",
    "ShownFile",
    "StaleError",
    "Step",
    "Subject",
    "Where",
    "__version__",
    "build_pack",
    "check",
    "find_activities",
    "open_desk",
    "plan_workshop",
    "propose_workshops",
    "read_library",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("practicepack.api"), name)
