import re

import pytest

from zhengxie_qa.text.offices import OFFICE, titles


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("政协副主席是谁", ["副主席"]),
        ("秘书长由谁担任", ["秘书长"]),
        ("常务副省长和代市长", ["常务副省长", "代市长"]),
        ("市检察长、法院院长", ["检察长", "院长"]),
        ("负责人是谁", []),
        ("增长多少", []),
        ("市长期坚持", ["市长"]),
        ("政协委员和代表", []),
    ],
)
def test_offices_that_one_person_holds_are_found(text: str, offices: list[str]) -> None:
    assert [match.group() for match in OFFICE.finditer(text)] == offices


@pytest.mark.parametrize(
    ("part", "those", "others"),
    [
        ("asked", "秘书长 检察长 委员长 负责人 教练 主持人", "委员 记者 教授 同志"),
        ("head", "主任 院长 董事长 负责人", "主席 省长 委员"),
        ("body", "委员 主席 常委 代表 秘书长", "省长 总理 教授"),
        ("before-name", "主席 政协委员 记者 审计长", "常委 先生 教练"),
        ("behind-name", "同志 先生 总书记 教授", "董事长 记者 局长"),
        ("which", "省长 书记 院士 负责人 女士", "秘书长 常委 副主席"),
    ],
)
def test_each_part_holds_its_titles_and_no_others(part: str, those: str, others: str) -> None:
    pattern = re.compile(titles(part))
    assert [title for title in those.split() if not pattern.fullmatch(title)] == []
    assert [title for title in others.split() if pattern.fullmatch(title)] == []


def test_the_longer_title_is_taken_first() -> None:
    assert re.findall(titles("before-name"), "副主席林洁，总书记") == ["副主席", "总书记"]
