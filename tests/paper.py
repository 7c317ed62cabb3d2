"""What a PDF says."""

import subprocess
from functools import cache
from pathlib import Path


@cache
def read_aloud(path: Path) -> tuple[str, ...]:
    """The text of each page, every run of blanks as one."""
    text = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, encoding="utf-8")
    return tuple(" ".join(page.split()) for page in text.stdout.split("\f")[:-1])
