"""From settings to the parts they name; how the parts are joined is known to ``engine`` alone."""

from typing import TYPE_CHECKING

from zhengxie_qa.interfaces.settings import Settings

if TYPE_CHECKING:
    from zhengxie_qa.answering.pipeline import Answerer
    from zhengxie_qa.engine import Engine
    from zhengxie_qa.index.encoders.protocol import Encoder
    from zhengxie_qa.index.index import Index
    from zhengxie_qa.index.writing.writer import Writer


def open_encoder(settings: Settings) -> "Encoder":
    """Load the encoder; :raises ModelError: if it cannot be loaded."""
    from zhengxie_qa.engine import encoder_named

    return encoder_named(settings.encoder, device=settings.device)


def open_index(settings: Settings) -> "Index":
    """Open the index alone; :raises IndexMissingError: if there is none, or it was made with another encoder."""
    from zhengxie_qa.index.index import Index

    return Index.open(settings.index_dir, encoder=open_encoder(settings))


def open_engine(settings: Settings) -> "Engine":
    """Open the index and everything that answers questions over it; raises what :meth:`Engine.open` does."""
    from zhengxie_qa.engine import Engine

    return Engine.open(
        settings.index_dir,
        encoder=settings.encoder,
        reader=settings.reader,
        reader_windows=settings.reader_windows,
        reranker=settings.reranker,
        synonyms=settings.synonyms,
        device=settings.device,
        keep_originals=settings.keep_originals,
    )


def open_reader(settings: Settings) -> "Answerer":
    """Join what reads texts given with their questions; :raises ModelError: if the reader cannot be loaded."""
    from zhengxie_qa.engine import reader_named, reading_alone

    reader = reader_named(settings.reader, device=settings.device, most_windows=settings.reader_windows)
    return reading_alone(reader)


def open_writer(settings: Settings) -> "Writer":
    """Give what changes the index, whether there is one yet or not; its encoder is loaded when first needed."""
    from zhengxie_qa.index.writing.writer import Writer

    return Writer(settings.index_dir, encoder=lambda: open_encoder(settings), keep_originals=settings.keep_originals)
