"""Where a system keeps what can be made again."""

from collections.abc import Mapping
from pathlib import Path


def cache_folder(system: str, environment: Mapping[str, str], home: Path) -> Path:
    """The folder of a user, on a system that is named as `sys.platform` names it."""
    if system == "win32":
        return Path(environment.get("LOCALAPPDATA", home / "AppData/Local")) / "practicepack/cache"
    if system == "darwin":
        return home / "Library/Caches/practicepack"
    stated = Path(environment.get("XDG_CACHE_HOME", ""))
    # The XDG standard: a relative path is ignored. It would put a cache in every folder of the user.
    if not stated.is_absolute():
        stated = home / ".cache"
    return stated / "practicepack"
