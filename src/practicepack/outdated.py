"""Whether a pack on the disk is still what would be built now, and in people's words what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from practicepack import plugins
from practicepack.cache.files import CacheFiles
from practicepack.diagnostics import CallError, ContentError
from practicepack.documents.compose import PROGRAMME_MAP
from practicepack.documents.edition import Edition, Paper, Type
from practicepack.library.overrides import assignment
from practicepack.output.publish import packs_of, read_manifest
from practicepack.output.sources import digest_now
from practicepack.pack_draft import Draft
from practicepack.pipeline import ENGINES, Request, drafted, drafted_map
from practicepack.plan.people.team import counted
from practicepack.version import __version__
from practicepack.workspace import ROSTER, WORKSHOP, Workspace

MOST_NAMED = 5
"""How many files or activities are named; the others are counted."""
UNKNOWN_ORIGIN = "it does not say what it was made from: an older version of practicepack made it"
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, CallError)
"""What a manifest raises that was written by another version, or by hand."""

Listing = Mapping[str, Any]
"""A manifest."""


def differences(workspace: Workspace, listing: Listing, cache: CacheFiles | None = None) -> tuple[str, ...]:
    """What differs between a pack and what the same command would build now; empty where nothing does.

    Raises MachineError where the disk refuses.
    """
    try:
        request, fingerprints = request_of(listing), dict(listing["fingerprints"])
        versions, plan = _versions(listing), dict(listing["plan"])
        documents = {document["file"]: str(document["title"]) for document in listing["documents"]}
    except UNREADABLE:
        return (UNKNOWN_ORIGIN,)
    for path, value in listing["options"]["set"].items():
        if not value:
            return (f"the value of --set {path} is stored nowhere, so the pack cannot be compared",)
    program = tuple(_program(versions))
    try:
        draft = _draft(workspace, request, fingerprints, cache)
        now = draft.origin
    except (ContentError, CallError) as fault:
        return (
            *program,
            *_differing_files(workspace, listing, request),
            _not_planned(workspace, request, fault),
        )
    if now.fingerprints == fingerprints:
        return program
    titles = documents | {document.path: str(document.title) for document in draft.documents}
    differing = [*program, *_differing_counts(plan, now.plan), *_activities(plan, now.plan)]
    differing += _differing_files(workspace, listing, request)
    differing += _differing_documents(fingerprints, now.fingerprints, titles)
    return tuple(differing)


def is_outdated(workspace: Workspace, listing: Listing, names: int | None = None) -> bool:
    """Whether any file that a pack was made from has changed, or the program: without planning it again.

    `names` is how many people are listed now, where that is known.
    """
    try:
        request = request_of(listing)
        old_names = listing["plan"].get("names")
        is_other = any(_program(_versions(listing)))
    except UNREADABLE:
        return True
    # the list of names itself is no source: no hash of it is stored, only how many are on it
    if names is not None and old_names not in (None, names):
        return True
    return is_other or any(_differing_files(workspace, listing, request))


def outdated_siblings(workspace: Workspace, packs: Path, built: Path) -> list[tuple[str, Listing]]:
    """The other packs of the workshop that was just built which are older than its files.

    Each with the name of its folder below `packs` and its manifest.
    """
    new = read_manifest(built)
    workshop, names = new["options"]["workshop"], new["plan"].get("names")
    siblings: list[tuple[str, Listing]] = []
    for folder, listing in packs_of(packs, workshop):
        if folder != built and is_outdated(workspace, listing, names):
            siblings.append((folder.relative_to(packs).as_posix(), listing))
    return siblings


def request_of(listing: Listing) -> Request:
    """The request that a pack was built for. Raises one of NOT_OURS for a manifest that is none of ours."""
    asked = listing["options"]
    assignments = []
    for path, value in asked["set"].items():
        assignments.append(replace(assignment(f"{path}={value}"), value=str(value)))
    edition = Edition(**asked["edition"])
    if edition.paper not in get_args(Paper) or edition.type not in get_args(Type):
        raise ValueError(edition)
    return Request(
        str(asked["workshop"]),
        tuple(assignments),
        edition,
        frozenset(asked["only"]),
        asked["session"] or None,
    )


def _draft(
    workspace: Workspace, request: Request, fingerprints: Mapping[str, str], cache: CacheFiles | None
) -> Draft:
    if any(PurePosixPath(path).stem == PROGRAMME_MAP for path in fingerprints):
        return drafted_map(workspace, request, cache)[0]
    return drafted(workspace, request, cache)[0]


def _versions(listing: Listing) -> dict[str, str]:
    """The versions of the program and its plug-ins that made a pack. Raises one of NOT_OURS."""
    versions = {str(name): str(version) for name, version in listing["versions"].items()}
    if "practicepack" not in versions:
        raise KeyError("practicepack")
    return {name: version for name, version in versions.items() if name not in ENGINES}


def _program(then: Mapping[str, str]) -> Iterator[str]:
    """The versions that differ: of practicepack, and of the packages that add to it."""
    now = {"practicepack": __version__} | plugins.packages()
    for name in dict.fromkeys((*now, *then)):
        if name not in then:
            yield f"{name} {now[name]} is installed, the pack was made without it"
        elif name not in now:
            yield f"{name} {then[name]} made the pack, and is not installed"
        elif now[name] != then[name]:
            yield f"{name} {now[name]} is installed, {then[name]} made the pack"


def _differing_counts(plan: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """The head-counts that differ, and the title."""
    counts = (
        ("participants", "person", "people"),
        ("facilitators", "facilitator", "facilitators"),
        ("names", f"name in {ROSTER}", f"names in {ROSTER}"),
    )
    for key, singular, plural in counts:
        old, new = plan.get(key, 0), now.get(key, 0)
        if old != new:
            yield f"{counted(new, singular, plural)} now, the pack is for {old}"
    if plan.get("title") != now.get("title"):
        yield f'it is called "{now.get("title")}" now, the pack says "{plan.get("title")}"'


def _activities(plan: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    old, new = dict(plan.get("activities", {})), dict(now.get("activities", {}))
    for words, titles, others in (("no longer", old, new), ("new", new, old)):
        only = [f'"{title}"' for id_, title in titles.items() if id_ not in others]
        if only:
            yield f"{words} in the workshop: {some_of(only)}"


def _differing_files(workspace: Workspace, listing: Listing, request: Request) -> Iterator[str]:
    """The files that have changed, are gone, or are new beside workshop.yaml."""
    own = f"sessions/{request.workshop}/"
    then: Mapping[str, str] = listing.get("sources", {})
    changed, gone = [], []
    for name, old in then.items():
        now = digest_now(workspace, name)
        if not now:
            gone.append(name)
        elif now != old:
            changed.append(name)
    come = [name for name in workspace.workshop_names(request.workshop) if name not in then]
    if f"{own}{WORKSHOP}" in gone:
        return  # the folder itself is gone, and that is said
    for names, singular, plural in (
        (changed, "has changed since", "have changed since"),
        (gone, "is no longer there", "are no longer there"),
        (come, "is new", "are new"),
    ):
        ordered = sorted(names, key=lambda name: not name.startswith(own))  # the workshop's own first
        if ordered:
            verb = plural
            if len(ordered) == 1:
                verb = singular
            yield f"{some_of([name.removeprefix(own) for name in ordered])} {verb}"


def _differing_documents(
    then: Mapping[str, str], now: Mapping[str, str], titles: Mapping[str, str]
) -> Iterator[str]:
    """The documents that would look different, come or go."""
    changes: dict[str, list[str]] = {"would be different": [], "would go": [], "would be added": []}
    for path in dict.fromkeys((*now, *then)):
        title = titles.get(path, path)
        if path not in then:
            changes["would be added"].append(title)
        elif path not in now:
            changes["would go"].append(title)
        elif now[path] != then[path]:
            changes["would be different"].append(title)
    for words, shown in changes.items():
        if shown:
            yield f"{words}: {some_of(shown)}"


def _not_planned(workspace: Workspace, request: Request, fault: ContentError | CallError) -> str:
    """Why there is nothing to compare a pack with."""
    name = request.workshop
    if name not in (*workspace.workshops(), *workspace.programmes()):
        return f"the folder sessions/{name} is gone or has another name, so nothing can be compared"
    if isinstance(fault, CallError):
        return f"the options that it was built with no longer fit: {fault}"
    return f"{name} has errors now: practicepack plan {name}  shows them"


def some_of(names: Sequence[str]) -> str:
    """Names in a row; of many the first ones, and how many more there are."""
    shown = names[:MOST_NAMED]
    left = len(names) - len(shown)
    if left:
        return f"{', '.join(shown)} and {left} more"
    if len(shown) > 1:
        return f"{', '.join(shown[:-1])} and {shown[-1]}"
    return "".join(shown)
