"""Word files (.docx): the text of each paragraph, table cell and footnote.

Paragraphs  goes through one part of the file and gathers its paragraphs

The file is a ZIP archive of XML. Only three of its members are opened, each up to a limit, and XML with a document
type, by which entities could be declared, is refused. A place in the text is a paragraph; what the file hides is left
out.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.parsers import expat  # document types, and with them entities, are refused

from talleyrand.errors import WrongValue
from talleyrand.record.dates import When
from talleyrand.sources import clues
from talleyrand.sources.contents import Content, Part

BODY = "word/document.xml"
MOST_MEMBERS = 10_000
MOST_XML = 64 * 1024 * 1024
MOST_RATIO = 200  # what is packed tighter than that holds no prose
SMALL = 1024 * 1024
DEEPEST = 1_000
_CHUNK = 256 * 1024
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class Paragraphs:
    """The paragraphs of one part of a Word file, gathered as its XML goes by.

    Attributes:
        found: their texts, in order.
        unseen: number of characters left out because the file hides them.
    """

    def __init__(self) -> None:
        self.found: list[str] = []
        self.unseen = 0
        self._open: list[list[str]] = []
        self._depth = 0
        self._skipped = 0  # depth at which something began that is said a second time
        self._in_text = False
        self._hidden = False
        self._cells = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins.

        Raises:
            ValueError: if elements are nested too deep.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError("nested too deep")
        if name == _FALLBACK and not self._skipped:
            self._skipped = self._depth
        space, _, local = name.rpartition(" ")
        if self._skipped or space not in (_TRANSITIONAL, _STRICT):
            return
        if local == "p":
            self._open.append([])
        elif local == "r":
            self._hidden = False
        elif local == "tc":
            self._cells += 1
        elif local in ("vanish", "sz", "color"):
            self._hidden = self._hidden or self._hides(local, attributes.get(f"{space} val", ""))
        elif local in _SPACES and self._open:
            self._open[-1].append(_SPACES[local])
        self._in_text = local == "t"

    def _hides(self, local: str, value: str) -> bool:
        if local == "vanish":
            return value not in ("0", "false", "off")
        if local == "sz":
            return value.isdigit() and int(value) <= 2  # half points
        return value.upper() == "FFFFFF" and not self._cells  # a cell may have a dark ground

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipped == self._depth:
            self._skipped = 0
        self._depth -= 1
        space, _, local = name.rpartition(" ")
        if self._skipped or space not in (_TRANSITIONAL, _STRICT):
            return
        self._in_text = False
        if local == "p" and self._open:
            text = "".join(self._open.pop()).strip()
            if text:
                self.found.append(text)
            self._hidden = False
        elif local == "tc":
            self._cells -= 1

    def text(self, text: str) -> None:
        """Some characters."""
        if self._in_text and self._open and not self._skipped:
            if self._hidden:
                self.unseen += len(text)
            else:
                self._open[-1].append(text)


def read(data: bytes, *, name: str = "the document") -> Content:
    """The content of a Word file.

    Raises:
        WrongValue: if it is broken, locked, no Word file, without text, or unpacks to more than it may.
    """
    body, notes = Paragraphs(), Paragraphs()
    core: dict[str, str] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = _members(archive, name)
            _through(archive, members[BODY], body, name)
            if "word/footnotes.xml" in members:
                _through(archive, members["word/footnotes.xml"], notes, name)
            if "docProps/core.xml" in members:
                core = _core(_unpacked(archive, members["docProps/core.xml"], name), name)
    except _BROKEN as error:
        raise WrongValue(f"'{name}' is a broken Word file; it cannot be read") from error
    return _content(body, notes, core, name)


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise WrongValue(f"'{name}' is an archive of {len(infos):,} files, and no Word file")
    members = {info.filename: info for info in infos}
    if BODY not in members:
        raise WrongValue(f"'{name}' is an archive, and no Word file: it has no '{BODY}'")
    return members


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """A member's bytes, if it says truly that they are not too many."""
    if info.flag_bits & 1:
        raise WrongValue(f"'{name}' is locked with a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise WrongValue(f"'{name}' is packed in a way that no Word file is")
    tight = info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1)
    if info.file_size > MOST_XML or tight:
        raise WrongValue(
            f"'{name}' unpacks to {info.file_size:,} bytes from {info.compress_size:,}: it was left packed"
        )
    with archive.open(info) as stream:
        return stream.read(MOST_XML)


def _through(archive: zipfile.ZipFile, info: zipfile.ZipInfo, paragraphs: Paragraphs, name: str) -> None:
    parser = _parser(name)
    parser.StartElementHandler = paragraphs.start
    parser.EndElementHandler = paragraphs.end
    parser.CharacterDataHandler = paragraphs.text
    _parse(parser, _unpacked(archive, info, name), name)


def _parser(name: str) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_declared: object) -> None:
        raise WrongValue(f"'{name}' declares a document type in its XML, as no Word file does; it was not read")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _parse(parser: expat.XMLParserType, xml: bytes, name: str) -> None:
    try:
        for start in range(0, len(xml), _CHUNK):
            parser.Parse(xml[start : start + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise WrongValue(f"'{name}' is a broken Word file: {expat.ErrorString(error.code)}") from error


def _core(xml: bytes, name: str) -> dict[str, str]:
    """The title and the day that the file gives itself."""
    found: dict[str, str] = {}
    inside = [""]
    parser = _parser(name)

    def begin(element: str, _attributes: Mapping[str, str]) -> None:
        inside[0] = element.rpartition(" ")[2]

    def note(text: str) -> None:
        if inside[0] in ("title", "created"):
            found[inside[0]] = (found.get(inside[0], "") + text)[:500]

    def finish(_element: str) -> None:
        inside[0] = ""

    parser.StartElementHandler = begin
    parser.CharacterDataHandler = note
    parser.EndElementHandler = finish
    _parse(parser, xml, name)
    return found


def _content(body: Paragraphs, notes: Paragraphs, core: Mapping[str, str], name: str) -> Content:
    named = [(f"paragraph {number}", text) for number, text in enumerate(body.found, 1)]
    named += [(f"footnote {number}", text) for number, text in enumerate(notes.found, 1)]
    if not named:
        raise WrongValue(f"'{name}' holds no text")
    parts: list[Part] = []
    here = 0
    for label, text in named:
        parts.append(Part(here, here + len(text), label))
        here += len(text) + 2
    whole = "\n\n".join(text for _, text in named)
    day = clues.dateline(whole)
    made: When | None = None if day else clues.day(core.get("created", ""))
    unseen = body.unseen + notes.unseen
    return Content(
        text=whole,
        unit="paragraph",
        parts=tuple(parts),
        title=core.get("title", "").strip() or clues.first_line(whole),
        date=day or made,
        language=clues.language(whole),
        doubts=(
            *((f"{unseen} characters that the file hides were left out",) if unseen else ()),
            *(("its date is the day on which the file was made",) if made else ()),
        ),
    )
