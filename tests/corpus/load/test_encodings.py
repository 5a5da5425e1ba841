import codecs
import contextlib
import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengxie_qa.corpus.load.encodings import decode
from zhengxie_qa.errors import FileError

TEXT = "深圳市政协组织“深聊会”275场，增进各界共识。\n2025年，界别工作站有323个，覆盖32个界别；提案办复率100％。\n"
TRADITIONAL = "國務院關於國民經濟和社會發展的報告，現在提請大會審議，並請各位委員提出意見。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [TEXT, TEXT * 300, "深圳市政协委员\n"])
def test_chinese_text_is_decoded(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), name="a.txt") == text


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8", "utf-16-be"])
def test_traditional_text_is_decoded(encoding: str) -> None:
    assert decode((TRADITIONAL * 3).encode(encoding), name="a.txt") == TRADITIONAL * 3


def test_rare_characters_of_gb18030_are_decoded() -> None:
    text = "城镇居民㑇、䶮、𠀀等用字，由公安机关办理登记，有关部门予以支持。\n" * 3

    assert decode(text.encode("gb18030"), name="a.txt") == text


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(lambda t: t.strip(" \x00"))
)
def test_any_utf8_text_is_decoded_as_it_was_written(text: str) -> None:
    assert decode(text.encode("utf-8"), name="a.txt") == text.removeprefix("\ufeff")


def test_a_damaged_utf8_text_keeps_all_that_can_be_read() -> None:
    data = (TEXT * 20).encode("utf-8")
    damaged = data[:100] + b"\xff" + data[101:-1]

    text = decode(damaged, name="a.txt")

    assert text.count("\ufffd") <= 3
    assert "深聊会" in text


def test_the_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode(TEXT.encode("gbk"), name="a.html", declared="gb2312") == TEXT
    assert decode(TEXT.encode("utf-8"), name="a.html", declared="gb2312") == TEXT
    assert decode(TEXT.encode("gbk"), name="a.html", declared="no-such-encoding") == TEXT


def zip_bytes() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF document"),
        (zip_bytes(), "Office document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG picture"),
        (b"\x7fELF\x02\x01\x01\x00", "a program"),
        (bytes(range(256)) * 20, "not readable text"),
        (b"\x00\x01\x02\x03" * 500, "not readable text"),
        (b"\x00\x01\xff\xfe" * 20, "not readable text"),
        (b"\x01\x00\xfe\xff" * 20, "not readable text"),
        (b"\xff\xfe\x00\x01" * 20, "not readable text"),
        (b"\xfe\xff\x4e\x2d\xff\xfe" * 20, "not readable text"),
        (codecs.BOM_UTF16_LE + random.Random(1).randbytes(4_000), "not readable text"),
        (codecs.BOM_UTF16_BE + random.Random(2).randbytes(4_000), "not readable text"),
        (codecs.BOM_UTF32_LE + random.Random(3).randbytes(4_000), "not readable text"),
        (b"", "is empty"),
        (b" \n\r\n\t", "is empty"),
    ],
)
def test_what_is_not_text_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(FileError) as caught:
        decode(data, name="报告.txt")

    message = str(caught.value)
    assert message.startswith("报告.txt ")
    assert said in message
    assert ": " in message and message.endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}\ufeff{TEXT}\ufeff{TEXT}",
        "市政协\ufeff委员走访民生项目。",
        "\ufeff".join(["提案办理情况通报，请各承办单位研究。"] * 30),
    ],
)
def test_byte_order_marks_left_where_texts_were_joined_do_no_harm(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="a.txt") == text


@pytest.mark.parametrize("text", ["龑䶮喆镕堃赟瓛翾\n", "བོད་ཡིག", "\uf06c 提案\n\uf06c 建议\n", "Заседание совета"])
def test_a_byte_order_mark_is_believed_before_rare_characters(text: str) -> None:
    assert decode(text.encode("utf-16"), name="a.txt") == text


def test_a_utf16_text_whose_last_byte_was_lost_keeps_the_others() -> None:
    assert decode(TEXT.encode("utf-16")[:-1], name="a.txt") == TEXT[:-1] + "\ufffd"


@pytest.mark.parametrize(
    "text",
    [
        "各县区提案办理情况表\n┌────┬────┬────┐\n│县区│立案│办结│\n├────┼────┼────┤\n│东城│ 112│ 110│\n",
        "┏━━┳━━┓\n┃科目┃金额┃\n┣━━╋━━┫\n┃教育┃3200┃\n┗━━┻━━┛\n",
        "│一│二│\n├─┼─┤\n│ 12│ 33│\n",
        "提案 438件",
        "附表二①　12.5　33.8　△4.1　℃　㎡\n合计　50.4\n",
    ],
)
def test_tables_and_texts_of_few_characters_are_decoded_from_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030"), name="a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("臺灣省諮議會會議紀錄：收到提案512件。\n", "big5"),
        ("│提案│112│\n", "big5"),
        ("市議会は本年度の報告を提出し、議案を可決した。\n", "shift_jis"),
        ("The “committee” met — 48 sessions, café costs 5%.\n", "cp1252"),
    ],
)
def test_texts_of_other_encodings_are_not_taken_for_gb18030(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="a.txt") == text


def test_a_wrongly_declared_encoding_does_not_make_mojibake() -> None:
    assert decode(TEXT.encode("gbk"), name="a.html", declared="iso-8859-1") == TEXT
    assert decode(TEXT.encode("gbk"), name="a.html", declared="big5") == TEXT
    assert decode(TRADITIONAL.encode("big5"), name="a.html", declared="gb2312") == TRADITIONAL


@pytest.mark.parametrize(
    "data",
    [
        "龑䶮喆镕堃赟瓛翾\n".encode("gb18030"),
        "鳊鳋鳌鳍鳎鳏鳐鳓鳔鳕鳗鳘鳙鳜鳝鳟鳢靼鞅鞑".encode("gb18030"),
    ],
)
def test_what_is_plausible_in_no_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(FileError, match="not readable text"):
        decode(data, name="a.txt")


@pytest.mark.parametrize(
    "stored",
    [
        TEXT.encode().decode("latin-1"),
        TEXT.encode().decode("cp1252", errors="ignore"),
        TEXT.encode().decode("gb18030", errors="replace"),
        "锟斤拷锟斤拷锟斤拷512锟斤拷",
    ],
)
def test_mojibake_saved_as_utf8_is_refused(stored: str) -> None:
    with pytest.raises(FileError, match="saved in a wrong encoding before"):
        decode(stored.encode("utf-8"), name="a.txt")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TRADITIONAL,
        "“锟斤拷”是乱码的代称。" + TEXT * 5,
        "龑䶮喆镕堃赟瓛翾",
        "Señor Müller über Ærø: déjà vu, façade, naïve — 48 sessions.",
        "市議会は本年度の報告を提出し、議案を可決した。",
        "Заседание совета: 12 предложений.",
    ],
)
def test_utf8_text_of_any_language_is_no_mojibake(text: str) -> None:
    assert decode(text.encode("utf-8"), name="a.txt") == text


def test_the_beginning_of_every_report_is_read_right_from_gb18030(shared_data: Path) -> None:
    paths = [
        path for folder in ("invented_news", "invented_office") for path in (shared_data / "text" / folder).iterdir()
    ]
    texts = {path.name: path.read_text(encoding="utf-8")[:600] for path in paths}

    wrong = [name for name, text in texts.items() if decode(text.encode("gb18030"), name=name) != text]

    assert (len(texts), wrong) == (62, [])


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_file_error(data: bytes) -> None:
    with contextlib.suppress(FileError):
        assert isinstance(decode(data, name="a.txt"), str)
