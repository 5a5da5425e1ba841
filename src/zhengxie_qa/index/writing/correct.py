"""Corrections: a document's title, source, day and place as people say them. Its words stay what they are.

A correction is a change like any other: a new version of the document, its vectors encoded anew where its title is in
them, a new generation. Filters, rankings and citations so see it at once and everywhere.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from zhengxie_qa.errors import NotFoundError, Said
from zhengxie_qa.index.disk.folder import writer_lock
from zhengxie_qa.index.disk.refusals import disk_errors
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.store.corrections import Correction
from zhengxie_qa.index.store.writable import WritableStore
from zhengxie_qa.index.writing.build import bring_up_to_date, encoder_key, reuse_vectors


def correct(doc_id: str, changes: Mapping[str, str | None], *, directory: Path, encoder: Encoder) -> None:
    """Say something of a document in place of what its file says.

    :param changes: of title, source, published and place: what is said now; an empty word says that there is none, None
        gives back what the file says.
    :raises NotFoundError: when the document is not there.
    :raises IndexDamagedError: when its rows, or the database, are damaged.
    :raises StorageError: when the disk refuses.
    """
    with disk_errors(directory), writer_lock(directory):
        store = WritableStore.open(directory)
        try:
            _correct(doc_id, changes, store=store, key=encoder_key(encoder))
            bring_up_to_date(directory, store, encoder=encoder)
        finally:
            store.close()


def _correct(doc_id: str, changes: Mapping[str, str | None], *, store: WritableStore, key: str) -> None:
    seq = store.seq()
    before, document = store.entry(doc_id, seq), store.document(doc_id, seq)
    if before is None or document is None:
        raise NotFoundError(
            Said(
                f"There is no document {doc_id!r} in the index. `zhengxie-qa documents` lists what there is.",
                "索引中没有这篇文档，可能已被移除。",
            )
        )
    known = store.correction(doc_id) or Correction(document.info, {})
    correction = known.with_changes(changes)
    if correction.said == known.said:
        return
    passages = [passage for _, passage, _ in store.numbered_passages([before.version])]
    as_read = replace(document, info=correction.original, original=None)
    with store.transaction():
        store.correct(doc_id, correction)
        after = store.put(as_read, passages, origin=before.origin, content=before.content)
        reuse_vectors(store, before, after, key=key)
