"""Addresses outside the site that readers can click: where each one stands, and which of them no longer answer."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .corpus import Corpus
from .text import Span

Places = Mapping[str, Sequence[Span]]
"""Address -> where it stands."""

MOST_PLACES = 3
_FAILED = ("error_map", "fail_map", "timeout_map")
"""Where lychee, in its versions, keeps what did not answer."""


def addresses(corpus: Corpus) -> dict[str, list[Span]]:
    """Every external address of the pages and of the sources, sorted."""
    found: dict[str, list[Span]] = defaultdict(list)
    for record in corpus.facts.sources.values():
        if record.url:
            found[record.url].append(record.span("url"))
    for page in corpus.pages.values():
        for link in page.links:
            if link.target.startswith(("http://", "https://")):
                found[link.target].append(link.target_span)
    return dict(sorted(found.items()))


def read_lychee(file: Path) -> dict[str, str]:
    """Address -> why it failed, from lychee's JSON. Raises ValueError for a file of another kind."""
    result = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(result, dict) or not any(key in result for key in _FAILED):
        raise ValueError(f"{file}: no result of lychee")
    failed: dict[str, str] = {}
    for key in _FAILED:
        for items in (result.get(key) or {}).values():
            for item in items:
                failed[item["url"]] = _reason(item.get("status"))
    return failed


def _reason(status: Any) -> str:
    if not isinstance(status, dict):
        return str(status or "?")
    return " ".join(str(status[key]) for key in ("code", "text") if status.get(key))


def report(places: Places, failed: Mapping[str, str]) -> str:
    """Markdown for editors; empty when every address answers. One address a point, with its file and line."""
    dead = {url: places.get(url) or places.get(url.rstrip("/")) or () for url in sorted(failed)}
    if not dead:
        return ""
    lines = [
        f"{len(dead)} trong {len(places)} địa chỉ không trả lời. Mở thử bằng trình duyệt; hỏng thật thì tìm địa chỉ",
        "mới của nơi công bố, hoặc bỏ `url` và ghi nơi đã xem vào `seen_at`.",
        "",
        f"{len(dead)} of {len(places)} addresses do not answer. Try them in a browser; if one is really gone, find the",
        "publisher's new address, or take `url` out and write where the document was seen into `seen_at`.",
        "",
    ]
    for url, spans in dead.items():
        more = f", … ({len(spans)})" if len(spans) > MOST_PLACES else ""
        where = ", ".join(f"`{span.path}:{span.line}`" for span in spans[:MOST_PLACES])
        lines.append(f"- <{url}>: {failed[url]}" + (f" ({where}{more})" if where else ""))
    return "\n".join(lines) + "\n"
