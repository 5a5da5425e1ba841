"""The shipped article, asked in Chinese and English through the whole engine, read by rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhengxie_qa.answering.pipeline import Answerer
from zhengxie_qa.index.encoders.named import load_encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.writing.writer import ingest
from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.reading.rules.reader import RulesReader
from zhengxie_qa.retrieval.retriever import HybridRetriever
from zhengxie_qa.text.normalise import fold

ANSWERABLE = (
    ("count", "How many 深聊会 were held?", "275场"),
    ("count", "市政协面向基层开展了多少场“身边事好商量”？", "61场"),
    ("count", "守正创新的工作方案细化完善了多少项工作机制？", "43项"),
    ("count", "东海岸社区儿童乐园建成后，受益人群超过多少人？", "5200人"),
    ("count", "How many members' workstations have been set up?", "323个"),
    ("date", "第111期“委员议事厅”是什么时候举行的？", "2025年7月10日"),
    ("date", "教育界别委员哪天去深圳技师学院调研？", "2024年4月3日"),
    ("duration", "委员专题培训班办了几天？", "3天"),
    ("person", "深圳市政协主席是谁？", "林洁"),
    ("person", "Who is the chair of the Shenzhen CPPCC?", "林洁"),
    ("person", "谁的建议加速了黄金珠宝检验检测专项执法行动通知的出台？", "黄海燕"),
    ("organisation", "哪个部门在全市开展了为期一个月的专项执法行动？", "市市场监管局"),
    ("place", "“委员议事厅”在什么地方举行？", "深圳中心书城"),
    ("title", "2021年发布的立法协商地方标准叫什么？", "深圳市政协立法协商工作规范"),
    ("title", "2022年哪家报纸在头版头条报道了专门协商机构工作体系化建设？", "人民政协报"),
    ("quotation", "2024年4月18日的“深聊会”聚焦的主题是什么？", "维护消费者权益,推动汽车消费市场健康发展"),
    ("definition", "“1+10+N”里的“1”指什么？", "市政协《关于加强专门协商机构工作体系化建设的意见》"),
    ("list", "政协民主监督同哪些监督加强协调联动？", "纪检监察专责监督、法律监督、审计监督"),
    ("list", "“委员送服务进基层”把哪些服务送进基层？", "文化、体育、医卫、教育、法律、科技、环保"),
    ("reason", "为什么东海岸社区的儿童娱乐需求无法满足？", "儿童游乐设施配备不全"),
    ("manner", "“1+10+N”专门协商机构工作体系化建设是怎样产生的？", "在总结实践经验基础上"),
    ("yes_no", "市政协是否印发了推进政协工作守正创新的工作方案？", "市政协印发《深圳市政协贯彻落实"),
    ("metadata", "这篇文章的标题是什么？", "守正创新争一流 深圳市政协以模范担当作为奋力书写新时代履职答卷"),
    ("metadata", "这篇报道是哪天发布的？", "2025-07-25"),
)
UNANSWERABLE = (
    "北京市政协主席是谁？",
    "2019年市政协组织了多少场“深聊会”？",
    "第112期“委员议事厅”在哪里举行？",
    "深圳市今年上半年的地区生产总值增长了百分之几？",
    "组织“深聊会”一共花了多少亿元？",
    "请帮我写一首关于深圳的诗",
    "How many hospitals are there in Guangzhou?",
    "《广州市政协提案工作条例》是哪一年出台的？",
)
LEAST_RIGHT = 20
LEAST_DECLINED = 6


@pytest.fixture(scope="module")
def engine(article_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    directory = tmp_path_factory.mktemp("index")
    encoder = load_encoder()
    ingest([article_path], directory=directory, encoder=encoder)
    index = Index.open(directory, encoder=encoder)
    yield Answerer(index, HybridRetriever(index, encoder), RulesReader(), translator=bundled_translator())


def is_right(given: str | None, expected: str, kind: str) -> bool:
    if given is None:
        return False
    if kind in {"reason", "manner", "yes_no"}:
        return fold(expected) in fold(given)
    return fold(given).strip('"《》') == fold(expected).strip('"《》')


def test_most_of_our_own_questions_are_answered_rightly(engine: Answerer) -> None:
    wrong = []
    for kind, question, expected in ANSWERABLE:
        given = engine.ask(question).text
        if not is_right(given, expected, kind):
            wrong.append((question, given))
    assert len(ANSWERABLE) - len(wrong) >= LEAST_RIGHT, wrong


def test_most_unanswerable_questions_are_declined_with_a_reason(engine: Answerer) -> None:
    answers = [engine.ask(question) for question in UNANSWERABLE]
    answered = [(answer.question, answer.text) for answer in answers if not answer.abstained]
    assert len(UNANSWERABLE) - len(answered) >= LEAST_DECLINED, answered
    assert all(answer.reason and answer.message for answer in answers if answer.abstained)


def test_every_citation_stands_in_the_document_and_in_the_raw_file(engine: Answerer) -> None:
    for _, question, _ in ANSWERABLE:
        answer = engine.ask(question)
        for citation in answer.citations:
            document = engine.document(citation.document.doc_id)
            assert document.text[citation.start : citation.end] == citation.quote
            assert document.raw_text[citation.raw_start : citation.raw_end] == citation.quote
            assert engine.verify(citation.document.doc_id, citation.start, citation.end, citation.quote)
        if answer.citations:
            assert answer.text == answer.citations[0].quote


def test_the_same_question_gives_the_same_answer(engine: Answerer) -> None:
    for _, question, _ in ANSWERABLE[:6]:
        first, second = engine.ask(question), engine.ask(question)
        assert (first.text, first.confidence, first.citations) == (second.text, second.confidence, second.citations)
