"""Which relations of CMV modes are for their target, and which against it (`benchmarks/relations.py` measures them).

The original post and its title count as one turn: the post's links to its own title have one candidate each, and would be hits
for nothing (an eighth of all). notes/MINING.md does not say so, but its peers can only be had so: over train and dev the last
unit before is the target of .147 of the replies' links, of .266 with those to the post's own title; .157 there.
"""

from __future__ import annotations

__all__ = ["AGAINST", "FOR"]

FOR = frozenset({"support", "agreement", "partial_agreement", "understand"})
AGAINST = frozenset(
    {
        *("rebuttal", "rebuttal_attack", "undercutter", "undercutter_attack"),
        *("partial_attack", "attack", "disagreement", "partial_disagreement"),
    }
)
