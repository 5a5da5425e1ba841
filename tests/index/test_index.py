import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, build, write
from zhengxie_qa.errors import IndexBusyError, IndexDamagedError, IndexMissingError, NotFoundError
from zhengxie_qa.index.check import look
from zhengxie_qa.index.disk.folder import writer_lock
from zhengxie_qa.index.disk.generations import current_manifest
from zhengxie_qa.index.encoders.protocol import Embeddings
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.search.terms import WeightedTerm, query_to_terms
from zhengxie_qa.index.writing.writer import remove
from zhengxie_qa.types import Filters

WATER_AXIS = np.array([1, 0, 0, 0], dtype=np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", water=WATER, roads=ROADS)


@pytest.fixture
def directory(tmp_path: Path, folder: Path) -> Path:
    build(tmp_path / "index", folder)
    return tmp_path / "index"


class Interrupted(CountingEncoder):
    """Stands for a process that ends after storing and before building."""

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        raise ZeroDivisionError


def opened(directory: Path, *, fingerprint: str = "counting-1") -> Index:
    return Index.open(directory, encoder=CountingEncoder(fingerprint))


def found(index: Index, query: str) -> list[tuple[str, float]]:
    """Text and BM25 of each hit."""
    hits = index.search_lexical(query_to_terms(query), k=10)
    passages = index.passages([passage_id for passage_id, _ in hits])
    return [(passages[passage_id][0].text, score) for passage_id, score in hits]


def generation(directory: Path) -> Path:
    manifest = current_manifest(directory)
    assert manifest is not None
    return directory / manifest.generation


def test_both_engines_and_the_documents_are_served(directory: Path) -> None:
    index = opened(directory)
    assert found(index, "新修公路多少公里")[0][0] == "新修公路二百公里。"
    hits = index.search_dense(WATER_AXIS, k=1)
    assert [(index.passages([i])[i][0].text, round(score, 3)) for i, score in hits] == [("全市新建水厂三座。", 1.0)]
    assert [info.file for info in index.documents()] == ["roads.txt", "water.txt"]
    state = index.state()
    assert (state.generation, state.encoder, state.documents, state.passages) == ("gen-000001", "counting-1", 2, 4)


def test_offsets_point_into_the_document(directory: Path) -> None:
    index = opened(directory)
    for passage_id, _ in index.search_lexical([WeightedTerm("公里")], k=10):
        passage, info = index.passages([passage_id])[passage_id]
        assert index.document(info.doc_id).text[passage.start : passage.end] == passage.text


def test_what_is_not_there(directory: Path, tmp_path: Path) -> None:
    index = opened(directory)
    with pytest.raises(NotFoundError, match="zhengxie-qa documents"):
        index.document("nothing")
    assert index.passages(["nothing"]) == {}
    with pytest.raises(NotFoundError):
        index.cosines(WATER_AXIS, ["nothing"])
    with pytest.raises(IndexMissingError, match="zhengxie-qa ingest"):
        opened(tmp_path / "nowhere")


def test_filters_reach_both_engines(tmp_path: Path) -> None:
    write(
        tmp_path / "a",
        water=f"#source=深圳\n#published=2025-07-25\n#place=深圳市\n{WATER}",
        roads=f"#source=北京\n{WATER}",
    )
    build(tmp_path / "index", tmp_path / "a")
    index = opened(tmp_path / "index")
    (shenzhen,) = (info.doc_id for info in index.documents() if info.source == "深圳")
    for filters in (
        Filters(sources=("深圳",)),
        Filters(published_from="2025"),
        Filters(doc_ids=(shenzhen,)),
        Filters(places=("广东省",)),
    ):
        for hits in (
            index.search_lexical([WeightedTerm("水厂")], k=10, filters=filters),
            index.search_dense(WATER_AXIS, k=10, filters=filters),
        ):
            assert {info.source for _, info in index.passages([i for i, _ in hits]).values()} == {"深圳"}
    assert index.search_dense(WATER_AXIS, k=10, filters=Filters(sources=("无",))) == []
    assert index.search_lexical([WeightedTerm("水厂")], k=10, filters=Filters(places=("北京市",))) == []


def test_ties_at_the_cut_are_broken_by_passage_id(tmp_path: Path) -> None:
    names = {f"n{i:02}": WATER.split("。")[0] + "。" for i in range(30)}
    build(tmp_path / "index", write(tmp_path / "a", **names))
    index = opened(tmp_path / "index")
    for hits in (
        index.search_lexical([WeightedTerm("水厂")], k=5),
        index.search_dense(WATER_AXIS, k=5),
    ):
        ids = [passage_id for passage_id, _ in hits]
        assert ids == sorted(f"{info.doc_id}:0" for info in index.documents())[:5]


def test_a_reader_serves_the_old_generation_until_it_refreshes(directory: Path, folder: Path) -> None:
    index = opened(directory)
    write(folder, schools=SCHOOLS, roads="公路全部封闭。")
    (folder / "water.txt").unlink()
    build(directory, folder)
    assert found(index, "新修公路")[0][0] == "新修公路二百公里。"
    assert found(index, "水厂")[0][0] == "全市新建水厂三座。"
    assert index.document(index.documents()[1].doc_id).text == WATER
    index.refresh()
    assert found(index, "新修公路")[0][0] == "公路全部封闭。"
    assert found(index, "水厂") == []
    assert found(index, "新建学校")[0][0] == "新建学校十二所。"
    assert index.state().generation == "gen-000002"


def test_a_pinned_request_sees_one_generation(directory: Path, folder: Path) -> None:
    index = opened(directory)
    with index.pinned():
        write(folder, roads="公路全部封闭。")
        build(directory, folder)
        index.refresh()
        assert index.state().generation == "gen-000001"
        assert found(index, "公路")[0][0] == "新修公路二百公里。"
        seen: list[str] = []
        other = Thread(target=lambda: seen.append(index.state().generation))
        other.start()
        other.join()
        assert seen == ["gen-000002"]
    assert index.state().generation == "gen-000002"


def test_only_the_newest_and_the_one_before_are_kept(directory: Path, folder: Path) -> None:
    for step in range(4):
        write(folder, roads=f"公路{step}条。")
        build(directory, folder)
    assert sorted(path.name for path in directory.glob("gen-*")) == ["gen-000004", "gen-000005"]


def test_another_encoder_asks_for_a_new_ingestion(directory: Path, folder: Path) -> None:
    with pytest.raises(IndexMissingError, match="zhengxie-qa ingest"):
        opened(directory, fingerprint="counting-2")
    build(directory, folder, encoder=CountingEncoder("counting-2"))
    assert opened(directory, fingerprint="counting-2").state().documents == 2


def test_a_server_with_the_former_encoder_serves_on(directory: Path, folder: Path) -> None:
    index = opened(directory)
    build(directory, folder, encoder=CountingEncoder("counting-2"))
    index.refresh()
    assert index.state().encoder == "counting-1"
    assert found(index, "水厂")[0][0] == "全市新建水厂三座。"


def replace(path: Path, content: bytes) -> None:
    """Put another file in its place: one that is mapped must not change under its reader."""
    path.unlink()
    path.write_bytes(content)


def truncate(path: Path) -> None:
    replace(path, path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    replace(path, content)


def empty(path: Path) -> None:
    replace(path, b"")


DAMAGES: list[Callable[[Path], None]] = [truncate, flip, empty, Path.unlink]
DERIVED = ["CURRENT", "MANIFEST.json", "dense.faiss", "meta.json", "*.term", "*.idx", "*.fast", "*.fieldnorm"]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("name", DERIVED)
def test_a_damaged_derived_file_is_rebuilt_and_never_served(
    directory: Path, name: str, damage: Callable[[Path], None]
) -> None:
    before = found(opened(directory), "新修公路多少公里")
    place = directory if name == "CURRENT" else generation(directory)
    damage(next(place.rglob(name)))
    assert look(directory).problems != ()
    index = opened(directory)
    assert found(index, "新修公路多少公里") == before
    assert index.search_dense(WATER_AXIS, k=1)[0][1] == pytest.approx(1.0, abs=1e-3)
    assert index.state().generation != "gen-000001"
    assert look(directory).problems == ()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_writer_does_not_build_upon_damage(directory: Path, folder: Path, damage: Callable[[Path], None]) -> None:
    damage(next(generation(directory).rglob("*.idx")))
    write(folder, schools=SCHOOLS)
    build(directory, folder)
    assert look(directory).problems == ()
    assert found(opened(directory), "新修公路")[0][0] == "新修公路二百公里。"


def test_a_running_reader_survives_the_loss_of_current(directory: Path) -> None:
    index = opened(directory)
    (directory / "CURRENT").unlink()
    index.refresh()
    assert found(index, "水厂")[0][0] == "全市新建水厂三座。"


def test_a_running_reader_mends_a_damaged_new_generation(directory: Path, folder: Path) -> None:
    index = opened(directory)
    write(folder, schools=SCHOOLS)
    build(directory, folder)
    flip(generation(directory) / "dense.faiss")
    index.refresh()
    assert found(index, "新建学校")[0][0] == "新建学校十二所。"


def test_an_index_under_repair_by_another_is_busy(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengxie_qa.index.index._MEND_WAIT_SECONDS", 0.1)
    flip(generation(directory) / "dense.faiss")
    with writer_lock(directory), pytest.raises(IndexBusyError):
        opened(directory)
    assert opened(directory).state().documents == 2


@pytest.mark.parametrize("damage", [truncate, empty], ids=lambda damage: damage.__name__)
def test_a_damaged_database_says_what_to_do(directory: Path, folder: Path, damage: Callable[[Path], None]) -> None:
    damage(directory / "truth.sqlite")
    for attempt in (lambda: found(opened(directory), "公路"), lambda: build(directory, folder)):
        with pytest.raises(IndexDamagedError, match=r"Delete truth\.sqlite\* there and run `zhengxie-qa ingest`"):
            attempt()
    assert look(directory).problems != ()
    for path in directory.glob("truth.sqlite*"):
        path.unlink()
    build(directory, folder)
    assert found(opened(directory), "新修公路")[0][0] == "新修公路二百公里。"
    assert look(directory).problems == ()


def test_a_database_from_elsewhere_is_not_mixed_with_these_files(directory: Path, folder: Path, tmp_path: Path) -> None:
    build(tmp_path / "other", write(tmp_path / "b", schools=SCHOOLS))
    for path in directory.glob("truth.sqlite*"):
        path.unlink()
    shutil.copy(tmp_path / "other" / "truth.sqlite", directory / "truth.sqlite")
    index = opened(directory)
    assert [info.file for info in index.documents()] == ["schools.txt"]
    assert found(index, "公路") == []


def test_an_index_that_was_never_completed_is_missing(tmp_path: Path) -> None:
    from zhengxie_qa.index.store.writable import WritableStore

    WritableStore.open(tmp_path).close()
    with pytest.raises(IndexMissingError, match="never completed"):
        opened(tmp_path)


def test_a_database_whose_making_was_cut_short_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "truth.sqlite").touch()
    with pytest.raises(IndexMissingError, match="zhengxie-qa ingest"):
        opened(tmp_path)
    build(tmp_path, write(tmp_path / "articles", water=WATER))
    assert opened(tmp_path).state().documents == 1


def test_repair_gives_back_the_last_good_generation_not_half_of_the_next(directory: Path, folder: Path) -> None:
    write(folder, schools=SCHOOLS)
    with pytest.raises(ZeroDivisionError):
        build(directory, folder, encoder=Interrupted())
    flip(generation(directory) / "dense.faiss")
    assert [info.file for info in opened(directory).documents()] == ["roads.txt", "water.txt"]
    build(directory, folder)
    assert [info.file for info in opened(directory).documents()] == ["roads.txt", "schools.txt", "water.txt"]


def test_an_index_emptied_to_the_last_document_still_opens(directory: Path, folder: Path) -> None:
    encoder = CountingEncoder()
    remove([info.doc_id for info in opened(directory).documents()], directory=directory, encoder=encoder)
    index = opened(directory)
    assert (index.documents(), found(index, "公路"), index.search_dense(WATER_AXIS, k=3)) == ([], [], [])


def test_an_index_of_another_recipe_is_rebuilt(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("index", "writing.build"):
        monkeypatch.setattr(f"zhengxie_qa.index.{module}.RECIPE", "another")
    assert opened(directory).state().generation == "gen-000002"


ARTICLES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.lists(
        st.sampled_from([*WATER.split("。")[:2], *ROADS.split("。")[:2], *SCHOOLS.split("。")[:2]]), min_size=1
    ).map(lambda sentences: "".join(f"{sentence}。" for sentence in sentences)),
    min_size=1,
)


@settings(max_examples=6, deadline=None)
@given(states=st.lists(ARTICLES, min_size=2, max_size=4))
def test_any_history_ends_where_a_fresh_build_begins(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, str]]
) -> None:
    root = tmp_path_factory.mktemp("history")
    folder = root / "articles"
    for articles in states:
        write(folder, **articles)
        for path in folder.iterdir():
            if path.stem not in articles:
                path.unlink()
        build(root / "grown", folder)
    build(root / "fresh", folder)
    grown, fresh = opened(root / "grown"), opened(root / "fresh")
    assert grown.documents() == fresh.documents()
    for query in (WATER, ROADS, "新建学校", "公里"):
        terms = query_to_terms(query)
        assert grown.search_lexical(terms, k=50) == fresh.search_lexical(terms, k=50)
        assert grown.ceiling(terms) == fresh.ceiling(terms)
    assert grown.search_dense(WATER_AXIS, k=50) == fresh.search_dense(WATER_AXIS, k=50)
