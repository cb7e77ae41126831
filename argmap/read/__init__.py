"""Reading: a page or file as bytes in, a `Thread` out."""

from argmap.read._json import to_json
from argmap.read._markdown import read_markdown
from argmap.read._registry import READERS, Reader, read, read_all, reader_of
from argmap.read._report import losses, report_lines

__all__ = ["READERS", "Reader", "losses", "read", "read_all", "read_markdown", "reader_of", "report_lines", "to_json"]
