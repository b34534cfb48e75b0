"""All pages of the browser's door as one application."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from talleyrand.errors import NotFound, WrongValue
from talleyrand.presentation.catalogue import QUESTIONS
from talleyrand.web import articles, audits, desk, entries, finding, inbox, pages, plans, whatif
from talleyrand.web.guarding import AUDIT, UPLOAD, App, guard
from talleyrand.web.visits import MOST_AT_WORK, Handler, Site, consulting, reading, refused, sent

_MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def application(site: Site, entrances: Sequence[Route] = ()) -> App:
    """The application that answers for a site, behind its guard.

    Args:
        entrances: the pages that give a session.
    """
    held, earlier = audits.Held(), whatif.Earlier()
    trying = partial(desk.writing, site, at_once=whatif.AT_ONCE)
    routes = [
        *entrances,
        Route("/static/{name}", _static),
        *_read(site, "/", pages.today),
        Route(f"{entries.PREFIX}{{id:path}}", reading(site, entries.entry)),
        *_read(site, "/search", finding.search),
        *_read(site, "/query", finding.query, at_once=finding.MOST_QUERIES),
        *_read(site, "/check", finding.check),
        Route(f"{desk.DESK[0]}{{id:path}}", consulting(site, desk.edit), methods=["GET"]),
        Route(f"{desk.DESK[0]}{{id:path}}", desk.writing(site, desk.save), methods=["POST"]),
        Route("/new", consulting(site, desk.new)),
        Route(f"{desk.DESK[1]}{{kind}}", consulting(site, desk.new), methods=["GET"]),
        Route(f"{desk.DESK[1]}{{kind}}", desk.writing(site, desk.save), methods=["POST"]),
        Route("/remove/{id:path}", desk.writing(site, desk.remove), methods=["POST"]),
        Route("/edits", consulting(site, desk.edits)),
        Route("/undo", desk.writing(site, desk.undo), methods=["POST"]),
        Route("/inbox", inbox.showing(site, inbox.papers)),
        Route(UPLOAD, inbox.showing(site, articles.new), methods=["GET"]),
        Route(UPLOAD, articles.receiving(site), methods=["POST"]),
        Route("/inbox/{name}", inbox.showing(site, inbox.paper_or_proposal), methods=["GET"]),
        Route("/inbox/{name}", desk.writing(site, inbox.decide), methods=["POST"]),
        Route(AUDIT, audits.showing(site, audits.new), methods=["GET"]),
        Route(AUDIT, audits.receiving(site, held), methods=["POST"]),
        Route(f"{AUDIT}/{{name}}", audits.showing(site, audits.result_of(held))),
        Route("/plans", plans.showing(site, plans.plans)),
        Route(f"{plans.PREFIX}{{name}}/edit", plans.showing(site, whatif.edit_after(earlier))),
        Route(f"{plans.PREFIX}{{name}}/try", trying(whatif.attempt), methods=["POST"]),
        Route(f"{plans.PREFIX}{{name}}/save", trying(whatif.save_into(earlier)), methods=["POST"]),
        *[Route(f"{plans.PREFIX}{{name}}/{each}", whatif.begin_again) for each in ("try", "save")],
        Route(f"{plans.PREFIX}{{name:path}}", plans.showing(site, plans.plan)),
        Route("/file", reading(site, entries.file)),
        Route("/help", reading(site, finding.help_page)),
        *[route for each in QUESTIONS for route in _read(site, f"/{each.name}", pages.question)],
    ]
    made = Starlette(routes=routes, exception_handlers={404: _nothing(site), 405: _only_a_form(site)})
    made.router.redirect_slashes = False  # a redirect would name a scheme, which behind another server may be wrong
    return guard(made, site.terms)


def _read(site: Site, path: str, handler: Handler, at_once: int = MOST_AT_WORK) -> list[Route]:
    """A page that is only read, and its two twins."""
    endpoint = reading(site, handler, at_once)
    twins = [] if path == "/" else [Route(f"{path}.{form}", endpoint) for form in ("json", "csv")]
    return [Route(path, endpoint), *twins]


def _nothing(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def nothing(request: Request, _: Exception) -> Response:
        path = request.url.path
        fault = NotFound(f"there is no page '{path[:200]}'")
        may_write = bool(getattr(request.state, "may_write", False))
        return sent(await run_in_threadpool(refused, site, path, request.url.query, may_write, fault), request)

    return nothing


def _only_a_form(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def only_a_form(request: Request, unfit: Exception) -> Response:
        path, may_write = request.url.path, bool(getattr(request.state, "may_write", False))
        allowed = unfit.headers if isinstance(unfit, HTTPException) else None
        one = "is a page, and takes no form" if request.method == "POST" else "takes what a form sends, and is no page"
        fault = WrongValue(f"the address '{path[:200]}' {one}")
        answer = await run_in_threadpool(refused, site, path, "", may_write, fault, 405)
        return sent(replace(answer, headers=tuple((allowed or {}).items())), request)

    return only_a_form


async def _static(request: Request) -> Response:
    """A file of our own: found by its name among those there are, never by a path."""
    name = request.path_params["name"]
    found = STATIC.get(name)
    if found is None:
        return PlainTextResponse("404: There is no such file.\n", status_code=404)
    ending = name[name.rfind(".") :]
    return Response(found, media_type=_MEDIA[ending], headers={"cache-control": "no-cache"})


STATIC = {
    each.name: each.read_bytes() for each in (files("talleyrand.web") / "static").iterdir()
    if each.name.endswith(tuple(_MEDIA))
}  # fmt: skip
