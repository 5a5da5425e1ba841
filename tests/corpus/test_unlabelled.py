import pytest

from zhengxie_qa.corpus.unlabelled import read_unlabelled


@pytest.mark.parametrize("name", ["通知", "联通", "附件1：名单（一）.docx", "report.txt", "“十四五”规划·①—②.pdf"])
def test_a_short_name_is_read_in_either_encoding(name: str) -> None:
    assert read_unlabelled(name.encode("utf-8")) == name
    assert read_unlabelled(name.encode("gb18030")) == name


def test_what_is_neither_is_read_somehow() -> None:
    assert read_unlabelled(b"a\xff\xfe") == "a\ufffd\ufffd"
