"""The review in the terminal, driven by keys."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from argmap.errors import ArgmapError
from argmap.markup import parse, strip
from argmap.review import ReviewedFile, Session, run
from argmap.review._app import ReviewApp

T = TypeVar("T")


@pytest.fixture
def file(tmp_path: Path, suggested: str) -> Path:
    path = tmp_path / "debate.md"
    path.write_text(suggested)
    return path


async def drive(path: Path, *keys: str, size: tuple[int, int] = (80, 24)) -> ReviewApp:
    app = ReviewApp(ReviewedFile(str(path)), Session(path.read_text(), str(path)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
    return app


async def settle(pilot: Pilot[None]) -> None:
    with suppress(WorkerCancelled):  # a ranking that nobody waits for any more
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def done(steps: Coroutine[Any, Any, T]) -> T:
    """Run the steps in a thread of their own: Playwright leaves a running loop in that of the tests."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, steps).result()


def press(path: Path, *keys: str) -> ReviewApp:
    return done(drive(path, *keys))


def test_five_accepted_two_rejected_and_another_day(file: Path, suggested: str) -> None:
    app = press(file, "a", "a", "r", "a", "Q")
    assert (app.session.count("accepted"), app.session.count("rejected")) == (3, 1)
    assert file.read_text() == app.session.annotated.raw
    again = press(file, "a", "a", "r")
    assert again.session.total == 3
    assert again.session.current is None
    marks = parse(file.read_text(), "debate.md").marks
    assert sum(mark.rejected for mark in marks) == 2
    assert not any("suggested" in mark.attributes.classes for mark in marks)
    assert strip(file.read_text()) == strip(suggested)


def test_undo_gives_the_very_bytes_back(file: Path, suggested: str) -> None:
    app = press(file, "r", "s", "x", "0", "u", "u", "u", "u")
    assert file.read_text() == suggested
    assert app.session.current == "need"


def test_role_target_kind_and_gloss(file: Path) -> None:
    press(file, "s", "v", "1", "k", "g", *"So", "space", *"it", "enter")
    text = file.read_text()
    mark = next(mark for mark in parse(text, "debate.md").marks if mark.attributes.id == "cross")
    assert mark.attributes.classes == ("evidence", "suggested")
    assert dict(mark.attributes.pairs) == {"gloss": "So it", "attacks": "need", "confidence": "0.84", "cue": "because"}


def test_a_target_is_found_by_its_words(file: Path) -> None:
    press(file, "s", "t", *"goes", "backspace", *"paint", "enter")
    press(file, "s", "t", *"paint", "down", "enter")
    mark = next(mark for mark in parse(file.read_text(), "debate.md").marks if mark.attributes.id == "cross")
    assert mark.attributes.pairs["supports"] == "paint"


def test_words_are_edited_by_keys(file: Path) -> None:
    app = press(file, "e", "left", "left", "tab", "right", "right", "enter")
    claim = app.session.annotated.map.claim("need")
    assert claim.text == "we need a bike lane on"
    assert claim.text in file.read_text()
    app = press(file, "e", "s", "escape", "e", "s", "enter")
    assert app.session.annotated.map.claim("need").text == "I think we need a bike lane on Harbour Street."


def test_somebody_elses_change_is_kept(file: Path, suggested: str) -> None:
    async def both() -> ReviewApp:
        app = ReviewApp(ReviewedFile(str(file)), Session(suggested, str(file)))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("a")
            theirs = file.read_text().replace("Nothing more", "Nothing at all")
            file.write_text(theirs)
            await pilot.press("r")
            assert file.read_text() == theirs
            assert "somebody changed the file" in str(app.query_one("#said").render())
            await pilot.press("a")
        return app

    app = done(both())
    text = file.read_text()
    assert "Nothing at all" in text
    assert "cross" not in app.session.open
    assert "need" not in app.session.open


def test_somebody_elses_broken_text_is_not_written_over(file: Path, suggested: str) -> None:
    async def both() -> None:
        app = ReviewApp(ReviewedFile(str(file)), Session(suggested, str(file)))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            broken = suggested.replace("supports=need", "supports=neet")
            file.write_text(broken)
            for key in ("a", "r", "u", "c"):
                await pilot.press(key)
                assert file.read_text() == broken
                assert "Did you mean 'need'?" in str(app.query_one("#said").render())
            file.write_text(suggested)
            await pilot.press("a")

    done(both())
    assert "suggested #need" not in file.read_text()


def test_a_file_that_cannot_be_written_stays_undecided(file: Path, suggested: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    app = press(file, "a")
    assert "need" in app.session.open
    assert file.read_text() == suggested


def test_a_write_protected_file_is_left_alone(file: Path, suggested: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere
    app = press(file, "r")
    assert app.session.annotated.raw == suggested
    assert file.read_text() == suggested
    with pytest.raises(ArgmapError, match="write-protected"):
        run(ReviewedFile(str(file)))


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (40, 12)])
def test_a_hostile_page_shows_as_text(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "hostile.md"
    path.write_text(
        "So [[red]\x1b[31m \u202eevil[/] is 本語 cheap " + "x" * 500 + ']{.claim .suggested #a cue="[bold]\x1b" gloss="[x](y)"} b'
    )
    app = done(drive(path, "question_mark", "escape", "a", size=size))
    assert app.session.current is None
    assert "]{.claim #a gloss" in path.read_text()


TITLED = """\
[]{.claim .suggested #title gloss="Lanes make streets safer" confidence=0.9 cue="the title"}Hello all.

[Nobody can cross it safely.]{.premise .suggested #cross supports=title confidence=0.8 cue=so} [Why not?]{.question .suggested #why}
"""


async def screens(path: Path, *keys: str) -> list[str]:
    """Return what is in the panes before and after each key."""
    app = ReviewApp(ReviewedFile(str(path)), Session(path.read_text(), str(path)))
    seen = []
    async with app.run_test(size=(100, 30)) as pilot:
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            await settle(pilot)
            panes = [*app.query("#passage"), *app.query("#suggestion"), *app.query("#said")]
            seen.append("\n".join(str(pane.render()) for pane in panes))
    return seen


def test_a_title_shows_where_it_stands_and_as_a_target(tmp_path: Path) -> None:
    path = tmp_path / "titled.md"
    path.write_text(TITLED)
    title, cross, why = done(screens(path, "a", "s"))
    assert "(Lanes make streets safer) Hello all." in title
    assert "supports Lanes make streets safer" in cross
    assert "supports" not in why.partition("question")[2]  # a question says nothing of others


def test_a_title_is_found_by_its_words(tmp_path: Path) -> None:
    path = tmp_path / "titled.md"
    path.write_text(TITLED)
    press(path, "s", "0", "t", *"safer", "enter")
    assert "supports=title" in path.read_text()


def test_a_ranking_that_fails_ends_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("no words")

    monkeypatch.setattr("argmap.review._app.ranked", fails)
    before, _ = done(screens(file, "a"))
    assert "no targets are ranked: ZeroDivisionError: no words" in before
    assert "{.claim #need" in file.read_text()


def test_ctrl_c_leaves_with_all_that_was_decided(file: Path) -> None:
    app = press(file, "a", "ctrl+c")
    assert app.return_code == 0
    assert not app.is_running
    assert "{.claim #need" in file.read_text()
