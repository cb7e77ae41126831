"""Who replies to whom: the signs one by one, and how often they are right where the tree is known."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from argmap.model import Thread
from argmap.read import read as read_file
from argmap.read._printed import read_printed
from benchmarks import replies as benchmark
from tests.read.pages import Comment, Page

BODY = [
    "1. Lanes",
    "Painted lanes are cheap, but cyclists do not feel safe in them. Kerbs cost ten times as much, and they save lives.",
    "2. Bridges",
    "Bridges need railings and lights. Nobody crosses a dark bridge in winter.",
]


def read(*comments: tuple[str, str], sorting: str = "magic", karma: tuple[int, ...] = ()) -> Thread:
    """A printed page of Ada's post with the comments one below the other, as (author, text)."""
    made = [Comment(author, [text]) for author, text in comments]
    for comment, points in zip(made, karma, strict=False):
        comment.karma = points
    raw = Page(author="Ada", body=BODY, comments=made).text().replace("by magic", f"by {sorting}")
    return read_printed(raw, "page.txt")


def parents(thread: Thread) -> list[str | None]:
    return [comment.reply_to for comment in thread.comments]


TOP = ("Ben", "A “dark bridge in winter” scares me; dogs, however, bark at lanterns and wolves.")


def test_a_quotation_of_the_comment_above() -> None:
    thread = read(TOP, ("Zoë", "Dogs, however, bark at lanterns and wolves.\n\nMine do not."))
    assert parents(thread) == ["post", "c1"]
    assert thread.comments[1].evidence.startswith("quotes Ben's comment: “Dogs, however, bark".replace("dogs", "Dogs"))


def test_a_quotation_of_the_post_beats_the_place() -> None:
    assert parents(read(TOP, ("Zoë", "“Kerbs cost ten times as much”: where?"))) == ["post", "post"]


def test_an_address_names_the_parent() -> None:
    thread = read(TOP, ("Zoë", "Yes."), ("Ivo", "Ben, do wolves bark?"), ("Mary", "@Ada: nice."))
    assert parents(thread)[2:] == ["c1", "post"]
    assert "addresses Ben" in thread.comments[2].evidence


def test_praise_of_the_post_goes_to_the_post() -> None:
    thread = read(TOP, ("Zoë", "Very interesting post, thank you."))
    assert parents(thread) == ["post", "post"]


def test_shared_words_lead_to_a_comment_further_up() -> None:
    thread = read(
        TOP,
        ("Zoë", "“Dogs, however, bark at lanterns” is odd. Cats purr."),
        ("Ivo", "Lanterns make wolves bark, wolves more than dogs."),
    )
    assert parents(thread)[2] == "c1"


def test_the_author_who_repeats_himself_answers_who_took_it_up() -> None:
    thread = read(
        ("Ben", "I doubt that cyclists do not feel safe in them at all. They told me."),
        ("Ada", "I wrote “Painted lanes are cheap, but cyclists do not feel safe in them.” Did you ask many?"),
    )
    assert parents(thread) == ["post", "c1"]
    assert "takes up: “cyclists do not feel safe in them”" in thread.comments[1].evidence


def test_the_author_does_not_say_you_to_himself() -> None:
    thread = read(TOP, ("Ada", "You are right about bridges and railings, lights and lanes and kerbs in winter."))
    assert parents(thread) == ["post", "c1"]


def test_karma_order_forbids_a_better_sibling_below() -> None:
    comments = (
        ("Ben", "Kerbs save lives. Bridges need lights."),
        ("Zoë", "Dark railings, bridges, lanes, painted kerbs, lights and cyclists."),
    )
    assert parents(read(*comments, sorting="top scoring", karma=(3, 2))) == ["post", "post"]
    assert parents(read(*comments, sorting="top scoring", karma=(3, 9))) == ["post", "c1"]


def test_without_any_sign_the_parent_is_unknown() -> None:
    thread = read_printed("Lanes\n\nby **Ada**\n\nPaint.\n\n1 comment, sorted by top\n\n**Ada** 1y\n\n< 1 >\n\nHm.\n", "page.txt")
    assert parents(thread) == [None]
    assert [note.kind for note in thread.report if note.kind == "reply-unknown"] == ["reply-unknown"]


def test_a_weak_sign_is_called_weak() -> None:
    thread = read(TOP, ("Zoë", "Indeed."))
    assert parents(thread) == ["post", "c1"]
    assert thread.comments[1].evidence == "weak: stands right below Ben's comment"


class _Nested(HTMLParser):
    """Reads the comments of a 2010 LessWrong page, whose divs are nested as the comments are."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.open: list[tuple[str, int]] = []
        self.found: dict[str, tuple[str | None, Comment]] = {}
        self.post: list[str] = []
        self.target: tuple[list[str], int] | None = None
        self.words: str | None = None
        self.author: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        id = dict(attrs).get("id") or ""
        self.depth += tag not in ("br", "img", "hr", "input", "meta", "link")
        if match := re.fullmatch(r"thingrow_t1_(\w+)", id):
            self.found[match[1]] = (self.open[-1][0] if self.open else None, Comment("", []))
            self.open.append((match[1], self.depth))
        elif (match := re.fullmatch(r"author_t1_(\w+)", id)) and match[1] in self.found:
            self.author = match[1]
        elif match := re.fullmatch(r"body_t([13])_(\w+)", id):
            self.target = (self.found[match[2]][1].paragraphs if match[1] == "1" else self.post, self.depth)
        elif self.target and tag in ("p", "li"):
            self.words = ""

    def handle_endtag(self, tag: str) -> None:
        if self.target and tag in ("p", "li") and self.words is not None:
            self.target[0].append(" ".join(self.words.split()))
            self.words = None
        if self.target and self.depth == self.target[1]:
            self.target = None
        if self.open and self.depth == self.open[-1][1]:
            self.open.pop()
        self.depth -= tag not in ("br", "img", "hr", "input", "meta", "link")

    def handle_data(self, data: str) -> None:
        if self.author:
            self.found[self.author][1].author = data.strip()
            self.author = None
        if self.words is not None:
            self.words += data


def test_on_a_real_thread_strong_evidence_is_mostly_right(shared: Path) -> None:
    """42 comments, printed without their tree. To say "the comment above" each time would be right 27 times of 42."""
    reader = _Nested()
    reader.feed((shared / "threads" / "lw1_2010_sorting_out_sticky_brains.html").read_text(encoding="utf-8"))
    found = {id: (parent, comment) for id, (parent, comment) in reader.found.items() if comment.author and any(comment.paragraphs)}
    raw = Page(author="Alicorn", body=reader.post, comments=[comment for _, comment in found.values()]).text()
    thread = read_printed(raw, "page.txt")
    assert len(thread.comments) == len(found) == 42
    places = {id: f"c{number}" for number, id in enumerate(found, 1)}
    known = [places.get(parent, "post") if parent else "post" for parent, _ in found.values()]
    named = [
        (comment, comment.reply_to == parent) for comment, parent in zip(thread.comments, known, strict=True) if comment.reply_to
    ]
    strong = [right for comment, right in named if not comment.evidence.startswith("weak")]
    assert sum(right for _, right in named) >= 28
    assert len(named) <= 38  # the others are not known, and not guessed
    assert sum(strong) >= 0.85 * len(strong)
    assert len(strong) >= 13


def test_inferred_parents_are_as_often_right_as_is_stated(shared: Path) -> None:
    """Three real pages whose tree is taken away: a forum of long comments, a blog, and jokes of a few words each."""
    threads = [read_file((shared / "threads" / name).read_bytes(), name) for name in benchmark.PAGES]
    found = [benchmark.inferred(thread) for thread in threads]
    forum, blog, jokes = (sum(one.right for one in page) for page in found)
    assert (forum >= 28, blog >= 10, jokes >= 120) == (True, True, True)
    assert blog > 1.5 * benchmark.above(threads[1])
    groups = benchmark.bins([one for page in found for one in page])
    assert all(abs(group.confidence - group.accuracy) <= 0.25 for group in groups)
    assert groups[-1].accuracy >= 0.85
    assert [group.accuracy for group in groups] == sorted(group.accuracy for group in groups)


def test_nothing_inferred_is_certain_and_the_unlikely_stays_unknown() -> None:
    thread = read(TOP, ("Zoë", "“Kerbs cost ten times as much”: where?"))
    assert all(comment.confidence is not None and 0.35 <= comment.confidence <= 0.99 for comment in thread.comments)


def test_one_wrong_guess_does_not_mislead_all_that_follow() -> None:
    """Zoë's short answer may be to anyone; that Ben answers her, in her words, shows where hers stands as well."""
    thread = read(TOP, ("Zoë", "Lanterns?"), ("Ben", "Yes, Zoë, lanterns."), ("Zoë", "Ah."))
    assert parents(thread) == ["post", "c1", "c2", "c3"]


def test_a_comment_that_quotes_hundreds_of_times_is_weighed_like_any() -> None:
    thread = read(TOP, ("Zoë", "“Kerbs cost ten times as much” and “they save lives” " * 200))
    assert parents(thread) == ["post", "post"]
    assert thread.comments[1].evidence.count("quotes the post") <= 5
