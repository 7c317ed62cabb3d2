"""Who is at work on a file or a folder: a lock that the system takes back, however a process ends."""

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def locked(number: int) -> bool:
    """Whether an open file or folder is now this one's alone; always, where the system has no such locks."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a drive in the network without locks
        return True
    return True
