"""Edits at random places of a file."""

from random import Random
from typing import Any

from applied import change
from practicepack.edits import Edit, Insert, Move, Path, Remove, Set

VALUES = (
    *("15:00", "[women, adults]", "{women: 1, men: 1}", '"yes"', "Two words", "null", "", "[]", "{}"),
    *('"a # b: c"', "session: 01-opening\nlead: Ana", "- a\n- b: c\n  d: e", '"First.\\n\\nSecond.\\n"'),
    *("|\n  First.\n\n  Second.", "'it''s'", '"[x], {y}"', "break: 15", '" a"', '"\\n a\\nb"'),
)


def paths(data: Any, path: Path = ()) -> list[Path]:
    items: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        items = list(data.items())
    elif isinstance(data, list):
        items = list(enumerate(data))
    listed = [path]
    for step, value in items:
        listed += paths(value, (*path, step))
    return listed


def group(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def random_edit(random: Random, data: Any, name: str = "x") -> Edit:
    """An edit of any kind at any place of what a file says."""
    everywhere = paths(data)
    lists = [path for path in everywhere if isinstance(group(data, path), list)]
    groups = [path for path in everywhere if isinstance(group(data, path), dict)]
    value = random.choice(VALUES)
    # where everything in the file was removed, only a key can come next
    path = random.choice(everywhere[1:] or [()])
    kind = random.choice(["set", "new key", "insert", "remove", "move", "reorder"])
    if not path:
        kind, groups = "new key", [()]
    if kind == "new key":
        return Set(name, (*random.choice(groups), random.choice(["new", "a b", "yes"])), value)
    if kind == "remove":
        return Remove(name, path)
    if lists and kind == "insert":
        place = random.choice(lists)
        return Insert(name, (*place, random.randint(0, len(group(data, place)))), value)
    if lists and kind == "reorder":
        place = random.choice([place for place in lists if group(data, place)] or lists)
        if group(data, place):
            last = len(group(data, place)) - 1
            return Move(name, (*place, random.randint(0, last)), (*place, random.randint(0, last)))
    if kind == "move":
        return moved(random, data, path, name)
    return Set(name, path, value)


def moved(random: Random, data: Any, path: Path, name: str) -> Edit:
    """A move to any group or list that there is once the value is out."""
    change(data, Remove(name, path))
    free = [other for other in paths(data) if isinstance(group(data, other), dict | list)]
    target = random.choice(free)
    step: str | int = f"moved-{random.random()}"
    if isinstance(group(data, target), list):
        step = random.randint(0, len(group(data, target)))
    return Move(name, path, (*target, step))
