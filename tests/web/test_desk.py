"""Editing in the browser, by the pages of a real server: what is written, what is refused, what is never lost."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from random import Random

import pytest

from talleyrand.record import scaffold
from talleyrand.record.entries import KINDS
from talleyrand.record.loading import load
from tests.web.filling import form, forms, opened
from tests.web.served import Reply, Served, serving

TODAY = "2026-07-01"
BROKEN = (
    "- {act: broken, title: Nobody knows who, by: NOBODY, toward: BOR, kind: offer, on: 2026-05-01, issue: trade}\n"
)


def git(root: Path, *words: str) -> str:
    own = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false")
    return subprocess.run(["git", "-C", str(root), *own, *words], check=True, capture_output=True, text=True).stdout


def begun(root: Path, *, copy: bool = False) -> Path:
    """A record in a repository of its own."""
    scaffold.new(root, today=date(2026, 7, 1), copy=copy)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Begin")
    return root


def changed_lines(root: Path) -> list[str]:
    """The lines that differ from the last commit, with their signs."""
    told = git(root, "diff", "--unified=0").splitlines()
    return [line for line in told if re.match(r"[+-](?![+-])", line)]


def faults(reply: Reply) -> str:
    """What a page says is wrong, as a person reads it."""
    found = re.search(r'<(div|p) class="fault" role="alert">(.*?)</\1>', reply.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[2])).split()) if found else ""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    root = begun(tmp_path_factory.mktemp("desk") / "record")
    with serving(root, today=TODAY) as server:
        yield server, root


@pytest.fixture
def root(started: tuple[Served, Path]) -> Path:
    """The folder of the record, as it was begun, with no edit kept."""
    root = started[1]
    git(root, "update-ref", "-d", "refs/talleyrand/edits")
    git(root, "reset", "--quiet", "--hard")
    git(root, "clean", "--quiet", "-fd")
    return root


@pytest.fixture
def server(started: tuple[Served, Path], root: Path) -> Served:
    assert root
    return started[0]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    root = begun(tmp_path_factory.mktemp("desk") / "copy", copy=True)
    with serving(root) as server:
        yield server, root


# --- forms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_an_empty_form(server: Served, kind: str) -> None:
    shown = opened(server, f"/new/{kind}")
    assert (shown["as-read"], shown[kind]) == ("", "")
    assert f'href="/new/{kind}"' in server.ask("/new").text


def test_shipped_entries_of_every_kind_fill_a_form_that_saves_to_nothing(shipped: tuple[Served, Path]) -> None:
    server, root = shipped
    rng = Random(3)
    record = load(root)
    for kind, shape in KINDS.items():
        own: list[str] = [each.id for each in record.of(shape)]
        for entry in rng.sample(own, min(2, len(own))):
            reply = opened(server, f"/edit/{entry}").post(server)
            assert (reply.status, reply.headers.get("location")) == (303, f"/e/{entry}?done=same"), (kind, entry)
    assert git(root, "status", "--porcelain") == ""


def test_a_one_field_edit_of_shipped_entries_changes_lines_of_that_field_only(shipped: tuple[Served, Path]) -> None:
    server, root = shipped
    for entry, name, value in (
        ("busan-2025", "title", "Busan understanding, renamed"),
        ("phase-one-us-exports", "note", "A note."),
        ("CN", "name", "China (edited)"),
    ):
        shown = opened(server, f"/edit/{entry}")
        shown[name] = value
        reply = shown.post(server)
        assert reply.status == 303, faults(reply)
        assert [line for line in changed_lines(root) if not line.lstrip("+- ").startswith(f"{name}: ")] == []
        assert f"+  {name}: {value}" in changed_lines(root)
        assert value in server.ask(reply.headers["location"]).text
        git(root, "commit", "--quiet", "--all", "--message", entry)


def test_comments_and_the_order_of_fields_survive_an_edit(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/arc-timber-duty")
    shown["steps.0.level"] = "30"
    assert shown.post(server).status == 303
    assert changed_lines(root) == ["-      level: 25", "+      level: 30"]
    shown = opened(server, "/edit/arc-timber-duty")
    shown["toward"] = "BOR\nBOR-Trade"
    assert shown.post(server).status == 303
    before, after = [line[1:] for line in changed_lines(root) if "toward" in line]
    assert (after.split("#")[0].strip(), after.split("#")[1]) == ("toward: [BOR, BOR-Trade]", before.split("#")[1])


def test_buttons_put_parts_in_order_without_writing(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/bor-answer-duty")
    steps = lambda it: [value for name, value in it.fields if re.fullmatch(r"steps\.\d\.step", name)]  # noqa: E731
    assert steps(shown) == ["impose", "lower"]
    for button, expected in (
        ("add=steps", ["impose", "lower", ""]),
        ("down=steps.0", ["lower", "impose", ""]),
        ("up=steps.2", ["lower", "", "impose"]),
        ("drop=steps.1", ["lower", "impose"]),
    ):
        assert button in shown.buttons
        reply = shown.post(server, button)
        assert reply.status == 200
        shown = form(reply.text, "/edit/")
        assert steps(shown) == expected
    assert git(root, "status", "--porcelain") == ""


def test_a_part_that_was_added_is_written(server: Served, root: Path) -> None:
    shown = form(opened(server, "/edit/bor-answer-duty").post(server, "add=steps").text, "/edit/")
    for name, value in (("step", "stop"), ("announced", "2026-06-20"), ("effective", "2026-06-21")):
        shown[f"steps.2.{name}"] = value
    reply = shown.post(server)
    assert reply.status == 303, faults(reply)
    own = ["    - step: stop", "      announced: 2026-06-20", "      effective: 2026-06-21"]
    assert changed_lines(root) == [f"+{line}" for line in own]


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("steps.0.level", "much", "is no number"),
        ("steps.0.announced", "soon", "'soon'"),
        ("by", "NOBODY", "did you mean 'BOR'|'NOBODY'"),
        ("title", "", "needs 'title'"),
        ("steps.1.under", "harbour-acord", "did you mean 'harbour-accord'"),
    ],
)
def test_what_is_invalid_is_refused_with_its_fault_at_the_field(
    server: Served, root: Path, name: str, value: str, told: str
) -> None:
    shown = opened(server, "/edit/arc-timber-duty")
    shown[name] = value
    reply = shown.post(server)
    assert reply.status == 422
    assert re.search(told, faults(reply)), faults(reply)
    assert re.match("This would leave the record with (a fault|2 faults) that it does not have now:", faults(reply))
    assert git(root, "status", "--porcelain") == ""
    assert form(reply.text, "/edit/")[name] == value
    at = f"f-{name.replace('.', '-')}"
    assert f'<a href="#{at}">' in reply.text
    assert value == "" or re.search(rf'id="{at}"[^>]*aria-invalid="true"', reply.text)


def test_a_fault_stands_at_its_field_however_deep_in_the_file_the_entry_is(server: Served, root: Path) -> None:
    (root / "dealings.yaml").write_text("# one more line\n" * 30 + (root / "dealings.yaml").read_text())
    shown = opened(server, "/edit/bor-answer-duty")
    shown["steps.1.level"] = "ten"
    reply = shown.post(server)
    assert re.findall(r'aria-invalid="true"', reply.text) == ['aria-invalid="true"']
    assert re.search(r'id="f-steps-1-level"[^>]*aria-invalid', reply.text)
    assert faults(reply).count("'ten'") == 1, "each fault is told once"


def test_an_edit_as_text_is_refused_with_the_line_of_that_text(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/arc-timber-duty?as=text")
    shown["as-text"] = shown["as-text"].replace("level: 25", "level: ten")
    reply = shown.post(server)
    assert (reply.status, "line 13 : 'level': 'ten' is no number" in faults(reply)) == (422, True), faults(reply)
    shown["as-text"] = "- measure: arc-timber-duty\n  title: [open\n"
    reply = shown.post(server)
    assert (reply.status, "line 2" in faults(reply)) == (422, True), faults(reply)
    assert form(reply.text)["as-text"] == shown["as-text"]
    assert git(root, "status", "--porcelain") == ""


def test_an_edit_as_text_is_written_as_it_stands(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/arc-timber-duty?as=text")
    shown["as-text"] = shown["as-text"].replace("level: 25", "level: 30   # seen to")
    assert shown.post(server).status == 303
    assert [line.split()[:4] for line in changed_lines(root)] == [["-", "level:", "25"], ["+", "level:", "30", "#"]]


def test_an_edit_that_would_break_another_entry_is_refused_and_names_it(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/harbour-accord?as=text")
    shown["as-text"] = shown["as-text"].replace("clause: timber", "clause: wood")
    reply = shown.post(server)
    assert reply.status == 422
    assert re.search(r'<a href="/e/[a-z-]+">[a-z-]+</a>: .*harbour-accord#timber', reply.text)
    assert git(root, "status", "--porcelain") == ""


def test_an_id_is_given_once_and_kept(server: Served, root: Path) -> None:
    shown = opened(server, "/new/party")
    for name, value in (("party", "ARC"), ("name", "Arcadia again"), ("form", "state"), ("zone", "Etc/UTC")):
        shown[name] = value
    reply = shown.post(server)
    assert (reply.status, "already the id" in faults(reply)) == (422, True), faults(reply)
    shown = opened(server, "/edit/ARC")
    shown["party"] = "ARCADIA"
    reply = shown.post(server)
    assert (reply.status, "keeps the id" in faults(reply)) == (422, True), faults(reply)
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "name",
    ["../out.yaml", "/tmp/out.yaml", ".hidden.yaml", "a/../../out.yaml", "notes.txt", "", "_archive/a.yaml",
     "a\\b.yaml", "a\nb.yaml", "x" * 300 + ".yaml", "parties.yaml/a.yaml", "schema.json"],
)  # fmt: skip
def test_a_new_entry_goes_into_no_file_outside_the_record(server: Served, root: Path, name: str) -> None:
    before = sorted(root.parent.iterdir())
    shown = opened(server, "/new/party")
    for field, value in (
        ("party", "CAR"),
        ("name", "Cardia"),
        ("form", "state"),
        ("zone", "Etc/UTC"),
        ("in-file", name),
    ):
        shown[field] = value
    reply = shown.post(server)
    assert reply.status == 422
    assert faults(reply).endswith("Nothing was written.")
    assert form(reply.text)["name"] == "Cardia"
    assert (git(root, "status", "--porcelain"), sorted(root.parent.iterdir())) == ("", before)


@pytest.mark.parametrize("name", ["parties.yaml", "more.yaml", "by year/2026.yaml"])
def test_a_new_entry_goes_to_the_end_of_a_file_old_or_new(server: Served, root: Path, name: str) -> None:
    before = (root / name).read_bytes() if (root / name).exists() else b""
    shown = opened(server, "/new/party")
    assert shown["in-file"] == "parties.yaml"
    for field, value in (
        ("party", "CAR"),
        ("name", "Cardia"),
        ("form", "state"),
        ("zone", "Etc/UTC"),
        ("in-file", name),
    ):
        shown[field] = value
    reply = shown.post(server)
    assert (reply.status, reply.headers.get("location")) == (303, "/e/CAR?done=added"), faults(reply)
    gap = b"\n" if before else b""
    own = b"- party: CAR\n  name: Cardia\n  form: state\n  zone: Etc/UTC\n"
    assert (root / name).read_bytes() == before + gap + own
    assert "Added." in server.ask(reply.headers["location"]).text


def test_an_entry_that_others_name_is_not_removed(server: Served, root: Path) -> None:
    reply = opened(server, "/edit/harbour-accord", "/remove/").post(server)
    assert (reply.status, "cannot be removed" in faults(reply)) == (422, True)
    assert "bor-timber-list" in faults(reply)
    assert git(root, "status", "--porcelain") == ""


# --- conflicts -----------------------------------------------------------------------------------


def test_a_change_on_disk_meanwhile_shows_both_versions_and_loses_neither(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/ARC")
    shown["note"] = "Mine."
    file = root / "parties.yaml"
    file.write_text(file.read_text().replace("An invented state.", "Theirs.", 1))
    before = file.read_bytes()
    reply = shown.post(server)
    assert (reply.status, file.read_bytes()) == (409, before)
    both = form(reply.text)
    assert ("note: Mine." in both["as-text"], "note: Theirs." in both["as-read"]) == (True, True)
    file.write_text(file.read_text().replace("Theirs.", "Theirs again."))
    reply = both.post(server)
    assert (reply.status, "Theirs again." in form(reply.text)["as-read"]) == (409, True)
    assert form(reply.text).post(server).status == 303
    assert changed_lines(root) == ["-  note: An invented state.", "+  note: Mine."]


def test_of_two_clients_the_second_is_told_what_the_first_has_changed(server: Served, root: Path) -> None:
    first, second = opened(server, "/edit/ARC"), opened(server, "/edit/ARC")
    first["name"], second["note"] = "Arcadia I", "Mine."
    assert first.post(server).status == 303
    reply = second.post(server)
    assert reply.status == 409
    both = form(reply.text)
    assert ("Arcadia I" in both["as-read"], "note: Mine." in both["as-text"]) == (True, True)
    assert changed_lines(root) == ["-  name: Arcadia", "+  name: Arcadia I"]


def test_a_change_elsewhere_in_the_file_is_no_conflict(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/BOR")
    shown["note"] = "Mine."
    file = root / "parties.yaml"
    file.write_text("# Above.\n" + file.read_text().replace("name: Arcadia", "name: Arcadia II"))
    assert shown.post(server).status == 303
    assert {"+# Above.", "+  name: Arcadia II", "+  note: Mine."} <= set(changed_lines(root))


def test_an_entry_moved_to_another_file_meanwhile_is_followed(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/BOR-Trade")
    shown["name"] = "Ministry of Commerce"
    file = root / "parties.yaml"
    kept, moved = file.read_text().split("# Agencies", 1)
    file.write_text(kept)
    (root / "agencies.yaml").write_text("# Agencies" + moved)
    assert shown.post(server).status == 303
    assert "name: Ministry of Commerce\n" in (root / "agencies.yaml").read_text()
    assert "BOR-Trade" not in file.read_text()


def test_an_entry_removed_meanwhile_can_be_added_again(server: Served, root: Path) -> None:
    assert opened(server, "/edit/BOR-Trade").post(server).status == 303
    shown = opened(server, "/edit/BOR-Trade")
    shown["name"] = "Ministry of Commerce"
    file = root / "parties.yaml"
    file.write_text(file.read_text().split("# Agencies", 1)[0])
    reply = shown.post(server)
    assert (reply.status, "there no more" in reply.text) == (409, True)
    assert form(reply.text).action == "/new/party"
    assert form(reply.text).post(server).status == 303
    assert file.read_text().endswith("- party: BOR-Trade\n  name: Ministry of Commerce\n  form: agency\n  of: BOR\n")


def test_what_was_changed_meanwhile_is_not_removed_unseen(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/bor-timber-payments", "/remove/")
    file = root / "sources.yaml"
    (root / "dealings.yaml").unlink()
    file.write_text(file.read_text().replace("Payments to timber firms", "Payments to all firms"))
    reply = shown.post(server)
    assert (reply.status, "Payments to all firms" in file.read_text()) == (409, True)
    assert form(reply.text, "/remove/").post(server).status == 303
    assert "bor-timber-payments" not in file.read_text()


# --- undoing -------------------------------------------------------------------------------------


def undone(server: Served, number: int = 0) -> Reply:
    return list(forms(server.ask("/edits").text))[number].post(server)


def test_a_change_is_undone_and_the_undoing_too(server: Served, root: Path) -> None:
    shown = opened(server, "/edit/ARC")
    shown["note"] = "Changed."
    shown.post(server)
    assert undone(server).headers["location"] == "/e/ARC?done=undone"
    assert git(root, "status", "--porcelain") == ""
    assert undone(server).status == 303
    assert changed_lines(root) == ["-  note: An invented state.", "+  note: Changed."]
    assert git(root, "rev-list", "--count", "refs/talleyrand/edits").strip() == "3"
    assert git(root, "log", "--format=%s").strip() == "Begin", "the user's own history is not touched"


def test_an_addition_is_undone(server: Served, root: Path) -> None:
    shown = opened(server, "/new/party")
    for field, value in (("party", "CAR"), ("name", "Cardia"), ("form", "state"), ("zone", "Etc/UTC")):
        shown[field] = value
    assert shown.post(server).status == 303
    assert undone(server).headers["location"] == "/edits?done=undone"
    assert git(root, "status", "--porcelain") == ""


def test_a_removal_is_undone_at_the_end_of_its_file(server: Served, root: Path) -> None:
    (root / "dealings.yaml").unlink()
    before = (root / "sources.yaml").read_text()
    own = opened(server, "/edit/bor-notice-7", "/remove/")
    assert own.post(server).headers["location"] == "/edits?done=removed"
    assert own["as-read"] not in (root / "sources.yaml").read_text()
    assert undone(server).status == 303
    after = (root / "sources.yaml").read_text()
    assert after.endswith("\n" + own["as-read"])
    assert sorted(after.splitlines()) == sorted(before.splitlines())


def test_what_was_changed_since_is_not_undone(server: Served, root: Path) -> None:
    for note in ("First.", "Second."):
        shown = opened(server, "/edit/ARC")
        shown["note"] = note
        shown.post(server)
    before = (root / "parties.yaml").read_bytes()
    reply = undone(server, 1)
    assert (reply.status, "was changed again since" in reply.text) == (400, True)
    assert (root / "parties.yaml").read_bytes() == before
    assert (undone(server, 0).status, undone(server, 2).status) == (303, 303), "in turn they can be"
    assert git(root, "status", "--porcelain") == ""


def test_an_edit_is_not_undone_where_that_would_break_the_record(server: Served, root: Path) -> None:
    shown = opened(server, "/new/party")
    for field, value in (("party", "CAR"), ("name", "Cardia"), ("form", "state"), ("zone", "Etc/UTC")):
        shown[field] = value
    shown.post(server)
    (root / "more.yaml").write_text("- {party: CAR-Trade, name: Trade, form: agency, of: CAR}\n")
    reply = undone(server)
    assert (reply.status, "CAR" in faults(reply)) == (400, True)
    assert "party: CAR\n" in (root / "parties.yaml").read_text()


# --- who may write, and where --------------------------------------------------------------------


def test_without_git_edits_are_written_and_the_page_of_edits_says_why_none_is_kept(tmp_path: Path) -> None:
    scaffold.new(tmp_path / "record", today=date(2026, 7, 1))
    with serving(tmp_path / "record", today=TODAY) as server:
        shown = opened(server, "/edit/ARC")
        shown["note"] = "Changed."
        assert shown.post(server).headers["location"] == "/e/ARC?done=saved"
        assert "note: Changed." in (tmp_path / "record" / "parties.yaml").read_text()
        assert "Edits can be undone where the record lies in a git repository." in server.ask("/edits").text


@pytest.mark.parametrize("own", [True, False], ids=["read-only", "shipped"])
def test_a_read_only_server_shows_no_form_and_takes_none(tmp_path: Path, own: bool) -> None:
    root = begun(tmp_path / "record") if own else None
    entry = "ARC" if own else "CN"
    with serving(root, *(["--read-only"] if own else []), today=TODAY) as server:
        assert "Read-only." in server.ask(f"/e/{entry}").text
        assert f"/edit/{entry}" not in server.ask(f"/e/{entry}").text
        for path in (f"/edit/{entry}", "/new/party", "/new", "/edits"):
            reply = server.ask(path)
            assert (reply.status >= 400, "ead-only" in reply.text) == (True, True), path
        for path in (f"/edit/{entry}", "/new/party", f"/remove/{entry}", "/undo"):
            assert server.post(path, {"as-text": f"- party: {entry}\n", "as-read": "- party: X\n"}).status == 403
    assert root is None or git(root, "status", "--porcelain") == ""


def test_every_page_shows_an_edit_at_once(server: Served, root: Path) -> None:
    pages = ("/e/BOR", "/measures.json?by=ARC&toward=BOR&on=2026-06-01", "/search?q=Freshland", "/")
    before = {page: server.ask(page) for page in pages}
    shown = opened(server, "/edit/BOR")
    shown["name"] = "Freshland"
    reply = shown.post(server)
    assert "Freshland" in server.ask(reply.headers["location"]).text
    for page in pages:
        after = server.ask(page, headers={"If-None-Match": before[page].headers["etag"]})
        assert after.status == 200, page
    assert "Freshland" in server.ask("/search?q=Freshland").text
    assert root


def test_two_servers_of_one_folder_see_one_anothers_edits(server: Served, root: Path) -> None:
    with serving(root, today=TODAY) as other:
        mine, theirs = opened(server, "/edit/ARC"), opened(other, "/edit/ARC")
        mine["note"], theirs["note"] = "Mine.", "Theirs."
        assert (mine.post(server).status, theirs.post(other).status) == (303, 409)
        again = opened(other, "/edit/ARC")
        assert again["note"] == "Mine."
        again["note"] = "Theirs."
        assert again.post(other).status == 303
        assert opened(server, "/edit/ARC")["note"] == "Theirs."
    assert git(root, "rev-list", "--count", "refs/talleyrand/edits").strip() == "2"


def test_a_full_disk_is_told_and_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    root = begun(tmp_path / "record")
    with serving(root, today=TODAY) as server:
        size = (root / "dealings.yaml").stat().st_size
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size // 2, resource.RLIM_INFINITY))
        shown = opened(server, "/edit/harbour-accord")
        shown["title"] = "Harbour Accord, renamed"
        reply = shown.post(server)
        assert (reply.status, "no space is left" in faults(reply)) == (422, True), faults(reply)
        assert form(reply.text)["title"] == "Harbour Accord, renamed"
        assert git(root, "status", "--porcelain", "--ignored") in ("", "!! .talleyrand.lock\n")
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        assert form(reply.text).post(server).status == 303


def test_a_write_protected_file_is_told(server: Served, root: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is write-protected from root")
    (root / "parties.yaml").chmod(0o444)
    shown = opened(server, "/edit/ARC")
    shown["note"] = "Changed."
    reply = shown.post(server)
    assert (reply.status, "write-protected" in faults(reply)) == (422, True)


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("last", [b"", b"\r\n"], ids=["open", "ended"])
def test_a_file_keeps_its_line_ends_and_its_marks(server: Served, root: Path, bom: bytes, last: bytes) -> None:
    file = root / "parties.yaml"
    plain = file.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n")
    file.write_bytes(bom + plain + last)
    shown = opened(server, "/edit/ARC")
    shown["note"] = "Changed,\nin two lines."
    reply = shown.post(server)
    assert reply.status == 303, faults(reply)
    was, now = b"  note: An invented state.", b"  note: |-\r\n    Changed,\r\n    in two lines."
    assert file.read_bytes() == bom + plain.replace(was, now, 1) + last


def test_a_record_with_faults_can_be_edited_and_mended(server: Served, root: Path) -> None:
    (root / "old.yaml").write_text("- party: ARC\n  name: Twice\n  form: state\n" + BROKEN + "- [\n")
    (root / "typed.yaml").write_text("- party: CAR\n  name: Cardia\n  form: stat\n  zone: Etc/UTC\n")
    shown = opened(server, "/edit/BOR")
    shown["note"] = "One\nline\nmore."
    reply = shown.post(server)
    assert reply.status == 303, faults(reply)
    shown = opened(server, "/edit/broken")
    shown["by"] = "ARC"
    assert shown.post(server).status == 303
    reply = server.ask("/edit/CAR")
    assert "form" in faults(reply), "what is wrong with it is shown"
    shown = form(reply.text)
    shown["form"] = "state"
    assert shown.post(server).status == 303
    assert (root / "typed.yaml").read_text() == "- party: CAR\n  name: Cardia\n  form: state\n  zone: Etc/UTC\n"


def test_a_server_that_is_killed_leaves_a_record_that_another_serves(tmp_path: Path) -> None:
    root = begun(tmp_path / "record")
    with serving(root, today=TODAY) as server:
        shown = opened(server, "/edit/ARC")
        shown["note"] = "Changed."
        shown.post(server)
        server.stop(signal.SIGKILL)
    with serving(root, today=TODAY) as server:
        assert opened(server, "/edit/ARC")["note"] == "Changed."
        assert undone(server).status == 303
    assert git(root, "status", "--porcelain") == ""
