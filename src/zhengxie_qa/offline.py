"""Keeps the libraries underneath to themselves: no telemetry, nothing in the home folder, no stumbling over proxies.

Nothing of ours opens a connection but to a hub whose model a setting names. Some libraries would, unasked, and take
"no" only from the environment and only before they are imported; so this runs when the package is imported, which
comes before them on every way in.
"""

import os
import tempfile
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Final

QUIET: Final[Mapping[str, str]] = {
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime from 1.30 on: events to its maker, a device id in the home folder
    "GRADIO_ANALYTICS_ENABLED": "False",  # asks for a newer version, tells that it runs
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",  # heeded by several; https://consoledonottrack.com
}
"""Variable → value; they overrule what the person's environment says."""

_PROXY_VARIABLES: Final = frozenset({"http_proxy", "https_proxy", "all_proxy", "no_proxy"})


def silence() -> None:
    """Switch telemetry off in this process and those it starts."""
    os.environ.update(QUIET)


@cache
def import_matplotlib() -> ModuleType:
    """Import matplotlib without the list of fonts that it keeps in the home folder unless told of another place before.

    Gradio imports it at the first event of a page; whoever opens a page calls this before.
    """
    before = os.environ.pop("MPLCONFIGDIR", None)
    with tempfile.TemporaryDirectory(prefix="zhengxie-qa-") as folder:
        os.environ["MPLCONFIGDIR"] = folder
        try:
            import matplotlib as mpl
            import matplotlib.figure
        finally:
            del os.environ["MPLCONFIGDIR"]
            if before is not None:
                os.environ["MPLCONFIGDIR"] = before
    return mpl


def drop_unusable_proxies() -> tuple[str, ...]:
    """Forget proxies that httpx cannot use, such as a SOCKS proxy without its extra package.

    Gradio makes HTTP clients when it is imported, though the page never uses them, and a single such variable would
    leave us without a page. Proxies that work are kept, for those who load a model from a hub.

    :returns: names of the variables forgotten.
    """
    if _proxies_work():
        return ()
    given = {name: value for name, value in os.environ.items() if name.lower() in _PROXY_VARIABLES}
    for name in given:
        del os.environ[name]
    for name, value in given.items():
        os.environ[name] = value
        if not _proxies_work():
            del os.environ[name]
    return tuple(sorted(name for name in given if name not in os.environ))


def _proxies_work() -> bool:
    import httpx

    try:
        httpx.Client().close()
    except (ImportError, ValueError, httpx.InvalidURL):  # no SOCKS support, an unknown scheme, not an address
        return False
    return True
