from __future__ import annotations

import pytest

from talleyrand.sources.imprint import imprint

DATA = '<script type="application/ld+json">{"@graph": [{"@type": "Person"}, {"headline": "A truce", "datePublished": "2025-05-12T09:00Z", "publisher": [{"name": "The Gazette"}]}]}</script>'


@pytest.mark.parametrize("head", [
    '<meta property="og:title" content="A truce"><meta property="og:site_name" content="The Gazette"><meta property="article:published_time" content="2025-05-12T23:59:00-05:00">',
    DATA,
    "<title>A truce | The Gazette</title><meta name=publisher content='The Gazette'><meta name=date content='12 May 2025'>",
    "<svg><title>icon</title></svg><h1>A<br><em>truce</em></h1><meta name=dc.publisher content='The Gazette'><time datetime='2025-05-12'>Monday</time>",
])  # fmt: skip
def test_a_page_s_imprint_is_read_wherever_publishers_put_it(head: str) -> None:
    told = imprint(head)
    assert (told.title, told.publisher, str(told.date)) == ("A truce", "The Gazette", "2025-05-12")


def test_the_language_is_that_of_the_page() -> None:
    assert imprint("<html lang=zh-Hans>").language == "zh-Hans"


@pytest.mark.parametrize("data", ["[" * 100_000, "{", '{"publisher": 5, "datePublished": ["x"]}', "null", '"x"'])
def test_broken_data_in_a_page_tell_nothing(data: str) -> None:
    told = imprint(f'<script type="application/ld+json">{data}</script>')
    assert (told.title, told.publisher, told.date) == ("", "", None)
