"""A debate of ours with suggestions in it, as `argmap suggest` writes them."""

from __future__ import annotations

import pytest

SUGGESTED = """\
---
title: A lane on Harbour Street
author: Ann
---

# A lane on Harbour Street

[I think we need a bike lane on Harbour Street.]{.claim .suggested #need hedge="I think" confidence=0.71 cue="I think"} [Nobody can cross it safely, because the lorries never stop there.]{.premise .suggested #cross supports=need confidence=0.84 cue=because}
There is an 80% chance that the council pays for it. [Who would not want that?]{.question .suggested #who confidence=0.6 cue=?}

[The lane is cheap to build, and paint is all it takes.]{.claim .suggested #cheap confidence=0.61 cue="is cheap"} [Most of the money would go into paint.]{.claim #paint}

::: {.comment #c1 author=Ben reply-to=post}
> I think we need a bike lane on Harbour Street.

[But the street is much too narrow for a lane.]{.claim .suggested #narrow attacks=need confidence=0.66 cue=But} Thanks!
:::

::: {.comment #c2 author=Cy reply-to=c1}
[It is wide enough for the lorries.]{.premise .suggested #wide attacks=narrow confidence=0.5 cue="is wide"} [So the street can be narrowed.]{.claim .suggested #so undercuts="narrow>need" confidence=0.9 cue=So}

Nothing more [from me](https://example.org/me).
:::
"""  # noqa: E501


@pytest.fixture
def suggested() -> str:
    """The debate."""
    return SUGGESTED
