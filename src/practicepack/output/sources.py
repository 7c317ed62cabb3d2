"""The files that a pack was made from, by their hashes: as they were, and as they are now."""

from collections.abc import Mapping

from practicepack.diagnostics import Source
from practicepack.workspace import Workspace, text_digest

READ_AS_TEXT = (".yaml", ".svg", ".html", ".css")


def digest_now(workspace: Workspace, name: str) -> str:
    """The hash of a file as it is now, empty where there is none."""
    if not name.endswith(READ_AS_TEXT):
        return workspace.digest(name)
    if not workspace.find(name):
        return ""
    source = workspace.read(name)
    # A file that cannot be read any more has changed.
    if not isinstance(source, Source):
        return ""
    return text_digest(source.text)


def has_changed(workspace: Workspace, workshop: str, sources: Mapping[str, str]) -> bool:
    """Whether any of the files has changed or is gone, or the workshop has a file that is not among them."""
    for name, before in sources.items():
        if digest_now(workspace, name) != before:
            return True
    return not set(workspace.workshop_names(workshop)).issubset(sources)
