"""argmap: from a long post and its comment thread to an argument map and knowledge graph."""

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """Look `__version__` up when it is asked for: importlib.metadata alone takes a quarter of the time of `argmap --help`."""
    if name == "__version__":
        from importlib.metadata import version

        return version("argmap")
    raise AttributeError(name)
