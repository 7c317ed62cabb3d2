"""Write docs/diagnostics.md from the broken inputs: `make diagnostics`."""

from pathlib import Path

from cases import Case, cases

DOCS = Path(__file__).parents[2] / "docs" / "diagnostics.md"
HEAD = """\
# Messages

Every message has a severity, a code that stays the same, and a place: file, line and column.

```
sessions/voice-at-home/02-start.yaml:7:10: error[unknown-activity]: no activity is called "x"
```

An **error** stops the build; the last good pack stays as it was. A **warning** is for you to read before
you print; with `--strict` it stops the build as well. `practicepack check --format json` gives all of them
to other programs.

This page is made from the broken inputs in `tests/diagnostics/cases/` by `make diagnostics`.
"""


def page() -> str:
    """The whole page: one section for each code, in the order of the alphabet."""
    described = {code_of(case): case for case in cases() if case.means}
    sections = [section(code, described[code]) for code in sorted(described)]
    return "\n".join([HEAD, *sections])


def code_of(case: Case) -> str:
    """The code that a case describes: the one in its own file, or its first."""
    own = [code for _, code, file, _ in case.expected if file == case.place]
    return (own or [case.expected[0][1]])[0]


def section(code: str, case: Case) -> str:
    """What a code means, what causes it, and what fixes it."""
    severity = next(severity for severity, one, *_ in case.expected if one == code)
    return "\n".join(
        [
            f"## {code}",
            "",
            f"*{severity.capitalize()}.* {case.means}",
            "",
            *example("Causes it", bad(code, case)),
            *example("Fixed", case.good),
        ]
    )


def bad(code: str, case: Case) -> str:
    """The line that the finding points at, empty where it points at a whole file."""
    at = next(((file, place) for _, one, file, place in case.expected if one == code and place), None)
    if at is None or at[0] not in case.files:
        return ""
    lines = case.files[at[0]].decode("utf-8", errors="replace").split("\n")
    line = lines[int(at[1].split(":")[0]) - 1]
    return "" if line.startswith("#") else line


def example(title: str, text: str) -> list[str]:
    """A titled snippet, or nothing."""
    return [f"{title}:", "", "```yaml", text, "```", ""] if text else []


if __name__ == "__main__":
    DOCS.write_text(page(), encoding="utf-8")
