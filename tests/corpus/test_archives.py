"""Archives as folders: names as they were meant, bounds before anything is unpacked, a sentence for harm."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from zhengxie_qa.corpus.archives import MOST_FILES, is_there, members, opened, size
from zhengxie_qa.corpus.load import load_file
from zhengxie_qa.errors import FileError

WORDS = "会议通报，全年提出提案612件。\n".encode()


def packed(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def old_packed(names: list[bytes]) -> bytes:
    """An archive as old programs of Chinese Windows write it: names in GBK, and no word of that."""
    files, listed = b"", b""
    for name in names:
        sizes = struct.pack("<LLLHH", zlib.crc32(WORDS), len(WORDS), len(WORDS), len(name), 0)
        listed += b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 0, 0, 33) + sizes
        listed += struct.pack("<HHHLL", 0, 0, 0, 0, len(files)) + name
        files += b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 0, 0, 33) + sizes + name + WORDS
    end = struct.pack("<HHHHLLH", 0, 0, len(names), len(names), len(listed), len(files), 0)
    return files + listed + b"PK\5\6" + end


def at(tmp_path: Path, data: bytes, name: str = "通知.zip") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def inner_names(archive: Path) -> list[str]:
    return [path.relative_to(archive).as_posix() for path in members(archive)]


def test_names_in_gbk_are_read_and_their_files_found_by_them(tmp_path: Path) -> None:
    archive = at(tmp_path, old_packed(["附件\\一、名单.txt".encode("gbk"), "说明.txt".encode("gbk")]))

    assert inner_names(archive) == ["附件/一、名单.txt", "说明.txt"]
    with opened(archive / "附件" / "一、名单.txt") as handle:
        assert handle.read() == WORDS
    document = load_file(archive / "说明.txt", file="通知.zip/说明.txt", doc_id="d")
    assert (document.info.file, document.info.title) == ("通知.zip/说明.txt", "说明")


def test_no_name_leads_out_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("外面的话。", encoding="utf-8")
    names = ["../secret.txt", "/etc/passwd", "C:\\a\\b.txt", "x/../../y.txt", "__MACOSX/._a.txt"]
    archive = at(tmp_path, packed(dict.fromkeys(names, WORDS)))

    assert inner_names(archive) == ["secret.txt", "etc/passwd", "a/b.txt", "x/y.txt"]
    with opened(archive / "secret.txt") as handle:
        assert handle.read() == WORDS


def test_an_archive_in_an_archive_is_gone_through_and_a_deeper_one_stands_for_itself(tmp_path: Path) -> None:
    deepest = packed({"c.txt": WORDS})
    archive = at(tmp_path, packed({"a.txt": WORDS, "内.zip": packed({"b/b.txt": WORDS, "c.zip": deepest})}))

    assert inner_names(archive) == ["a.txt", "内.zip/b/b.txt", "内.zip/c.zip"]
    assert size(archive / "内.zip" / "b" / "b.txt") == len(WORDS)
    assert load_file(archive / "内.zip" / "b" / "b.txt", file="b.txt", doc_id="d").text == WORDS.decode()


def test_what_has_gone_is_not_there_but_what_a_broken_archive_had_is_kept(tmp_path: Path) -> None:
    archive = at(tmp_path, packed({"a.txt": WORDS}))
    assert (is_there(archive / "a.txt"), is_there(archive / "b.txt")) == (True, False)

    archive.write_bytes(b"PK\3\4 half of it")
    assert is_there(archive / "a.txt")
    archive.unlink()
    assert not is_there(archive / "a.txt")


def lying() -> bytes:
    """Each file says that it is far smaller than what it unpacks to."""
    data = packed({"a.txt": b"0" * (1 << 20)})
    return data.replace(struct.pack("<L", 1 << 20), struct.pack("<L", 100))


def many() -> bytes:
    return packed({f"{number}.txt": b"1" for number in range(MOST_FILES + 1)})


def huge() -> bytes:
    """Twenty files of which each says that it has 63 MB."""
    data = packed({f"{number}.txt": b"0" * 4099 for number in range(20)})
    return data.replace(struct.pack("<L", 4099), struct.pack("<L", 63 << 20))


def locked() -> bytes:
    data = bytearray(packed({"a.txt": WORDS}))
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (b"", "damaged", "已损坏"),
        (b"no archive", "damaged", "已损坏"),
        (packed({"a.txt": WORDS})[:-30], "damaged", "已损坏"),
        (packed({}), "empty archive", "空的压缩包"),
        (many(), "holds more than 1000 files", "超过 1000 个文件"),
        (huge(), "or 1024 MB", "1024 MB"),
        (locked(), "password", "密码"),
        (packed({"a.exe": WORDS}), "without a file that is read", "没有能读取的文件"),
    ],
)
def test_a_hostile_archive_costs_its_own_sentence(tmp_path: Path, data: bytes, said: str, zh: str) -> None:
    with pytest.raises(FileError) as caught:
        load_file(at(tmp_path, data), file="通知.zip", doc_id="d")
    assert str(caught.value).startswith("通知.zip ")
    assert said in str(caught.value)
    assert zh in (caught.value.zh or "")


def test_a_file_that_unpacks_to_other_than_it_says_is_refused_alone(tmp_path: Path) -> None:
    archive = at(tmp_path, lying())
    with pytest.raises(FileError, match=r"a\.txt is damaged"), opened(archive / "a.txt"):
        pass


def test_a_file_too_large_for_an_article_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("a.txt"), b"0" * 5003)
        archive.writestr("b.txt", WORDS)
    data = buffer.getvalue().replace(struct.pack("<L", 5003), struct.pack("<L", 65 << 20))
    path = at(tmp_path, data)

    with pytest.raises(FileError, match="larger than 64 MB"):
        load_file(path / "a.txt", file="通知.zip/a.txt", doc_id="d")
    assert load_file(path / "b.txt", file="通知.zip/b.txt", doc_id="d").text == WORDS.decode()
