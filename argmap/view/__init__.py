"""The interactive page: one self-contained HTML file that shows the text beside its argument map."""

from argmap.view._page import page

__all__ = ["page"]
