"""Certificates, with a name on each where names are known."""

from collections.abc import Mapping
from typing import Any

from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.library.models.printable import Certificate


class CertificateKind(PrintableKind[Certificate]):
    """One page, on its side, that says who took part."""

    model = Certificate
    documents = "forms"

    def copies(self, setting: Setting[Certificate]) -> int | None:
        """Once, where each page has another name."""
        if setting.context.plan.names:
            return 1
        return None

    def view(self, setting: Setting[Certificate]) -> Mapping[str, object]:
        """The name on each page."""
        return {"names": _certificate_names(setting)}

    def shape(self, setting: Setting[Certificate]) -> Mapping[str, Any]:
        """A page for each name."""
        pages = len(_certificate_names(setting)) or 1
        return {"leaf": setting.context.desk, "is_wide": True, "most_pages": pages}


def _certificate_names(setting: Setting[Certificate]) -> tuple[str, ...]:
    """The names on certificates, and a line to write on for each person who is not listed."""
    names = setting.context.plan.names
    if not names:
        return ()
    # People who come without being on the list write their names themselves.
    unlisted = setting.sheet.copies - len(names)
    return (*names, *("",) * unlisted)
