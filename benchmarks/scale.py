"""How `argmap map` grows with a thread: `python -m benchmarks.scale [COMMENTS ...]`.

Makes threads (`benchmarks.threads`) of so many comments, a chain and a bush of 2,000 claims, and maps each in a process of its own:
`argmap -v map --no-page --no-java`. A stage ends where the next is announced; its CPU time and the peak of memory are the kernel's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks import threads

__all__ = ["Stage", "measure"]

SECONDS = 10.0
MEGABYTES = 1500
DEEP = 2000


@dataclass(frozen=True)
class Stage:
    """A part of a run: its name, seconds of wall clock and of CPU, and the peak of memory so far in MB."""

    name: str
    wall: float
    cpu: float
    peak: float


def measure(text: str) -> list[Stage]:
    """Map a text cold, and return the stages; the last is the whole run."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "thread.md"
        source.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "argmap", "-v", "map", str(source), "--no-page", "--no-java", "--out", folder]
        marks = [("start", time.perf_counter(), 0.0, 0.0)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            for line in process.stderr or ():
                if line.startswith(("reading", "building", "drawing", "writing", "checking")):
                    marks.append((line.strip().replace(str(source), "thread"), time.perf_counter(), *_used(process.pid)))
                elif line.startswith("argmap:"):
                    raise SystemExit(line)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"argmap ended with {process.returncode}")
    marks.append(("end", time.perf_counter(), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    stages = [
        Stage(name, following[1] - wall, following[2] - cpu, following[3]) for (name, wall, cpu, _), following in pairwise(marks)
    ]
    return [*stages, Stage("all", marks[-1][1] - marks[0][1], marks[-1][2], marks[-1][3])]


def _used(pid: int) -> tuple[float, float]:
    """Return the seconds of CPU and the peak of memory of a running process (Linux: man 5 proc)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    peak = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), int(peak.split()[1]) / 1024


def main() -> None:
    """Print a table for each thread."""
    sizes = [int(word) for word in sys.argv[1:]] or [500, 1000, 5000]
    texts = {f"{size:,} comments": threads.thread(size) for size in sizes}
    texts |= {f"a chain of {DEEP:,} claims": threads.chain(DEEP), f"a bush of {DEEP:,} claims": threads.bush(DEEP)}
    for name, text in texts.items():
        stages = measure(text)
        print(f"\n{name}, {len(text.split()):,} words")
        print(f"{'':24} {'wall':>8} {'CPU':>8} {'peak':>9}")
        for stage in stages:
            print(f"{stage.name:24} {stage.wall:6.2f} s {stage.cpu:6.2f} s {stage.peak:6.0f} MB")
        held = stages[-1].wall <= SECONDS and stages[-1].peak <= MEGABYTES
        print(f"{'within' if held else 'OVER'} the budget of {SECONDS:g} s and {MEGABYTES:,} MB")


if __name__ == "__main__":
    main()
