"""Reading a user's file and writing outputs: the one place where argmap touches the disk.

Outputs are written beside their destination and moved into place together, so that a full
disk or Ctrl-C leaves what was there before.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from argmap.errors import error
from argmap.model import Place

__all__ = ["MOST", "decode", "read_bytes", "read_text", "write_files"]

MOST = 128 * 2**20
"""No file is larger that argmap reads, be it a book, a printed page, or the RDF of a map."""


def read_bytes(path: str) -> bytes:
    """Return the bytes of the file `path`, or of standard input for `-`; raises ArgmapError.

    Of what is larger than `MOST`, a device without end for one, no more is read than tells so.
    """
    if path == "-":
        data = sys.stdin.buffer.read(MOST + 1)
    else:
        try:
            with Path(path).open("rb") as file:
                data = file.read(MOST + 1)
        except FileNotFoundError:
            raise error("no-such-file", path=path) from None
        except IsADirectoryError:
            raise error("is-directory", path=path) from None
        except (OSError, ValueError) as problem:
            raise error("not-readable", path=path, reason=getattr(problem, "strerror", None) or problem) from None
    if len(data) > MOST:
        raise error("too-large", Place(path), size=f"more than {MOST >> 20} MB", limit=f"{MOST >> 20} MB")
    if not data.strip():
        raise error("empty-file", path=path)
    return data


def decode(data: bytes, path: str) -> str:
    """Return `data` as text (UTF-8, with or without a byte-order mark); raises ArgmapError for anything else."""
    if b"\0" in data:
        raise error("binary-file", path=path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise error("wrong-encoding", path=path, byte=problem.start) from None


def read_text(path: str) -> str:
    """Return the text of a UTF-8 file, line ends as they are; raises ArgmapError."""
    return decode(read_bytes(path), path)


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write all of `contents` or none: each beside its destination first, then all moved into place.

    A link is followed, a file keeps its permissions, and what is no file (a pipe, a device) is written to as it is.
    Raises ArgmapError where a file cannot be written; existing files are then as they were.
    """
    staged: list[tuple[Path, Path]] = []
    streams: list[tuple[Path, bytes]] = []
    path = Path()
    try:
        for path, data in contents.items():
            target = path.resolve()
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a directory")
            if target.exists() and not target.is_file():
                streams.append((target, data))
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            staged.append((Path(name), target))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
        for path, data in streams:
            path.write_bytes(data)
        for temporary, path in staged:
            temporary.replace(path)
    except OSError as problem:
        raise error("not-writable", path=path, reason=problem.strerror) from None
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
