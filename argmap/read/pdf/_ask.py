"""Asking a child process what a PDF shows: it reads hostile data, and only a process can be held to a time and to memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from argmap.errors import error
from argmap.model import Place
from argmap.read.pdf import _child

__all__ = ["ask_child"]

_SECONDS = 8.0
_LARGEST = 64 * 2**20


def ask_child(data: bytes, name: str) -> dict[str, Any]:
    """Return `{"title", "author", "pages"}` as `_child.serve` says them.

    Raises ArgmapError: pdf-broken, pdf-locked, pdf-too-big.
    """
    if len(data) > _LARGEST:
        raise error("pdf-too-big", Place(name), reason=f"it has more than {_LARGEST >> 20} MB")
    # By its path: as a module of this package it would have to wait until all readers are imported. -P: what it imports is not
    # to be found beside it.
    command = [sys.executable, "-P", "-X", "utf8", _child.__file__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - our own code
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise error("pdf-too-big", Place(name), reason=f"it takes more than {_SECONDS:.0f} s to read") from None
    except ValueError:  # it was killed, or a stack overflowed
        raise error("pdf-broken", Place(name), reason="reading it broke off") from None
    if "error" in answer:
        raise error(answer["error"], Place(name), **answer["details"])
    found: dict[str, Any] = answer
    return found
