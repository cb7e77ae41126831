"""A thread in which every text is a payload: whatever runs calls `fired`."""

from __future__ import annotations

from dataclasses import replace

from argmap.model import (
    POST,
    Anchor,
    Answer,
    ArgumentMap,
    Claim,
    Comment,
    Crux,
    Question,
    Role,
    Section,
    Span,
    Stance,
    Status,
    Step,
    StepKind,
    Suggestion,
    Thread,
    Unanswered,
    Verdict,
    Verdicts,
    step_id,
)

from .debate import Document, build

PAYLOADS = (
    "<img src=x onerror=fired('img')>",
    "</script><script>fired('script')</script>",
    "<svg onload=fired('svg')>",
    "</style></title></textarea></noscript><script>fired('close')</script>",
    "javascript:fired('url')",
    '" onmouseover="fired(1)" href="javascript:fired(2)',
    "' onfocus='fired(3)' autofocus='",
    "see the href attribute <a href=javascript:fired('href')>here</a>",
    "<!--<script>fired('comment')//--><!-- x",
    "{{ fired('jinja') }}{% raw %}{{ 7 * 7 }}",
    "\u2028fired('separator')\u2029",
    "<math><mtext><table><mglyph><style><img src=x onerror=fired('mxss')>",
    "&lt;img src=x onerror=fired('entity')&gt;",
    "${fired('template')}`+fired('tick')+`",
    "\\u003cscript\\u003efired('escape')\\u003c/script\\u003e",
    "<iframe srcdoc=\"<script>parent.fired('frame')</script>\">",
    "<base href=https://evil.example/><link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:fired(9)'>",
    "data:text/html,<script>fired('data')</script>",
    "__proto__",
)


def hostile(payload: str) -> tuple[Thread, ArgumentMap, Verdicts]:
    """Return a thread, a map and verdicts with the payload in every field that holds text."""
    thread, _ = build(payload, [Document(POST, payload, f"## 1 {payload}\n\nBefore {payload} after.\n\nMore.")])
    here = Span(thread.text.index("Before"), thread.text.index(" after."))
    thread = replace(
        thread,
        id="hostile",
        date=payload,
        url=payload,
        tags=(payload,),
        sections=(Section(payload, payload, payload, 1, None, thread.blocks[0].span),),
        blocks=tuple(replace(block, section=payload, doc="c1" if n == 2 else POST) for n, block in enumerate(thread.blocks)),
        comments=(Comment("c1", payload, thread.blocks[2].span, POST, payload, 1, 1, payload, payload),),
    )  # fmt: skip
    suggestion = Suggestion(0.5, payload)

    def claim(id: str, doc: str = POST, span: Span = here) -> Claim:
        anchors = (Anchor(id, doc, span, payload), Anchor(f"{id}-again", doc, span, payload))
        roles = frozenset({Role.CLAIM, Role.CONCESSION})
        return Claim(
            id, payload, anchors, roles, payload, True, 0.5, payload, (payload, f"https://ok.example/{payload}"), suggestion
        )

    claims = (claim("a"), claim("b"), claim("c", "c1", thread.blocks[2].span), claim(payload))
    steps = [_step(StepKind.INFERENCE, ("b", payload), "a", claims[1].home, suggestion)]
    steps.append(_step(StepKind.REBUTTAL, ("c",), "a", claims[2].home, suggestion))
    steps.append(_step(StepKind.UNDERCUT, ("c",), steps[0].id, claims[2].home, suggestion))
    question = Question("q", payload, Anchor("q", POST, here, payload), payload, suggestion)
    anchor = claims[0].home
    map = ArgumentMap(
        claims,
        tuple(steps),
        (question,),
        (Stance("concedes", payload, "a", anchor, payload, payload), Stance("rejects", payload, "b", anchor, payload)),
        (Answer("b", "q", anchor), Answer("c", "a", anchor)),
    )
    ids = [each.id for each in claims] + [each.id for each in steps]
    labels = {id: Verdict(Status.OPEN, payload, tuple(ids), payload) for id in ids}
    chain = ((payload, Status.STANDS, Status.FALLS),)
    crux = Crux(payload, "a", Status.OPEN, Status.STANDS, Status.FALLS, chain, True)
    return thread, map, Verdicts(labels, ("a",), (crux,), (Unanswered(steps[1].id, chain, (payload,), (payload,)),))


def _step(kind: StepKind, premises: tuple[str, ...], target: str, anchor: Anchor, suggestion: Suggestion) -> Step:
    return Step(step_id(premises, target), kind, premises, target, anchor, suggestion)
