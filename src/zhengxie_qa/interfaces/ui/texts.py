"""Every sentence of the chat page in Chinese and English; which one shows is the browser's choice.

The two stand side by side in the page and a style sheet hides one, so that old answers change language too and no
answer depends on who asked.
"""

import html
import re
from collections.abc import Callable, Mapping
from typing import Final

from zhengxie_qa import errors
from zhengxie_qa.answering.answer import Answer, ConfidenceLevel
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.types import AnswerKind, DocumentKind, Language, Status

TITLE: Final = ("政协报告问答", "Report Q&A")
SUBTITLE: Final = (
    "用报告原文回答，每个答案都有出处。",
    "Answers in the reports' own words, each with its source.",
)
LABELS: Final[dict[str, tuple[str, str]]] = {
    "chat": ("对话", "Conversation"),
    "ask": ("问答", "Ask"),
    "documents": ("文档", "Documents"),
    "kept": ("记录", "History"),
    "evaluate": ("评测", "Evaluate"),
    "question": ("问题", "Question"),
    "placeholder": (
        "输入问题，按回车发送",
        "Ask in Chinese or English",
    ),
    "new": ("新对话", "New conversation"),
    "stop": ("停止", "Stop"),
    "dataset": ("问题集（CSV、XLSX、JSONL）", "Question set (CSV, XLSX, JSONL)"),
    "reader_only": ("只读每行自带的原文（context）", "Read each row's own context only"),
    "run": ("开始评测", "Run"),
    "report": ("下载报告", "Download the report"),
    "predictions": ("下载逐题结果", "Download the predictions"),
}
"""Labels of Gradio's own components, translated by Gradio."""

EMPTY_PANEL: Final = (
    "答案引用的原文会显示在这里，引用的字句会标出来。",
    "The passage an answer quotes appears here, the quoted words marked.",
)
WELCOME: Final = ("请就已收录的报告提问", "Ask about the indexed reports")
WELCOME_MORE: Final = ("例如：", "For example:")
NEAREST: Final = ("最接近的段落", "Nearest passages")
ACTIONS: Final = {"why": ("为什么", "Why"), "copy": ("复制", "Copy"), "wrong": ("答得不对", "Wrong?")}
"""What can be done with an answer, by what their links begin with."""
LIMITS: Final = ("限定范围", "Limit")
SIGN_OUT: Final = ("退出登录", "Sign out")
LIMIT_LABELS: Final = {
    "year": ("年份", "Year"),
    "place": ("地区", "Place"),
    "source": ("来源", "Source"),
    "doc_ids": ("文档", "Document"),
}
LIMITED_TO: Final = ("只查：", "Only: ")
READ_AS: Final = ("理解为", "Read as")
EDIT: Final = ("修改后再问", "Edit and ask again")
FULL_TEXT: Final = ("看全文", "Full text")
BACK: Final = ("返回对话", "Back to the conversation")
ALSO: Final = ("其他说法", "Other figures")
ALSO_ASKED: Final = ("还没有回答，请另问", "Not answered; ask it by itself")
AS_OF: Final = ("按文章日期", "As of")
NO_DATE: Final = ("日期不详", "date unknown")
NO_SOURCE: Final = ("来源不详", "source unknown")
TOO_LONG: Final = (
    "问题有 {count} 个字，最多 {limit} 个字。请缩短后再问。",
    "The question has {count} characters; the limit is {limit}. Shorten it.",
)
NO_INDEX: Final = (
    "还没有可以检索的报告。请先运行 zhengxie-qa ingest 加上存放报告的文件夹，再来提问。",
    "No reports have been indexed yet. Run `zhengxie-qa ingest` with the folder of your reports, then ask again.",
)
FAILED: Final = ("没能完成：", "This could not be done: ")
ERRORS: Final[Mapping[type[BaseException], str]] = {
    errors.ZhengxieError: "服务器没能处理，请稍后再试；服务器日志里有详情。",
    errors.InputError: "输入的内容不能用，请检查后再试。",
    errors.QuestionError: "这个问题不能处理，请换一种问法。",
    errors.FileError: "这个文件不能作为文章读取，请另存为 UTF-8 文本。",
    errors.UnsupportedFileError: "不读这种格式的文件，请另存为能读的格式。",
    errors.TooLargeError: "文件太大，请分成几份。",
    errors.DatasetError: "这份问题集不能用，请检查它的格式。",
    errors.SettingError: "服务器有一项设置不对，请管理员查看日志。",
    errors.NotAllowedError: "这台服务器的设置不允许。",
    errors.NotFoundError: "索引里没有这篇文章，可能已经移除。",
    errors.IndexMissingError: NO_INDEX[0],
    errors.IndexBusyError: "索引正在更新，请稍后再试。",
    errors.IndexDamagedError: "索引文件损坏，请管理员运行 zhengxie-qa doctor。",
    errors.IndexClosedError: "服务器正在停止，请稍后再试。",
    errors.OverloadedError: "正在处理的问题太多，请稍后再试。",
    errors.StorageError: "服务器的磁盘读写出错，索引本身没有损坏；请管理员查看日志。",
    errors.DiskFullError: "服务器的磁盘满了，索引本身没有损坏；请管理员腾出空间。",
    errors.ModelError: "模型不能载入，请管理员运行 zhengxie-qa doctor。",
    errors.NotInstalledError: "服务器少装了一个组件，请管理员查看日志。",
}
"""What each kind of error means, for those whose message is in English alone."""
DOCUMENT_COLUMNS: Final = {
    "title": ("标题", "Title"),
    "source": ("来源", "Source"),
    "published": ("日期", "Date"),
    "year": ("年份", "Year"),
    "place": ("地区", "Place"),
    "kind": ("种类", "Kind"),
    "pages": ("页数", "Pages"),
    "passages": ("段落", "Passages"),
    "left_out": ("状态", "State"),
}
ADD_DOCUMENTS: Final = ("添加文档：点这里选择文件，或把文件拖到这里", "Add documents: choose files, or drop them here")
ADD_HINT: Final = ("可以一次选多个：PDF、Office、网页、图片等。", "Several at once: PDF, Office, web, pictures.")
MORE_DOCUMENTS: Final = ("显示更多", "Show more")
DOCUMENT_KIND: Final = {
    DocumentKind.REPORT: ("报告", "report"),
    DocumentKind.RULES: ("法规", "rules"),
    DocumentKind.PAPER: ("公文", "paper"),
    DocumentKind.SPEECH: ("讲话", "speech"),
    DocumentKind.ARTICLE: ("文章", "article"),
}
LEFT_OUT_RULES: Final = {
    "page without text": "没有文字的页，未读",
    "hidden": "隐藏的内容",
    "hidden text": "隐藏的文字",
    "hidden sheet": "隐藏的工作表",
    "hidden row": "隐藏的行",
    "hidden column": "隐藏的列",
    "hidden cell": "隐藏的单元格",
    "deleted": "已删除的修订",
    "comment": "批注",
    "header": "页眉",
    "footer": "页脚",
    "site header": "网站页头",
    "page number": "页码",
    "note mark": "注号",
    "page title": "网页标题",
    "navigation": "导航",
    "menu": "菜单",
    "nav": "导航",
    "breadcrumb": "所在位置",
    "links": "链接",
    "link address": "链接地址",
    "widget": "网页按钮",
    "neighbour": "上一篇、下一篇",
    "related": "相关文章",
    "credit": "网站署名",
    "organiser": "网站主办单位",
    "contact": "联系方式",
    "possible": "疑似网站文字",
    "form field": "表单",
    "embedded": "嵌入的对象",
    "code": "程序代码",
    "noscript": "备用内容",
    "pronunciation": "注音",
    "front matter": "文件头",
}
"""Why a stretch of a file is not in its text, in Chinese; the English name is the rule itself."""
EVALUATE_LEAD: Final = (
    "上传一份带答案的问题集，看系统答得怎样。表格需要“question”和“answer”两列；JSONL 每行一题。",
    "Upload questions with their answers and see how the system does. A table needs the columns question and answer; "
    "JSONL has one question per line.",
)
REFUSED: Final = "服务器没有接受这个文件，请检查它的格式和大小。"
"""For a refusal that came in English alone."""
NO_FIGURES: Final = ("评测结果会显示在这里。", "The figures appear here.")
CHOOSE: Final = ("点这里选择文件，或把文件拖到这里。", "Choose a file, or drop one here.")
READING_SET: Final = ("正在读取问题集……", "Reading the question set …")
NO_DATASET: Final = ("请先选择一份问题集。", "Choose a question set first.")
ROW_PROBLEMS: Final = ("未能使用的行", "Rows that could not be used")
FIGURE_COLUMNS: Final = (("指标", "Figure"), ("％", "%"), ("95％ 区间", "95 % interval"), ("题数", "Questions"))
UNFORESEEN: Final = (
    "服务器出了问题，与您的提问无关。请稍后再试；服务器日志里有详情。",
    "Something went wrong on the server, not with your question. Try again; the server's log has the details.",
)

CONFIDENCE: Final = {
    ConfidenceLevel.HIGH: ("把握高", "High confidence"),
    ConfidenceLevel.MEDIUM: ("把握中等", "Medium confidence"),
    ConfidenceLevel.LOW: ("把握低", "Low confidence"),
}
STATUS: Final = {Status.PLANNED: ("目标", "Planned"), Status.ACHIEVED: ("已完成", "Achieved")}
KIND: Final = {
    AnswerKind.COUNT: ("数量", "count"),
    AnswerKind.AMOUNT: ("金额", "amount"),
    AnswerKind.PERCENTAGE: ("百分比", "percentage"),
    AnswerKind.DATE: ("日期", "date"),
    AnswerKind.DURATION: ("时长", "duration"),
    AnswerKind.PERSON: ("人物", "person"),
    AnswerKind.ORGANISATION: ("机构", "organisation"),
    AnswerKind.PLACE: ("地点", "place"),
    AnswerKind.TITLE: ("名称", "title"),
    AnswerKind.QUOTATION: ("引语", "quotation"),
    AnswerKind.DEFINITION: ("定义", "definition"),
    AnswerKind.LIST: ("列举", "list"),
    AnswerKind.REASON: ("原因", "reason"),
    AnswerKind.MANNER: ("做法", "manner"),
    AnswerKind.YES_NO: ("是否", "yes or no"),
    AnswerKind.METADATA: ("文章信息", "about the article"),
    AnswerKind.OTHER: ("其他", "other"),
}
WHY_ROWS: Final = {
    "kind": ("问的是", "Asked for"),
    "chinese": ("用中文查找", "Searched in Chinese as"),
    "sentence": ("依据的原文", "The words it rests on"),
    "nearest": ("最接近的说法", "The nearest that was found"),
    "words": ("问题中的词在哪里", "Where the question's words stand"),
    "agrees": ("与问题对照", "Held against the question"),
    "decision": ("结论", "Conclusion"),
    "passages": ("读过的段落", "Passages read"),
    "spans": ("候选答案", "Candidate answers"),
    "threshold": ("作答的分数", "Score needed"),
}
WHERE: Final = {
    "sentence": ("同一句：", "in the same sentence: "),
    "passage": ("同一段：", "in the same passage: "),
    "title": ("文章标题：", "in the article's title: "),
    "read": ("读过的段落：", "in passages that were read: "),
    "nowhere": ("没有找到：", "not found: "),
}
"""Where words of the question stand, from near to far."""
AGREES: Final = {
    "year": ("年份", "year"),
    "place": ("地点", "place"),
    "report": ("报告", "report"),
    "status": ("计划或完成", "planned or achieved"),
}
VERDICT: Final = {True: ("与所问相符", "as asked"), False: ("与所问不符", "not as asked")}
OTHERWISE: Final = ("原文说的不是：", "the words are not about: ")
GIVEN: Final = ("，予以作答", ", so it is given as the answer")
SCORES: Final = ("分数", "Scores")
WHY_COLUMNS: Final = {
    "heading": ("段落所在", "Where"),
    "matched": ("相同的词", "Words in common"),
    "score": ("分数", "Score"),
    "text": ("原文", "Words"),
    "confidence": ("把握", "Confidence"),
}
DECIDED: Final = {
    True: (
        "把握 {confidence:.2f}，达到作答所需的 {threshold:.2f}，予以作答",
        "answered: {confidence:.2f} reaches the {threshold:.2f} needed",
    ),
    False: (
        "把握 {confidence:.2f}，不到作答所需的 {threshold:.2f}，不作答",
        "declined: {confidence:.2f} is below the {threshold:.2f} needed",
    ),
}
_PUNCTUATION: Final = re.compile(r"[^\w\s\u3000-\u303f\uff00-\uffef]")


def escape(text: object) -> str:
    """Make any text safe inside HTML, also inside an attribute."""
    return html.escape(str(text), quote=True)


def plain(text: str) -> str:
    """Make any text safe inside a chat message, where Markdown and HTML are both read.

    Every ASCII punctuation mark becomes a character entity, which CommonMark never takes for syntax (§2.5).
    """
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(_PUNCTUATION.sub(lambda found: f"&#{ord(found.group())};", line) for line in lines)


def both(text: tuple[str, str], safe: Callable[[str], str] = escape) -> str:
    """Give a text in both languages as HTML, one of which the style sheet hides.

    :param safe: what makes a text safe where it goes; :func:`plain` inside a chat message.
    """
    chinese, english = text
    return f'<span class="zh">{safe(chinese)}</span><span class="en">{safe(english)}</span>'


def titled(own: str | None) -> tuple[str, str]:
    """Give the page's title in both languages: the owner's own, or the product's."""
    return (own, own) if own else TITLE


def filled(text: tuple[str, str], **values: object) -> tuple[str, str]:
    """Fill the gaps of a text in both languages."""
    chinese, english = text
    return chinese.format(**values), english.format(**values)


def year(number: int) -> tuple[str, str]:
    """Give a year as each language writes it."""
    return f"{number}年", str(number)


def told(error: ZhengxieError) -> tuple[str, str]:
    """Give an error's message in both languages: in Chinese its own, or what its kind means."""
    general = next(ERRORS[kind] for kind in type(error).__mro__ if kind in ERRORS)
    return error.zh or general, str(error)


def declined(answer: Answer) -> tuple[str, str]:
    """Say in both languages why there is no answer."""
    own = answer.message or ""
    return answer.messages.get(Language.ZH, own), answer.messages.get(Language.EN, own)
