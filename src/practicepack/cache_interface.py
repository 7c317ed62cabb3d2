"""What every cache can do."""

from typing import Protocol, TypeVar

Value = TypeVar("Value")


class Cache(Protocol[Value]):
    """Values by their keys of 64 hexadecimal digits: the hash of all that shapes a value."""

    def __hash__(self) -> int:
        """A cache is equal to itself alone: what was asked of one is remembered for that one."""

    def get(self, key: str) -> Value | None:
        """The value with this key; None where there is none, or where it is damaged."""

    def put(self, key: str, value: Value) -> None:
        """Cache a value. Where the disk refuses, nothing is cached, and no one is stopped."""
