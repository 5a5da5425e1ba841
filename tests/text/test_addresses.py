"""What may become a link, and what may not."""

import pytest

from zhengxie_qa.text.addresses import web_address

ADDRESSES = [
    "http://www.gov.cn",
    "https://www.szzx.gov.cn/content/2025-07/25/content_31698245.htm",
    "HTTPS://WWW.GOV.CN/zhengce?id=1&n=%E4%B8%AD#p2",
    "http://10.0.0.5:8080/a.html",
    "https://zh.wikipedia.org/wiki/人民政协_(机构)",
    "https://[2001:db8::1]/a",
    "http://localhost/a",
    "https://政务.中国/",
]
OTHERS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript://www.gov.cn/%0aalert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://www.gov.cn/a",
    "//www.gov.cn/a",
    "/a/b.html",
    "www.gov.cn",
    "http:",
    "https:///a",
    "http://[::1",
    "http://www.gov.cn/a b",
    "http://www.gov.cn/\u0000",
    "\u0001https://www.gov.cn/",
    "https://www.gov.cn/" + "a" * 3000,
    "",
    None,
]


@pytest.mark.parametrize("words", ADDRESSES)
def test_an_address_of_the_web_is_kept_as_written(words: str) -> None:
    assert web_address(f" {words}\n") == words


@pytest.mark.parametrize("words", OTHERS)
def test_anything_else_is_no_address(words: str | None) -> None:
    assert web_address(words) is None
