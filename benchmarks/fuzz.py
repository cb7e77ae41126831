"""Fuzz the readers: take files that they read, damage them, and read them again, for as many minutes as are given.

Whatever comes in, the answer is a thread or one clear error: never another exception, never more than ten seconds of work, and of a
thread every offset leads to its words and its annotated text gives it back. Inputs that fail are kept in a folder.

    python -m benchmarks.fuzz --minutes 10 --only reddit --pages ../shared/data/threads
"""

from __future__ import annotations

import argparse
import collections
import copy
import json
import random
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from argmap.errors import ArgmapError
from argmap.markup import strip, thread_text
from argmap.read import READERS, read_all, read_markdown
from benchmarks.fuzz_seeds import seeds
from tests.read.test_shapes import check_map, content

SLOW = 10.0
HOSTILE = (
    *("<script>alert(1)</script>", "<b", "</div>", "<!--", "<![CDATA[", "&#0;", "&#xD800;", "&amp", "<table><tr><td>", "<li>"),
    *("\u202e", "\u0000", "\ud800", "\ufeff", "\u2028", "\x1b[31m", "\\u0000", "\\ud83d", "]{.claim}", ":::", "> > ", "```", "$$"),
    *("<blockquote>", "<a href='javascript:alert(1)'>x</a>", "<img src=x onerror=alert(1)>", '"', "'", "\\", "{", "}", "[", "]"),
    *(
        "null",
        "true",
        "-1",
        "1e999",
        "99999999999999999999",
        "[]",
        "{}",
        '""',
        "“",
        "”",
        "…",
        "[^1]",
        "[^1]: x",
        "---\n",
        "\n\n",
        "\r",
    ),
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -5,
    2**70,
    1.5,
    "",
    "x",
    "<p>x",
    [],
    {},
    [None],
    {"a": {}},
    "2020-01-01T00:00:00Z",
    "\u202e",
)


def damaged(data: bytes, other: bytes, random: random.Random) -> bytes:
    """Change a file in one to five ways."""
    if random.random() < 0.3:
        try:
            value = json.loads(data)
        except ValueError:
            pass
        else:
            for _ in range(random.randint(1, 4)):
                value = mutated(value, random)
            return json.dumps(value, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    for _ in range(random.randint(1, 5)):
        data = damage(data, other, random)
    return data


def damage(data: bytes, other: bytes, random: random.Random) -> bytes:
    """Change a file in one way: cut, double, drop, insert, exchange, or mix it with another."""
    at, end = sorted((random.randint(0, len(data)), random.randint(0, len(data))))
    near = min(at + random.randint(1, 200), len(data))
    kind = random.randrange(8)
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + data[near:]
    if kind == 2:
        return data[:near] + data[at:]
    if kind == 3:
        start = random.randint(0, len(other))
        return data[:at] + other[start : start + 300] + data[at:]
    if kind == 4:
        return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
    if kind == 5:
        return data[:at] + random.choice(HOSTILE).encode("utf-8", "surrogatepass") * random.choice([1, 1, 1, 50]) + data[at:]
    if kind == 6:
        return data[at:end] if end - at > 20 else data[at:]
    return data.replace(data[at:near], random.choice(HOSTILE).encode("utf-8", "surrogatepass"), 3) if near > at else data


def mutated(value: Any, random: random.Random) -> Any:
    """Change one value somewhere in a tree of JSON."""
    places = list(inside(value))
    if not places:
        return copy.deepcopy(random.choice(VALUES))
    holder, key = random.choice(places)
    if random.random() < 0.2:
        del holder[key]
    elif random.random() < 0.3:
        holder[key] = random.choice(places)[0]
        return json.loads(json.dumps(value)) if not is_cyclic(value) else copy.deepcopy(random.choice(VALUES))
    else:
        holder[key] = copy.deepcopy(random.choice(VALUES))
    return value


def is_cyclic(value: Any) -> bool:
    """Say whether JSON holds itself."""
    try:
        json.dumps(value)
    except (ValueError, RecursionError):
        return True
    return False


def inside(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in a tree of JSON."""
    stack = [value] if isinstance(value, dict | list) else []
    while stack:
        holder = stack.pop()
        for key in list(holder if isinstance(holder, dict) else range(len(holder))):
            yield holder, key
            if isinstance(holder[key], dict | list):
                stack.append(holder[key])


def trial(files: list[tuple[str, bytes]]) -> str:
    """Read damaged files and check what comes out; return what that was. Raises whatever a reader must not raise."""
    try:
        thread = read_all(files)
    except ArgmapError as problem:
        if "\n" in str(problem):
            raise AssertionError("an error of several lines") from problem
        return problem.id
    check_map(thread)
    text = thread_text(thread)
    text.encode()
    again, once = content(read_markdown(strip(text), thread.source.name)), content(thread)
    if changed := [key for key in once if again[key] != once[key]]:
        raise AssertionError(f"{', '.join(changed)} changed")
    return thread.source.reader


def main() -> int:
    """Run for the time given; exit 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--only", help="the name of a reader, or its beginning")
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    known = seeds(options.pages, random_)
    chosen = [files for name, sets in known.items() if not options.only or name.startswith(options.only) for files in sets]
    if not chosen:
        print(f"no seeds for {options.only}; readers: {', '.join(reader.name for reader in READERS)}; seeds: {', '.join(known)}")
        return 2
    every = [data for sets in known.values() for files in sets for _, data in files]
    outcomes: collections.Counter[str] = collections.Counter()
    failures: collections.Counter[str] = collections.Counter()
    slowest = 0.0
    end = time.monotonic() + options.minutes * 60
    while time.monotonic() < end:
        files = [(name, damaged(data, random_.choice(every), random_)) for name, data in random_.choice(chosen)]
        start = time.process_time()  # others may use the machine as well
        try:
            outcomes[trial(files)] += 1
        except (Exception, RecursionError) as problem:
            frame = traceback.extract_tb(problem.__traceback__)[-1]
            failure = f"{type(problem).__name__} at {Path(frame.filename).name}:{frame.lineno}"
            if isinstance(problem, AssertionError | ArgmapError):
                failure += f" ({getattr(problem, 'id', str(problem)[:40])})"
            failures[failure] += 1
            if failures[failure] == 1:
                keep(options.keep, failure, files)
        spent = time.process_time() - start
        slowest = max(slowest, spent)
        if spent > SLOW:
            failures["slow"] += 1
            keep(options.keep, f"slow {spent:.0f}", files)
    print(
        f"{options.only or 'all'}: {outcomes.total()} inputs read or refused, {failures.total()} failures, slowest {slowest:.1f} s"
    )
    print("  " + ", ".join(f"{name} {number}" for name, number in outcomes.most_common(8)))
    for failure, number in failures.most_common():
        print(f"  FAILED {number} times: {failure}")
    return 1 if failures else 0


def keep(folder: Path, failure: str, files: list[tuple[str, bytes]]) -> None:
    """Keep an input that failed."""
    place = folder / "".join(char if char.isalnum() else "-" for char in failure)
    place.mkdir(parents=True, exist_ok=True)
    for number, (name, data) in enumerate(files):
        (place / f"{number}-{name}").write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
