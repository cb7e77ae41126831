"""argmap: from a long post and its comment thread to an argument map and knowledge graph."""

from importlib.metadata import version

__version__ = version("argmap")
__all__ = ["__version__"]
