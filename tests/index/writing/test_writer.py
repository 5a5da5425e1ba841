import hashlib
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, build, read_sentences, write
from zhengxie_qa.errors import FileError, IndexBusyError, IndexMissingError, ModelError, NotFoundError
from zhengxie_qa.index.disk.folder import writer_lock
from zhengxie_qa.index.encoders.protocol import Embeddings
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.writing.progress import Outcome, Progress, Stage
from zhengxie_qa.index.writing.writer import add_upload, ingest, remove


def texts(directory: Path) -> dict[str, str]:
    index = Index.open(directory, encoder=CountingEncoder())
    return {info.file: index.document(info.doc_id).text for info in index.documents()}


def upload(directory: Path, name: str, text: str) -> str:
    report = add_upload(name, text.encode(), directory=directory, encoder=CountingEncoder(), reads=read_sentences)
    return report.doc_ids[name]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", water=WATER, roads=ROADS)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_files_are_added_then_skipped_then_updated(folder: Path, directory: Path) -> None:
    first = build(directory, folder)
    assert (first.added, first.unchanged) == (("roads.txt", "water.txt"), ())
    again = build(directory, folder)
    assert (again.added, again.unchanged) == ((), ("roads.txt", "water.txt"))
    write(folder, roads=ROADS + "新修桥梁三座。")
    changed = build(directory, folder)
    assert (changed.updated, changed.unchanged) == (("roads.txt",), ("water.txt",))
    assert changed.doc_ids == first.doc_ids
    assert texts(directory) == {"roads.txt": ROADS + "新修桥梁三座。", "water.txt": WATER}


def test_an_archive_is_read_like_a_folder(folder: Path, directory: Path) -> None:
    archive = folder / "附件.zip"

    def pack(**articles: str) -> None:
        with ZipFile(archive, "w") as packed:
            for name, text in articles.items():
                packed.writestr(f"{name}.txt", text)
            packed.writestr("章.exe", "1")

    pack(schools=SCHOOLS, bridges="新修桥梁三座。")
    first = build(directory, folder)
    assert first.added == ("roads.txt", "water.txt", "附件.zip/bridges.txt", "附件.zip/schools.txt")
    assert [name for name, _ in first.skipped] == ["附件.zip/章.exe"]
    pack(schools=SCHOOLS + "又建一所。")
    changed = build(directory, archive)
    assert (changed.updated, changed.removed) == (("附件.zip/schools.txt",), ("附件.zip/bridges.txt",))
    assert changed.doc_ids["附件.zip/schools.txt"] == first.doc_ids["附件.zip/schools.txt"]
    archive.write_bytes(b"half of it")
    broken = build(directory, folder)
    assert ([name for name, _ in broken.failed], broken.removed) == (["附件.zip"], ())
    archive.unlink()
    assert build(directory, folder).removed == ("附件.zip/schools.txt",)


def test_an_ingestion_that_changes_nothing_makes_no_generation(folder: Path, directory: Path) -> None:
    build(directory, folder)
    before = (directory / "CURRENT").read_text(encoding="utf-8")
    build(directory, folder)
    assert (directory / "CURRENT").read_text(encoding="utf-8") == before


def test_the_id_is_the_digest_of_the_name_in_the_folder(folder: Path, directory: Path) -> None:
    write(folder / "sub", schools=SCHOOLS)
    ids = build(directory, folder).doc_ids
    assert ids["sub/schools.txt"] == hashlib.sha256(b"sub/schools.txt").hexdigest()[:12]


def test_files_gone_from_a_folder_are_removed_and_others_stay(folder: Path, directory: Path, tmp_path: Path) -> None:
    build(directory, folder, write(tmp_path / "elsewhere", schools=SCHOOLS))
    (folder / "roads.txt").unlink()
    (tmp_path / "elsewhere" / "schools.txt").unlink()
    assert build(directory, folder).removed == ("roads.txt",)
    assert set(texts(directory)) == {"water.txt", "schools.txt"}


def test_a_folder_that_has_become_empty_empties_its_part_of_the_index(folder: Path, directory: Path) -> None:
    build(directory, folder)
    for path in folder.iterdir():
        path.unlink()
    report = build(directory, folder)
    assert report.removed == ("roads.txt", "water.txt")
    assert texts(directory) == {}


def test_a_folder_that_is_missing_altogether_removes_nothing(folder: Path, directory: Path) -> None:
    build(directory, folder)
    folder.rename(folder.with_name("moved"))
    with pytest.raises(FileError, match="does not exist"):
        build(directory, folder)
    assert len(texts(directory)) == 2


def test_a_moved_folder_keeps_its_ids(folder: Path, directory: Path) -> None:
    before = build(directory, folder).doc_ids
    moved = folder.rename(folder.with_name("moved"))
    report = build(directory, moved)
    assert report.doc_ids == before
    assert len(texts(directory)) == 2


def test_equal_names_in_two_folders_are_two_documents(folder: Path, directory: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", water=SCHOOLS)
    report = build(directory, folder, other)
    assert sorted(report.added) == ["roads.txt", "water.txt", "water.txt"]
    again = build(directory, other)
    assert again.unchanged == ("water.txt",)
    index = Index.open(directory, encoder=CountingEncoder())
    assert len({info.doc_id for info in index.documents()}) == 3
    assert index.document(again.doc_ids["water.txt"]).text == SCHOOLS


def test_one_bad_file_stops_nothing_and_keeps_its_earlier_version(folder: Path, directory: Path) -> None:
    build(directory, folder)
    write(folder, water="坏了。", schools=SCHOOLS)
    report = build(directory, folder)
    assert report.failed == (("water.txt", "water.txt is bad. Mend it."),)
    assert (report.added, report.removed) == (("schools.txt",), ())
    assert texts(directory)["water.txt"] == WATER


@pytest.mark.parametrize("content", [b"\xff\xfe\xfa", b"", "没有句号".encode()])
def test_whatever_a_file_holds_it_fails_alone_and_with_a_message(folder: Path, directory: Path, content: bytes) -> None:
    (folder / "odd.txt").write_bytes(content)
    report = build(directory, folder)
    ((file, message),) = report.failed
    assert file == "odd.txt"
    assert message.endswith(".")
    assert len(report.added) == 2


def test_a_file_that_may_not_be_read_fails_alone(folder: Path, directory: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    report = build(directory, folder)
    assert [file for file, _ in report.failed] == ["gone.txt"]
    assert len(report.added) == 2


def test_what_a_folder_holds_and_is_not_read_is_named_with_the_reason(folder: Path, directory: Path) -> None:
    write(folder / ".git", hidden=SCHOOLS)
    write(folder, **{".secret": SCHOOLS})
    for name in ("附件.mp4", "~$附件.docx", "README", "表.CSV", "water.txt.bak"):
        (folder / name).write_bytes(b"x")
    write(folder.parent / "elsewhere", schools=SCHOOLS)
    (folder / "往年").symlink_to(folder.parent / "elsewhere")
    os.mkfifo(folder / "pipe.txt")
    (folder / "deeper").mkdir()
    (folder / "deeper" / "图.gif").write_bytes(b"x")
    report = build(directory, folder)
    assert (report.added, report.failed) == (("roads.txt", "water.txt"), ())
    reasons = dict(report.skipped)
    hidden, other = (
        {".git", ".secret.txt", "~$附件.docx"},
        {"附件.mp4", "README", "表.CSV", "water.txt.bak", "deeper/图.gif"},
    )
    assert reasons.keys() == hidden | other | {"往年", "pipe.txt"}
    assert reasons["附件.mp4"].startswith(".mp4; read are .bmp, .doc, .docm")
    assert reasons["README"].startswith("no suffix")
    assert "link" in reasons["往年"]
    assert all("hidden" in reasons[name] for name in hidden)
    assert "pipe" in reasons["pipe.txt"]


def test_articles_under_any_usual_name_are_not_skipped(folder: Path, directory: Path) -> None:
    for name in ("大写.TXT", "网页.Htm", "2025.07.25 报告.md", "~草稿.txt", "_a.txt", "（终稿）.html"):
        (folder / name).write_text("报告写好了。", encoding="utf-8")
    (folder / "linked.txt").symlink_to(folder / "~草稿.txt")
    (folder / "2024.wps").mkdir()
    write(folder / "2024.wps", schools=SCHOOLS)
    report = build(directory, folder)
    assert (len(report.added), report.skipped, report.failed) == (10, (), ())


def test_a_pipe_that_is_named_is_refused_at_once(tmp_path: Path, directory: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(FileError, match=r"pipe.*Save its content"):
        build(directory, tmp_path / "pipe.txt")


def test_the_indexs_own_files_are_not_spoken_of(folder: Path, directory: Path) -> None:
    upload(directory, "schools.txt", SCHOOLS)
    report = build(directory, folder, directory)
    assert (report.skipped, report.unchanged) == ((), ("uploads/schools.txt",))


def test_a_folder_without_articles_says_what_it_holds_instead(tmp_path: Path, directory: Path) -> None:
    write(tmp_path / "kept")
    for number in range(5):
        (tmp_path / "kept" / f"{number}.mp4").write_bytes(b"x")
    with pytest.raises(
        FileError, match=r"no readable article \(\.bmp, \.doc,.*only 0\.mp4, 1\.mp4, 2\.mp4 and 2 more\."
    ):
        build(directory, tmp_path / "kept")


def test_paths_that_lead_nowhere_are_one_clear_error(tmp_path: Path, directory: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        build(directory, tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileError, match="no readable article"):
        build(directory, tmp_path / "empty")
    assert not directory.exists()


def test_a_wrong_path_beside_a_right_one_is_reported(folder: Path, directory: Path, tmp_path: Path) -> None:
    report = build(directory, folder, tmp_path / "nothing")
    assert len(report.added) == 2
    assert report.failed[0][0] == str(tmp_path / "nothing")


def test_removing_by_id(folder: Path, directory: Path) -> None:
    ids = build(directory, folder).doc_ids
    encoder = CountingEncoder()
    with pytest.raises(NotFoundError, match="nobody"):
        remove([ids["water.txt"], "nobody"], directory=directory, encoder=encoder)
    assert len(texts(directory)) == 2
    assert remove([ids["water.txt"]], directory=directory, encoder=encoder).removed == ("water.txt",)
    assert set(texts(directory)) == {"roads.txt"}
    assert (folder / "water.txt").exists()


def test_removing_where_there_is_no_index(directory: Path) -> None:
    with pytest.raises(IndexMissingError):
        remove(["x"], directory=directory, encoder=CountingEncoder())
    assert not directory.exists()


def test_an_upload_is_kept_replaced_and_removed(directory: Path) -> None:
    doc_id = upload(directory, "water.txt", WATER)
    assert (directory / "uploads" / "water.txt").read_text(encoding="utf-8") == WATER
    assert upload(directory, "water.txt", ROADS) == doc_id
    assert texts(directory) == {"water.txt": ROADS}
    remove([doc_id], directory=directory, encoder=CountingEncoder())
    assert texts(directory) == {}
    assert not (directory / "uploads" / "water.txt").exists()


def test_the_same_upload_again_changes_nothing(directory: Path) -> None:
    upload(directory, "water.txt", WATER)
    encoder = CountingEncoder()
    report = add_upload("water.txt", WATER.encode(), directory=directory, encoder=encoder, reads=read_sentences)
    assert report.unchanged == ("water.txt",)
    assert encoder.encoded == []


def test_a_bad_upload_leaves_the_good_one_before_it(directory: Path) -> None:
    upload(directory, "water.txt", WATER)
    with pytest.raises(FileError):
        upload(directory, "water.txt", "坏了。")
    assert texts(directory) == {"water.txt": WATER}
    assert (directory / "uploads" / "water.txt").read_text(encoding="utf-8") == WATER
    assert not list((directory / "uploads" / ".incoming").iterdir())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "names no file"),
        ("folder/", "names no file"),
        (".", "begins with a dot"),
        ("../..", "begins with a dot"),
        (".hidden.txt", "begins with a dot"),
        ("a\0.txt", r"U\+0000"),
        ("工作\u3000报告.txt", r"U\+3000 IDEOGRAPHIC SPACE"),
        ("工作\u200b报告\u00a0.txt", r"U\+200B ZERO WIDTH SPACE, U\+00A0 NO-BREAK SPACE"),
        ("a\ud800.txt", r"U\+D800"),
        ("x" * 250 + ".txt", "254 bytes of at most 200"),
        ("关于" * 34 + ".txt", "208 bytes of at most 200"),
    ],
)
def test_names_that_are_no_file_names_are_refused_with_the_reason(directory: Path, name: str, why: str) -> None:
    with pytest.raises(FileError, match=f"{why}.*Rename"):
        upload(directory, name, WATER)


@pytest.mark.parametrize(
    "name",
    [
        "a b.txt",
        "关于印发《规划》的通知（2025〕3号.txt",
        "  a.txt ",
        "x" * 196 + ".txt",
        "关于" * 32 + ".txt",
        "é—·.txt",
    ],
)
def test_usual_names_are_taken(directory: Path, name: str) -> None:
    add_upload(name, WATER.encode(), directory=directory, encoder=CountingEncoder(), reads=read_sentences)
    assert list(texts(directory)) == [name.strip()]


@pytest.mark.parametrize("name", ["../../etc/water.txt", "C:\\reports\\water.txt", "/water.txt"])
def test_an_upload_cannot_leave_its_folder(directory: Path, name: str) -> None:
    add_upload(name, WATER.encode(), directory=directory, encoder=CountingEncoder(), reads=read_sentences)
    assert [p.name for p in (directory / "uploads").glob("*.txt")] == ["water.txt"]
    assert texts(directory) == {"water.txt": WATER}


def test_the_folder_of_uploads_can_be_ingested_again(directory: Path) -> None:
    doc_id = upload(directory, "water.txt", WATER)
    report = build(directory, directory / "uploads")
    assert report.unchanged == ("water.txt",)
    assert report.doc_ids == {"water.txt": doc_id}


def test_an_upload_named_like_another_file_is_a_document_of_its_own(folder: Path, directory: Path) -> None:
    ids = build(directory, folder).doc_ids
    assert upload(directory, "water.txt", SCHOOLS) != ids["water.txt"]
    index = Index.open(directory, encoder=CountingEncoder())
    assert index.document(ids["water.txt"]).text == WATER


def test_unchanged_passages_are_not_encoded_again(folder: Path, directory: Path) -> None:
    build(directory, folder)
    write(folder, water=WATER + "新的一句。")
    encoder = CountingEncoder()
    build(directory, folder, encoder=encoder)
    assert encoder.encoded == ["water 新的一句。"]


def test_another_encoder_encodes_everything_once(folder: Path, directory: Path) -> None:
    build(directory, folder)
    encoder = CountingEncoder("counting-2")
    assert build(directory, folder, encoder=encoder).unchanged == ("roads.txt", "water.txt")
    assert len(encoder.encoded) == 4
    assert Index.open(directory, encoder=encoder).state().encoder == "counting-2"
    again = CountingEncoder("counting-2")
    build(directory, folder, encoder=again)
    assert again.encoded == []


def test_an_encoder_that_gives_nonsense_is_reported_and_the_index_serves_on(folder: Path, directory: Path) -> None:
    class Broken(CountingEncoder):
        def encode_passages(self, texts: list[str]) -> Embeddings:  # type: ignore[override]
            return super().encode_passages(texts) / 0 * float("nan")

    build(directory, folder)
    write(folder, schools=SCHOOLS)
    with pytest.raises(ModelError), pytest.warns(RuntimeWarning):
        build(directory, folder, encoder=Broken())
    assert len(texts(directory)) == 2
    assert build(directory, folder).unchanged == ("roads.txt", "schools.txt", "water.txt")
    assert len(texts(directory)) == 3


def test_a_second_writer_is_refused(folder: Path, directory: Path) -> None:
    with writer_lock(directory), pytest.raises(IndexBusyError):
        build(directory, folder)


def test_progress_tells_each_file_and_each_stage(folder: Path, directory: Path) -> None:
    write(folder, odd="坏")
    steps: list[Progress] = []
    ingest([folder], directory=directory, encoder=CountingEncoder(), on_progress=steps.append, reads=read_sentences)
    reading = [(s.done, s.total, s.file, s.outcome) for s in steps if s.stage is Stage.READING]
    assert reading == [
        (1, 3, "odd.txt", Outcome.FAILED),
        (2, 3, "roads.txt", Outcome.ADDED),
        (3, 3, "water.txt", Outcome.ADDED),
    ]
    assert [s.done for s in steps if s.stage is Stage.ENCODING] == [4]
    assert [s.done for s in steps if s.stage is Stage.BUILDING][-1] == 4


def test_a_damaged_article_is_read_again(folder: Path, directory: Path) -> None:
    import sqlite3

    build(directory, folder)
    connection = sqlite3.connect(directory / "truth.sqlite")
    connection.execute("UPDATE passages SET passage_text = '别的。' WHERE passage_text LIKE '%公路%'")
    connection.commit()
    connection.close()
    assert build(directory, folder).updated == ("roads.txt",)
    assert texts(directory)["roads.txt"] == ROADS


def test_modification_times_do_not_matter(folder: Path, directory: Path) -> None:
    build(directory, folder)
    os.utime(folder / "water.txt", (1, 1))
    assert build(directory, folder).unchanged == ("roads.txt", "water.txt")
