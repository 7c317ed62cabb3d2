"""What a command that fails shows: the error, and what the user can do about it."""

import errno

from practicepack.diagnostics import CallError, MachineError

SPACE, RIGHTS = "free some space", "change its permissions, or choose another folder"
FEWER = "close other programs, or build with --jobs 1"
REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), SPACE),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), RIGHTS),
    **dict.fromkeys((errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE), FEWER),
    errno.EIO: "check the disk",
}
"""How to fix it when the system refuses something."""


def failure(fault: CallError | MachineError | OSError) -> str:
    """An error in lines. Raises an OSError again that is no fault of the machine, but of ours."""
    if isinstance(fault, CallError):
        lines = [f"error: {fault}"]
        for hint in fault.hints:
            lines.append(f"   hint: {hint}")
        return "\n".join(lines)
    if isinstance(fault, MachineError):
        return f"error: {fault}\n   to fix it: {fault.remedy}"
    if fault.errno not in REMEDIES:
        raise fault
    message = str(fault.strerror)
    if fault.filename:
        message = f"{fault.filename}: {message}"
    return f"error: {message}\n   to fix it: {REMEDIES[fault.errno]}"
