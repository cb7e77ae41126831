"""A program that runs HermiT on one file through owlready2, in a process of its own.

    python _hermit_child.py FACTS RESULT JAVA MEGABYTES PROPERTIES

reads N-Triples from FACTS and writes what HermiT infers to RESULT, as N-Triples; its exit code is `CONSISTENT` or `INCONSISTENT`.
PROPERTIES is 1 for property values too. As soon as its standard input ends, it removes the folder of FACTS and
ends, with the Java it started.

Why is this necessary? owlready2 waits for Java without a limit, keeps its settings in module globals, and leaves its file behind if
the ontology is inconsistent. None of that reaches past this process, its folder for temporary files and its process group.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from pathlib import Path

__all__ = ["CONSISTENT", "INCONSISTENT"]

CONSISTENT, INCONSISTENT = 0, 10


def main(facts: str, result: str, java: str, megabytes: str, properties: str) -> int:
    """Run HermiT and return the exit code."""
    import owlready2
    from owlready2 import reasoning

    owlready2.JAVA_EXE = java
    reasoning.JAVA_MEMORY = int(megabytes)
    world = owlready2.World()
    with Path(facts).open("rb") as file:
        world.get_ontology("http://argmap.invalid/").load(fileobj=file)
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=properties == "1", debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return INCONSISTENT
    # What sync_reasoner adds goes into an ontology of this name, spelled so. Turtle would come out empty.
    world.get_ontology("http://inferrences/").save(file=result, format="ntriples")
    return CONSISTENT


def _end_with_standard_input(folder: Path) -> None:
    """Wait until the process that asked is gone, then clear up after it."""
    # Not through sys.stdin, whose lock a thread that waits would hold when the interpreter ends.
    while os.read(0, 1):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    if sys.platform != "win32":
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=_end_with_standard_input, args=(Path(sys.argv[1]).parent,), daemon=True).start()
    sys.exit(main(*sys.argv[1:]))
