from __future__ import annotations

from importlib.util import find_spec

import pytest

from talleyrand.errors import WrongValue
from talleyrand.sources import pdf as pdfs
from talleyrand.sources.apart import Limits
from talleyrand.sources.documents import read
from tests.sources.making import needs_pypdf, pdf


@needs_pypdf
def test_each_page_is_read_and_places_are_pages() -> None:
    document = read(
        pdf("GENEVA, May 12, 2025 - A truce.", "The duties fall by 115 points.", info="/Title (A truce)"), name="a.pdf"
    )
    assert document.text == "GENEVA, May 12, 2025 - A truce.\n\nThe duties fall by 115 points."
    assert (document.title, str(document.date), document.unit) == ("A truce", "2025-05-12", "page")
    assert document.place(document.text.index("duties")) == "page 2"
    with pytest.raises(WrongValue, match="a place in this document is a page"):
        document.original_span(0, 5)


@needs_pypdf
def test_the_day_it_was_made_is_doubted() -> None:
    content = pdfs.read(pdf("The duties fall.", info="/CreationDate (D:20250513080000Z)"))
    assert str(content.date) == "2025-05-13"
    assert content.doubts == ("its date is the day on which the file was made",)


@needs_pypdf
def test_a_pdf_of_pictures_is_refused() -> None:
    with pytest.raises(WrongValue, match="its pages are pictures"):
        pdfs.read(pdf("", ""))


@needs_pypdf
def test_what_takes_too_long_is_left() -> None:
    with pytest.raises(WrongValue, match="took longer than 0 seconds"):
        pdfs.read(pdf("a"), limits=Limits(seconds=0.01, seconds_each=0))


@pytest.mark.skipif(find_spec("pypdf") is not None, reason="the extra 'read' is installed")
def test_without_the_library_a_pdf_is_refused_with_what_to_do() -> None:
    with pytest.raises(WrongValue, match=r"'a\.pdf' is a PDF: to read it, install Talleyrand with its extra 'read'"):
        pdfs.read(pdf("a"), name="a.pdf")
