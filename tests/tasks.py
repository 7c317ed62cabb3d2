"""Tasks as a typesetter takes them, called by the hash of their words."""

from collections.abc import Iterator

from practicepack.pack.laid import Job


def by_key(*jobs: Job) -> Iterator[tuple[str, Job]]:
    """Some parts to lay out."""
    return ((one.key, one) for one in jobs)
