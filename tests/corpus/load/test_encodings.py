import contextlib
import zipfile
from io import BytesIO

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


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_file_error(data: bytes) -> None:
    with contextlib.suppress(FileError):
        assert isinstance(decode(data, name="a.txt"), str)
