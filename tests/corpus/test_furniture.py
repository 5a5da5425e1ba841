import pytest

from zhengxie_qa.corpus.furniture import CERTAIN, Furniture, furniture, has_widget


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("您现在的位置 首页 > 政务公开 > 政务动态", Furniture.BREADCRUMB),
        ("当前位置：网站首页 >> 新闻中心", Furniture.BREADCRUMB),
        ("首页 > 政府信息公开 > 统计数据", Furniture.BREADCRUMB),
        ("You are here: Home / News", Furniture.BREADCRUMB),
        ("首页 | 要闻 | 专题 | 服务", Furniture.NAVIGATION),
        ("【字体：大 中 小】 打印 关闭", Furniture.WIDGET),
        ("视力保护色：", Furniture.WIDGET),
        ("转存图片", Furniture.WIDGET),
        ("触碰右侧展开", Furniture.WIDGET),
        ("分享到：微信 微博 QQ空间", Furniture.WIDGET),
        ("【打印本页】 【关闭窗口】", Furniture.WIDGET),
        ("打开微信，使用“扫一扫”分享至朋友圈", Furniture.WIDGET),
        ("喜欢此内容的人还喜欢", Furniture.WIDGET),
        ("上一篇：市政协召开座谈会", Furniture.NEIGHBOUR),
        ("Next: Port throughput hits record", Furniture.NEIGHBOUR),
        ("版权所有：某某市人民政府", Furniture.FOOTER),
        ("粤ICP备05000000号-1", Furniture.FOOTER),
        ("网站地图 | 联系我们 | 隐私声明", Furniture.FOOTER),
        ("Copyright © 2025 All Rights Reserved", Furniture.FOOTER),
        ("（责任编辑：张三）", Furniture.CREDIT),
        ("相关阅读：", Furniture.RELATED),
        ("大", Furniture.POSSIBLE),
        ("【字体：", Furniture.POSSIBLE),
        ("浏览次数：1024次", Furniture.POSSIBLE),
        ("主办单位：某某市人民政府办公室", Furniture.POSSIBLE),
    ],
)
def test_page_furniture_is_recognised(line: str, kind: Furniture) -> None:
    assert furniture(f"  {line}\t") is kind


@pytest.mark.parametrize(
    "line",
    [
        "各位代表：",
        "位置：本市东部，东临大海",
        "您的位置很重要。",
        "我们要打印好、分享好发展成果。",
        "分享发展机遇，共同应对挑战",
        "大力发展现代农业",
        "扩大开放",
        "上一届政协委员提出提案612件。",
        "版权保护工作得到加强。",
        "一、2025年工作回顾",
        "编辑出版文史资料12册。",
        "下一步工作打算",
        "来源：新华社",
        "",
    ],
)
def test_article_text_is_not_taken_for_furniture(line: str) -> None:
    assert furniture(line) is None


def test_a_long_line_is_a_paragraph_whatever_it_begins_with() -> None:
    assert furniture("分享到：" + "微信 " * 100) is None


def test_torn_widgets_are_never_certain() -> None:
    assert {furniture(line) for line in ("大", "中", "小", "【字体：", "分享：")} & CERTAIN == set()


def test_a_widget_is_seen_at_the_end_of_a_line_with_source_and_date() -> None:
    assert has_widget("信息来源:深圳特区报 信息提供日期:2025-07-25 12:06 【字体: 视力保护色:")
    assert not has_widget("来源：新华社　时间：2025-07-25")
