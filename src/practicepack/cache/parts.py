"""Parts that were laid out before, and documents that were joined."""

import json
from dataclasses import dataclass

from practicepack.cache.files import CacheFiles
from practicepack.documents.parts import RenderedPart
from practicepack.workspace import Workspace


def owner(workspace: Workspace, workshop: str) -> str:
    """Whose parts they are: what is forgotten together."""
    return f"{workspace.layers[0]}/{workshop}"


@dataclass(frozen=True, slots=True)
class PartCache:
    """Parts in files of the cache, by the hash of all that shaped them."""

    files: CacheFiles

    def get(self, key: str) -> RenderedPart | None:
        """The part with this key; None where there is none, or where it is damaged."""
        body = self.files.read(key)
        if not body:
            return None
        head, _, pdf = body.partition(b"\n")
        try:
            pages, places = json.loads(head)
        except (ValueError, TypeError, RecursionError):  # someone else has written it
            return None
        return RenderedPart(pdf, pages, places=places)

    def put(self, key: str, part: RenderedPart) -> None:
        """Cache a part. One that shows names, or has something to report, is made again each time."""
        if part.is_cacheable:
            self.files.write(key, json.dumps([part.pages, part.places]).encode() + b"\n" + part.pdf)
