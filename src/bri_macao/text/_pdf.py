"""PDF to text, through pypdf; the pages are joined by form feeds, which the reader knows as page breaks."""

from io import BytesIO

import pypdf

from bri_macao.errors import SourceError

__all__ = ["extract"]


def extract(data: bytes, name: str) -> str:
    """The text of a PDF.

    Raises:
        SourceError: it is damaged or encrypted, or holds no text (a scan).
    """
    try:
        text = "\f".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    except Exception as error:
        raise SourceError(f"{name} cannot be read as a PDF: {error}") from error
    if not text.strip():
        raise SourceError(f"{name} holds no text; it may be a scan: run text recognition over it first")
    return text
