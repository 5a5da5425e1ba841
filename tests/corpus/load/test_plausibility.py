import pytest

from zhengxie_qa.corpus.load.plausibility import is_plausible, is_twice_encoded, likelihood

REPORT = "一年来，市政协坚持人民至上，组织委员走访民生项目，召开民主监督会议46次，参会委员1280人次。"


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        "東湖市政協常務委員會工作報告，請予審議。",
        "│县区│立案│办结│",
        "┌──┬──┐ 12 33",
        "1,286.5%",
        "喆",
        "王喆、李堃、赵镕",
        "",
    ],
)
def test_what_people_write_is_plausible(text: str) -> None:
    assert is_plausible(text)


@pytest.mark.parametrize(
    "text",
    [
        REPORT.encode("gb18030").decode("big5", errors="ignore"),
        REPORT.encode("utf-8").decode("gb18030", errors="ignore"),
        REPORT.encode("utf-16-be").decode("utf-16-le"),
        "\ue123\ue124\ue125\ue126",
    ],
)
def test_what_was_misread_is_not(text: str) -> None:
    assert not is_plausible(text)


def test_a_text_is_likelier_than_its_misreading() -> None:
    assert likelihood(REPORT) > likelihood(REPORT.encode("gb18030").decode("big5", errors="ignore"))


def test_a_table_rule_neither_helps_nor_harms() -> None:
    misread = REPORT.encode("gb18030").decode("big5", errors="ignore")

    assert not is_plausible("┌──┬──┐" * 50 + misread)


def test_a_text_that_was_read_in_the_wrong_encoding_and_saved_is_known() -> None:
    assert is_twice_encoded(REPORT.encode("utf-8").decode("latin-1"))
    assert not is_twice_encoded(REPORT)
