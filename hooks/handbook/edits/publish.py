"""`handbook publish`: write down every address of the site, so that the checks keep it from now on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .. import report
from ..permalinks import LEDGER, read_ledger, split, unpublished, write_ledger
from .draft import Draft, Refusal, errors


@dataclass(frozen=True)
class Published:
    """Addresses added, sorted, and how many there are in all; pages that stand in one language only are left out."""

    added: list[str]
    total: int
    one_sided: list[str]


def publish(root: Path, *, dry_run: bool = False) -> Published:
    """Add what is not in the ledger yet.

    Raises Refusal while the checks find an error: what is published stays for good, so it has to be right first.
    """
    with Draft(root) as draft:
        corpus, found = draft.trial()
        if errors(found):
            worst = [d for d in found if (d.span.path, d.code) in errors(found)]
            raise Refusal(
                f"Chưa công bố: địa chỉ đã công bố thì giữ mãi, nên sửa hết lỗi trước.\n{report.terminal(worst, 'vi')}",
                f"Nothing was published: an address stays for good, so mend the errors first.\n"
                f"{report.terminal(worst, 'en')}",
            )
        ledger = read_ledger(root)
        added = unpublished(corpus, ledger)
        lines = {*ledger.lines, *added}
        draft.put(LEDGER, write_ledger(lines))
        if not dry_run and (added or draft.changed):
            draft.write()
    alone = sorted({page.key for page in corpus.pages.values() if corpus.counterpart(page) is None})
    return Published(added, len(lines), alone)


def told(result: Published, dry_run: bool) -> str:
    """The result for the terminal: a line a page with the number of its new addresses, then the sums."""
    count = Counter(split(line)[0] for line in result.added)
    lines = [f"  /{url}  +{number}" for url, number in sorted(count.items())]
    if result.one_sided:
        lines.append(
            f"Chưa công bố, còn thiếu một bản / not published, one half missing: {', '.join(result.one_sided)}"
        )
    vi, en = ("Sẽ thêm", "Would add") if dry_run else ("Đã thêm", "Added")
    lines.append(
        f"{vi} {len(result.added)} địa chỉ vào {LEDGER}, tất cả {result.total}. / "
        f"{en} {len(result.added)} addresses, {result.total} in all."
    )
    return "\n".join(lines) + "\n"
