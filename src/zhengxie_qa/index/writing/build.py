"""The derived files of a generation, built from the database: vectors that are missing, FAISS, tantivy, the swap.

The dense file is always written whole (a million vectors take seconds). The lexical files are cloned from the last
generation by hard links and added to, when that changes no score: BM25 still counts deleted passages until they are
merged away, so after a deletion they are written whole too, unless the corpus is large and the dead are few.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from zhengxie_qa.errors import IndexDamagedError, ModelError
from zhengxie_qa.index.disk.generations import (
    DENSE,
    LEXICAL,
    Manifest,
    clone_lexical,
    current_manifest,
    new_generation,
    publish,
    seal,
    sweep,
    verify_files,
)
from zhengxie_qa.index.encoders.protocol import Embeddings, Encoder
from zhengxie_qa.index.search.dense import write_dense
from zhengxie_qa.index.search.lexical import write_lexical
from zhengxie_qa.index.search.terms import RECIPE, EncodedText, encoded_text
from zhengxie_qa.index.store.rows import Entry
from zhengxie_qa.index.store.store import NumberedPassage
from zhengxie_qa.index.store.writable import WritableStore
from zhengxie_qa.index.writing.progress import OnProgress, Progress, Stage, silent

ENCODER_FACT = "encoder"
SEQ_FACT = "seq"
"""Facts that tell the encoder key and the change number of the last complete generation, for when its files are lost.

They are written just before it is published: a process killed in between leaves them one whole state ahead of CURRENT.
"""

ENCODED = EncodedText.TITLED
"""What is encoded of a passage."""

_ENCODE_BATCH = 256
_EXACT_BELOW = 2_000
"""Up to this many passages, the lexical files are rewritten after any deletion, so scores are exact."""

_ANSWERED_WITHIN_SECONDS = 120.0
"""The longest that an answer takes, with the slowest models: what was removed later is still kept for it."""

_TOMBSTONE_SHARE = 0.05
"""Above it, deleted passages may make up this share of a lexical directory before it is rewritten."""


def encoder_key(encoder: Encoder, *, choice: EncodedText = ENCODED) -> str:
    """Name everything that decides a passage's vector."""
    return f"{encoder.fingerprint}/{encoder.dim}/{choice}"


def bring_up_to_date(
    directory: Path, store: WritableStore, *, encoder: Encoder, on_progress: OnProgress = silent
) -> Manifest:
    """Make the current generation hold the newest state of the database; do nothing when it already does.

    A damaged or foreign current generation is not built upon. Call under the writer's lock.

    :raises ModelError: when the encoder gives vectors that cannot be used.
    """
    seq = store.seq()
    base = _usable_base(directory, store)
    if base and (base.seq, base.recipe, base.encoder) == (seq, RECIPE, encoder_key(encoder)):
        return base
    return _build(directory, store, encoder=encoder, seq=seq, base=base, on_progress=on_progress)


def rebuild(directory: Path, store: WritableStore, *, encoder: Encoder) -> Manifest:
    """Build the last good generation again, from the database alone; changes made since are left to the next writer.

    Call under the writer's lock.
    """
    seq = int(store.fact(SEQ_FACT) or store.seq())
    return _build(directory, store, encoder=encoder, seq=seq, base=None, on_progress=silent)


def listed_entries(directory: Path, store: WritableStore) -> list[Entry]:
    """Return the document versions that readers of the current generation are shown; none where it is not usable."""
    with suppress(IndexDamagedError):
        manifest = current_manifest(directory)
        if manifest and manifest.identity == store.identity:
            return store.standing(manifest.seq)
    return []


def _build(
    directory: Path,
    store: WritableStore,
    *,
    encoder: Encoder,
    seq: int,
    base: Manifest | None,
    on_progress: OnProgress,
) -> Manifest:
    key = encoder_key(encoder)
    entries = store.entries(seq)
    _encode_missing(store, encoder, key=key, seq=seq, on_progress=on_progress)
    total = sum(_size(entry) for entry in entries)
    on_progress(Progress(Stage.BUILDING, 0, total))
    if base:
        _sweep_but(directory, base)
    with new_generation(directory) as generation:
        write_dense(generation / DENSE, store.vectors(key, seq, dim=encoder.dim), dim=encoder.dim)
        tombstones = _write_lexical(directory, generation, store, entries=entries, base=base, on_progress=on_progress)
        files = seal(generation)
    with store.transaction():
        store.set_fact(ENCODER_FACT, key)
        store.set_fact(SEQ_FACT, str(seq))
    manifest = Manifest(
        generation=generation.name,
        identity=store.identity,
        seq=seq,
        recipe=RECIPE,
        encoder=key,
        dim=encoder.dim,
        documents=len(entries),
        passages=total,
        tombstones=tombstones,
        previous=base.generation if base else None,
        previous_seq=base.seq if base else seq,
        files=files,
    )
    publish(directory, manifest)
    on_progress(Progress(Stage.BUILDING, total, total))
    _tidy(directory, store, manifest)
    return manifest


def _usable_base(directory: Path, store: WritableStore) -> Manifest | None:
    """Return the current generation if it is whole and was derived from this database, whose rows are sound.

    :raises DatabaseDamagedError: when rows have gone missing since: building on would forget documents.
    """
    try:
        manifest = current_manifest(directory)
        if manifest is None or manifest.identity != store.identity:
            return None
        verify_files(directory, manifest)
    except IndexDamagedError:
        return None
    store.check_count(manifest.seq, manifest.documents)
    try:
        store.entries(manifest.seq)
    except IndexDamagedError:
        return None
    return manifest


def _encode_missing(store: WritableStore, encoder: Encoder, *, key: str, seq: int, on_progress: OnProgress) -> None:
    missing = store.without_vector(key, seq)
    for start in range(0, len(missing), _ENCODE_BATCH):
        numbers = missing[start : start + _ENCODE_BATCH]
        texts = [encoded_text(passage, info, choice=ENCODED) for _, passage, info in store.passages_by_number(numbers)]
        halves = encode_passages(encoder, texts).astype("<f2")
        with store.transaction():
            store.put_vectors(key, [(number, row.tobytes()) for number, row in zip(numbers, halves, strict=True)])
        on_progress(Progress(Stage.ENCODING, start + len(numbers), len(missing)))


def encode_passages(encoder: Encoder, texts: Sequence[str]) -> Embeddings:
    """Encode texts and check what came, shape ``(len(texts), encoder.dim)``.

    :raises ModelError: when the encoder gives vectors that cannot be used.
    """
    embeddings = encoder.encode_passages(texts)
    if embeddings.shape != (len(texts), encoder.dim) or not np.isfinite(embeddings).all():
        raise ModelError(
            f"The encoder {encoder.fingerprint} gave vectors of shape {embeddings.shape}, or with NaN; expected "
            f"finite ones of shape ({len(texts)}, {encoder.dim}). Choose another encoder."
        )
    return embeddings


def _write_lexical(
    directory: Path,
    generation: Path,
    store: WritableStore,
    *,
    entries: Sequence[Entry],
    base: Manifest | None,
    on_progress: OnProgress,
) -> int:
    """Write the lexical files, from those of ``base`` where that will do; return the tombstones left in them."""
    total = sum(_size(entry) for entry in entries)
    target = generation / LEXICAL
    if base is None or base.recipe != RECIPE:
        write_lexical(target, _told(store, entries, total, on_progress))
        return 0
    kept = {entry.version for entry in entries}
    before = store.entries(base.seq)
    dead = [entry for entry in before if entry.version not in kept]
    tombstones = base.tombstones + sum(_size(entry) for entry in dead)
    if tombstones > (0 if total <= _EXACT_BELOW else _TOMBSTONE_SHARE * total):
        write_lexical(target, _told(store, entries, total, on_progress))
        return 0
    clone_lexical(directory / base.generation / LEXICAL, target)
    known = {entry.version for entry in before}
    new = [entry for entry in entries if entry.version not in known]
    removed = [(entry.first_number, entry.end_number) for entry in dead]
    write_lexical(target, _told(store, new, total, on_progress), removed=removed)
    return tombstones


def _told(
    store: WritableStore, entries: Sequence[Entry], total: int, on_progress: OnProgress
) -> Iterator[NumberedPassage]:
    done = total - sum(_size(entry) for entry in entries)
    for entry in entries:
        yield from store.numbered_passages([entry.version])
        done += _size(entry)
        on_progress(Progress(Stage.BUILDING, done, total))


def _tidy(directory: Path, store: WritableStore, manifest: Manifest) -> None:
    """Drop what no reader needs.

    Files that a reader has opened outlive their names, so the generation before the last may go. Rows do not: an answer
    begun before two quick changes still reads what they removed, until it is done.
    """
    _sweep_but(directory, manifest)
    with store.transaction():
        long_ago = store.seq_at(time.time() - _ANSWERED_WITHIN_SECONDS)
        store.forget_removed(min(manifest.previous_seq, long_ago))


def _sweep_but(directory: Path, manifest: Manifest) -> None:
    """Delete every generation but this and the one before it: older ones, and what interrupted writers left."""
    sweep(directory, keep={manifest.generation, *([manifest.previous] if manifest.previous else [])})


def _size(entry: Entry) -> int:
    return entry.end_number - entry.first_number


def reuse_vectors(store: WritableStore, before: Entry, after: Entry, *, key: str) -> None:
    """Give the passages of a changed document the vectors of equal passages of its earlier version."""
    known = {
        encoded_text(passage, info, choice=ENCODED): number
        for number, passage, info in store.numbered_passages([before.version])
    }
    pairs = [
        (number, known[text])
        for number, passage, info in store.numbered_passages([after.version])
        if (text := encoded_text(passage, info, choice=ENCODED)) in known
    ]
    vectors = store.stored_vectors([old for _, old in pairs], key)
    store.put_vectors(key, [(new, vectors[old]) for new, old in pairs if old in vectors])
