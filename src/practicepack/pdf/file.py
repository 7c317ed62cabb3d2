"""A finished PDF as bytes, the same for the same content."""

from io import BytesIO
from typing import Any

import pikepdf

VERSION = "1.7"
"""The first version of PDF that has all settings for printing, and the one that PDF/UA-1 builds on."""


def saved(pdf: Any) -> bytes:
    """The bytes of a file, without a time or a random number in them."""
    target = BytesIO()
    pdf.save(
        target,
        min_version=VERSION,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return target.getvalue()
