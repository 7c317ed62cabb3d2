"""Reading a JSON file that anyone may have written: a manifest, a note of the cache."""

import json
from pathlib import Path
from typing import Any

LARGEST_JSON = 32 * 1024 * 1024
"""Bytes. The manifest of a pack with 500 documents has a tenth of this."""


def read_json(path: Path) -> Any:
    """What a JSON file holds. Raises OSError where it cannot be read, ValueError where it is no JSON."""
    # A pipe or a device would block, or never end.
    if not path.is_file():
        raise FileNotFoundError(path)
    if path.stat().st_size > LARGEST_JSON:
        raise ValueError(f"{path} is too large for a manifest")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as fault:  # lists in lists in lists: valid JSON, but never ours
        raise ValueError(f"{path} is nested too deeply") from fault
