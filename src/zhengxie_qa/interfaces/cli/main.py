"""The command line: what each command takes, and nothing of how it works.

Heavy parts are imported inside the commands, so that ``--help`` is instant and ``ask`` loads only what it needs.
Exit codes: 0 done, 1 it failed though the input was right, 2 bad usage or input. Errors are one plain sentence on
stderr.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from zhengxie_qa import __version__
from zhengxie_qa.errors import InputError
from zhengxie_qa.interfaces.cli import keys
from zhengxie_qa.interfaces.cli.backup import backup, restore
from zhengxie_qa.interfaces.cli.comparing import compare as compare_documents
from zhengxie_qa.interfaces.cli.context import (
    ExplainOption,
    FileOption,
    FromOption,
    IndexOption,
    JsonOption,
    KindOption,
    PlaceOption,
    SourceOption,
    ToOption,
    TopKOption,
    YearOption,
    filters_of,
    settings_of,
    wants_json,
)
from zhengxie_qa.interfaces.cli.documents import documents as list_documents
from zhengxie_qa.interfaces.cli.documents import remove, verify
from zhengxie_qa.interfaces.cli.guard import PROGRAM, guarded
from zhengxie_qa.interfaces.terminal import say
from zhengxie_qa.types import SearchMode

app = typer.Typer(
    name=PROGRAM,
    help="Answers questions about Chinese political reports in the reports' own words, with citations, offline.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def common(
    context: typer.Context,
    index: IndexOption = None,
    as_json: JsonOption = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    """Take the options that may also stand before the command."""
    context.obj = {"index": index, "json": as_json}
    if version:
        say(__version__)
        raise typer.Exit


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to add or update.")],
    watch: Annotated[bool, typer.Option("--watch", help="Go on following the folders until Ctrl-C.")] = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add or update articles; unchanged files are skipped."""
    from zhengxie_qa.interfaces.cli.ingest import run_ingest, run_watch

    run = run_watch if watch else run_ingest
    raise typer.Exit(run(paths, settings=settings_of(context, index), as_json=wants_json(context, as_json)))


app.command("remove")(remove)
app.command("verify")(verify)
app.command("documents")(list_documents)
app.add_typer(keys.app, name="keys")
app.command("backup")(backup)
app.command("restore")(restore)


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="Words or a question, in Chinese or English.")],
    top_k: TopKOption = None,
    mode: Annotated[SearchMode, typer.Option(help="How passages are ranked.")] = SearchMode.HYBRID,
    source: SourceOption = None,
    published_from: FromOption = None,
    published_to: ToOption = None,
    year: YearOption = None,
    place: PlaceOption = None,
    kind: KindOption = None,
    explain: ExplainOption = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages, best first."""
    from zhengxie_qa.interfaces.cli.asking import run_search

    run_search(
        query,
        settings=settings_of(context, index, top_k=top_k),
        mode=mode,
        filters=filters_of(source, published_from, published_to, year=year, place=place, kind=kind),
        explain=explain,
        as_json=wants_json(context, as_json),
    )


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="In Chinese, English or both.")] = None,
    file: FileOption = None,
    history: Annotated[
        list[str] | None, typer.Option("--after", metavar="QUESTION", help="An earlier question; may be repeated.")
    ] = None,
    top_k: TopKOption = None,
    source: SourceOption = None,
    published_from: FromOption = None,
    published_to: ToOption = None,
    year: YearOption = None,
    place: PlaceOption = None,
    kind: KindOption = None,
    explain: ExplainOption = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question, or a file of them, in the articles' own words."""
    from zhengxie_qa.interfaces.cli import asking

    settings, as_json = settings_of(context, index, top_k=top_k), wants_json(context, as_json)
    filters = filters_of(source, published_from, published_to, year=year, place=place, kind=kind)
    how = asking.How(history=tuple(history or ()), filters=filters, explain=explain, as_json=as_json)
    if file is not None and question is None:
        raise typer.Exit(asking.run_ask_file(file, settings=settings, how=how))
    if question is None or file is not None:
        raise InputError("Give one question, or a file of questions with --file FILE.")
    asking.run_ask(question, settings=settings, how=how)


app.command("compare")(compare_documents)


@app.command()
def predict(
    context: typer.Context,
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS.jsonl", help="One question per line, as JSON.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the answers go, as JSONL.")],
    reader_only: Annotated[bool, typer.Option("--reader-only", help="Read each row's own context.")] = False,
    timings: Annotated[
        bool, typer.Option("--timings/--no-timings", help="Write took_ms; without, two runs are equal.")
    ] = True,
    top_k: TopKOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer every row of a question file, in order."""
    from zhengxie_qa.interfaces.cli.predict import run_predict

    settings = settings_of(context, index, top_k=top_k)
    quiet = wants_json(context, as_json)
    code = run_predict(questions, output, settings=settings, reader_only=reader_only, timings=timings, as_json=quiet)
    raise typer.Exit(code)


@app.command()
def evaluate(
    context: typer.Context,
    dataset: Annotated[
        Path | None, typer.Argument(metavar="DATASET", help="JSONL, SQuAD/CMRC/DRCD JSON, CSV, XLSX or a BEIR folder.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where figures and report go.  [reports/NAME]")
    ] = None,
    reader_only: Annotated[bool, typer.Option("--reader-only", help="Read each row's own context.")] = False,
    retrieval_only: Annotated[bool, typer.Option("--retrieval-only", help="Judge the passages found only.")] = False,
    contexts: Annotated[
        bool, typer.Option("--own-contexts", help="Search the set's own texts, not the index.")
    ] = False,
    own_documents: Annotated[
        bool, typer.Option("--own-documents", help="Ask each question of the document its row names (doc).")
    ] = False,
    mode: Annotated[SearchMode, typer.Option(help="How passages are ranked.")] = SearchMode.HYBRID,
    baselines: Annotated[bool, typer.Option("--baselines", help="Run the baselines too, in one table.")] = False,
    encoders: Annotated[
        list[str] | None,
        typer.Option("--baseline-encoder", metavar="NAME", help="One more encoder as a baseline; may be repeated."),
    ] = None,
    readers: Annotated[
        list[str] | None,
        typer.Option("--baseline-reader", metavar="NAME", help="One more reader as a baseline; may be repeated."),
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option("--compare", metavar="A B", help="Compare the folders of two runs.")
    ] = None,
    fail_under: Annotated[
        list[str] | None, typer.Option("--fail-under", metavar="F1=0.6", help="Exit 1 if a figure is below.")
    ] = None,
    simplify: Annotated[bool, typer.Option("--simplify", help="Turn Traditional characters into Simplified.")] = False,
    first: Annotated[int | None, typer.Option("--limit", min=1, help="Ask the first questions only.")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Start again instead of going on with an earlier run.")] = False,
    top_k: TopKOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure answers against a question set; write figures and a report."""
    from zhengxie_qa.interfaces.cli import evaluate as measure
    from zhengxie_qa.interfaces.cli.baselines import run_baselines

    quiet = wants_json(context, as_json)
    if compare is not None:
        if fail_under:
            raise InputError("--fail-under judges one run, not a comparison. Give it when that run is made.")
        raise typer.Exit(measure.run_compare(*compare, output=output, as_json=quiet))
    if dataset is None:
        raise InputError("Name a question set to evaluate, or two runs with --compare A B.")
    wanted = measure.Wanted(
        reader_only=reader_only,
        retrieval_only=retrieval_only,
        contexts=contexts,
        own_documents=own_documents,
        mode=mode,
        simplify=simplify,
        first=first,
        limits=tuple(fail_under or ()),
        anew=anew,
        encoders=tuple(encoders or ()),
        readers=tuple(readers or ()),
        as_json=quiet,
    )
    run_it = run_baselines if baselines else measure.run_evaluate
    raise typer.Exit(run_it(dataset, output=output, settings=settings_of(context, index, top_k=top_k), wanted=wanted))


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on.  [default: 127.0.0.1]")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.  [default: 7860]")
    ] = None,
    is_open: Annotated[bool, typer.Option("--open", help="Let everyone who reaches it in; no keys.")] = False,
    update: Annotated[bool, typer.Option("--update", help="First bring the index up to date with the corpus.")] = False,
    index: IndexOption = None,
) -> None:
    """Serve the chat page and the REST interface."""
    from zhengxie_qa.interfaces.http.server import serve as run_server

    settings = settings_of(context, index, host=host, port=port, open=is_open or None)
    if update:
        from zhengxie_qa.interfaces.cli.ingest import run_ingest

        run_ingest([settings.corpus_dir], settings=settings, as_json=False)
    run_server(settings)


@app.command()
def mcp(context: typer.Context, index: IndexOption = None) -> None:
    """Answer a language model's program over standard input and output (Model Context Protocol)."""
    from zhengxie_qa.interfaces.mcp import serve_stdio
    from zhengxie_qa.interfaces.service import Service

    serve_stdio(Service(settings_of(context, index)))


@app.command()
def doctor(context: typer.Context, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Check versions, models and index, and say how to mend what is wrong."""
    from zhengxie_qa.interfaces.cli.doctor import run_doctor

    raise typer.Exit(run_doctor(settings_of(context, index), as_json=wants_json(context, as_json)))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; errors go to stderr as a sentence.

    :param arguments: as typed, without the program's name.
    """
    return guarded(app, arguments)


def main() -> None:
    """Run the program."""
    sys.exit(run(sys.argv[1:]))
