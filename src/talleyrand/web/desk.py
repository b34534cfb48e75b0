"""Where the record is written: an entry's form or text in, one guarded edit, and the way back by undoing it.

Every write goes through `record.editing`: the whole record is checked with the edit before a byte is written, and an
entry that somebody else has changed since it was read is not overwritten: both versions are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from difflib import unified_diff
from typing import Any
from urllib.parse import parse_qsl, quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from talleyrand.errors import Conflict, NotFound, RecordError, Refused, TalleyrandError, WriteError, WrongValue, nearest
from talleyrand.record import editing, folder, history, loading
from talleyrand.record.editing import Validate
from talleyrand.record.entries import KINDS
from talleyrand.record.guard import no_new_faults
from talleyrand.record.history import Edit
from talleyrand.web import drafts, filled, forms, plans
from talleyrand.web.addresses import Address, entry_path
from talleyrand.web.drafts import Draft
from talleyrand.web.facts import heading
from talleyrand.web.visits import Answer, Site, Visit, html, refused, sent, visit

MOST_FIELDS = 20_000
LONGEST_FORM = 100_000  # characters of an entry; a longer one is edited as text
MOST_EDITS = 100
MOST_CHOICES = 200  # entries of a kind that a form offers by name
DESK = ("/edit/", "/new/")
OWN = ("do", "in-file", "as-read", "as-text")  # what a form posts beside the entry's fields, which have no hyphens

Posted = list[tuple[str, str]]
Taker = Callable[[Visit, Posted], Answer | str]  # what takes a posted form: its answer, or the address to go on to


# --- pages ---------------------------------------------------------------------------------------


def edit(seen: Visit) -> Answer:
    """The form, or the text, of an entry as it stands in its file."""
    entry_id = seen.address.path.removeprefix(DESK[0])
    file = _file_of(seen, entry_id)
    read = editing.as_written(seen.site.shelf.root, file, entry_id)
    item = drafts.only_item(read)
    draft = Draft(kind=item.kind, id=entry_id, file=file, read=read, values=item.value, text=read)
    if faults := tuple([each for each in seen.edition.record.problems if each.entry == entry_id]):
        texts, _ = loading.texts(seen.site.shelf.root, {})
        draft = drafts.as_it_stands(draft, faults, texts)
    return _page(seen, draft, as_text=seen.address.value("as") == "text" or len(read) > LONGEST_FORM)


def new(seen: Visit) -> Answer:
    """The kinds of entry that can be added, or an empty form for one of them."""
    kind = seen.address.path.removeprefix("/new").strip("/")
    if not kind:
        return html(
            "kinds.html", seen.frame("", twins=False), kinds=[(each, forms.form(each, {}).help) for each in KINDS]
        )
    _known_kind(kind)
    return _page(seen, Draft(kind=kind, id="", file=_usual_file(seen, kind), values={kind: ""}))


def edits(seen: Visit) -> Answer:
    """The edits made here, each with what it changed and the way to undo it."""
    root = seen.site.shelf.root
    kept = history.edits(root, limit=MOST_EDITS, entry=seen.address.value("entry") or None)
    told = [(each, _page_of(each), difference(each.before, each.after)) for each in kept]
    return html(
        "edits.html", seen.frame("", twins=False), edits=told,
        repository=history.repository(root) is not None, most=MOST_EDITS, record=seen.edition.record,
    )  # fmt: skip


def _page_of(kept: Edit) -> str:
    return f"{plans.PREFIX}{quote(kept.id)}" if plans.is_of_plan(kept) else entry_path(kept.id)


def _page(seen: Visit, draft: Draft, *, as_text: bool = False, status: int = 200) -> Answer:
    try:
        form = (
            None if as_text or draft.values is None else forms.form(draft.kind, draft.values, drafts.at_fields(draft))
        )
    except WrongValue as fault:
        if not draft.read:
            raise
        form, draft = None, replace(draft, message=draft.message or str(fault), text=draft.text or draft.read)
    return html(
        "edit.html", seen.frame("", twins=False), draft=draft, form=form,
        files=[name for name, _ in folder.files(seen.site.shelf.root).files], choices=choices(seen), status=status,
        faults=drafts.faults(draft, form), here=_desk(draft), refused=status != 200,
    )  # fmt: skip


def _desk(draft: Draft) -> str:
    """Where a draft is edited."""
    return f"{DESK[0]}{quote(draft.id)}" if draft.id else f"{DESK[1]}{draft.kind}"


def choices(seen: Visit) -> dict[str, list[tuple[str, str]]]:
    """For each kind of entry of which there are few, their ids with what they are called."""
    record = seen.edition.record
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, shape in KINDS.items():
        own: tuple[Any, ...] = record.of(shape)
        if own and len(own) <= MOST_CHOICES:
            found[kind] = [(each.id, heading(each)) for each in own]
    return found


# --- writes --------------------------------------------------------------------------------------


def writing(site: Site, handler: Taker, at_once: int | None = None) -> Callable[[Request], Any]:
    """What Starlette calls for a form that is posted: its answer is a page, or the address to go on to.

    Args:
        at_once: how many of these are taken at a time; as many as there are threads if left out.
    """
    places = CapacityLimiter(at_once) if at_once else None

    async def endpoint(request: Request) -> Response:
        asked = (request.url.path, await request.body(), bool(request.state.may_write))
        answer = await to_thread.run_sync(_handled, site, handler, *asked, limiter=places)
        return RedirectResponse(answer, 303) if isinstance(answer, str) else sent(answer, request)

    return endpoint


def _handled(site: Site, handler: Taker, path: str, body: bytes, may_write: bool) -> Answer | str:
    try:
        posted = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
        lines = [(name, text.replace("\r\n", "\n")) for name, text in posted]
        return handler(visit(site, path, "", may_write), lines)
    except (UnicodeDecodeError, ValueError) as fault:
        wrong = (
            fault if isinstance(fault, TalleyrandError) else WrongValue("the form holds too much, or what is no text")
        )
        return refused(site, path, "", may_write, wrong)
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong is told, and the server goes on
        return refused(site, path, "", may_write, fault)


def save(seen: Visit, posted: Posted) -> Answer | str:
    """Write an entry, new or changed; if that cannot be, the form again with what keeps it."""
    own = {name: text for name, text in posted if name in OWN}
    if seen.address.path.startswith(DESK[0]):
        entry_id, read = seen.address.path.removeprefix(DESK[0]), own.get("as-read", "")
        kind = drafts.only_item(read).kind
    else:
        entry_id, read, kind = "", "", _known_kind(seen.address.path.removeprefix(DESK[1]))
    draft = Draft(kind=kind, id=entry_id, file=own.get("in-file", ""), read=read)
    action = own.get("do", "save")
    if "as-text" in own:
        draft = replace(draft, text=own["as-text"])
    else:
        values = filled.values(kind, [pair for pair in posted if pair[0] not in OWN])
        if action != "save":
            return _page(seen, replace(draft, values=filled.changed(kind, values, action)))
        draft = replace(draft, values=values)
    return _saved(seen, draft)


def _saved(seen: Visit, draft: Draft) -> Answer | str:
    """Where to go on once a draft is written, or the page that says what keeps it."""
    tried: dict[str, bytes] = {}
    try:
        draft = drafts.laid(draft)
        entry_id = drafts.only_item(draft.text).id
        _write(seen, draft, tried)
    except Conflict as conflict:
        return _conflict(seen, draft, conflict.found)
    except NotFound:
        return _moved(seen, draft)
    except Refused as refusal:
        return _page(seen, drafts.refused(draft, refusal, tried), status=422)
    except (WrongValue, WriteError) as fault:
        return _page(seen, replace(draft, message=str(fault)), status=422)
    after = drafts.ended(draft.text)
    if after == draft.read:
        return str(Address(entry_path(entry_id)).having(done="same"))
    done = Edit(when=datetime.now(UTC), id=entry_id, file=draft.file, before=draft.read, after=after)
    return _onward(seen, entry_path(entry_id), done, "saved" if draft.id else "added")


def _write(seen: Visit, draft: Draft, tried: dict[str, bytes]) -> None:
    """Write a draft; the files that are checked for it are noted."""
    root, test = seen.site.shelf.root, _test(seen)

    def validate(changed: Mapping[str, bytes]) -> None:
        tried.update(changed)
        test(changed)

    if draft.id:
        editing.replace(
            root, draft.file, draft.id, draft.text, editing.digest(draft.read), validate, read_text=draft.read
        )
    else:
        editing.add(root, draft.file, draft.text, validate)


def _test(seen: Visit) -> Validate:
    return no_new_faults(seen.site.shelf.states, today=seen.today)


def _conflict(seen: Visit, draft: Draft, found: str, *, removing: bool = False) -> Answer:
    """Both versions of an entry that somebody else changed meanwhile, and a box that loses neither.

    Args:
        found: the entry as it stands now; empty if it is there no more.
    """
    return html(
        "conflict.html", seen.frame("", twins=False), draft=draft, found=found,
        theirs=difference(draft.read, found), apart=difference(found, draft.text), status=409, removing=removing,
        here=_desk(draft if found else replace(draft, id="")),
    )  # fmt: skip


def _moved(seen: Visit, draft: Draft) -> Answer | str:
    """What becomes of a draft whose entry is no longer in its file: it follows the entry, or stands alone."""
    origin = seen.site.shelf.edition(fresh=True).record.origins.get(draft.id)
    if origin is not None and origin.page.file != draft.file:
        return _saved(seen, replace(draft, file=origin.page.file))
    return _conflict(seen, draft, "")


def remove(seen: Visit, posted: Posted) -> Answer | str:
    """Take an entry out of its file; if others name it, that is refused."""
    entry_id = seen.address.path.removeprefix("/remove/")
    own = {name: text for name, text in posted if name in OWN}
    file, read = own.get("in-file", ""), own.get("as-read", "")
    draft = Draft(kind=drafts.only_item(read).kind, id=entry_id, file=file, read=read, text=read)
    try:
        editing.remove(seen.site.shelf.root, file, entry_id, editing.digest(read), _test(seen), read_text=read)
    except Conflict as conflict:
        return _conflict(seen, draft, conflict.found, removing=True)
    except Refused as refusal:
        told = f"'{entry_id}' cannot be removed while others name it or rest on it"
        return _page(seen, replace(draft, message=told, problems=refusal.problems), as_text=True, status=422)
    except WriteError as fault:
        return _page(seen, replace(draft, message=str(fault)), as_text=True, status=422)
    done = Edit(when=datetime.now(UTC), id=entry_id, file=file, before=read, after="")
    return _onward(seen, "/edits", done, "removed")


def undo(seen: Visit, posted: Posted) -> Answer | str:
    """Put an entry back as it was before an edit, if it is still as the edit left it."""
    asked = dict(posted)
    root, commit, entry_id = seen.site.shelf.root, asked.get("commit", ""), asked.get("entry") or None
    kept = next((each for each in history.edits(root, limit=MOST_EDITS, entry=entry_id) if each.commit == commit), None)
    if kept is None:
        raise NotFound("that edit is not among those that were kept")
    if plans.is_of_plan(kept):
        return plans.undone(seen, kept)
    origin = seen.site.shelf.edition(fresh=True).record.origins.get(kept.id)
    file = origin.page.file if origin and kept.after else kept.file
    after = editing.digest(kept.after)
    try:
        if kept.before and kept.after:
            editing.replace(root, file, kept.id, kept.before, after, _test(seen), read_text=kept.after)
        elif kept.after:
            editing.remove(root, file, kept.id, after, _test(seen), read_text=kept.after)
        else:
            editing.add(root, file, kept.before, _test(seen))
    except (Conflict, NotFound):
        raise Refused(f"'{kept.id}' was changed again since; undo the later edit first, or edit it") from None
    told = f"Undo: {kept.summary}"
    done = Edit(when=datetime.now(UTC), id=kept.id, file=file, before=kept.after, after=kept.before, summary=told)
    return _onward(seen, entry_path(kept.id) if kept.before else "/edits", done, "undone")


def _onward(seen: Visit, path: str, done: Edit, word: str) -> str:
    """Where to go on after an edit, which is kept for undoing if the record lies in a git repository."""
    root = seen.site.shelf.root
    with suppress(RecordError):  # it is written, whatever has become of the folder since
        seen.site.shelf.edition(fresh=True)
    try:
        if history.repository(root):
            history.remember(root, done)
    except WriteError:
        word = "unkept"
    return str(Address(path).having(done=word))


# --- what is posted ------------------------------------------------------------------------------


def _file_of(seen: Visit, entry_id: str) -> str:
    """The file of an entry, also of one with faults for which the record does not have it."""
    record = seen.edition.record
    if origin := record.origins.get(entry_id):
        return origin.page.file
    faulty = next((each.place.file for each in record.problems if each.entry == entry_id), None)
    if faulty is None:
        raise NotFound(f"'{entry_id}' is not in the record{nearest(entry_id, record.origins)}")
    return faulty


def _usual_file(seen: Visit, kind: str) -> str:
    """The file in which the latest entry of a kind stands, or one named for the kind."""
    record = seen.edition.record
    own: tuple[Any, ...] = record.of(KINDS[kind])
    return _file_of(seen, own[-1].id) if own else f"{kind}s.yaml"


def _known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise NotFound(f"'{kind[:60]}' is no kind of entry{nearest(kind, KINDS)}")
    return kind


def difference(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The lines of two texts that differ, with some around them: what becomes of each, and the line."""
    told = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]
    sorts = {"+": "added", "-": "removed", "@": "skipped"}
    return tuple([(sorts.get(line[:1], "same"), "" if line.startswith("@") else line[1:]) for line in told])
