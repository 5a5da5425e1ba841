"""Whether a text asks for something that reports could answer at all: no greeting, sum, poem to be written, weather.

Only what is wholly such a thing is out of scope; a report too speaks of letters that were written and of weather
forecasts, and a polite opening (你好，请问…) says nothing of what follows it. In doubt a question is in scope: the
reader may still decline.
"""

import re
from typing import Final

from zhengxie_qa.text.normalise import fold

_GREETING: Final = (
    r"(?:(?:你|您|大家|各位|同志)们?好|早上好|早安|[上中下]午好|晚上好|晚安|嗨|哈[喽啰]|嘿|喂|在[吗么]|在不在|有人[吗么]"
    r"|打扰(?:一?下|了)*|不好意思|抱歉|对不起|劳驾|(?:非常|十分|多|太)?(?:谢谢|感谢)[你您]?|辛苦[你您]?了)"
    r"[呀啊哇哈吗呢啦了]*(?:朋友|小?助手|机器人|老师|同志)?们?"
)
_ENGLISH_GREETING: Final = (
    r"(?:hi|hello|hey|thanks?(?: you)?(?: very much| so much| a lot)?|good (?:morning|afternoon|evening|day)"
    r"|excuse me|sorry)"
    r"(?: there| all| everyone| again)?"
)
_OPENING: Final = re.compile(
    rf"(?:{_GREETING}(?=[\s,.。!~、?:;…]|$|请|麻烦|帮|想|我|问|能)"
    rf"|{_ENGLISH_GREETING}(?=\s*[,.!~:;—]|$| (?:can|could|please|i|i'd|what|how|who|when|where|which|why|tell)\b)"
    r"|(?:请问|想?(?:请教|咨询|问)一?下)(?=.))[\s,.。!~、?:;…—]*"
)
"""A greeting, thanks or excuse before the question; it must end there, unlike hi-tech, thanks to and 喂养."""

_ASKS: Final = re.compile(r"多少|什么|啥|哪|谁|怎|咋|何(?!况)|\b(?:how (?:many|much)|who|when|where|which|why)\b")
"""Words that ask for something; what holds one is no order to write, draw or sing."""

_POLITE: Final = (
    r"(?:请|麻烦|拜托|能不能|能否|可不可以|可否|可以|会不会|你|您|能|会|快|再|现在|我想让|我(?:想|要|需要)|帮个?忙"
    r"|(?:帮|给|替|为)(?:我们|我|大家)|,|\s)*+(?:(?:[用以拿]|根据|关于|围绕)[^,。?]{1,20}?(?:为题|来)?[,\s]?)?来?"
)
_MEASURE: Final = "(?:首|篇|封|段|幅|张|则|个|份|副|支|句|部|本|条|套|些|点|曲)"
_A: Final = rf"(?:一|几|两|三|\d)?{_MEASURE}"
_WORK: Final = (
    r"(?:诗|诗歌|词|歌|歌曲|曲子|散文|作文|文章|小说|故事|童话|笑话|段子|谜语|绕口令|对联|春联|顺口溜|口号|祝福语?|贺词"
    r"|情书|信|邮件|稿子?|文案|标题|报告|总结|提案|方案|计划|通知|申请书?|检讨书?|合同|简历|论文|周报|日报|ppt|代码|程序"
    r"|脚本|画|图|图片|漫画|海报|头像|音乐|电影|书|餐厅|饭店|景点|酒店|股票|基金|[\u4e00-\u9fff]{1,4}[稿诗歌信书画图])"
)
_POLITE_END: Final = r"(?:给我(?:听|看)?|[听看]{2}|吧|呗|好吗|行吗|可以吗|好不好|吗)*"
_CHINESE_ORDERS: Final = re.compile(
    rf"^{_POLITE}(?:写|作|画|编写?|讲|说|唱|念|(?<=来)|播?放|听|创作|生成|撰写|起草|草拟|拟写?|设计|制作|推荐)"
    rf"(?:{_A}[^,。?\s]{{0,30}}?{_WORK}|一{_MEASURE}){_POLITE_END}(?=$|[,。!;]| (?:关于|给|要|不))"
    rf"|^{_POLITE}(?:[写作]诗|写歌|写作文|写情书|写对联|写小说|写代码|[讲说]笑话|[讲编]故事|唱歌|画画){_POLITE_END}$"
    r"|^(?:请|麻烦|能不能|可以|你?能)*(?:帮|给|替|为)我(?:写|画|编(?!号)|译|翻译|改写|润色|扩写|续写|起草|草拟|撰写"
    r"|拟(?!定)|生成|创作|唱|播?放|设计|制作|推荐|预?[订定](?!义|位于|的|下)|买|点[个份]?(?:外卖|餐|菜)|叫[个辆]?(?:车|外卖)"
    r"|打[个辆]?(?:电话|车)|发[个封条]?(?:邮件|短信|微信)|设[个置]?(?:闹钟|提醒)|[讲说][个一]|做[个一张份]|算[个一]?[命卦]"
    r"|[取起想][个一]|安慰|陪)(?![了过])"
    r"|^(?:请|麻烦|帮我|给我)*(?:翻译|润色|改写|扩写|续写|仿写)(?:一?下|这|下面|以下|:|成[英中日法德俄韩白文])"
    rf"|^{_POLITE}(?:(?:把|将|这|[上下]面|以上|以下)[^?]*)?(?:翻译|译)成(?:英|中|日|法|德|俄|韩|白话|文言)[语文]*$"
)
_ABOUT: Final = re.compile(rf"^{_POLITE}(?:写|作|编){_A}关于(?!什么的|哪).*的{_WORK}$")
"""An order that may hold asking words, as what is to be written about (关于什么是法治的文章)."""

_MAKE: Final = r"(?:write|compose|draft|draw|paint|sing|generate|create|recommend|tell|play)"
_ENGLISH_ORDERS: Final = re.compile(
    r"^(?:please |kindly |(?:can|could|would|will) you |i (?:want|need) you to |help me (?:to )?)*+"
    rf"(?:{_MAKE}(?: me| us)? (?:an?|some|one|two|three|\d+|my)(?: [\w'-]+){{0,6}}? (?:poem|song|story|joke|essay"
    r"|letter|e-?mail|speech|article|novel|haiku|limerick|rap|picture|image|drawing|cat|code|program|script|function|proposal"
    r"|slogan|book|movie|film|restaurant|stock)s?\b"
    r"|translate (?:this|that|it|the following|the (?:above|text|sentence|paragraph)|into|to)\b)"
)
_SMALL_TALK: Final = re.compile(
    r"^[你您](?:是(?:谁|什么|啥)|叫(?:什么|啥)(?:名字)?|贵姓|几岁|多大|会(?:干|做)?(?:什么|啥)"
    r"|能(?:帮我)?(?:做|干)(?:些|点)?(?:什么|啥)|有(?:什么|啥)(?:功能|用)|吃饭?了?(?:吗|没)"
    r"|是不?是?(?:机器人|真人|人|人工智能|ai|大?模型).{0,4}|会(?:说|讲|唱|写|画)[^,。?多哪]{1,6}|[爱喜]欢?什么)"
    r"(?:了|呀|啊|呢|吗|的)*$"
    r"|^[你您](?:觉得|认为|喜欢)(?!的)"
    r"|^(?:非常|十分|多|太)?(?:谢谢|感谢)[你您]?的?(?:回答|帮助|帮忙|解答|支持)+$|^(?:再见|拜拜)+了?$"
    r"|^(?:thanks|thank you)(?: so much| very much| a lot)? for (?:your|the) \w+$|^(?:good)?bye(?: bye)?$"
    r"|^(?:who are you|what(?:'s| is) your name|what can you do|how are you|how old are you|what do you think"
    r"|do you (?:like|love)|are you (?:an? )?(?:human|robot|bot|ai|real)|nice to meet you|see you|good night)\b"
    r"|^(?:现在|今[天日]|明天|昨天)是?(?:几点|几号|星期几|周几|礼拜几|几月几号)[了钟呀啊呢]*$"
    r"|^what (?:time|day) is (?:it|today)\b"
)
_DAY: Final = r"(?:今[天晚早日]|明[天晚早]|后天|昨天|周末|[这下本]周|这几天|未来几天|现在|外面)"
_WEATHER: Final = re.compile(
    rf"{_DAY}[^,。?平最年]{{0,6}}(?:天气|气温|温度|下[雨雪]|刮风|降温|冷不冷|热不热)"
    r"(?:怎么?样|如何|咋样|好不好|好|多少度?|几度|是|吗|么|呢|预报)*$"
    r"|天气(?:怎么?样|如何|咋样|好不好|好吗)[呀啊呢]*$|^(?:查|看|播报)?(?:一?下)?[^,。?多几哪何发次]{0,6}天气预报$"
    r"|^(?:what|how)(?:'s| is) the weather(?: like)?(?: (?:now|today|tomorrow|in \w+))?$"
    r"|^(?:will|is) it (?:be )?(?:rain|snow|sunny|cold|hot)"
    r"|\bweather (?:today|tomorrow|forecast for (?:today|tomorrow))$"
)
_GAMBLE: Final = r"(?:股票|基金|彩票)"
_WHETHER: Final = "(?:该不该|能不能|可不可以|要不要|值不值得)"
_ADVICE: Final = re.compile(
    rf"(?:{_WHETHER}|应该)买[^,。?]{{0,4}}{_GAMBLE}吗?$|{_GAMBLE}{_WHETHER}买吗?$|买(?:什么|哪)[只支种个]?{_GAMBLE}好?$"
    rf"|(?:推荐|预测)(?:一?下)?[一几]?[只支种个]?{_GAMBLE}$|{_GAMBLE}(?:号码)?(?:推荐|预测)$"
    r"|(?:下期|今晚|这期)[^,。?]{0,4}(?:彩票|双色球|大乐透)"
)
_NUMBER: Final = r"\(*(?:\d[\d,]*(?:\.\d+)?%?|[零一二两三四五六七八九十百千万亿]+)\)*"
_RESULT: Final = r" ?(?:=|等于|是|得|结果是)+ ?(?:几|多少)?"
_SUM: Final = re.compile(
    rf"^(?:请|帮我|麻烦)*(?:计?算|口算)(?:一?下)? ?{_NUMBER}(?: ?[-+*/×÷加减乘除以]+ ?{_NUMBER})+(?:{_RESULT})?$"
    rf"|^{_NUMBER}(?: ?[+*×÷] ?{_NUMBER})+(?:{_RESULT})?$"
    rf"|^{_NUMBER}(?: ?[-+*/×÷加减乘除以]+ ?{_NUMBER})+{_RESULT}$"
    r"|^\d[\d.]*的(?:\d+次方|平方根?|立方根?)(?:是|等于)?(?:多少|几)?$"
    r"|^(?:what(?:'s| is)|calculate|compute|how much is) \d[\d.,]*"
    r"(?: ?(?:[-+*/×÷]|plus|minus|times|divided by) ?\d[\d.,]*)+$"
)
"""A sum and nothing else; a dash or stroke may also be a span or a date (2021-2025, 2025/7/25), so it needs an “=”."""

_ORDERS: Final = (_CHINESE_ORDERS, _ENGLISH_ORDERS)
_WHOLLY: Final = (_SMALL_TALK, _WEATHER, _ADVICE, _SUM, _ABOUT)


def without_opening(text: str) -> str:
    """Drop greetings and the like before a question (``你好，请问有多少场？`` → ``有多少场？``); alone they stay."""
    return text[_opening_end(text) :] or text


def is_out_of_scope(text: str) -> bool:
    """Say whether a text asks for something no report could answer: a poem, a sum, small talk, the weather."""
    asked = text.strip()
    start = _opening_end(asked)
    if start == len(asked):
        return start > 0
    bare = fold(asked[start:]).rstrip(" ?!。.,~…")
    if any(pattern.search(bare) for pattern in _WHOLLY):
        return True
    return not _ASKS.search(bare) and any(pattern.search(bare) for pattern in _ORDERS)


def _opening_end(text: str) -> int:
    folded, end = fold(text), 0
    while match := _OPENING.match(folded, end):
        end = match.end()
    return end
