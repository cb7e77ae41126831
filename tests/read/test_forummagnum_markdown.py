"""Markdown of LessWrong: what the site offers to programs, as its code writes it, and what clippers make of its pages."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

from argmap.errors import ArgmapError
from argmap.model import POST, BlockKind, Reaction, Thread
from argmap.read import read, read_all
from argmap.read._registry import reader_of
from tests.read.test_forummagnum import assert_verbatim, kinds, words

PAGE = "https://www.lesswrong.com/posts/aB3dE5gH7jK9mN1pQ/lanes"
NAVIGATION = """
### Navigation

*   [Front page](https://www.lesswrong.com/api/home)
*   [Markdown API documentation](https://www.lesswrong.com/api/SKILL.md)
"""
INDEX = """
## Top Comments Index

### Comment by [Cy](/users/cy)

*   2024-05-04T08:00:00.000Z
*   Karma: 3
*   HTML permalink: [/posts/aB3dE5gH7jK9mN1pQ/lanes/comment/cOne](/posts/aB3dE5gH7jK9mN1pQ/lanes/comment/cOne)
*   Markdown permalink: [/api/post/lanes/comments/cOne](/api/post/lanes/comments/cOne)
"""
POST_PAGE = f"""# Lanes \\_and\\_ kerbs

*   By [Ada](/users/ada-l), [Ben Okri](/users/ben)
*   2024-05-03T10:00:00.000Z
*   42 points
*   Linkpost: [https://b.example/x](https://b.example/x)
*   Curated
*   Tag: [Roads](/w/roads)
*   Tag: [Paint](/w/paint)
*   Frontpage
*   Comments: 3
*   Post URL (HTML): [{PAGE}]({PAGE})
*   Post URL (Markdown): [https://www.lesswrong.com/api/post/lanes](https://www.lesswrong.com/api/post/lanes)
*   Comments URL (Markdown): [/api/post/lanes/comments](/api/post/lanes/comments)
*   Post URL (Markdown, compact): [https://www.lesswrong.com/api/post/lanes?compact=1](https://www.lesswrong.com/api/post/lanes)

## Paint

*   It fades in two wet winters.[^a1]

> All paint fades.

>! The kerb did it.

+++ More of it

Folded words, *so* [there](https://c.example).

+++

%%% llm-output model="Model 9"

I am fond of kerbs.

- And of lists.

%%% /llm-output

```
+++ not a box
```

```widget[w1]
<b>Click</b>
```

So $x_1$.

[^a1]: Counted twice.
{INDEX}{NAVIGATION}"""


def about(id: str, karma: int = 3, *, parent: str | None = None, depth: int = 0, author: str = "[Cy](/users/cy)") -> str:
    """What the site says of a comment above its text."""
    below = f"*   Reply depth: {depth}\n" if depth else ""
    above = (
        f"*   Parent comment (Markdown): [/api/post/lanes/comments/{parent}](/api/post/lanes/comments/{parent})\n" if parent else ""
    )
    return (
        f"### Comment by {author}\n\n*   2024-05-04T08:00:00.000Z\n*   Karma: {karma}\n*   Voting system: namesAttachedReactions\n"
        f"*   Approval votes: 2\n*   Total votes: 4\n{below}{above}"
        f"*   HTML permalink: [/posts/aB3dE5gH7jK9mN1pQ/lanes/comment/{id}](/posts/aB3dE5gH7jK9mN1pQ/lanes/comment/{id})\n"
        f"*   Markdown permalink: [/api/post/lanes/comments/{id}]"
        f"(/api/post/lanes/comments/{id})\n\n"
    )


REACTIONS = """Reactions (whole comment):

*   agree: 2 (Ann, Ben)
*   changed\\_mind: 1

Reactions by quoted text:

*   "two wet winters"

    *   crux: 1

"""
COMMENTS_PAGE = (
    f"""# Comments: Lanes

Post URL (Markdown): [/api/post/lanes](/api/post/lanes)

Post URL (HTML): [/posts/aB3dE5gH7jK9mN1pQ/lanes](/posts/aB3dE5gH7jK9mN1pQ/lanes)

Showing 3 of 4 comments (sort=top).

To load more comments, increase `?limit=...` (max 2000).

For reaction user names, use `?includeReactionUsers=1`.

{about("cTwo", -1, parent="cOne", depth=1)}\t\tThree, I say.

{about("cOne")}{REACTIONS}\t> two wet winters

\tNo:

\t*   it was *three*[^1];
\t    *   and a half.

\t    code

\t[^1]: I counted.

{about("cThree", author=chr(92) + "[Anonymous" + chr(92) + "]")}_[No comment body available]_
"""
    + NAVIGATION
)


def thread_of(*files: str) -> Thread:
    assert all(reader_of(file.encode(), "lanes.md").name.startswith("forummagnum-") for file in files)
    thread = read_all([(f"lanes{number}.md", file.encode()) for number, file in enumerate(files)])
    assert_verbatim(thread)
    return thread


def test_the_post() -> None:
    thread = thread_of(POST_PAGE)
    assert (thread.title, thread.author, thread.author_id) == ("Lanes _and_ kerbs", "Ada", "ada-l")
    assert (thread.coauthors, thread.date, thread.score) == (("Ben Okri",), "2024-05-03T10:00:00Z", 42)
    assert (thread.tags, thread.url, thread.stated_comments) == (("Roads", "Paint"), PAGE, 3)
    assert [(block.kind, block.span.cut(thread.text)) for block in thread.blocks] == [
        (BlockKind.HEADING, "Paint"),
        (BlockKind.LIST_ITEM, "It fades in two wet winters.[a1]"),
        (BlockKind.BLOCKQUOTE, "All paint fades."),
        (BlockKind.SPOILER, "The kerb did it."),
        (BlockKind.PARAGRAPH, "More of it"),
        (BlockKind.PARAGRAPH, "Folded words, so there."),
        (BlockKind.BLOCKQUOTE, "I am fond of kerbs."),
        (BlockKind.BLOCKQUOTE, "And of lists."),
        (BlockKind.CODE, "+++ not a box"),
        (BlockKind.PARAGRAPH, "So $x_1$."),
        (BlockKind.FOOTNOTE, "Counted twice."),
    ]
    assert len(thread.footnotes[0].refs) == 1
    assert "limit=2000" in kinds(thread)["comments-absent"]
    assert "b.example" in kinds(thread)["linkpost"]


def test_the_comments() -> None:
    thread = thread_of(POST_PAGE, COMMENTS_PAGE)
    assert thread.title == "Lanes _and_ kerbs"
    first, second, third = thread.comments
    assert [(one.id, one.reply_to, one.karma) for one in (first, second, third)] == [
        ("cOne", POST, 3),
        ("cTwo", "cOne", -1),
        ("cThree", POST, 3),
    ]
    assert (first.author, first.author_id, first.date) == ("Cy", "cy", "2024-05-04T08:00:00Z")
    assert first.url == f"{PAGE}/comment/cOne"
    assert first.reactions == (Reaction("agree", 2), Reaction("changed_mind", 1), Reaction("crux", 1, "two wet winters"))
    assert [block.span.cut(thread.text) for block in thread.blocks if block.doc == "cOne"] == [
        "two wet winters",
        "No:",
        "it was three[1];",
        "and a half.",
        "code",
        "I counted.",
    ]
    assert words(thread, "cTwo") == "Three, I say."
    assert (third.author, len(third.span)) == (None, 0)
    assert "comments-absent" not in kinds(thread)
    assert [quote.source for quote in thread.quotes if quote.doc == "cOne"][:1] == [POST]


def test_comments_alone() -> None:
    thread = thread_of(COMMENTS_PAGE)
    assert (thread.title, thread.stated_comments, len(thread.comments)) == ("Lanes", 4, 3)


def test_a_comment_with_those_above_it() -> None:
    thread = thread_of(
        POST_PAGE.replace(INDEX, "").replace(
            NAVIGATION,
            "\n## Comment thread\n\nShowing the comment and its 1 parent comment (oldest first).\n\n"
            + about("cOne")
            + "\tYes.\n\n"
            + about("cTwo", parent="cOne", depth=1)
            + "\t\tNo.\n",
        )
    )
    assert [(one.id, one.reply_to) for one in thread.comments] == [("cOne", POST), ("cTwo", "cOne")]
    assert words(thread, "cTwo") == "No."


def test_an_older_form_without_parents_leaves_them_open() -> None:
    page = COMMENTS_PAGE.replace(about("cTwo", -1, parent="cOne", depth=1), about("cTwo", -1, depth=1))
    assert thread_of(page).comment("cTwo").evidence != "stated"


def test_line_ends_of_windows() -> None:
    page = COMMENTS_PAGE.replace("\n", "\r\n")
    assert [one.id for one in thread_of(page).comments] == ["cOne", "cTwo", "cThree"]


CLIPPED = f"""**Source:** [Lanes]({PAGE})

[Ada](https://www.lesswrong.com/users/ada-l)

+[Roads](https://www.lesswrong.com/w/roads)

# 102

# [Lanes]({PAGE})

by [Ada](https://www.lesswrong.com/users/ada-l?from=post_header)

 8th Dec 2018 (2018-12-08T19:51:59.514Z)

*   <section data-type="comment">


    Paint fades in two wet winters.

    # Kerbs

    They do not.

    </section>

*   <section id="posts-thread-new-comment" data-type="comment">

    New Comment

    </section>

2 comments, sorted by

*   <section id="cOne" data-type="comment">

    [Milli | Cy](https://www.lesswrong.com/users/cy)[4mo (2025-10-14T00:31:18.649Z)]({PAGE}?commentId=cOne) VOTES

    > two wet winters

    Three.

    </section>

    *   <section id="cTwo" data-type="comment" data-reply-to="cOne">

        [Dee](https://www.lesswrong.com/users/dee)[3mo (2025-10-25T02:48:27.099Z)]({PAGE}?commentId=cTwo) <span
        class="OverallVoteAxis-voteScore">2</span>

        No:

        *   two.

        </section>
"""

VOTES = '<span class="OverallVoteAxis-voteScore">1</span>  <span class="AgreementVoteAxis-agreementScore">-2</span>'
CLIPPED = CLIPPED.replace("VOTES", VOTES)


def test_a_clipped_page() -> None:
    thread = thread_of(CLIPPED)
    assert (thread.title, thread.author, thread.author_id, thread.url) == ("Lanes", "Ada", "ada-l", PAGE)
    assert (thread.date, thread.score, thread.tags, thread.stated_comments) == ("2018-12-08T19:51:59Z", 102, ("Roads",), 2)
    assert [section.title for section in thread.sections] == ["Kerbs"]
    first, second = thread.comments
    assert (first.id, first.author, first.author_id, first.reply_to) == ("cOne", "Milli | Cy", "cy", POST)
    assert (first.karma, first.agreement, first.age, first.date) == (1, -2, "4mo", "2025-10-14T00:31:18Z")
    assert (second.reply_to, second.karma, second.agreement, second.url) == ("cOne", 2, None, f"{PAGE}?commentId=cTwo")
    assert [block.span.cut(thread.text) for block in thread.blocks if block.doc == "cTwo"] == ["No:", "two."]
    assert [quote.source for quote in thread.quotes] == [POST]


@pytest.mark.parametrize("page", [POST_PAGE, COMMENTS_PAGE, CLIPPED])
def test_any_piece_of_a_page_is_read(page: str) -> None:
    for cut in range(0, len(page), 97):
        for part in (page[:cut], page[cut:]):
            if part.strip() and reader_of(part.encode(), "x.md").name.startswith("forummagnum-") and "fades" in part:
                assert_verbatim(read(part.encode(), "x.md"))


@pytest.mark.parametrize(
    "part",
    [
        "## Comment thread\n\n",
        about("c") + "\tYes.\n\n",
        "*   agree: 2\n",
        "+++ x\n",
        "### Comment by x\n\n",
        '<section id="c" data-type="comment">',
        "```widget[\n",
        "%%% llm-output\n",
    ],
)
def test_many_of_one_thing_take_linear_time(part: str) -> None:
    start = time.perf_counter()
    with suppress(ArgmapError):  # sections without words have no text
        read(("# Lanes\n\nPost URL (Markdown): [x](x)\n\n" + part * (15_000 // len(part)) + "\n\nWords.\n").encode(), "x.md")
    assert time.perf_counter() - start < 5


def test_the_real_capture(shared: Path) -> None:
    thread = read((shared / "threads" / "lw2_graphql_tutorial_capture_excerpt.md").read_bytes(), "capture.md")
    assert_verbatim(thread)
    assert [(one.id, one.reply_to, one.karma, one.agreement) for one in thread.comments] == [
        ("c9uqBLoSbKewTPwR5S", POST, 1, 0),
        ("oLtojEhJHbuiDZQab", "c9uqBLoSbKewTPwR5S", 2, 0),
        ("c669avhiYcbD9yHC46", POST, 1, 0),
    ]
    assert [one.age for one in thread.comments] == ["4mo", "3mo", "2mo"]
    assert [one.author_id for one in thread.comments] == [None, None, "milli-or-martin"]
    assert thread.stated_comments == 8
    assert "comment-count" in kinds(thread)
