"""What every part of a pack is made from: the plan, the words of its language, and how it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from practicepack.diagnostics import Diagnostic
from practicepack.documents.edition import Edition, Leaf
from practicepack.documents.model import Document, Folder, Part, Place
from practicepack.i18n import Translator
from practicepack.plan.model import Plan

View = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Context:
    """A plan, its words and its edition, with the parts and documents that are alike everywhere."""

    plan: Plan
    words: Translator
    edition: Edition
    warnings: tuple[Diagnostic, ...] = ()
    """What there is to say of the plan before it is printed."""

    @property
    def for_participants(self) -> bool:
        """Whether what participants are given is set in large type."""
        return self.edition.is_large or self.plan.large_type

    def part(self, name: str, template: str, label: str, title: str, view: View, **more: Any) -> Part:
        """A part on the edition's paper, in its type, unless `more` says otherwise."""
        usual: dict[str, Any] = {"leaf": self.edition.paper, "is_large": self.edition.is_large}
        return Part(name, f"{template}.html", label, title, view, **(usual | more))

    def single(
        self, kind: str, folder: Folder, title: str, view: View, copies: int = 1, **more: Any
    ) -> Document:
        """A document of one part, both called after their kind; for organisers, on the office's paper."""
        # Organisers work with their lists at a desk, where small paper will not do.
        if folder == "organisers":
            more = {"leaf": self.desk} | more
        part = self.part(kind, kind, "", title, view, places=(Place(title, kind),), **more)
        return Document(kind, folder, kind, title, copies, (part,), is_read=True)

    @property
    def folded(self) -> Leaf:
        """The pages of a leaflet, which is folded from the office's paper."""
        return self.edition.folded_paper

    @property
    def desk(self) -> Leaf:
        """The paper of what is cut, hung or kept by organisers, where small paper will not do."""
        return self.edition.office_paper
