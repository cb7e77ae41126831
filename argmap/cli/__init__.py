"""The command line: parse the words, call one function, print, and turn errors into exit codes."""

from argmap.cli._app import app, main

__all__ = ["app", "main"]
