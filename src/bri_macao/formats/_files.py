"""Files: written whole or not at all."""

import os
import tempfile
from pathlib import Path

from bri_macao.errors import BriMacaoError

__all__ = ["replace"]


def replace(path: Path, data: bytes) -> None:
    """Replace a file at once: whoever is killed halfway leaves the old one. A link stays a link, a pipe a pipe.

    Raises:
        BriMacaoError: it cannot be written.
    """
    path = path.resolve()
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            # mkstemp makes private files; this one is the user's.
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        raise BriMacaoError(f"cannot write {str(path)!r}: {error.strerror or error}") from error


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
