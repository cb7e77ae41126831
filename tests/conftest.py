"""What every test may use: the checkout's own folders, and the real pages that are not part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and debates beside the checkout; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the real pages are not here: no folder {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def seed_page(shared: Path) -> Path:
    """The printed LessWrong page that argmap starts from."""
    return shared / "seed" / "connectomics_lesswrong_page.txt"
