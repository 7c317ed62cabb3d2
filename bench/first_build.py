"""How long the starter takes: read and plan, lay out with one process and with all, in seconds.

    .venv/bin/python bench/first_build.py

Medians of three runs, each in a fresh process. The full bench comes with the work on speed.
"""

import statistics
import subprocess
import sys
import tempfile
import time

STARTER = "power-and-voice"
RUNS = 3
COMMANDS = {
    "plan": ["plan", STARTER, "--format", "json"],
    "build, 1 process": ["build", STARTER, "--jobs", "1"],
    "build, all cores": ["build", STARTER],
}


def seconds(arguments: list[str]) -> float:
    """The time of one call, from start to exit."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "practicepack", *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print a line for each command."""
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in COMMANDS.items():
            out = ["--out", folder] if arguments[0] == "build" else []
            times = [seconds([*arguments, *out]) for _ in range(RUNS)]
            print(f"{name:18} {statistics.median(times):6.2f} s")


if __name__ == "__main__":
    main()
