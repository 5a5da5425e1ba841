"""Text of a small file whatever encoding an office program saved it in; big files are read line by line elsewhere."""

from pathlib import Path

from zhengxie_qa.corpus.load.encodings import decode
from zhengxie_qa.errors import DatasetError, FileError


def read_text(path: Path) -> str:
    """Decode as articles are decoded: UTF-8, UTF-16, GB18030, Big5.

    :raises DatasetError: when the file is empty or its bytes are no text.
    """
    data = path.read_bytes()
    if not data.strip():
        raise DatasetError(f"{path.name} is empty; put the questions into it.")
    try:
        return decode(data, name=path.name)
    except FileError as error:
        raise DatasetError(f"{path.name} is not text in any known encoding; save it again as UTF-8.") from error
