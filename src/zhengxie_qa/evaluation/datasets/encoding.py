"""Text of a small file whatever encoding an office program saved it in; big files are read line by line elsewhere."""

from pathlib import Path

from zhengxie_qa.corpus.load.encodings import decode
from zhengxie_qa.errors import DatasetError, FileError, Said


def read_text(path: Path) -> str:
    """Decode as articles are decoded: UTF-8, UTF-16, GB18030, Big5.

    :raises DatasetError: when the file is empty or its bytes are no text.
    """
    data = path.read_bytes()
    if not data.strip():
        raise DatasetError(
            Said(f"{path.name} is empty; put the questions into it.", f"{path.name} 是空文件，请把问题写进去。")
        )
    try:
        return decode(data, name=path.name)
    except FileError as error:
        raise DatasetError(
            Said(
                f"{path.name} is not text in any known encoding; save it again as UTF-8.",
                f"{path.name} 不是可以识别的文本，请另存为 UTF-8。",
            )
        ) from error
