"""How every test runs, and how a test reads a small record written in the test itself."""

from __future__ import annotations

import gc
import os
from functools import cache
from textwrap import dedent

import pytest
from hypothesis import settings

from talleyrand.record import loading
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from talleyrand.record.record import Record

# On a busy machine one slow example proves nothing; what must be fast is measured in benchmarks/.
settings.register_profile("talleyrand", deadline=None, print_blob=True)
settings.load_profile("talleyrand")

PARTIES = """
- party: ARC
  name: Arcadia
  form: state
  zone: America/New_York
- party: BOR
  name: Borealia
  form: state
  zone: Asia/Shanghai
- party: COURT
  name: High Court
  form: court
  of: ARC
"""


def record_from(text: str, *, parties: str = PARTIES) -> Record:
    """The record that a text makes, with two states and a court; fails if it has faults of form.

    Args:
        parties: put before the text; pass an empty text to leave them out.
    """
    record = record_of([page((dedent(parties) + dedent(text)).encode(), "record.yaml")])
    assert not record.problems, "\n".join(map(str, record.problems))
    return record


@cache
def shipped() -> Record:
    """The shipped record, read once for all tests that only ask it something."""
    return loading.shipped()


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests keep their cache to themselves."""
    os.environ["TALLEYRAND_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True, scope="session")
def _modules_are_no_garbage() -> None:
    """Every record that is loaded ends with a collection, which need not look through all modules and tests again."""
    gc.collect()
    gc.freeze()
