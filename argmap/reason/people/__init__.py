"""The people of a debate: what each of them sees, where two of them part, and who moved whom."""

from argmap.reason.people.partings import met, partings
from argmap.reason.people.suppose import hangs_on
from argmap.reason.people.views import View, Views, view, views
from argmap.reason.people.voices import author_named, voices

__all__ = ["View", "Views", "author_named", "hangs_on", "met", "partings", "view", "views", "voices"]
