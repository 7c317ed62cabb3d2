"""What all workers share where the system forks: modules that take a second to import, and no state."""

from contextlib import suppress

from practicepack.typeset import weasyprint_adapter as engine  # noqa: F401

with suppress(OSError):  # without Pango: each worker reports that with a remedy
    import weasyprint.text.fonts  # noqa: F401
