"""Tables in seven forms: are the cells read right that a question names, and those that are not there declined?

``python benchmarks/formats.py --data DIR`` makes seven tables of what the provinces' and the national reports say, of a
public notice and of a collection of laws, each beside sentences with other figures for the same things: as workbook,
Word document, presentation, OFD, HTML page, Markdown and plain text (aligned by spaces, or drawn). Each form is asked
the same questions: cells that are there, in four wordings, and rows, columns and years that are not. ``--wrong FILE``
writes what came out wrong; ``--only FORM`` asks one form.
"""

import argparse
import json
import random
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from openpyxl import Workbook

from zhengxie_qa import Engine
from zhengxie_qa.answering.answer import Answer

SEED = 13
CELLS, ABSENT = 8, 4
"""Questions asked of each table: of cells that are there, and of each kind of what is not."""

PROVINCES = "gwr_provinces_2026"
NATIONAL = "gwr_state_council"
INDICATORS = {
    "城镇新增就业": ("万人", r"城镇新增就业(?:达到?)?(\d+(?:\.\d+)?)万人"),
    "粮食产量": ("亿斤", r"粮食(?:总)?产量(?:达到?|为|稳定在|突破)?(\d+(?:\.\d+)?)亿斤"),
    "常住人口城镇化率": ("%", r"常住人口城镇化率(?:达到?|提高到|为|超过)?(\d+(?:\.\d+)?)%"),
    "一般公共预算收入": ("亿元", r"一般公共预算收入(?:达到?|完成|为|突破)?(\d+(?:\.\d+)?)亿元"),
    "地区生产总值增速": ("%", r"生产总值增长(\d+(?:\.\d+)?)%"),
    "社会消费品零售总额增速": ("%", r"社会消费品零售总额(?:年均)?增长(\d+(?:\.\d+)?)%"),
    "固定资产投资增速": ("%", r"固定资产投资(?:年均)?增长(\d+(?:\.\d+)?)%"),
    "进出口增速": ("%", r"进出口(?:总额)?(?:年均)?增长(\d+(?:\.\d+)?)%"),
}
"""Name, unit and how the reports write it; where there are several, the first is taken."""


@dataclass(frozen=True)
class Made:
    """A table as it was made.

    :param heads: rows of names of columns. :param body: rows; the first cell names the row.
    :param units: of each column. :param prose: sentences beside it, with other figures.
    :param absent: names of rows and of columns that it does not have, to be asked for.
    """

    name: str
    caption: str
    note: str | None
    heads: list[list[str]]
    body: list[list[str]]
    units: list[str | None]
    prose: list[str]
    absent: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))

    def column(self, at: int) -> str:
        """What a person calls a column."""
        return "".join(dict.fromkeys(re.sub(r"[（(].*?[)）]", "", head[at]) or self._over(at) for head in self.heads))

    def _over(self, at: int) -> str:
        return next(self.heads[0][left] for left in range(at, 0, -1) if self.heads[0][left])


def found(data: Path) -> dict[str, dict[str, str]]:
    """Province → indicator → figure."""
    said: dict[str, dict[str, str]] = {}
    for path in sorted((data / "text" / PROVINCES).glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        own = {name: match[1] for name, (_, how) in INDICATORS.items() if (match := re.search(how, text))}
        said[path.stem.split("_")[1]] = own
    return said


def sentences(data: Path, word: str, *, most: int) -> list[str]:
    """Sentences of national reports that give figures for the same thing."""
    kept: list[str] = []
    for path in sorted((data / "text" / NATIONAL).glob("20*.txt"), reverse=True):
        text = path.read_text(encoding="utf-8")
        kept += [each for each in re.findall(r"[^。\n]{8,90}。", text) if word in each and re.search(r"\d", each)][:1]
    return kept[:most]


def provinces_table(data: Path, name: str, columns: Sequence[str], *, common: bool, across: bool) -> Made:
    """What the provinces' reports say, provinces down or across, units in the names or above the table."""
    said = found(data)
    rows = [place for place, own in said.items() if all(each in own for each in columns)]
    others = [place for place in said if place not in rows][:ABSENT]
    lost = [each for each in INDICATORS if each not in columns][:ABSENT]
    titles = [each if common else f"{each}（{INDICATORS[each][0]}）" for each in columns]
    units = [INDICATORS[each][0] for each in columns]
    prose = [line for each in columns for line in sentences(data, each[:4], most=2)]
    note = f"单位：{units[0]}" if common else None
    caption = f"各省份2025年{'主要指标增速' if common else '主要指标完成情况'}"
    if not across:
        body = [[place, *(said[place][each] for each in columns)] for place in rows]
        return Made(name, caption, note, [["地区", *titles]], body, [None, *units], prose, (others, lost))
    rows = rows[:6]
    body = [[title, *(said[place][each] for place in rows)] for title, each in zip(titles, columns, strict=True)]
    return Made(name, caption, note, [["指标", *rows]], body, [None] * (len(rows) + 1), prose, (lost, others))


def years_table(data: Path) -> Made:
    """What the national reports say of the year before, a row a year."""
    body = []
    for path in sorted((data / "text" / NATIONAL).glob("20*.txt")):
        text = path.read_text(encoding="utf-8")
        jobs = re.search(r"城镇新增就业[^，。]{0,6}?(1\d{3})万", text)
        growth = re.search(r"国内生产总值[^，。]{0,12}?增长(\d+(?:\.\d+)?)%", text)
        if jobs and growth:
            body.append([f"{int(path.stem[:4]) - 1}年", jobs[1], growth[1]])
    prose = sentences(data, "就业", most=4)
    heads = [["年份", "城镇新增就业（万人）", "国内生产总值增速（%）"]]
    absent = ([f"{year}年" for year in range(1996, 2000)], ["粮食产量", "外贸进出口总额", "财政赤字率", "单位能耗"])
    return Made("years", "历年就业和经济增长情况", None, heads, body, [None, "万人", "%"], prose, absent)


def levels_table(data: Path) -> Made:
    """Two rows of names: growth reached in 2025, and aimed at for 2026."""
    said = found(data)
    rows = [place for place, own in said.items() if {"地区生产总值增速", "社会消费品零售总额增速"} <= own.keys()][:9]
    chance = random.Random(SEED)
    body = []
    for place in rows:
        own = [said[place]["地区生产总值增速"], said[place]["社会消费品零售总额增速"]]
        body.append([place, *(each for pair in own for each in (pair, f"{chance.uniform(3, 9):.1f}"))])
    heads = [["地区", "地区生产总值增速", "", "社会消费品零售总额增速", ""], ["", *["2025年完成", "2026年目标"] * 2]]
    others = [place for place in said if place not in rows][:ABSENT]
    absent = (others, ["规上工业增加值增速2025年完成", "进出口增速2026年目标", "财政收入2025年完成", "投资2026年目标"])
    prose = sentences(data, "零售总额", most=3)
    return Made("levels", "主要指标完成和预期情况", "单位：%", heads, body, [None, *["%"] * 4], prose, absent)


def projects_table(data: Path) -> Made:
    """A public notice of projects: names of bodies and people beside a sum."""
    text = (data / "text" / "invented_office" / "2017_丽水_科技项目公示.txt").read_text(encoding="utf-8")
    parts = re.findall(r"项目名称：(\S+?)　承担单位：(\S+?)　负责人：(\S+?)　资助：(\d+)万元", text)
    heads = [["序号", "项目名称", "承担单位", "负责人", "资助金额"]]
    body = [[str(number), *each] for number, each in enumerate(parts, 1)]
    absent = (
        ["香榧采后保鲜技术", "竹材弧形重组", "水轮机叶片修复", "石雕数字化"],
        ["验收时间", "自筹金额", "起止年限", "推荐部门"],
    )
    prose = [line for line in text.split("\n") if "经费" in line or "申报" in line][:3]
    return Made("projects", "资助项目一览表", "单位：万元", heads, body, [None] * 4 + ["万元"], prose, absent)


def laws_table(data: Path) -> Made:
    """Laws with their place and day."""
    names = sorted(path.stem for path in (data / "text" / "laws_cn").glob("DLC_*条例_20*.txt"))
    names = random.Random(SEED).sample(names, 14)
    parts = [name.split("_") for name in names]
    body = [[part[-2], part[-3], "{}年{}月{}日".format(*map(int, part[-1].split("-")))] for part in parts]
    absent = (
        ["雄安新区条例", "极地考察条例", "海上风电条例", "古籍保护条例"],
        ["施行日期", "修订次数", "起草部门", "条文数量"],
    )
    prose = [f"《{body[0][0]}》自公布之日起施行，原条例同时废止。"]
    heads = [["法规名称", "制定地方", "通过日期"]]
    return Made("laws", "地方性法规目录", None, heads, body, [None] * 3, prose, absent)


def tables(data: Path) -> list[Made]:
    """All of them."""
    return [
        provinces_table(data, "provinces", ["城镇新增就业", "粮食产量"], common=False, across=False),
        provinces_table(data, "growth", ["地区生产总值增速", "固定资产投资增速"], common=True, across=False),
        provinces_table(data, "across", ["城镇新增就业", "常住人口城镇化率"], common=False, across=True),
        years_table(data),
        levels_table(data),
        projects_table(data),
        laws_table(data),
    ]


def grid(made: Made) -> list[list[str]]:
    """Rows of names, then rows."""
    return [*made.heads, *made.body]


def before(made: Made) -> list[str]:
    """What stands above a table."""
    half = len(made.prose) // 2
    return [made.caption + "的报告", *made.prose[:half], made.caption, *([made.note] if made.note else [])]


def after(made: Made) -> list[str]:
    """What stands below it."""
    return made.prose[len(made.prose) // 2 :]


def as_text(made: Made, path: Path) -> None:
    """Aligned by spaces, or drawn."""
    rows = grid(made)
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    if len(made.name) % 2:
        lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    else:
        rule = "┼".join("─" * max(1, width // 2) for width in widths)
        lines = ["┌" + rule.replace("┼", "┬") + "┐"]
        for row in rows:
            lines.append("│" + "│".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) + "│")
            lines.append("├" + rule + "┤")
        lines[-1] = "└" + rule.replace("┼", "┴") + "┘"
    text = "\n".join([*before(made), *(line.rstrip() for line in lines), *after(made)])
    path.with_suffix(".txt").write_text(text + "\n", encoding="utf-8")


def as_markdown(made: Made, path: Path) -> None:
    """Bars, a ruler below the first row."""
    first, *rows = ["| " + " | ".join(row) + " |" for row in grid(made)]
    ruler = "|" + " --- |" * len(made.heads[0])
    title, *above = before(made)
    parts = [f"# {title}", *above, "\n".join([first, ruler, *rows]), *after(made)]
    path.with_suffix(".md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def as_html(made: Made, path: Path) -> None:
    """A table whose cells hold paragraphs, names over several columns merged."""
    title, *above = before(made)
    rows = []
    for at, row in enumerate(grid(made)):
        cells = []
        for column, cell in enumerate(row):
            if at < len(made.heads) and not cell:
                continue
            merged = at == 0 and len(made.heads) > 1
            wide = merged and column + 1 < len(row) and not row[column + 1]
            reach = ' colspan="2"' if wide else ' rowspan="2"' if merged else ""
            cells.append(f"<td{reach}><p>{escape(cell)}</p></td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    paragraphs = ["".join(f"<p>{escape(each)}</p>\n" for each in part) for part in (above, after(made))]
    body = f"<h1>{escape(title)}</h1>\n{paragraphs[0]}<table>{''.join(rows)}</table>\n{paragraphs[1]}"
    page = f"<html><head><title>{escape(title)}</title></head><body>{body}</body></html>"
    path.with_suffix(".html").write_text(page, encoding="utf-8")


def as_workbook(made: Made, path: Path) -> None:
    """Figures as numbers, names over several columns merged."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in before(made):
        sheet.append([line])
    for at, row in enumerate(grid(made)):
        sheet.append([_value(cell) or None for cell in row])
        if at == 0 and len(made.heads) > 1:
            for column, cell in enumerate(row[:-1], 1):
                if cell and not row[column]:
                    sheet.merge_cells(
                        start_row=sheet.max_row, end_row=sheet.max_row, start_column=column, end_column=column + 1
                    )
        for cell, words in zip(sheet[sheet.max_row], row, strict=False):
            decimals = len(words.partition(".")[2])
            cell.number_format = "0" + ("." + "0" * decimals if decimals else "")
    for line in after(made):
        sheet.append([line])
    book.save(path.with_suffix(".xlsx"))


def as_word(made: Made, path: Path) -> None:
    """A Word document of paragraphs and one table."""
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in grid(made))
    parts = ["".join(map(_paragraph, before(made))), f"<w:tbl>{rows}</w:tbl>", "".join(map(_paragraph, after(made)))]
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f"<w:document {space}><w:body>{''.join(parts)}</w:body></w:document>"
    with zipfile.ZipFile(path.with_suffix(".docx"), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELATIONS)
        packed.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>{document}')


def as_presentation(made: Made, path: Path) -> None:
    """A slide of paragraphs, one with the table, one of what follows it."""
    rows = "".join(
        f"<a:tr>{''.join(f'<a:tc><a:txBody>{_line(cell)}</a:txBody></a:tc>' for cell in row)}</a:tr>"
        for row in grid(made)
    )
    table = (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    texts = [
        f"<p:sp><p:txBody>{''.join(map(_line, part))}</p:txBody></p:sp>" for part in (before(made), after(made)) if part
    ]
    slides = [texts[0], table, *texts[1:]]
    ids = "".join(f'<p:sldId id="{256 + at}" r:id="r{at}"/>' for at in range(len(slides)))
    listed = "".join(f'<Relationship Id="r{at}" Target="slides/{at}.xml"/>' for at in range(len(slides)))
    with zipfile.ZipFile(path.with_suffix(".pptx"), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "ppt/presentation.xml", f"<p:presentation {_SPACES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
        )
        packed.writestr("ppt/_rels/presentation.xml.rels", f"<Relationships>{listed}</Relationships>")
        for at, slide in enumerate(slides):
            tree = f"<p:sld {_SPACES}><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>"
            packed.writestr(f"ppt/slides/{at}.xml", tree)


def as_ofd(made: Made, path: Path) -> None:
    """Lines on pages, the cells of a row at the places of their columns."""
    wide = (_PAGE_WIDE - 2 * _MARGIN) / len(made.heads[0])
    rows = [[(_MARGIN + at * wide, cell) for at, cell in enumerate(row) if cell] for row in grid(made)]
    set_out = [line for part in before(made) for line in _filled(part)]
    set_out += rows + [line for part in after(made) for line in _filled(part)]
    pages = [set_out[at : at + _LINES] for at in range(0, len(set_out), _LINES)]
    listed = "".join(f'<Page ID="{at}" BaseLoc="{at}.xml"/>' for at in range(len(pages)))
    with zipfile.ZipFile(path.with_suffix(".ofd"), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("OFD.xml", "<OFD><DocBody><DocRoot>D/D.xml</DocRoot></DocBody></OFD>")
        packed.writestr("D/D.xml", f"<Document><CommonData/><Pages>{listed}</Pages></Document>")
        for at, lines in enumerate(pages):
            texts = "".join(
                _set_out(x, _MARGIN + _STEP * n, words) for n, line in enumerate(lines) for x, words in line
            )
            packed.writestr(f"D/{at}.xml", f"<Page><Content><Layer>{texts}</Layer></Content></Page>")


FORMS: dict[str, Callable[[Made, Path], None]] = {
    "workbook (.xlsx)": as_workbook,
    "Word (.docx)": as_word,
    "presentation (.pptx)": as_presentation,
    "OFD": as_ofd,
    "HTML": as_html,
    "Markdown": as_markdown,
    "plain text": as_text,
}
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_PAGE_WIDE, _MARGIN, _SIZE, _STEP, _LINES = 210.0, 25.0, 4.0, 8.0, 28
"""Millimetres of an A4 page: its width, margin, size of type and distance of lines; and the lines of a page."""


def _line(words: str) -> str:
    return f"<a:p><a:r><a:t>{escape(words)}</a:t></a:r></a:p>"


def _filled(words: str) -> list[list[tuple[float, str]]]:
    """A paragraph in lines, the first indented."""
    lines, room = [""], _PAGE_WIDE - 2 * _MARGIN - 2 * _SIZE
    for each in words:
        if room < _advance(each):
            lines, room = [*lines, ""], _PAGE_WIDE - 2 * _MARGIN
        lines[-1] += each
        room -= _advance(each)
    return [[(_MARGIN + (0 if at else 2 * _SIZE), line)] for at, line in enumerate(lines)]


def _advance(character: str) -> float:
    return _SIZE * _width(character) / 2 if character not in "“”‘’—…·" else _SIZE


def _set_out(x: float, y: float, words: str) -> str:
    steps = " ".join(f"{_advance(each):g}" for each in words)
    code = f'<TextCode X="0" Y="{_SIZE}" DeltaX="{steps}">{escape(words)}</TextCode>'
    return f'<TextObject Boundary="{x:g} {y:g} 160 {_SIZE}" Size="{_SIZE}">{code}</TextObject>'


def _paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def _value(cell: str) -> str | float:
    return float(cell) if re.fullmatch(r"\d+\.\d+", cell) else int(cell) if re.fullmatch(r"\d+", cell) else cell


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


@dataclass(frozen=True)
class Asked:
    """A question and the cell that answers it; none where the table does not say."""

    made: Made
    question: str
    cell: str | None
    unit: str | None
    names: tuple[str, ...] = ()


def questions(made: Made) -> Iterator[Asked]:
    """Ask a table."""
    chance = random.Random(f"{SEED}{made.name}")
    name_at = 1 if made.heads[0][0] == "序号" else 0
    columns = range(name_at + 1, len(made.heads[0]))
    places = [(row, column) for row in made.body for column in columns]
    for number, (row, column) in enumerate(chance.sample(places, min(CELLS, len(places)))):
        unit = made.units[column] or (re.search(r"（(.+?)）", row[name_at]) or [None, None])[1]
        title = re.sub(r"（.+?）", "", row[name_at])
        yield Asked(made, _worded(number, title, made.column(column), unit, row[column]), row[column], unit)
    rows, lost = made.absent
    for number, title in enumerate(rows):
        column = chance.choice(list(columns))
        unit, words = made.units[column], made.body[0][column]
        yield Asked(made, _worded(number, title, made.column(column), unit, words), None, None)
    for number, title in enumerate(lost):
        row = chance.choice(made.body)
        yield Asked(made, _worded(number, re.sub(r"（.+?）", "", row[name_at]), title, None, "1"), None, None)


def _worded(number: int, row: str, column: str, unit: str | None, words: str) -> str:
    """A question in one of four wordings."""
    if not re.fullmatch(r"[\d.]+", words):
        asks = "是谁" if column == "负责人" else "是什么时候" if column.endswith(("日期", "时间")) else "是什么"
        return (f"{row}的{column}{asks}？", f"{row} {column}", f"{column}：{row}", f"请问{row}{column}{asks}")[
            number % 4
        ]
    return (
        f"{row}{column}是多少{unit or ''}？",
        f"{row} {column}",
        f"{row}的{column}为多少？",
        f"请问{row}的{column}达到多少{unit or ''}",
    )[number % 4]


def is_right(asked: Asked, answer: Answer) -> bool:
    """Whether the cell was quoted, character for character and with its unit, or nothing said where there is none."""
    if asked.cell is None or answer.text is None:
        return asked.cell is answer.text
    if answer.text != asked.cell or answer.cell is None:
        return False
    unit = answer.quantity.unit if answer.quantity else None
    return asked.unit is None or (unit is not None and asked.unit.endswith(unit))


def measure(form: str, made: Sequence[Made], wrong: list[dict[str, Any]]) -> str:
    """Ask one form of all tables; gives a line of the page."""
    count = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        for each in made:
            FORMS[form](each, files / each.name)
        with Engine.open(Path(folder) / "index", create=True) as engine:
            engine.ingest(files)
            for asked in (asked for each in made for asked in questions(each)):
                answer = engine.ask(asked.question)
                kind = "cell" if asked.cell else "absent"
                count[kind] += 1
                count[f"{kind} right"] += is_right(asked, answer)
                if not is_right(asked, answer):
                    said = {"answer": answer.text, "confidence": answer.confidence, "reason": answer.reason}
                    wrong.append(
                        {"form": form, "table": asked.made.name, "asked": asked.question, "cell": asked.cell, **said}
                    )
    cells, absent = (
        f"{100 * count[f'{kind} right'] / count[kind]:.0f} % of {count[kind]}" for kind in ("cell", "absent")
    )
    return f"| {form} | {cells} | {absent} |"


def main() -> None:
    """Print the page's table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with text/")
    parser.add_argument("--only", choices=FORMS, help="one form")
    parser.add_argument("--wrong", type=Path, help="where wrong answers go, as JSONL")
    options = parser.parse_args()
    made, wrong = tables(options.data), []
    print("| form | cells right | not there, declined |\n|---|---|---|")
    for form in [options.only] if options.only else FORMS:
        print(measure(form, made, wrong), flush=True)
    if options.wrong:
        lines = "".join(json.dumps(each, ensure_ascii=False, default=str) + "\n" for each in wrong)
        options.wrong.write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
