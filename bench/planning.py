"""How long planning takes inside a warm process, for each shipped workshop, in milliseconds.

    .venv/bin/python bench/planning.py

Medians of seven runs. Reading the library is not counted.
"""

import statistics
import time

from practicepack.library.load import WorkshopFolder, load
from practicepack.plan.resolve import resolve
from practicepack.workspace import Workspace, shipped_root

RUNS = 7
MILLISECONDS = 1000


def main() -> None:
    """Print a line for each workshop, the slowest last."""
    library, _ = load(Workspace(None, shipped_root()))

    def median(folder: WorkshopFolder) -> float:
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            resolve(library, folder)
            times.append(time.perf_counter() - start)
        return statistics.median(times) * MILLISECONDS

    measured = {id_: median(folder) for id_, folder in library.workshops.items()}
    for id_, taken in sorted(measured.items(), key=lambda one: one[1]):
        print(f"{id_:30} {taken:6.1f} ms")


if __name__ == "__main__":
    main()
