"""What is wrong with a request, field by field, in English and Chinese; pure, pydantic's findings in, sentences out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from zhengxie_qa.errors import Said, ZhengxieError

PARTS: Final = frozenset({"body", "query", "path", "header"})
IN_CHINESE: Final = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请检查拼写",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "string_too_long": "最多{max_length}个字",
    "too_long": "最多{max_length}项",
    "too_short": "至少{min_length}项",
    "list_type": "应为列表",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "enum": "应为以下之一：{expected}",
    "model_attributes_type": "应为 JSON 对象",
    "dict_type": "应为 JSON 对象",
    "json_invalid": "不是有效的 JSON",
    "value_error": "这个值不能用",
}
"""pydantic's types of error, in Chinese; the names in braces are what it tells besides."""
OTHERWISE: Final = "这个值不能用"
NOT_JSON: Final = "this is not valid JSON; send an object such as those in /api/v1/docs."


def fields(found: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Give ``field``, ``message`` and ``message_zh`` for each finding."""
    return [_field(each) for each in found]


def sentence(found: Sequence[Mapping[str, Any]]) -> Said:
    """Join all findings to one text."""
    wrong = fields(found)
    if not wrong:
        return Said("The request cannot be read.", "请求无法读取。")
    english = " ".join(f"{each['field']}: {each['message']}" for each in wrong)
    return Said(english, " ".join(f"{each['field']}：{each['message_zh']}" for each in wrong))


def why(error: ValidationError | ZhengxieError) -> dict[str, str | None]:
    """Say as ``error`` and ``error_zh`` why one question of many could not be used."""
    if isinstance(error, ValidationError):
        said = sentence(error.errors(include_url=False, include_input=False))
        return {"error": str(said), "error_zh": said.zh}
    return {"error": str(error), "error_zh": error.zh}


def _field(found: Mapping[str, Any]) -> dict[str, str]:
    location = [str(part) for part in found.get("loc", ())]
    if location and location[0] in PARTS:
        location = location[1:]
    kind = str(found.get("type", ""))
    chinese = IN_CHINESE.get(kind, OTHERWISE).format_map(_Known(found.get("ctx") or {}))
    if kind == "json_invalid":
        return {"field": "body", "message": NOT_JSON, "message_zh": f"{chinese}。"}
    message = str(found.get("msg", "not valid")).removeprefix("Value error, ").rstrip(".")
    name = ".".join(location) or "body"
    return {"field": name, "message": message[:1].lower() + message[1:] + ".", "message_zh": f"{chinese}。"}


class _Known(dict[str, Any]):
    """What pydantic tells of an error; what it does not tell stays blank."""

    def __missing__(self, key: str) -> str:
        return ""
