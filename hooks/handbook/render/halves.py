"""What readers are told when their language is behind, and the page that shows editors how far both languages are."""

from __future__ import annotations

from collections.abc import Sequence

from ..corpus import Corpus
from ..pages import other_language_url
from ..progress import PageProgress, progress
from ..translations import Pair, State, all_pairs
from .context import Context, attribute


def sections_behind(corpus: Corpus) -> dict[tuple[str, str], Sequence[Pair]]:
    """(lang, page key) -> sections whose text in the other language is newer."""
    found: dict[tuple[str, str], Sequence[Pair]] = {}
    for vi, _, pairs in all_pairs(corpus):
        for lang, state in (("vi", State.VI_BEHIND), ("en", State.EN_BEHIND)):
            if older := [pair for pair in pairs if pair.state is state]:
                found[lang, vi.key] = older
    return found


def behind_note(ctx: Context) -> str:
    """An honest word under the title of a page that is behind in its language. Empty when nothing is."""
    if not ctx.behind:
        return ""
    links = [
        f'<a href="{attribute(_other(ctx, ctx.page.key, pair.section))}">{_title(ctx, pair)}</a>' for pair in ctx.behind
    ]
    words = ctx.label("half-behind", sections="\0").replace("\0", ", ".join(links))
    return f'<p class="hb hb-note" data-search-exclude>{words}</p>'


def _title(ctx: Context, pair: Pair) -> str:
    section = pair.vi if ctx.lang == "vi" else pair.en
    return attribute(section.heading.text)


def _other(ctx: Context, key: str, anchor: str | None = None) -> str:
    return other_language_url(key, ctx.lang, anchor, from_key=ctx.page.key, offline=ctx.corpus.offline)


def status(ctx: Context) -> str:
    """How far the two languages are: sums, then every page with something open, first what readers need first."""
    items = progress(ctx.corpus)
    pairs = [pair for item in items for pair in item.pairs]
    counts = {state: sum(pair.state is state for pair in pairs) for state in State}
    behind = counts[State.VI_BEHIND] + counts[State.EN_BEHIND]
    sums = ctx.label(
        "status-sums",
        pages=ctx.number(len(items)),
        same=ctx.number(counts[State.SAME]),
        behind=ctx.number(behind),
        unconfirmed=ctx.number(counts[State.UNCONFIRMED]),
        awaiting=ctx.number(sum(item.awaiting is not None for item in items)),
    )
    rows = [_row(ctx, item) for item in items if item.open]
    if not rows:
        return f"<p>{sums}</p>"
    heads = "".join(f'<th scope="col">{ctx.label(f"status-{name}")}</th>' for name in ("page", "behind", "unconfirmed"))
    return "\n".join(
        [
            f"<p>{sums}</p>",
            '<div class="hb hb-scroll" data-search-exclude><table>',
            f"<thead><tr>{heads}</tr></thead>",
            "<tbody>",
            *rows,
            "</tbody></table></div>",
        ]
    )


def _row(ctx: Context, item: PageProgress) -> str:
    key = item.page.key
    page = ctx.corpus.shown(ctx.lang, key)
    title = attribute(page.title if page else item.page.title)
    if page:
        title = f'<a href="{attribute(ctx.url(key))}">{title}</a>'
    if item.awaiting:
        return f'<tr><th scope="row">{title}</th><td colspan="2">{ctx.label(f"status-no-{item.awaiting}")}</td></tr>'
    behind = ", ".join(_behind(ctx, pair) for pair in item.behind)
    open_count = item.count(State.UNCONFIRMED)
    return (
        f'<tr><th scope="row">{title}</th><td>{behind}</td><td>{ctx.number(open_count) if open_count else ""}</td></tr>'
    )


def _behind(ctx: Context, pair: Pair) -> str:
    older = "vi" if pair.state is State.VI_BEHIND else "en"
    url = ctx.url(pair.key, pair.section) if older == ctx.lang else _other(ctx, pair.key, pair.section)
    return f'<a href="{attribute(url)}">{_title(ctx, pair)}</a> ({ctx.label(f"status-{older}")})'
