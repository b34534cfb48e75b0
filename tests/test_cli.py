"""The shell door: what each command says, and what becomes of wrong words, wrong files and readers that go away."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

import talleyrand as tl
from talleyrand.cli import books
from talleyrand.cli.options import is_record
from talleyrand.cli.running import COMMANDS, app, run
from talleyrand.record.scaffold import new

PROGRAM = [sys.executable, "-m", "talleyrand"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the record that `talleyrand new` makes."""
    made = tmp_path_factory.mktemp("record") / "record"
    new(made, today=date(2026, 7, 1))
    return made


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test stands in an empty folder, on 1 July 2026, before a terminal of 100 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALLEYRAND_TODAY", "2026-07-01")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("TALLEYRAND_RECORD", raising=False)


# --- wrong use -----------------------------------------------------------------------------------

WRONG = [
    (["mesures"], "Did you mean 'measures'?"),
    (["nonsense"], "no such command 'nonsense'"),
    (["MEASURES"], "no such command"),
    (["measures", "--bogus"], "there is no option '--bogus' to talleyrand measures"),
    (["measures", "--serie", "x"], "did you mean '--series'?"),
    (["measures", "--on"], "requires an argument"),
    (["measures", "--format", "xml"], "none of table, json, csv, md"),
    (["measures", "--format="], "none of table, json, csv, md"),
    (["measures", "ARC"], "name two parties"),
    (["measures", "ARC", "BOR", "COURT"], "unexpected extra argument"),
    (["measures", "ARC", "arcadia"], "the same party"),
    (["measures", "Arcadiaa", "BOR"], "did you mean 'Arcadia'?"),
    (["measures", "", "BOR"], "'' is no party of the record"),
    (["measures", "ARC", "\x00"], "is no party of the record"),
    (["measures", "ARC", "x" * 10_000], "is no party of the record"),
    (["measures", "ARC", "\u202eROB"], "is no party of the record"),
    (["measures", "--on", "yesterday"], "--on: 'yesterday' is no date"),
    (["measures", "--on", "2025-13-01"], "no such day"),
    (["measures", "--on", "2025-02-30"], "no such day"),
    (["measures", "--on", "2025"], "is not one day"),
    (["measures", "--on", "2025-05"], "is not one day"),
    (["measures", "--on", "2025-05-12?"], "is not one day"),
    (["measures", "--on", "2025-05-10/2025-05-12"], "is not one day"),
    (["measures", "--on", "2025-05-12T10:00"], "is no date"),
    (["measures", "--on", "2025-05-12T25:00+08:00"], "no such day or hour"),
    (["measures", "--on", "12/05/2025"], "is no date"),
    (["measures", "--on="], "--on: '' is no date"),
    (["measures", "--on", "99999-01-01"], "is no date"),
    (["measures", "--known", "soon"], "--known: 'soon' is no date"),
    (["measures", "--spells", "--series", "listed-goods"], "is no series whose levels are summed"),
    (["measures", "--spells", "--series", "across-the-bord"], "did you mean 'across-the-board'?"),
    (["measures", "--lives", "--series", "listed-good"], "is no series; did you mean 'listed-goods'?"),
    (["measures", "--lives", "--spells"], "ask one at a time"),
    (["measures", "--series", "listed-good"], "is no series; did you mean 'listed-goods'?"),
    (["diff", "--before", "2025-01-01"], "there is no option '--before' to talleyrand diff; it has --from, --to"),
    (["timeline", "--limti", "3"], "there is no option '--limti' to talleyrand timeline; did you mean '--limit'?"),
    (["diff"], "diff needs two days or an agreement"),
    (["diff", "--from", "2026-01-01", "--across", "harbour-accord"], "not both"),
    (["diff", "--from", "x"], "--from: 'x' is no date"),
    (["diff", "--from", "2026-05-01", "--to", "x"], "--to: 'x' is no date"),
    (["diff", "--from", "2026-05-01", "--to", "2026-04-01"], "later than the day it is compared with"),
    (["diff", "--across", "harbor-acord"], "did you mean 'harbour-accord'?"),
    (["diff", "--across", "ARC"], "'ARC' is no agreement"),
    (["commitments", "--agreement", "harbour"], "is no agreement of the record"),
    (["commitments", "--party", "Utopia"], "is no party of the record"),
    (["commitments", "--issue", "trade/tarifs"], "did you mean 'trade/tariffs'?"),
    (["commitments", "--status", "mised"], "mised"),
    (["concessions", "--window", "abc"], "'abc' is no whole number from 1 to 3650"),
    (["concessions", "--window", "0"], "no whole number from 1"),
    (["concessions", "--window", "-5"], "no whole number from 1"),
    (["concessions", "--window", "1e3"], "no whole number"),
    (["concessions", "--window", "9" * 5000], "no whole number"),
    (["concessions", "--window", "٣"], "no whole number"),
    (["concessions", "--draws", "10"], "no whole number from 100"),
    (["concessions", "--seed", "x"], "no whole number"),
    (["interpretations", "--agreement", "x"], "is no agreement"),
    (["channels", "--cuts", "--meetings"], "ask one at a time"),
    (["channels", "--by-year", "--meetings"], "ask one at a time"),
    (["calendar", "--days", "0"], "no whole number from 1"),
    (["consistency", "--aims", "--reversals"], "ask one at a time"),
    (["people", "--party", "ÄRC"], "is no party of the record"),
    (["timeline", "--limit", "0"], "no whole number from 1"),
    (["timeline", "--from", "2025-"], "--from: '2025-' is no date"),
    (["questions", "--issue", "nothing/here"], "is no issue"),
    (["brief", "--since", "last week"], "--since: 'last week' is no date"),
    (["entry"], "missing argument 'ID'"),
    (["entry", "arc-timber-dutty"], "did you mean 'arc-timber-duty'?"),
    (["entry", ""], "'' is not in the record"),
    (["entry", "../../etc/passwd"], "is not in the record"),
    (["entry", "--history", "arc-timber-dutty"], "did you mean 'arc-timber-duty'?"),
    (["search"], "missing argument 'WORDS...'"),
    (["search", "x", "--kind", "persn"], "did you mean 'person'?"),
    (["search", "x", "--limit", "0"], "no whole number from 1"),
    (["bibliography", "--party", "Utopia"], "is no party of the record"),
    (["bibliography", "--publisher", "Gazete of Arcadia"], "did you mean 'Gazette of Arcadia'?"),
    (["query"], "give one SELECT"),
    (["query", ""], "one SELECT"),
    (["query", "DROP TABLE measures"], "one SELECT"),
    (["query", "SELECT * FROM read_text('/etc/passwd')"], "Cannot access file"),
    (["query", "SELECT 1\x00"], "characters of text"),
    (["query", "--tables", "--format", "json"], "printed as table"),
    (["check", "--explain", "cite_a_source"], "did you mean 'cites_a_source'?"),
    (["check", "--format", "csv"], "printed as table or json"),
    (["check", "folder"], "--record folder"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words)[:40] or "-" for words, _ in WRONG])
def test_wrong_words_get_one_clear_line_and_exit_code_2(
    words: list[str], said: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = run([words[0], "--record", str(folder), *words[1:]])
    out, err = capfd.readouterr()
    assert code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert err.startswith("talleyrand: ")
    assert "Traceback" not in err
    assert err.strip().isprintable()


BAD_RECORDS = ["nowhere", "", "a\0b", "file.txt", "empty", "x" * 300, "~nobody/none", "file.txt/below"]


@pytest.mark.parametrize("name", BAD_RECORDS)
@pytest.mark.parametrize("command", [["measures"], ["check"], ["query", "SELECT 1"]], ids=lambda words: words[0])
def test_a_folder_that_is_no_record_is_refused(
    command: list[str], name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file.txt").write_text("no record")
    (tmp_path / "empty").mkdir()
    code = run([*command, f"--record={name}"])
    out, err = capfd.readouterr()
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err


BROKEN = {
    "binary": b"\x00\xff\xfe\x01",
    "text": b"Dear reader, this is no record.",
    "deep": b"- party: " + b"[" * 50_000,
    "alias": b"- party: &a X\n  name: *a\n  form: state\n",
    "tag": b"- party: !!python/object/apply:os.system [id]\n",
    "twice": b"- party: X\n  name: A\n  name: B\n  form: state\n",
    "cut": b"- party: X\n  name: 'A",
    "list": b"- party: [1, 2]\n  name: {a: b}\n",
    "kind": b"- partie: X\n  name: A\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_with_its_line_and_the_commands_go_on(
    name: str, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for file in folder.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "zz.yaml").write_bytes(BROKEN[name])
    assert run(["check", "--record", str(tmp_path)]) == 1
    out, err = capfd.readouterr()
    assert re.search(r"^zz\.yaml:\d+: .+ \[\w+\]$", out, re.MULTILINE)
    assert "Traceback" not in out + err
    assert run(["measures", "--record", str(tmp_path)]) == 0
    out, err = capfd.readouterr()
    assert "arc-timber-duty" in out
    assert re.match(r"\d+ faults? in the record in .+; see: talleyrand check --record ", err)


# --- right use -----------------------------------------------------------------------------------

RIGHT = [
    ["brief"], ["brief", "--since", "2026-05-01", "--full"], ["measures"], ["measures", "ARC", "BOR"], ["measures", "arcadia", "Borealia"],
    ["measures", "Arcadie", "BOR", "--on=2026-04-01", "--known=2026-06-01"], ["measures", "--spells"],
    ["measures", "--lives"], ["measures", "--lives", "--series", "across-the-board"],
    ["diff", "--from", "2026-04-01"], ["diff", "--from", "2026-04-01", "--to", "2026-05-01"],
    ["diff", "--across", "harbour-accord"], ["commitments"], ["commitments", "--agreement", "harbour-accord"],
    ["commitments", "--status", "kept late", "--party", "Borealia"], ["concessions", "ARC", "BOR", "--window", "60"],
    ["interpretations"], ["channels"], ["channels", "--cuts"], ["channels", "--meetings"],
    ["channels", "--by-year"], ["people", "--posts"], ["questions", "--odds"], ["calendar", "--days", "30"],
    ["consistency"], ["consistency", "--reversals"], ["consistency", "--aims"], ["people"], ["timeline", "--limit", "3"],
    ["questions"], ["entry", "harbour-accord"], ["entry", "harbour-accord", "--history"], ["bibliography"],
    ["bibliography", "--party", "arcadie", "--publisher", "gazette"], ["search", "harb", "ACC", "--kind", "agreement"], ["query", "SELECT id FROM measures"],
]  # fmt: skip


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("words", RIGHT, ids=" ".join)
def test_every_question_is_answered_in_every_form(
    words: list[str], form: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--record", str(folder), "--format", form]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.endswith("\n")
    if form == "json":
        assert list(json.loads(out)) == ["title", "on", "known", "columns", "rows", "totals", "cautions"]


@pytest.mark.parametrize("words", [[], ["--help"], ["--version", "measures"], ["mesures"], ["measures", "brief"]])
def test_a_command_line_that_names_its_command_first_is_made_with_that_one_alone(words: list[str]) -> None:
    made = [command.callback for command in app(words).registered_commands]
    assert made == ([books.measures] if words[:1] == ["measures"] else list(COMMANDS))


def test_every_command_is_a_function_of_the_python_door() -> None:
    """All but those that do something by and by: the browser's door, the inbox, the archive, the trial of a reader."""
    doing = {"serve", "review", "archive", "reader"}
    asking = [command.__name__ for command in COMMANDS if command.__name__ not in doing]
    assert set(asking) <= set(tl.__all__)
    assert all(callable(getattr(tl, name)) for name in asking)


def test_every_flag_that_asks_another_question_is_a_function_too() -> None:
    assert {
        "history",
        "spells",
        "lives",
        "across",
        "cuts",
        "meetings",
        "by_year",
        "posts",
        "odds",
        "reversals",
        "aims",
    } <= set(tl.__all__)


def test_the_python_door_opens_every_name_it_lists_and_no_other() -> None:
    for name in tl.__all__:
        assert getattr(tl, name).__doc__
    assert dir(tl) == tl.__all__
    with pytest.raises(AttributeError, match="mesures"):
        tl.mesures  # noqa: B018


def test_two_doors_give_one_answer(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["measures", "ARC", "BOR", "--record", str(folder), "--format", "json"])
    day = tl.moment("2026-07-01")
    statement = tl.measures(tl.load(folder), "ARC", "BOR", on=day, known=day)
    assert json.loads(capfd.readouterr().out) == tl.as_data(statement)


def test_help_shows_every_command_whole(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    bare = capfd.readouterr().out
    assert run(["--help"]) == 0
    assert capfd.readouterr().out == bare
    assert "..." not in bare.replace("[ARGS]...", "")
    assert all(f"  {command.__name__} " in bare for command in COMMANDS)


def test_the_version_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert re.fullmatch(r"talleyrand \d+\.\d+\.\d+\n", capfd.readouterr().out)


def test_a_rule_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--explain", "cites_a_source"]) == 0
    assert "Every entry cites a source" in capfd.readouterr().out


def test_new_begins_a_record_that_check_finds_sound(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "mine"]) == 0
    assert "talleyrand check" in capfd.readouterr().out
    assert run(["check", "--record", "mine"]) == 0
    assert capfd.readouterr().out == "no faults, no notices\n"
    assert run(["new", "mine"]) == 2
    assert "is not empty" in capfd.readouterr().err


def test_the_tables_to_ask_about_are_listed_within_the_width(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    assert run(["query", "--tables"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 90
    assert "measure_steps: each of a measure's steps" in lines


def test_the_schema_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capfd.readouterr().out) == tl.schema()


def test_the_schema_of_a_negotiation_file_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "--plan"]) == 0
    assert "negotiation" in json.loads(capfd.readouterr().out)["$defs"]["Heading"]["properties"]


def test_check_in_json_counts_and_exits_with_1(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text("- party: X\n  name: A\n")
    assert run(["check", "--record", str(tmp_path), "--format", "json"]) == 1
    data = json.loads(capfd.readouterr().out)
    assert data["faults"] >= 1
    assert data["problems"][0]["file"] == "a.yaml"


# --- which record --------------------------------------------------------------------------------


def test_a_record_in_the_current_folder_is_used(folder: Path, monkeypatch: pytest.MonkeyPatch,
                                                capfd: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.chdir(folder)
    assert run(["measures"]) == 0
    assert "Arcadia" in capfd.readouterr().out


def test_the_environment_names_a_record_and_the_option_goes_before_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TALLEYRAND_RECORD", str(folder))
    assert run(["measures"]) == 0
    assert "Arcadia" in capfd.readouterr().out
    assert run(["measures", "--record", "nowhere"]) == 2


def test_the_shipped_record_is_used_where_there_is_none(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  web: {}\n")
    assert not is_record(tmp_path)
    assert run(["measures", "US", "China", "--on", "2025-04-11", "--format", "json"]) == 0
    totals = json.loads(capfd.readouterr().out)["totals"]
    assert {"by": "US", "toward": "CN", "series": "across-the-board", "level": 145, "unit": "percent"} in totals


def test_a_wrong_today_names_the_variable(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TALLEYRAND_TODAY", "someday")
    assert run(["calendar"]) == 2
    assert "TALLEYRAND_TODAY: 'someday' is no date" in capfd.readouterr().err


# --- as a process --------------------------------------------------------------------------------


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A run of the program as a process of its own, with no terminal."""
    surroundings = {**os.environ, **environment}
    return subprocess.run([*PROGRAM, *words], capture_output=True, text=True, env=surroundings, check=False, timeout=60)


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"'{sys.executable}' -m talleyrand timeline --format json | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")


def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*PROGRAM, "measures"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "No space left on device" in done.stderr


def test_stdout_that_is_closed_is_told_in_one_line() -> None:
    done = subprocess.run(["bash", "-c", f"'{sys.executable}' -m talleyrand measures >&-"], capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "talleyrand: the answer has nowhere to go: standard output is closed\n"


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        {"TERM": "dumb"},
    ],
    ids=" ".join,
)
def test_any_locale_will_do(environment: dict[str, str], folder: Path) -> None:
    done = process("measures", "--record", str(folder), **environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "arc-timber-duty" in done.stdout


@pytest.mark.parametrize("columns", ["1", "20", "0", "-3", "abc", "100000"])
def test_any_width_will_do(columns: str, folder: Path) -> None:
    done = process("commitments", "--record", str(folder), COLUMNS=columns)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("C")


def test_nothing_is_coloured(folder: Path) -> None:
    done = process("brief", "--record", str(folder), FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b" not in done.stdout + done.stderr


def test_an_interrupted_program_leaves_with_130() -> None:
    question = "SELECT count(*) FROM range(100000000000) a, range(100000) b"
    running = subprocess.Popen([*PROGRAM, "query", question], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1.5)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert "Traceback" not in err
    assert running.returncode == 130


def test_help_comes_at_once() -> None:
    """A third of a second on a quiet machine; processor time, since tests run side by side."""
    before = os.times()
    assert process("--help").returncode == 0
    after = os.times()
    assert after.children_user + after.children_system - before.children_user - before.children_system < 0.6


def test_help_loads_neither_the_database_nor_the_record() -> None:
    code = (
        "import sys; from talleyrand.cli.running import run; run(['--help']);"
        "print([each for each in ('duckdb', 'yaml', 'msgspec', 'rich') if each in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "command", [["measures", "--spells"], ["measures", "--lives"], ["brief"], ["calendar"], ["concessions"]]
)
def test_the_ends_of_the_calendar_can_be_asked_about(command: list[str], day: str) -> None:
    assert run([*command, "--on", day, "--known", day]) == 0
    assert run([*command, "--on", day]) == 0
