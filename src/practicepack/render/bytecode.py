"""Templates as Jinja has compiled them, in memory: each pack and language has an environment of its own.

Nothing compiled is on the disk. A compiled template is a program, and whoever could write there could run it.
"""

from functools import cache
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Bytecode(BytecodeCache):
    """The programs by Jinja's key of a template, each with the checksum of the text that it was made from."""

    def __init__(self) -> None:
        self.programs: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if its template has the same text. For Jinja."""
        checksum, program = self.programs.get(bucket.key, ("", None))
        bucket.code = None
        if checksum == bucket.checksum:
            bucket.code = program

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what is in a bucket. For Jinja."""
        assert bucket.code is not None
        self.programs[bucket.key] = bucket.checksum, bucket.code


@cache
def bytecode() -> Bytecode:
    """The cache of this process."""
    return Bytecode()
