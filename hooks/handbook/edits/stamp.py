"""`handbook stamp`: write down that both halves of a page, or of some of its sections, say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..corpus import Corpus, load
from ..text import nearest
from ..translations import LEDGER, Marks, Pair, State, all_pairs, read_ledger, sections, write_ledger
from .draft import Draft, Refusal

_BEHIND = (State.VI_BEHIND, State.EN_BEHIND)


@dataclass
class Stamped:
    """What was written down, and what was left because only one half has changed."""

    done: list[Pair] = field(default_factory=list)
    left: list[Pair] = field(default_factory=list)
    dropped: int = 0
    """Lines of sections that are no longer there."""


def stamp(root: Path, names: Sequence[str], *, cosmetic: bool = False, everything: bool = False) -> Stamped:
    """Stamp the pages (`sectors/brewing/measures`, a path) or sections (`…#id`) in `names`, or all pages.

    A section that has changed in one half only is left, unless `cosmetic` says that its meaning stayed the same.
    Raises Refusal for a name that is no page in two languages.
    """
    corpus = load(root)
    wanted = [_wanted(corpus, name) for name in names]
    if not wanted and not everything:
        raise Refusal(
            "Cho biết trang nào, như: stamp sectors/brewing/measures. Mọi trang: stamp --all",
            "Say which page, as in: stamp sectors/brewing/measures. All pages: stamp --all",
        )
    ledger = read_ledger(root)
    result = Stamped()
    marks: dict[tuple[str, str], tuple[Marks, ...]] = {}
    unread = {page.key for page in corpus.pages.values() if page.damaged}
    for (key, section), known in ledger.marks.items():
        if key in unread:
            marks[key, section] = known  # a page that cannot be read today keeps what was known of it
    for _, _, pairs in all_pairs(corpus, ledger):
        for pair in pairs:
            at = pair.key, pair.section
            chosen = everything or any(key == pair.key and only in (None, pair.section) for key, only in wanted)
            if pair.state is State.SAME:
                marks[at] = (pair.marks,)
            elif chosen and (cosmetic or pair.state is State.UNCONFIRMED):
                marks[at] = (pair.marks,)
                result.done.append(pair)
            else:
                if chosen:
                    result.left.append(pair)
                if at in ledger.marks:
                    marks[at] = ledger.marks[at]
    result.dropped = len(ledger.marks.keys() - marks.keys())
    with Draft(root) as draft:
        draft.put(LEDGER, write_ledger(marks))
        draft.write()
    return result


def _wanted(corpus: Corpus, name: str) -> tuple[str, str | None]:
    """(page key, section or None) of what an editor typed: a key, an address or the path of either half."""
    path, _, section = name.replace("\\", "/").partition("#")
    key = path.removeprefix("./").removeprefix("docs/").removesuffix(".md").strip("/")
    for lang in ("vi/", "en/"):
        key = key.removeprefix(lang)
    keys = {vi.key for vi in corpus.of("vi") if corpus.counterpart(vi)}
    found = next((k for k in (key or "index", f"{key}/index") if k in keys), None)
    if found is None:
        near = nearest(key, keys)
        raise Refusal(
            f"Không có trang “{name}” ở cả hai thứ tiếng." + (f" Có phải {near}?" if near else ""),
            f"There is no page “{name}” in both languages." + (f" Did you mean {near}?" if near else ""),
        )
    page = corpus.page("vi", found)
    assert page is not None
    if section and section not in sections(page):
        near = nearest(section, sections(page))
        raise Refusal(
            f"Trang {found} không có mục “{section}”." + (f" Có phải {near}?" if near else ""),
            f"The page {found} has no section “{section}”." + (f" Did you mean {near}?" if near else ""),
        )
    return found, section or None


def told(result: Stamped) -> str:
    """The result for the terminal, in both languages."""
    lines = [f"  {pair.key}#{pair.section}" for pair in result.done]
    lines.append(f"Đã ghi {len(result.done)} mục. / {len(result.done)} sections stamped.")
    if result.dropped:
        lines.append(f"Bỏ {result.dropped} dòng của mục không còn. / {result.dropped} lines of gone sections dropped.")
    if result.left:
        lines += [
            f"Chưa ghi {len(result.left)} mục chỉ mới đổi ở một thứ tiếng: sửa bản kia trước, hoặc thêm --cosmetic nếu"
            " ý không đổi.",
            f"{len(result.left)} sections have changed in one language only: mend the other half first, or add"
            " --cosmetic if the meaning is the same.",
            *(f"  {pair.key}#{pair.section}: {_OLDER[pair.state]}" for pair in result.left),
        ]
    return "\n".join(lines) + "\n"


_OLDER = {State.VI_BEHIND: "vi cũ hơn / vi is older", State.EN_BEHIND: "en cũ hơn / en is older"}
