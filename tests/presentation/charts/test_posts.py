"""Who held which post when."""

from __future__ import annotations

from datetime import date

from talleyrand.presentation.charts.posts import posts
from talleyrand.record.dates import when
from tests.presentation.charts.drawn import address, links, of_class, statement, texts

COLUMNS = "post of person since until days acting running"
Held = tuple[tuple[object, ...], str]


def term(post: str, person: str, since: str, until: str | None = None, acting: bool = False, entry: str = "p") -> Held:
    return (post, "ARC", person, when(since), when(until) if until else None, 0, acting, until is None), entry


HELD = statement(
    COLUMNS, term("Envoy", "Ann Old", "2010-01-01", "2020-01-01", entry="old"),
    term("Envoy", "Li Wei", "2020-01-01", "2026-05-31", acting=True, entry="li-wei"), term("Chief", "Bo Best", "2026-06-01", entry="best"),
)  # fmt: skip


def test_each_holder_is_a_bar_in_the_row_of_the_post_and_leads_to_the_person() -> None:
    assert links(posts(HELD, href=address)) == [
        ("/e/old", "Ann Old, Envoy, ARC, 1 January 2010 to 1 January 2020"),
        ("/e/li-wei", "Li Wei, acting Envoy, ARC, 1 January 2020 to 31 May 2026"),
        ("/e/best", "Bo Best, Chief, ARC, since 1 June 2026"),
    ]


def test_an_acting_holder_s_bar_has_an_outline_of_its_own() -> None:
    assert len(of_class(posts(HELD, href=address), "term", "acting")) == 1


def test_a_bar_bears_the_name_that_fits_and_who_holds_the_post_now_is_named_beside_a_short_one() -> None:
    told = texts(posts(HELD, href=address))
    assert {"Ann Old", "Li Wei"} <= set(told)
    assert "Best" in told  # the word with which the entry's id begins


def test_a_window_leaves_out_who_was_gone_before_it() -> None:
    chart = posts(HELD, href=address, since=date(2025, 1, 1))
    assert [led for led, _ in links(chart)] == ["/e/li-wei", "/e/best"]


def test_of_very_many_posts_sixty_are_drawn_and_the_rest_are_told_of() -> None:
    chart = posts(statement(COLUMNS, *[term(f"Post {n}", "Ann", "2020-01-01") for n in range(61)]), href=address)
    assert len(links(chart)) == 60
    assert chart.table.cautions == ("60 of 61 posts are drawn.",)


def test_the_summary_counts_terms_and_names_the_post_that_changed_hands_most() -> None:
    assert posts(HELD, href=address).summary == ("3 terms in 2 posts; most often changed hands: Envoy (ARC), 2 terms.")
