"""How soon the studio is there, and how soon a change is seen, in a real browser.

    .venv/bin/python bench/studio.py

Prints medians, and processor time as well: other work on the machine hardly changes that.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
RUNS, STARTS = 21, 5
ADDRESS = re.compile(r"http://\S+")
SEEN = """async (people) => {
  const field = document.querySelector("[name=participants]"), saved = document.getElementById("saved");
  const begin = performance.now();
  field.focus();
  field.value = people;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (saved.textContent.includes(`→ ${people}.`)) { observer.disconnect(); resolve(); }
    });
    observer.observe(saved, { childList: true, subtree: true, characterData: true });
  });
  return performance.now() - begin;
}"""
"""From the moment in which a field is left to the new plan on the page."""


@contextmanager
def studio(root: Path) -> Iterator[tuple[psutil.Process, str, float]]:
    """A studio on a folder: its process, its address, and the seconds until it said where it is."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "practicepack", "--root", str(root), "studio", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = ADDRESS.search(process.stdout.readline())
        assert found is not None
        try:
            yield psutil.Process(process.pid), found[0], time.perf_counter() - begin
        finally:
            process.terminate()


def starts(root: Path, page: Page) -> list[float]:
    """The seconds from the command to the first page on the screen."""
    seconds = []
    for _ in range(STARTS):
        with studio(root) as (_, address, until_address):
            begin = time.perf_counter()
            page.goto(address)
            seconds.append(until_address + time.perf_counter() - begin)
    return seconds


def changes(root: Path, page: Page) -> None:
    """Print how long a change of the head-count takes, in all and of the processor."""
    with studio(root) as (process, address, _):
        page.goto(f"{address}w/ours/plan")
        page.evaluate(SEEN, 23)
        before = process.cpu_times()
        milliseconds = []
        for run in range(RUNS):
            milliseconds.append(page.evaluate(SEEN, 24 + run % 2 * 2))
        after = process.cpu_times()
        processor = 1000 * (after.user + after.system - before.user - before.system) / RUNS
        memory = process.memory_info().rss
        for child in process.children(recursive=True):
            memory += child.memory_info().rss
        print(f"change seen: {median(milliseconds):.0f} ms, best {min(milliseconds):.0f} ms")
        print(f"of it the processor, in the studio: {processor:.0f} ms")
        print(f"memory with its processes: {memory / 1e6:.0f} MB")


def main() -> None:
    """Measure on a folder with a copy of the starter."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "mine"
        shutil.copytree(ROOT / "sessions/power-and-voice", root / "sessions/ours")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        times = starts(root, page)
        print(f"start until the first page: {median(times):.2f} s, best {min(times):.2f} s")
        changes(root, page)
        browser.close()


if __name__ == "__main__":
    main()
