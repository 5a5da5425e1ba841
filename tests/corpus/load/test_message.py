"""E-mails and saved pages: every part verbatim, with its number; what is attached is named."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.load.mapped import assert_every_character_maps
from corpus.load.words import counted
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.errors import FileError
from zhengxie_qa.location import locate
from zhengxie_qa.types import Document

PAGE = "<html><body><h1>关于开展检查的通知</h1><p>检查于2025年3月12日开始，共查36户。</p></body></html>"


def mail(subject: str = "关于报送材料的函") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "市政协办公厅 <office@example.cn>"
    message["To"] = "各专委会 <all@example.cn>"
    message["Date"] = "Wed, 12 Mar 2025 09:30:00 +0800"
    return message


def load(data: bytes, name: str = "来函.eml") -> Document:
    return load_bytes(data, file=name, doc_id="d")


def test_a_message_is_read_with_its_heading_and_what_is_attached_is_named() -> None:
    message = mail()
    message.set_content("请于2025年4月1日前报送材料12份。\n联系人：王五。\n")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="附件1：名单.zip")
    document = load(message.as_bytes())

    assert "主题：关于报送材料的函\n发件人：市政协办公厅 <office@example.cn>\n" in document.text
    assert "请于2025年4月1日前报送材料12份。\n联系人：王五。\n" in document.text
    assert (document.info.title, document.info.source) == ("关于报送材料的函", "市政协办公厅")
    assert (document.info.published, document.info.published_time) == ("2025-03-12", "09:30")
    assert [(document.raw_text[e.start : e.end], e.rule) for e in document.left_out] == [
        ("附件：附件1：名单.zip", "attachment")
    ]
    start = document.text.index("12份")
    assert [each.at for each in locate(document.locations, *to_raw(document.segments, start, start + 3))] == [(2,)]


def test_of_alternatives_the_page_is_read_once_and_a_message_within_too() -> None:
    inner = mail("转来的通知")
    inner.set_content("转来的话有78句。\n")
    message = mail()
    message.set_content("纯文字的检查于2025年3月12日开始。\n")
    message.add_alternative(PAGE, subtype="html", charset="gb18030")
    message.add_attachment(inner)
    text = load(message.as_bytes()).text

    assert (text.count("检查于2025年3月12日开始"), text.count("主题：")) == (1, 2)
    assert text.index("共查36户") < text.index("主题：转来的通知") < text.index("转来的话有78句。")


def test_headings_written_in_gbk_without_saying_so_are_read() -> None:
    raw = b"Subject: " + "通知".encode("gbk") + b"\r\nFrom: =?gb2312?B?" + b"0rvKwg==" + b"?= <a@b.cn>\r\n"
    document = load(raw + b"Content-Type: text/plain; charset=gb2312\r\n\r\n" + "会议于今天召开。".encode("gbk"))

    assert document.text == "主题：通知\n发件人：一事 <a@b.cn>\n\n会议于今天召开。"


def test_a_page_saved_whole_is_read_without_the_heading_of_the_program() -> None:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "x"
    message.set_content(PAGE, subtype="html", charset="gb18030", cte="quoted-printable")
    message.add_related(b"GIF8", maintype="image", subtype="gif")
    data = message.as_bytes()

    document = load(data, "通知.mht")
    assert document.text.strip() == "关于开展检查的通知\n检查于2025年3月12日开始，共查36户。"
    assert document.info.title == "关于开展检查的通知"
    old = b"MIME-Version: 1.0\r\n" + data.replace(b"MIME-Version: 1.0\n", b"")
    assert load(old, "通知.doc").text == document.text


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text("政协会议提案1368.4%\n ", min_size=1, max_size=40), min_size=1, max_size=4))
def test_every_character_of_every_part_is_kept(bodies: list[str]) -> None:
    message = mail()
    message.set_content("政协会议纪要。\n")
    for each in bodies:
        message.add_attachment(each, disposition="inline")
    document = load(message.as_bytes())

    listed = "".join(document.raw_text[each.start : each.end] for each in document.left_out)
    heading = "主题：关于报送材料的函发件人：市政协办公厅office@example.cn收件人：各专委会all@example.cn"
    written = f"{heading}日期：Wed, 12 Mar 2025 09:30:00 +0800政协会议纪要。{''.join(bodies)}"
    assert counted(document.text) + counted(listed) == counted(written)
    assert_every_character_maps(document)


@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (b"", "damaged or no message", "不是邮件文件"),
        (b"\x00\x01\x02", "damaged or no message", "已损坏"),
        ("不是邮件，只是一段话。".encode(), "damaged or no message", "不是邮件文件"),
        (b"Subject: x\r\nContent-Type: application/pkcs7-mime\r\n\r\nMIIB", "has no text of its own", "没有可读的正文"),
        (b"Subject: x\r\nContent-Type: text/plain\r\n\r\n", "has no text of its own", "没有可读的正文"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(data: bytes, said: str, zh: str) -> None:
    with pytest.raises(FileError) as caught:
        load(data)
    assert said in str(caught.value)
    assert zh in (caught.value.zh or "")


def test_parts_within_parts_without_end_cost_their_own_sentence() -> None:
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(300))
    with pytest.raises(FileError, match="来函"):
        load(b"Subject: x\r\n" + nested)
