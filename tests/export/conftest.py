"""The debate on school lunches as a dataset, built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.query import debate

if TYPE_CHECKING:
    from rdflib import Dataset


@pytest.fixture(scope="session")
def lunches() -> Dataset:
    return debate.dataset()
