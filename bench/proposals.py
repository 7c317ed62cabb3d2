"""How long a search and proposals take from a cold start: part of `make bench`.

    .venv/bin/python bench/proposals.py [RUNS]

Each figure is the median of some runs, 7 unless another number is given, each in a process of its own: the
time on the clock, and that of the processor. Let nothing else run meanwhile.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

PACK = [sys.executable, "-m", "practicepack"]
DAY = ["--day", "09:00-16:30"]
ASKED = ["propose", "ours", "--audience", "women", "--audience", "adults", "--participants", "18"]
ASKED += ["--facilitators", "{women: 2}", "--about", "who does the work at home"]
CALLS = {
    "find": ["find", "who does the work at home"],
    "propose, one day": ASKED + DAY,
    "propose, five days": ASKED + 5 * DAY,
    "propose, six evenings": ASKED + 6 * ["--day", "18:00-20:00"],
}


def timed(call: Sequence[str]) -> tuple[float, float]:
    """Seconds on the clock, and of the processor, of one call."""
    before, started = os.times(), time.perf_counter()
    subprocess.run([*PACK, *call], check=True, stdout=subprocess.DEVNULL)
    passed, after = time.perf_counter() - started, os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return passed, work


def main(runs: int) -> None:
    """Print the figures."""
    print(f"median of {runs} runs              clock   work")
    for name, call in CALLS.items():
        timed(call)  # the first one fills the caches of the machine
        several = [timed(call) for _ in range(runs)]
        clock = statistics.median(passed for passed, _ in several)
        work = statistics.median(work for _, work in several)
        print(f"{name:28} {clock:6.2f} s {work:6.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
