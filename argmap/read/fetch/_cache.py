"""Answers kept on disk for a day, so that trying again asks no server again."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from argmap.errors import ArgmapError
from argmap.files import write_files
from argmap.read.fetch._http import Answer, Request

__all__ = ["Cache"]

SECONDS = 24 * 60 * 60


class Cache:
    """A folder of answers: one file each: a digest of the rest, a line of JSON about the answer, its body.

    An entry is there in full or not at all, and one that is not as it was written counts as not there. A folder that cannot
    be written to is no error: a cache is a courtesy.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, request: Request) -> Path:
        key = b"\0".join((request.method.encode(), request.url.encode(), request.body))
        return self._folder / hashlib.sha256(key).hexdigest()

    def get(self, request: Request, now: float) -> Answer | None:
        """Return the answer to `request` that was kept less than a day before `now` (seconds since 1970), if there is one."""
        try:
            digest, _, kept = self._path(request).read_bytes().partition(b"\n")
            if digest != _digest(kept):
                return None
            about, _, body = kept.partition(b"\n")
            entry = json.loads(about)
            return Answer(entry["url"], entry["status"], entry["headers"], body) if 0 <= now - entry["time"] < SECONDS else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def put(self, request: Request, answer: Answer, now: float) -> None:
        """Keep `answer` to `request`, received `now`."""
        about = {"time": now, "url": answer.url, "status": answer.status, "headers": dict(answer.headers)}
        kept = json.dumps(about).encode() + b"\n" + answer.body
        with contextlib.suppress(ArgmapError):
            write_files({self._path(request): _digest(kept) + b"\n" + kept})


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
