"""Building the site aside and putting it in place only when the whole build has succeeded."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from devkit.console import ROOT, Stop, terminate_like_interrupt


def publish(out: Path, build: Callable[[Path], int]) -> int:
    """Call `build(folder)` on a folder beside `out`, swap it in if it returns 0, and return what it returned.

    Whatever goes wrong, `out` stays as it was and no temporary folder is left.
    """
    out = out.resolve()
    _refuse_to_overwrite(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    holder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        with terminate_like_interrupt():
            code = build(holder / "new")
            if code == 0:
                _swap(holder / "new", out, holder / "old")
        return code
    finally:
        shutil.rmtree(holder, ignore_errors=True)


def _swap(new: Path, out: Path, old: Path) -> None:
    try:
        try:
            if out.exists():
                out.rename(old)
            new.rename(out)
        except BaseException:
            if old.exists() and not out.exists():
                old.rename(out)
            raise
    except OSError as error:
        raise Stop(
            f"Đã dựng xong nhưng không thay được {out.name}: {error}\nĐóng chương trình đang mở nó rồi chạy lại.",
            f"The site was built but {out.name} could not be replaced: {error}\nClose what has it open, then retry.",
        ) from error


def _refuse_to_overwrite(out: Path) -> None:
    """Swapping deletes what was there, so only an earlier site or nothing at all may be there."""
    inside_sources = any(out.is_relative_to(ROOT / name) for name in ("docs", "hooks", "overrides", "scripts", "tests"))
    is_site = out.is_dir() and (not any(out.iterdir()) or (out / "sitemap.xml").is_file())
    if ROOT.is_relative_to(out) or inside_sources or (out.exists() and not is_site):
        raise Stop(
            f"Không ghi trang vào {out}: nơi đó không phải một trang đã dựng trước. Chọn thư mục khác với --out.",
            f"The site will not be written to {out}: that is not a site built earlier. Choose another --out folder.",
        )
