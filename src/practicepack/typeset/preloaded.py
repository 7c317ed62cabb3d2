"""What all workers share where the system forks: modules that take a second to import, and no state."""

import sys

from practicepack.pdf import merge  # noqa: F401
from practicepack.typeset import weasyprint_adapter  # noqa: F401

try:
    import weasyprint.text.fonts  # noqa: F401
except Exception:  # without Pango, or ssl. Each worker reports that, with a remedy, when it imports it again
    for name in tuple(sys.modules):
        if name.partition(".")[0] == "weasyprint":
            del sys.modules[name]
