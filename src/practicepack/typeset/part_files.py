"""What a part may read while either engine lays it out: pictures of the workspace, and our fonts."""

from pathlib import Path
from urllib.parse import unquote

from practicepack.file_kinds import kind_of
from practicepack.fonts import faces as fonts
from practicepack.fonts import scripts
from practicepack.library.images.photographs import DAMAGE, PRINTED, pixels
from practicepack.render.limits import TooMuchError
from practicepack.render.photos import GREY, prepared
from practicepack.workspace import TooLargeError, Workspace

SCHEME = "practicepack:"
"""Addresses of pictures in a template: the scheme, then a name in the workspace."""


class ForeignAddressError(Exception):
    """An address that is no picture of the workspace, or a picture that cannot be read."""


def font_addresses() -> dict[str, Path]:
    """The addresses of all our font files, as style sheets name them. Raises MachineError."""
    addresses: dict[str, Path] = {}
    for path in (*fonts.files().values(), *scripts.script_files()):
        addresses[path.as_uri()] = path
    return addresses


def picture(workspace: Workspace, address: str) -> tuple[bytes, str]:
    """The picture at an address, ready for the page, and its media type.

    Raises ForeignAddressError, or TooMuchError for one that is beyond the limits.
    """
    written, _, asked = address.removeprefix(SCHEME).partition("?")
    try:
        data = workspace.data(unquote(written)) if address.startswith(SCHEME) else b""
    except TooLargeError as fault:
        raise TooMuchError("picture") from fault
    kind = kind_of(data)
    if kind not in PRINTED:
        raise ForeignAddressError(address)
    if kind != "svg":
        if pixels(data) > workspace.bounds.pixels:
            raise TooMuchError("pixels")
        try:
            data = prepared(data, is_grey=asked == GREY)
        except DAMAGE as fault:
            raise ForeignAddressError(address) from fault
    return data, PRINTED[kind]
