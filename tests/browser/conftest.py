"""Headless Chromium for the tests of the page; without one on the PATH they are skipped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = ("file:", "data:", "blob:")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on the PATH: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a page from its HTML and wait until it is ready. What it asks the network for or says on the console fails the test."""
    contexts, said = [], []

    def open_page(html: str, hash: str = "", **options: Any) -> Any:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        view = context.new_page()
        view.set_default_timeout(20_000)
        view.on("console", lambda message: said.append(f"console: {message.text}"))
        view.on("pageerror", lambda error: said.append(f"error: {error}"))
        view.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
        view.on("request", lambda request: request.url.startswith(LOCAL) or said.append(f"request: {request.url}"))
        view.on("framenavigated", lambda frame: frame.url.startswith(file.as_uri()) or said.append(f"went to: {frame.url}"))
        view.add_init_script(
            "window.shots = []; window.fired = (how) => shots.push(how);"
            "document.addEventListener('securitypolicyviolation', (event) => shots.push('policy: ' + event.violatedDirective));"
        )
        view.goto(file.as_uri() + hash)
        if options.get("java_script_enabled", True):
            view.wait_for_selector("html[data-ready=true]", state="attached")
        return view

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
