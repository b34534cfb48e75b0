from __future__ import annotations

import pytest

from talleyrand.errors import WrongValue
from talleyrand.sources import word
from talleyrand.sources.documents import read
from tests.sources.making import WORD_SPACE, docx, packed

CORE = b"""<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>A truce</dc:title><dcterms:created>2025-05-12T08:00:00Z</dcterms:created></cp:coreProperties>"""


def runs(text: str) -> str:
    return f"<w:p><w:r>{text}</w:r></w:p>"


def test_each_paragraph_is_read_and_places_are_paragraphs() -> None:
    document = read(docx("First words.", "关税降低。", docProps__core=CORE), name="a.docx")
    assert document.text == "First words.\n\n关税降低。"
    assert (document.title, str(document.date), document.unit) == ("A truce", "2025-05-12", "paragraph")
    assert document.place(document.text.index("关")) == "paragraph 2"
    assert document.doubts == ("its date is the day on which the file was made",)


def test_footnotes_stand_at_the_end() -> None:
    note = runs("<w:t>A note.</w:t>")
    notes = f"<w:footnotes {WORD_SPACE}>{note}</w:footnotes>".encode()
    document = read(docx("Words.", word__footnotes=notes))
    assert document.text == "Words.\n\nA note."
    assert document.place(9) == "footnote 1"


def test_tabs_breaks_and_split_runs_make_one_paragraph() -> None:
    xml = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t xml:space='preserve'>b </w:t></w:r><w:r><w:t>c</w:t><w:br/><w:t>d</w:t></w:r></w:p>"
    assert word.read(docx(xml=xml)).text == "a\tb c\nd"


@pytest.mark.parametrize("how", ["<w:vanish/>", '<w:sz w:val="1"/>', '<w:color w:val="ffffff"/>'])
def test_what_the_file_hides_is_left_out_and_counted(how: str) -> None:
    content = word.read(
        docx(xml=runs("<w:t>seen</w:t>") + runs(f"<w:rPr>{how}</w:rPr><w:t>unseen</w:t>") + runs("<w:t>again</w:t>"))
    )
    assert content.text == "seen\n\nagain"
    assert content.doubts == ("6 characters that the file hides were left out",)


def test_what_was_deleted_and_what_is_said_twice_is_left_out() -> None:
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    once, again = runs("<w:t>once</w:t>"), runs("<w:t>twice</w:t>")
    both = f"<mc:Choice>{once}</mc:Choice><mc:Fallback>{again}</mc:Fallback>"
    twice = f"<mc:AlternateContent {space}>{both}</mc:AlternateContent>"
    assert word.read(docx(xml=runs("<w:delText>gone</w:delText><w:t>kept</w:t>") + twice)).text == "kept\n\nonce"


def test_white_letters_in_a_table_may_stand_on_a_dark_ground() -> None:
    white = runs('<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Side</w:t>')
    cell = f"<w:tbl><w:tr><w:tc>{white}</w:tc></w:tr></w:tbl>"
    assert word.read(docx(xml=cell)).text == "Side"


def test_a_member_that_lies_about_its_size_is_broken() -> None:
    data = packed({"word/document.xml": b"<a>" + b"x" * 5000 + b"</a>"})
    with pytest.raises(WrongValue, match="broken Word file"):
        word.read(data.replace((5007).to_bytes(4, "little"), (50).to_bytes(4, "little")), name="a.docx")
