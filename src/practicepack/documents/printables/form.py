"""Forms to be answered by hand."""

from practicepack.documents.printables.kind import PrintableKind
from practicepack.library.models.printable import Form


class FormKind(PrintableKind[Form]):
    """Questions with room for answers."""

    model = Form
    documents = "forms"
    is_read = True
    is_plain = True
