"""The forms of a page, read and filled in as a browser without script does it.

Filled  one form: where it goes, what it says, its buttons
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.web.served import Reply, Served

VOID = ("input", "link", "meta", "br", "option")


@dataclass
class Filled:
    """One form of a page."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return dict(self.fields)[name]

    def __setitem__(self, name: str, value: str) -> None:
        assert name in dict(self.fields), f"no field {name}: {[each for each, _ in self.fields]}"
        self.fields = [(each, value if each == name else old) for each, old in self.fields]

    def post(self, server: Served, do: str = "save") -> Reply:
        """Press a button of it."""
        lines = [(name, value.replace("\n", "\r\n")) for name, value in self.fields]
        return server.post(self.action, [*lines, ("do", do)])


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Filled] = []
        self.area = self.select = ""
        self.text = ""
        self.chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Filled(own.get("action", "")))
        elif not self.forms:
            return
        elif tag == "input" and "name" in own:
            self.forms[-1].fields.append((own["name"], own.get("value", "")))
        elif tag == "textarea" and "name" in own:
            self.area, self.text = own["name"], ""
        elif tag == "select":
            self.select, self.chosen = own["name"], None
            self.forms[-1].choices[self.select] = []
        elif tag == "option" and self.select:
            self.forms[-1].choices[self.select].append(own["value"])
            if "selected" in own or self.chosen is None:
                self.chosen = own["value"]
        elif tag == "button":
            self.forms[-1].buttons.append(own.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.forms[-1].fields.append((self.area, self.text.removeprefix("\n")))
            self.area = ""
        elif tag == "select" and self.select:
            self.forms[-1].fields.append((self.select, self.chosen or ""))
            self.select = ""


def forms(page: str) -> Iterator[Filled]:
    """The forms of a page that are posted."""
    parser = _Forms()
    parser.feed(page)
    return (each for each in parser.forms if each.action.startswith(("/edit/", "/new/", "/remove/", "/undo")))


def form(page: str, action: str = "") -> Filled:
    """The first form of a page that goes to an address beginning so."""
    return next(each for each in forms(page) if each.action.startswith(action))


def opened(server: Served, path: str, action: str = "") -> Filled:
    """The form of a page."""
    reply = server.ask(path)
    assert reply.status == 200, f"{path}: {reply.status} {reply.text[:500]}"
    return form(reply.text, action)
