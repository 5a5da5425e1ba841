"""A word inside the name of another thing is not the thing counted."""

import pytest

from zhengxie_qa.evidence.counted import counted_otherwise
from zhengxie_qa.question.understanding import understand


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("深圳市政协有多少委员？", "建立20个党员委员活动小组"),
        ("全市有多少名委员？", "设立委员工作站211个"),
        ("有多少家企业？", "建成3个企业服务站"),
    ],
)
def test_a_thing_named_after_it_is_another_thing(question: str, clause: str) -> None:
    assert counted_otherwise(understand(question), clause)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("深圳市政协有多少委员？", "现有委员520名"),
        ("有多少委员工作站？", "设立委员工作站211个"),
        ("有多少委员参加活动？", "20名委员参加委员讲堂"),
        ("有多少名委员到了工作站？", "320名委员走进工作站"),
        ("举行了多少场深聊会？", "全年举行275场"),
        ("委员是谁？", "设立委员工作站211个"),
    ],
)
def test_the_thing_itself_is_counted(question: str, clause: str) -> None:
    assert counted_otherwise(understand(question), clause) == ()


@pytest.mark.parametrize(
    ("question", "figure", "expected"),
    [
        ("委员工作站覆盖多少个界别？", "323个", ("界别",)),
        ("委员工作站覆盖多少个界别？", "32个", ()),
        ("有多少个委员工作站？", "323个", ()),
    ],
)
def test_a_thing_with_a_figure_of_its_own_is_not_counted_by_another(
    question: str, figure: str, expected: tuple[str, ...]
) -> None:
    clause = "在全市建立覆盖32个界别的各层级委员工作站323个"
    start = clause.index(figure)
    assert counted_otherwise(understand(question), clause, (start, start + len(figure))) == expected
