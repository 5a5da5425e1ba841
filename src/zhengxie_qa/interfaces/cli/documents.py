"""The commands ``documents`` and ``remove``: what the index holds, and taking out of it."""

from collections.abc import Sequence

from zhengxie_qa.interfaces import payloads, wiring
from zhengxie_qa.interfaces.cli.context import console, print_json
from zhengxie_qa.interfaces.cli.show import show_documents, show_left_out
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.terminal import say


def run_documents(*, settings: Settings, left_out: bool, as_json: bool) -> None:
    """List the documents.

    :param left_out: also show what their text does without.
    """
    opened = wiring.open_index(settings)
    infos = opened.documents()
    if as_json:
        listed = [payloads.document_info(info) for info in infos]
        if left_out:
            listed = [{**each, "left_out": payloads.left_out(opened.document(each["doc_id"]))} for each in listed]
        print_json({"total": len(infos), "documents": listed, "index": payloads.index_state(opened.state())})
    elif left_out:
        show_left_out(console(), (opened.document(info.doc_id) for info in infos))
    else:
        show_documents(console(), infos)


def run_remove(doc_ids: Sequence[str], *, settings: Settings, as_json: bool) -> None:
    """Take documents out of the index.

    :raises NotFoundError: if one of them is not there; then none is removed.
    """
    wiring.open_writer(settings).remove(doc_ids)
    if as_json:
        print_json({"removed": list(doc_ids)})
    else:
        say(f"Removed {len(doc_ids)} from the index.")
