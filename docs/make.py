"""Write docs/errors.md and docs/cli.md from the code, and take the README's picture: `python docs/make.py`.

A test compares the texts; the picture needs a `chromium` on the PATH and is left as it is without one.
"""

from __future__ import annotations

import shutil
from pathlib import Path

DOCS = Path(__file__).parent


def shown(template: str) -> str:
    """Return a message's template with literal braces as they are printed."""
    return template.replace("{{", "{").replace("}}", "}")


def errors() -> str:
    """Return the list of errors, each under its id."""
    from argmap.errors import CATALOGUE

    lines = [
        "# Errors",
        "",
        "Every error that argmap can end with: the id in brackets at the end of its line, what happened, what to do.",
        "Exit codes: 0 ok, 1 findings, 2 bad input or usage, 3 a needed part is missing, 130 stopped with Ctrl-C.",
    ]
    for id, kind in sorted(CATALOGUE.items()):
        lines += ["", f"## {id}", "", f"`{shown(kind.what)}`", "", f"{shown(kind.todo)} (exit code {kind.exit_code})"]
    return "\n".join(lines) + "\n"


def cli() -> str:
    """Return the help of every command."""
    import typer.main
    from typer.testing import CliRunner

    from argmap.cli import app

    def help_of(*words: str) -> str:
        return CliRunner().invoke(app, [*words, "--help"], prog_name="argmap", terminal_width=100).stdout.rstrip()

    parts = ["# Commands", "", "Made from `--help` by `python docs/make.py`.", "", "```text", help_of(), "```"]
    for name in sorted(typer.main.get_command(app).commands):  # type: ignore[attr-defined]
        parts += ["", f"## argmap {name}", "", "```text", help_of(name), "```"]
    return "\n".join(parts) + "\n"


DEBATE = """\
---
title: A lane on Harbour Street
author: Ann
---

[We need a bike lane on Harbour Street.]{.claim #need} [Nobody can cross it safely, because the lorries never stop there.]{.premise .suggested #cross supports=need confidence=0.84 cue=because}
Most of the money would go into paint, which costs next to nothing.

::: {.comment #c1 author=Ben reply-to=post}
> We need a bike lane on Harbour Street.

[But the street is much too narrow for a lane.]{.claim .suggested #narrow attacks=need confidence=0.66 cue=But}
:::
"""  # noqa: E501


def review() -> str:
    """Return the picture of a review, as the real program shows it."""
    import asyncio
    import os
    import tempfile

    from argmap.review import ReviewedFile, Session
    from argmap.review._app import ReviewApp

    async def taken() -> str:
        app = ReviewApp(ReviewedFile("debate.md"), Session(DEBATE, "debate.md"))
        async with app.run_test(size=(90, 24)) as pilot:
            await pilot.app.workers.wait_for_complete()
            await pilot.press("s")
            await pilot.pause()
            return app.export_screenshot(title="argmap review")

    with tempfile.TemporaryDirectory() as folder:
        here = Path.cwd()
        try:
            os.chdir(folder)
            Path("debate.md").write_text(DEBATE, encoding="utf-8")
            return asyncio.run(taken())
        finally:
            os.chdir(here)


def picture(path: Path) -> None:
    """Take the picture of the map, one claim chosen."""
    from playwright.sync_api import sync_playwright

    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags.split())
        page = browser.new_page(viewport={"width": 1680, "height": 900})
        page.goto((DOCS.parent / "exports" / "connectomics.html").as_uri() + "#n=tldr-wbe")
        page.wait_for_timeout(1500)
        page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    if shutil.which("chromium"):
        picture(DOCS / "connectomics.png")
    (DOCS / "review.svg").write_text(review(), encoding="utf-8")
    (DOCS / "errors.md").write_text(errors(), encoding="utf-8")
    (DOCS / "cli.md").write_text(cli(), encoding="utf-8")
