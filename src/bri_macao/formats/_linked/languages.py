"""Language tags, of which RDF keeps the letters and not the case."""

import re

__all__ = ["TAG", "usual"]

TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""What RDF can hold as the language of a text."""


def usual(tag: str) -> str:
    """The tag in the usual case (RFC 5646, section 2.1.1): `zh-Hant-MO`, whatever became of it on the way.

    >>> usual("ZH-hant-mo"), usual("en-x-us")
    ('zh-Hant-MO', 'en-x-us')
    """
    parts = tag.lower().split("-")
    for place in range(1, len(parts)):
        part = parts[place]
        if len(parts[place - 1]) == 1:  # what follows a singleton is private, or an extension's
            break
        parts[place] = part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part
    return "-".join(parts)
