import pytest

from zhengxie_qa.corpus.page.furniture import Furniture, furniture, states_figure

FURNITURE = {
    Furniture.BREADCRUMB: [
        "您现在的位置 首页 > 政务公开 > 政务动态",
        "您现在的位置：",
        "当前位置：网站首页 >> 新闻中心",
        "当前位置 首页 >> 政协要闻 >> 正文",
        "当前页面:首页",
        "当前页面: 首页 > 通知公告",
        "【当前位置：首页 / 统计数据】",
        "您所在的位置 首页 政务公开 政务动态",
        "首页 > 政府信息公开 > 统计数据",
        "首页 > 要闻 > 市政协召开座谈会，部署提案办理工作",
        "栏目：政务要闻 > 乡村振兴",
        "海澜市政协 > 工作动态 > 民主监督 > 正文",
        "海澜市统计局 首页 > 统计数据 > 正文",
        "您的位置：海澜政协网 / 会议专题 / 二次会议",
        "You are here: Home / News",
        "Home > News > Latest",
    ],
    Furniture.NAVIGATION: [
        "首页 | 要闻 | 专题 | 服务",
        "首页 政务公开 政务服务 互动交流",
        "海澜人大网　首页 | 人大概况 | 立法工作",
        "登录 注册 收藏本站",
    ],
    Furniture.WIDGET: [
        "【字体：大 中 小】 打印 关闭",
        "视力保护色：",
        "转存图片",
        "触碰右侧展开",
        "分享到：微信 微博 QQ空间",
        "【打印本页】 【关闭窗口】",
        "打开微信，使用“扫一扫”分享至朋友圈",
        "微信扫一扫",
        "扫一扫在手机打开当前页",
        "扫描二维码关注我们",
        "长按识别二维码关注公众号",
        "点击上方蓝字关注我们",
        "无障碍阅读 | 长者助手 | 繁體 | English",
        "返回列表",
        "喜欢此内容的人还喜欢",
    ],
    Furniture.NEIGHBOUR: ["上一篇：市政协召开座谈会", "下一条：没有了", "下一页", "Next: Port throughput hits record"],
    Furniture.FOOTER: [
        "版权所有：某某市人民政府",
        "版权所有 海澜市政协办公室",
        "版权所有，未经许可不得转载",
        "版权所有 违者必究",
        "粤ICP备05000000号-1",
        "主办：海澜市住房中心　技术支持：市大数据中心　网站地图 | 联系我们",
        "主办单位：市府办 网站标识码：4400000001 粤公网安备 44000000000000号",
        "网站地图 | 联系我们 | 隐私声明",
        "Copyright © 2025 All Rights Reserved",
        "Copyright © 2025 临海区政协 版权所有",
        "© 2025 海澜日报",
        "建议使用1024×768分辨率浏览",
        "您是第1024位访客",
    ],
    Furniture.RELATED: ["相关阅读：", "相关链接", "延伸阅读", "Related Articles"],
    Furniture.CREDIT: [
        "（责任编辑：张三）",
        "责任编辑：周见山",
        "编辑：刘畅　审核：王敏",
        "审核：市政协办公室",
        "编辑｜张 三",
        "校对：欧阳修",
    ],
    Furniture.ORGANISER: ["主办单位：某某市人民政府办公室", "主办：海澜市政协 承办：市大数据中心"],
    Furniture.CONTACT: ["电话：0755-12345678", "地址：海澜市人民路1号 邮编：518000", "邮箱：office@example.cn"],
    Furniture.POSSIBLE: ["大", "【字体：", "浏览次数：1024次", "阅读原文", "关于我们", "END"],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in FURNITURE.items() for line in lines])
def test_page_furniture_is_recognised(kind: Furniture, line: str) -> None:
    assert furniture(f"  {line}\t") is kind


ARTICLE = {
    Furniture.BREADCRUMB: [
        "你所在的位置就是岗位，全市217名执法人员要恪尽职守；",
        "您的位置很重要。",
        "位置：本市东部，东临大海",
        "当前位置：在全省排第3位",
        "目前所处的位置 仍是爬坡过坎的关口",
        "现在的位置是全国第五",
        "首页推荐、信息公示、举报受理三个环节限时3天办结",
        "首页 > 头版刊发稿件38篇",
        "首页→个人中心→我的提案，三步提交",
        "东城 > 西城 > 南山",
        "满意率 > 95% 的单位有62家",
        "频道：开设专题频道12个",
        "栏目：新设“委员说”等栏目6个",
        "页面：日均访问量3.2万次",
        "Home care services cover 3,200 families",
    ],
    Furniture.NAVIGATION: [
        "登录 注册 企业 320 家",
        "首页改版、栏目调整、服务上线",
        "注册 资本 5000 万元",
    ],
    Furniture.WIDGET: [
        "扫一扫举报二维码张贴1260处，覆盖全部87个社区",
        "扫一扫就能办事，全市布设自助终端432台",
        "扫一扫就能办事",
        "群众通过扫一扫提交线索532条，办结率96.4%",
        "扫码支付覆盖公交线路118条",
        "扫码办理",
        "扫描档案12万页",
        "二维码门牌安装23万块",
        "无障碍阅读服务点建成38个",
        "无障碍改造惠及家庭1260户",
        "适老化改造",
        "返回列表的提案26件",
        "关注我们身边的困难群众",
        "打印本页数据报表1200份",
        "我们要打印好、分享好发展成果。",
        "分享发展机遇，共同应对挑战",
        "大力发展现代农业",
        "扩大开放",
        "语音播报设备更新320套",
    ],
    Furniture.NEIGHBOUR: [
        "下一篇章要写好“三篇文章”，实施版权所有者登记便利化改革12项；",
        "上篇：回顾五年",
        "下篇：展望未来",
        "上一届政协委员提出提案612件。",
        "下一步工作打算",
        "Next year the city will build 12 schools",
    ],
    Furniture.FOOTER: [
        "（一）严格保护版权所有人合法权益",
        "版权所有人权益",
        "版权所有者登记便利化改革",
        "版权所有：登记作品1260件",
        "侵犯版权所有权案件47件",
        "版权保护工作得到加强。",
        "ICP备案网站3200家",
        "公网安备案率达到98%",
        "联系我们：12318热线全年接听电话2840个",
        "推荐使用国产浏览器，覆盖单位320家",
        "隐私保护案件12件",
        "Copyright registrations rose to 2,300",
    ],
    Furniture.RELATED: ["相关信息", "相关内容", "最新发布", "相关链接：全文共3章", "延伸阅读活动举办46场"],
    Furniture.CREDIT: [
        "审核：提案委对438件提案逐件审核，退回修改26件",
        "编辑：汇编《优秀提案选编》1200册",
        "校对：校对差错率为万分之0.8",
        "编审：组织编审会议14次",
        "审核：逐件把关",
        "监制：纳入质量管理体系",
        "编辑出版文史资料12册。",
    ],
    Furniture.ORGANISER: [
        "主办：主办单位办理提案403件",
        "协办：协办单位办理提案215件",
        "承办单位：62家，其中市直部门38家",
        "建设：新建学校12所",
    ],
    Furniture.CONTACT: [
        "电话：全年接听委员咨询电话726个",
        "地址：提案接待室设在市政协大楼305室",
        "服务热线：12345热线受理诉求3.2万件",
        "邮箱：开通主席信箱，收到来信320封",
    ],
    Furniture.POSSIBLE: [
        "浏览量：提案公开专栏浏览量18.6万次",
        "阅读：全民阅读活动1200场",
        "368",
        "12/46",
        "图片展览",
    ],
}


@pytest.mark.parametrize("line", [line for lines in ARTICLE.values() for line in lines])
def test_lines_of_an_article_are_not_taken_for_furniture(line: str) -> None:
    assert furniture(line) is None


@pytest.mark.parametrize("line", ["各位代表：", "一、2025年工作回顾", "来源：新华社", ""])
def test_headings_salutations_and_fields_are_no_furniture(line: str) -> None:
    assert furniture(line) is None


def test_every_rule_has_about_as_many_lines_it_must_leave_alone() -> None:
    assert FURNITURE.keys() == ARTICLE.keys()
    assert sum(map(len, ARTICLE.values())) >= sum(map(len, FURNITURE.values()))


def test_a_long_line_is_a_paragraph_whatever_it_begins_with() -> None:
    assert furniture("分享到：" + "微信 " * 100) is None


@pytest.mark.parametrize("line", ["市政协提案委调研12次", "办结率96.4%", "投入资金3.2亿元", "接待群众1200余人次"])
def test_a_line_that_ends_with_a_figure_states_one(line: str) -> None:
    assert states_figure(line)


@pytest.mark.parametrize("line", ["云江省出台12条措施意见", "2025年", "第3期", "2025年3月18日", "一图读懂民生实事"])
def test_dates_and_titles_state_none(line: str) -> None:
    assert not states_figure(line)
