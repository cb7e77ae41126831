"""The people of a debate: what each of them sees, where two of them part, who moved whom, and who is at odds with themselves."""

from argmap.reason.people.contradictions import contradictions
from argmap.reason.people.dispute import dispute
from argmap.reason.people.history import moves, persuasions
from argmap.reason.people.lines import parting_lines
from argmap.reason.people.met import met
from argmap.reason.people.partings import partings
from argmap.reason.people.reactions import hangs_on
from argmap.reason.people.views import View, Views, view, views
from argmap.reason.people.voices import author_named, voices

__all__ = [
    "View",
    "Views",
    "author_named",
    "contradictions",
    "dispute",
    "hangs_on",
    "met",
    "moves",
    "parting_lines",
    "partings",
    "persuasions",
    "view",
    "views",
    "voices",
]
