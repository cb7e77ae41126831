"""LessWrong, the Alignment Forum and the EA Forum, which run one code base: their GraphQL, and the Markdown they offer to programs.

The queries follow that code (github.com/ForumMagnum/ForumMagnum, packages/lesswrong/server/collections/*/queries.ts). The
view `postCommentsTop` leaves out the answers to a question and what replies to them; `answersAndReplies` has both.
"""

from __future__ import annotations

import json

from argmap.errors import ArgmapError, error
from argmap.read.fetch._http import Answer, Get, Request, host_of, stem_of

__all__ = ["forum_magnum"]

_MOST_COMMENTS = 2000
"""What both interfaces give at most."""

_POST = """
_id slug title postedAt modifiedAt baseScore voteCount extendedScore commentCount url pageUrl question
user { _id slug displayName } coauthors { slug displayName } tags { _id name slug } contents { html }
"""
_COMMENT = """
_id postId parentCommentId topLevelCommentId postedAt baseScore voteCount extendedScore answer parentAnswerId
deleted deletedPublic user { _id slug displayName } contents { html }
"""
_CURRENT = f"""{{
post(selector: {{_id: "ID"}}) {{ result {{ {_POST} af debate sideComments }} }}
comments(selector: {{postCommentsTop: {{postId: "ID"}}}}, limit: MOST) {{ results {{ ...C }} }}
answers: comments(selector: {{answersAndReplies: {{postId: "ID"}}}}, limit: MOST) {{ results {{ ...C }} }}
}}
fragment C on Comment {{ {_COMMENT} lastEditedAt votingSystem afBaseScore retracted debateResponse moderatorHat promoted }}
"""
# LessWrong's form until 2025, and the EA Forum's. With only the fields that have been there for long.
_OLDER = f"""{{
post(input: {{selector: {{_id: "ID"}}}}) {{ result {{ {_POST} }} }}
comments(input: {{terms: {{view: "postCommentsTop", postId: "ID", limit: MOST}}}}) {{ results {{ ...C }} }}
answers: comments(input: {{terms: {{view: "answersAndReplies", postId: "ID", limit: MOST}}}}) {{ results {{ ...C }} }}
}}
fragment C on Comment {{ {_COMMENT} }}
"""
_REFUSALS = {"site-refused", "robots-disallow", "wrong-content", "bad-answer"}


def forum_magnum(base: str, id: str, slug: str | None, get: Get) -> list[tuple[str, bytes]]:
    """Fetch the post `id` of the forum at `base`: one file of GraphQL's, or two in Markdown where GraphQL is refused.

    In the JSON, `data.post.result` is the post; `data.comments.results` and `data.answers.results` are its comments.
    """
    name = stem_of(slug or id)
    for query in (_CURRENT, _OLDER):
        body = json.dumps({"query": query.replace("ID", id).replace("MOST", str(_MOST_COMMENTS))}).encode()
        try:
            answer = get(Request(f"{base}/graphql", body, "application/json", _check_thread))
        except ArgmapError as problem:
            if problem.id not in _REFUSALS:
                raise
        else:
            return [(f"{name}.json", answer.body)]
    page = f"{base}/api/post/{id}"
    post = get(Request(page, accept="text/markdown", check=_check_markdown))
    comments = get(Request(f"{page}/comments?limit={_MOST_COMMENTS}", accept="text/markdown", check=_check_markdown))
    return [(f"{name}.md", post.body), (f"{name}.comments.md", comments.body)]


def _check_thread(answer: Answer) -> None:
    """Refuse an answer of GraphQL's without post and comments; what it does not understand it answers with errors."""
    try:
        data = json.loads(answer.body)["data"]
        complete = data["post"]["result"] and isinstance(data["comments"]["results"], list)
    except (ValueError, LookupError, TypeError, RecursionError):
        complete = False
    if not complete:
        raise error("bad-answer", host=host_of(answer.url), reason="it has no post or no comments in it")


def _check_markdown(answer: Answer) -> None:
    if answer.type not in ("text/markdown", "text/plain"):
        raise error("bad-answer", host=host_of(answer.url), reason=f"it is {answer.type} and not Markdown")
