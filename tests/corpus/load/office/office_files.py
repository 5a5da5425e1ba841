"""Office files as the tests need them, made on the spot: the parts of a package, as Word and Excel would write them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMES = f'xmlns:w="{W}" xmlns:m="{M}" xmlns:mc="{MC}"'


def docx(body: str, **parts: str) -> bytes:
    """A Word document of the XML within its body, and of other parts by name: ``footnotes``, ``numbering``, …"""
    written = {"document": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"}
    written |= {name: f"<w:{name} {_NAMES}>{content}</w:{name}>" for name, content in parts.items()}
    return package({f"word/{name}.xml": content for name, content in written.items()})


def package(parts: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def p(*runs: str, style: str = "", props: str = "") -> str:
    """A paragraph of runs, which are words or XML."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{named}{props}</w:pPr>{inner}</w:p>"


def r(text: str, props: str = "") -> str:
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*paragraphs: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{''.join(paragraphs) or p()}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(c if c.startswith('<') else tc(p(c)) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
