"""A debate of ours with everything in it that suggestions look for."""

from __future__ import annotations

import pytest

from argmap.markup import strip
from argmap.markup._escape import Layout
from argmap.model import Thread
from argmap.read import read_markdown

DEBATE = """\
---
title: A lane on Harbour Street
author: Ann
---

# A lane on Harbour Street

I think we need a bike lane on Harbour Street. Nobody can cross it safely, because the lorries never stop there.
There is an 80% chance that the council pays for it. Who would not want that?

The lane is cheap to build.[^1] Most of the money would go into paint.

- Some shops fear for their customers.
- For example, the baker sells to drivers.

[^1]: I believe the paint costs less than a new traffic light.

```
I think this is code, because it is fenced.
```

::: {.comment #c1 author=Ben reply-to=post}
> I think we need a bike lane on Harbour Street.

But the street is much too narrow for a lane. Thanks for the post anyway!
:::

::: {.comment #c2 author=Cy reply-to=post}
> The lane is cheap to build.

You are right that paint costs next to nothing.
:::

::: {.comment #c3 author=Dee reply-to=post}
> Most of the money would go into paint.

Paint fades within two winters around here.

::: {.comment #c4 author=Ann reply-to=c3}
The winters were hard and grey and long and wet.
:::
:::
"""


def body(raw: str) -> str:
    """Return an annotated text without its marks and without its front matter, which suggested concepts go into."""
    stripped = strip(raw)
    return stripped[Layout(stripped).front :]


@pytest.fixture(scope="session")
def debate() -> Thread:
    """The debate as a thread."""
    return read_markdown(DEBATE, "debate.md")
