"""Printed pages of our own making: a thread as a tree, and the plain text that a browser would print of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

WHO = ["Cyclists", "Shop owners", "Bus drivers", "Neighbours", "Planners", "Children", "Postmen", "Walkers"]
DOES = ["avoid", "like", "count", "paint", "block", "measure", "forget", "praise", "repair"]
WHAT = [
    "the narrow kerb",
    "every painted lane",
    "cheap bollards",
    "the school crossing",
    "parked vans",
    "wide bridges",
    "old signals",
]
WHERE = [
    "on Mondays",
    "near the market",
    "after heavy rain",
    "in the old town",
    "by the river",
    "at rush hour",
    "behind the station",
]
NAMES = ["Ada", "rmora", "Ben Okri-Lund", "Ivo van der Meer", "x_7", "Zoë", "Mary Ann Lee Smith", "quokka42"]


def sentence(number: int) -> str:
    """The sentence of that number: no two of the first few thousand are alike."""
    parts = []
    for words in (WHO, DOES, WHAT, WHERE):
        parts.append(words[number % len(words)])
        number //= len(words)
    return " ".join(parts) + "."


SENTENCES = len(WHO) * len(DOES) * len(WHAT) * len(WHERE)


@dataclass
class Comment:
    author: str
    paragraphs: list[str]
    karma: int = 1
    agreement: int | None = 0
    age: str = "1y"
    angled: bool = True
    answers: list[Comment] = field(default_factory=list)

    def all(self, parent: int | None = None, before: int = 0) -> list[tuple[Comment, int | None]]:
        """This comment and those below it as the page prints them, each with its parent's place in that order."""
        found: list[tuple[Comment, int | None]] = [(self, parent)]
        for answer in self.answers:
            found += answer.all(before, before + len(found))
        return found


@dataclass
class Page:
    title: str = "Why lanes need kerbs"
    author: str = "Ada"
    score: int | None = 12
    date: str | None = "3rd May 2024"
    tags: list[str] = field(default_factory=lambda: ["Urban Planning", "Cycling"])
    body: list[str] = field(default_factory=list)
    footer: bool = True
    comments: list[Comment] = field(default_factory=list)
    tail: list[str] = field(default_factory=lambda: ["Moderation Log"])
    stated: int | None = None
    newline: str = "\n"

    def flat(self) -> list[tuple[Comment, int | None]]:
        """All comments in print order, with their parents' places."""
        found: list[tuple[Comment, int | None]] = []
        for comment in self.comments:
            found += comment.all(None, len(found))
        return found

    def lines(self) -> Iterator[str]:
        yield from ("", self.title)
        if self.score is not None:
            yield str(self.score)
        yield f"by **{self.author}**"
        if self.date:
            yield self.date
        if self.tags:
            yield from (*self.tags, "Frontpage")
        yield from self.body
        if self.footer and self.tags:
            yield from (*(f"{tag} {number}" for number, tag in enumerate(self.tags, 2)), "Frontpage")
        flat = self.flat()
        stated = len(flat) if self.stated is None else self.stated
        if flat or self.stated is not None:
            yield f"{stated} comment{'' if stated == 1 else 's'}, sorted by magic"
        for comment, _ in flat:
            yield f"{'[–] ' if comment.angled else ' '}**{comment.author}** {comment.age} "
            if comment.angled:
                yield f"< {comment.karma} >"
                if comment.agreement is not None:
                    yield f"✕ {comment.agreement} ✓"
            else:
                yield f" {comment.karma} "
                if comment.agreement is not None:
                    yield f" {comment.agreement} "
            yield from comment.paragraphs
            yield ""
        yield from self.tail

    def text(self) -> str:
        """The page as saved."""
        return "\n\n".join(self.lines()).replace("\n", self.newline)


@st.composite
def pages(draw: st.DrawFn, *, quoting: bool = False) -> Page:
    """Threads of up to eight comments. With `quoting` every comment begins with a sentence of its parent's own."""
    numbers = iter(draw(st.lists(st.integers(0, SENTENCES - 1), min_size=40, max_size=40, unique=True)))
    author = draw(st.sampled_from(NAMES))

    def paragraph() -> str:
        return " ".join(sentence(next(numbers)) for _ in range(draw(st.integers(1, 2))))

    body = [
        "1. Background",
        paragraph(),
        "1.1 Kerbs",
        paragraph(),
        f"- {paragraph()}\n- {paragraph()}",
        "2. What follows",
        paragraph(),
    ]
    page = Page(author=author, body=body, newline=draw(st.sampled_from(["\n", "\r\n"])))
    page.date = draw(st.sampled_from(["3rd May 2024", "May 3, 2024", "2024-05-03", "3 May 2024"]))
    page.score = draw(st.sampled_from([None, 0, 12, -3]))
    made: list[Comment] = []
    for _ in range(draw(st.integers(0, 8))):
        parent = draw(st.sampled_from([None, *made]))
        source = body[1] if parent is None else parent.paragraphs[-1]
        own = paragraph()
        quote = [source.split(". ")[0].rstrip(".") + "."] if quoting else []
        comment = Comment(
            draw(st.sampled_from([name for name in NAMES if name not in (author, parent and parent.author)])),
            [*quote, own],
            draw(st.integers(-20, 200)),
            draw(st.sampled_from([None, 0, 5, -2])),
            draw(st.sampled_from(["1y", "9mo", "3d", "12h", "5m", "2w"])),
            draw(st.booleans()),
        )
        (page.comments if parent is None else parent.answers).append(comment)
        made.append(comment)
    return page
