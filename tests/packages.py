"""Packages that add to practicepack: made in a folder, and found as if pip had installed them there."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import invalidate_caches
from pathlib import Path
from textwrap import dedent

from practicepack import plugins


def distribution(folder: Path, name: str, version: str, entry_points: str, files: Mapping[str, str]) -> Path:
    """A package with its dist-info below a folder, as `pip install --target` leaves it."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    texts = {
        f"{info.name}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info.name}/entry_points.txt": entry_points,
        **files,
    }
    for place, text in texts.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return info


@contextmanager
def on_path(folder: Path) -> Iterator[None]:
    """Let Python find what a folder holds, and forget it afterwards."""
    sys.path.insert(0, str(folder))
    _look_again()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(f"{folder}/"):
                del sys.modules[name]
        _look_again()


def _look_again() -> None:
    invalidate_caches()
    plugins.installed.cache_clear()
