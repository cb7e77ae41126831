"""Reading: a page or file as bytes in, a `Thread` out."""

from argmap.read._markdown import read_markdown

__all__ = ["read_markdown"]
