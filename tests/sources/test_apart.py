from __future__ import annotations

import pytest

from talleyrand.errors import WrongValue
from talleyrand.sources import apart
from talleyrand.sources.apart import Limits
from tests.sources.making import letter, needs_pypdf, pdf


def test_what_a_process_says_comes_back_as_data() -> None:
    assert apart.told("e-mail", letter(b"Words."), name="a.eml")["subject"] == "A truce"


def test_a_process_that_takes_too_long_is_ended() -> None:
    with pytest.raises(WrongValue, match=r"'a\.eml' took longer than 0 seconds to read; it was left"):
        apart.told("e-mail", letter(b"Words."), name="a.eml", limits=Limits(seconds=0.001, seconds_each=0))


@needs_pypdf
def test_a_process_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(WrongValue, match=r"'a.pdf' .*(memory|takes more than it may)"):
        apart.told("PDF", pdf("x") + b"\0" * 30_000_000, name="a.pdf", limits=Limits(memory=64))
