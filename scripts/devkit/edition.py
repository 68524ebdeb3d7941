"""An edition: what a reader or an archive needs of one state of the handbook, frozen into files with checksums."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

from devkit.console import ROOT, Stop

VERSION = re.compile(r"v?(?P<number>\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)\Z")
TIME = (1980, 1, 1, 0, 0, 0)
"""Every file in a zip carries this time, so that the same content gives the same bytes."""


def version_of(text: str) -> str:
    """`1.4.0` of `v1.4.0`. Raises Stop for what is no version, or not the one the project says it is."""
    match = VERSION.match(text)
    if not match:
        raise Stop(f"“{text}” không phải số ấn bản như v1.4.0.", f"“{text}” is no edition number such as v1.4.0.")
    number = match["number"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    said = re.search(r"^version:\s*[\"']?([^\"'\s]+)", citation, re.M)
    if not said or said[1] != number:
        found = said[1] if said else "–"
        raise Stop(
            f"CITATION.cff ghi {found}, không phải {number}. Sửa dòng version trong CITATION.cff rồi gắn thẻ lại.",
            f"CITATION.cff says {found}, not {number}. Mend its version line, then tag again.",
        )
    return number


def pack(folder: Path, target: Path, top: str) -> None:
    """Zip `folder` under the folder name `top`, byte for byte the same each time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{top}/{file.relative_to(folder).as_posix()}", TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())


def write_checksums(folder: Path) -> Path:
    """SHA256SUMS of the files in `folder`, in the form `sha256sum --check` reads."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix == ".zip")
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    sums = folder / "SHA256SUMS"
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums


def notes(version: str) -> str:
    """What the changelog says of this edition; the heading alone when it says nothing."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(rf"^## \[?v?{re.escape(version)}\b[^\n]*\n(.*?)(?=^## |\Z)", text, re.S | re.M)
    body = section[1].strip() if section else ""
    return f"# {version}\n\n{body}\n" if body else f"# {version}\n"
