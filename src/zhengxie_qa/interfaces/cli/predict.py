"""The command ``predict``: progress on stderr, a summary, an exit code."""

from pathlib import Path

from zhengxie_qa.errors import DatasetError
from zhengxie_qa.interfaces import payloads, wiring
from zhengxie_qa.interfaces.cli.context import print_json, say
from zhengxie_qa.interfaces.cli.progress import counting
from zhengxie_qa.interfaces.predict import Answers, Done
from zhengxie_qa.interfaces.predict import predict as predict_rows
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.types import Answer, IndexState


def run_predict(
    questions: Path, output: Path, *, settings: Settings, reader_only: bool, timings: bool, as_json: bool
) -> int:
    """Answer a file of questions.

    :returns: 0, or 1 if some rows could not be answered.
    :raises DatasetError: if the question file cannot be read or the output not be written.
    """
    if not questions.is_file():
        raise DatasetError(f"There is no file {questions}. Check the spelling.")
    if questions.resolve() == output.resolve():
        raise DatasetError("--output is the question file itself. Choose another name for the answers.")
    answer = _from_context(settings) if reader_only else _from_index(settings)
    with counting("Answering", quiet=as_json) as on_progress:
        done = predict_rows(questions, output, answer=answer, timings=timings, on_progress=on_progress)
    _tell(done, output, as_json=as_json)
    return 1 if done.failed else 0


def _from_index(settings: Settings) -> Answers:
    engine = wiring.open_engine(settings)

    def answer(row: payloads.Json) -> tuple[Answer, IndexState | None]:
        history = payloads.turns(row.get("history") or ())
        with engine.pinned():
            return engine.ask(row["question"], history=history, top_k=settings.top_k), engine.state()

    return answer


def _from_context(settings: Settings) -> Answers:
    engine = wiring.open_reader(settings)

    def answer(row: payloads.Json) -> tuple[Answer, IndexState | None]:
        context = row.get("context")
        if not isinstance(context, str) or not context.strip():
            raise DatasetError('With --reader-only every row needs a text "context".')
        return engine.read_context(row["question"], context, payloads.turns(row.get("history") or ())), None

    return answer


def _tell(done: Done, output: Path, *, as_json: bool) -> None:
    if as_json:
        failures = [{"line": line, "message": message} for line, message in done.failures]
        summary = {"rows": done.rows, "failed": done.failed, "failures": failures, "output": str(output)}
        print_json(summary, indent=None)
        return
    say(f"Answered {done.rows - done.failed} of {done.rows} questions into {output}.")
    for line, message in done.failures:
        say(f"line {line}: {message}", err=True)
    if done.failed > len(done.failures):
        say(f'… and {done.failed - len(done.failures)} more; see "error" in {output}.', err=True)
