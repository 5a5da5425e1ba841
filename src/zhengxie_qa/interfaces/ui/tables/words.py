"""Every sentence of a comparison's table and chart in Chinese and English."""

from typing import Final

from zhengxie_qa.answering.answer import ConfidenceLevel, Reason
from zhengxie_qa.comparing.comparison import By

BY: Final = {
    By.PLACE: ("地方", "Place"),
    By.YEAR: ("年份", "Year"),
    By.DOCUMENT: ("文章", "Document"),
    By.THING: ("事项", "Thing"),
}
"""What a row of a table stands for."""
COLUMNS: Final = {
    "quote": ("原文", "Quote"),
    "value": ("数值", "Value"),
    "status": ("性质", "Status"),
    "confidence": ("把握", "Confidence"),
}
BLANK: Final = {
    Reason.NO_PASSAGE: ("没有找到相关段落", "no passage found"),
    Reason.TERM_MISSING: ("没有提到所问的词", "does not mention what is asked"),
    Reason.WRONG_KIND: ("没有合适的数字或说法", "no figure or words that fit"),
    Reason.LOW_CONFIDENCE: ("有相近的段落，没有把握", "something near, but not certain"),
    Reason.OUT_OF_SCOPE: ("不能由原文回答", "no report could answer it"),
}
"""Why a document stands in a table without an answer."""
ASKED_OF_EACH: Final = ("逐篇问的是：{question}", "Asked of each document: {question}")
CHART_OF: Final = ("图：{question}", "Chart: {question}")
MORE_ROWS: Final = ("还有 {count} 行，见下载的表格。", "{count} more rows are in the downloaded table.")
MORE_BARS: Final = ("（另有 {count} 个未画）", " ({count} more not drawn)")
READING_EACH: Final = ("正在逐篇阅读：{done} / {total}", "Reading each document: {done} / {total}")
STOP: Final = ("停止", "Stop")
STOPPED: Final = ("已停止，没有答案。", "Stopped; there is no answer.")
SAVE: Final = {
    "xlsx": ("下载 XLSX", "Download XLSX"),
    "csv": ("下载 CSV", "Download CSV"),
    "png": ("下载图 PNG", "Download chart (PNG)"),
}
LEVEL: Final = {
    ConfidenceLevel.HIGH: ("高", "High"),
    ConfidenceLevel.MEDIUM: ("中", "Medium"),
    ConfidenceLevel.LOW: ("低", "Low"),
}
