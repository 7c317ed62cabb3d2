"""What the manifests say of the command that built their packs, so that it can be answered from them."""

import json
from collections.abc import Callable, Sequence

from practicepack.cli.report import plain
from practicepack.cli.up_to_date.arguments import build_call
from practicepack.cli.up_to_date.inputs import engine_digest, engine_name, inputs
from practicepack.diagnostics import Diagnostic
from practicepack.library.overrides import is_private
from practicepack.pipeline import ManifestNote, Request
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import ROSTER, Workspace


class Record:
    """What one `build` command was called with, and what there was to read when it began."""

    def __init__(self, workspace: Workspace, words: Sequence[str], typesetter: Typesetter) -> None:
        self.call = build_call(words)
        # Hashed before anything is read: an edit during the build then makes the pack out of date.
        self.inputs = inputs(workspace.root)
        self.typesetter = typesetter

    def note(self, name: str, number: int, count: int, request: Request) -> ManifestNote:
        """What the manifest of a pack says: the pack is `number`, from 0, of `count` built for `name`.

        It says nothing where that could give away a name or a value that is stored nowhere.
        """

        def noted(
            warnings: Sequence[Diagnostic], mentions_people: Callable[[str], bool]
        ) -> dict[str, object] | None:
            if self.call is None or self.inputs is None:
                return None
            for assignment in request.assignments:
                if is_private(assignment.path):
                    return None
            for warning in warnings:
                # It may quote a name, even one that is in no pack because its row is wrong.
                if warning.span and warning.span.source.name.endswith(ROSTER):
                    return None
            files = [engine_name(line.rsplit(" ", 2)[0]) for line in self.typesetter.files]
            call: dict[str, object] = {
                "name": name,
                "pack": [number, count],
                "asked": self.call.asked,
                "inputs": self.inputs,
                "engine": engine_digest(files),
                "engine_files": files,
                "warnings": plain(warnings),
            }
            if mentions_people(json.dumps(call, ensure_ascii=False)):
                return None
            return call

        return noted
