"""Names a person understands for figures and outcomes, in English and Chinese."""

from dataclasses import dataclass

from zhengxie_qa.evaluation.runs.prediction import Outcome


@dataclass(frozen=True, slots=True)
class Label:
    """A short name and one sentence of what it says."""

    en: str
    zh: str
    en_meaning: str = ""
    zh_meaning: str = ""


FIGURES = {
    "em": Label("EM", "完全匹配 EM", "answer equals a gold (CMRC 2018)", "与标准答案一致（CMRC 2018）"),
    "f1": Label("F1", "F1", "longest common run with a gold (CMRC 2018)", "与标准答案的最长公共子串（CMRC 2018）"),
    "em_numeric": Label(
        "EM, numbers read", "数值等价 EM", "275场 counts as 二百七十五场", "275场与二百七十五场视为相同"
    ),
    "f1_squad": Label("F1, characters", "字符 F1", "bag of characters (SQuAD)", "字符集合重合（SQuAD）"),
    "right": Label("Right", "答对率", "same quantity, or F1 of at least 0.8", "数值等价或 F1 不低于 0.8"),
    "accuracy": Label("Handled rightly", "处理正确率", "answered right, or rightly declined", "答对或正确拒答"),
    "answered": Label("Answered", "作答率", "of the answerable questions", "占可回答问题"),
    "declined": Label("Declined", "拒答率", "of the unanswerable questions", "占不可回答问题"),
    "precision": Label("Right when answering", "作答正确率", "of the answers given", "占已作答问题"),
    "citation_precision": Label(
        "Citation precision", "引文准确率", "citations in the gold place", "引文位于标准答案处"
    ),
    "verified": Label("Quotes verified", "引文核对率", "quotes found at their offsets", "引文与原文逐字一致"),
    "hit@1": Label("Hit@1", "首条命中", "a gold passage comes first", "首段含标准答案"),
    "hit@5": Label("Hit@5", "前 5 命中", "a gold passage in the first 5", "前 5 段含标准答案"),
    "hit@10": Label("Hit@10", "前 10 命中", "a gold passage in the first 10", "前 10 段含标准答案"),
    "hit@50": Label("Hit@50", "前 50 命中", "a gold passage in the first 50", "前 50 段含标准答案"),
    "mrr@10": Label("MRR@10", "MRR@10", "mean of 1 / rank of the first gold passage", "首个标准段落排名倒数的均值"),
    "ndcg@10": Label("nDCG@10", "nDCG@10", "graded ranking quality", "分级排序质量"),
    "doc_hit@1": Label("Right document first", "首个文件正确", "the gold document comes first", "首个文件即标准文件"),
    "auroc_answerable": Label(
        "AUROC, answerable", "可答性 AUROC", "confidence: answerable or not", "置信度区分可答与不可答"
    ),
    "auroc_right": Label("AUROC, right", "正误 AUROC", "confidence: right or wrong answers", "置信度区分答对与答错"),
    "aurc": Label("AURC", "AURC", "risk over all coverages, lower is better", "风险–覆盖率曲线下面积，越低越好"),
    "ece": Label("ECE", "ECE", "confidence against accuracy, lower is better", "置信度与准确率之差，越低越好"),
}


@dataclass(frozen=True, slots=True)
class OutcomeLabel:
    """How an outcome is shown: words, tone of colour, and a sign for those who do not see colours."""

    en: str
    zh: str
    tone: str
    sign: str


OUTCOMES = {
    Outcome.RIGHT: OutcomeLabel("right", "答对", "good", "✓"),
    Outcome.RIGHTLY_DECLINED: OutcomeLabel("rightly declined", "正确拒答", "good", "✓"),
    Outcome.RETRIEVED: OutcomeLabel("found", "已检出", "good", "✓"),
    Outcome.NOT_JUDGED: OutcomeLabel("not judged", "未评判", "soft", "–"),
    Outcome.PARTLY_RIGHT: OutcomeLabel("partly right", "部分正确", "partly", "≈"),
    Outcome.WRONGLY_DECLINED: OutcomeLabel("wrongly declined", "误拒答", "bad", "○"),
    Outcome.READ_WRONG: OutcomeLabel("read wrong", "读错", "bad", "✗"),
    Outcome.WRONGLY_ANSWERED: OutcomeLabel("wrongly answered", "误答", "bad", "✗"),
    Outcome.NOT_RETRIEVED: OutcomeLabel("not retrieved", "未检出", "bad", "✗"),
    Outcome.FAILED: OutcomeLabel("failed", "出错", "bad", "!"),
}


def figure_label(name: str) -> Label:
    """The label of a figure; figures over documents are named after those over passages."""
    if name in FIGURES:
        return FIGURES[name]
    bare = name.removeprefix("doc_")
    label = FIGURES.get(bare) or Label(_spelt(bare), _spelt(bare))
    return Label(f"{label.en}, documents", f"{label.zh}（文件）") if bare != name else label


def _spelt(name: str) -> str:
    return name.replace("recall@", "Recall@")
