"""Who pays and whom to ask: funds with their terms, environmental fees, institutions with their public addresses."""

from __future__ import annotations

from html import escape

from ..models_shared import Fee, Fund, Institution
from .context import Context, attribute
from .norms import instrument_link, period, state
from .rows import rows_table
from .statements import card, links, statements, title

_SHAPES = {"open": "", "ended": "ended"}
"""Status of a fund -> variant of its mark; every other status is uncertain."""
FUND_ORDER = ("open", "planned", "unknown", "ended")
INSTITUTION_KINDS = ("ministry", "province", "centre", "project")


def all_funds(ctx: Context) -> str:
    """A card for each source of money, by what is known of it: what is open first."""
    sections = []
    for status in FUND_ORDER:
        funds = [(fund_id, fund) for fund_id, fund in ctx.facts.finance.items() if fund.status == status]
        if funds:
            sections += [
                f'<section class="hb-set"><h3 id="funds-{status}">{ctx.word("finance-status", status)}</h3>',
                *(_fund(ctx, fund_id, fund) for fund_id, fund in funds),
                "</section>",
            ]
    return "\n".join(['<div class="hb hb-list">', *sections, "</div>"])


def _fund(ctx: Context, fund_id: str, fund: Fund) -> str:
    name = ctx.text(fund.name) + (f" ({escape(fund.abbr)})" if fund.abbr else "")
    variant = _SHAPES.get(fund.status, "unsure")
    mark = f'<span class="hb-state{f" hb-state--{variant}" if variant else ""}">'
    apply = statements(ctx, fund.apply) or f'<span class="hb-none">{ctx.label("fund-apply-unseen")}</span>'
    contacts = _website(fund.website) + statements(ctx, fund.contact)
    unseen = f'<span class="hb-none">{ctx.label("fund-contact-unseen")}</span>'
    rows = [
        (ctx.label("fund-terms"), statements(ctx, fund.terms)),
        (ctx.label("fund-apply"), "" if fund.status == "ended" else apply),
        (ctx.label("fund-contact"), "" if fund.status == "ended" else contacts or unseen),
        (ctx.label("basis"), statements(ctx, fund.basis)),
        (ctx.label("fund-laws"), links(ctx, fund.instruments)),
        (ctx.label("law-note"), ctx.text(fund.note)),
    ]
    status = f"{mark}{ctx.word('finance-status', fund.status)}</span>"
    return card(title(ctx, fund_id, name, status), rows)


def _website(address: str | None) -> str:
    return f'<a href="{attribute(escape(address))}">{escape(address)}</a>' if address else ""


def fees(ctx: Context) -> str:
    """What is paid for what leaves the plant: a table for each fee."""
    policy = ctx.facts.policy
    parts = [_fee(ctx, fee_id, fee) for fee_id, fee in (policy.fees.items() if policy else ())]
    return "\n".join(['<div class="hb hb-list">', *parts, "</div>"])


def _fee(ctx: Context, fee_id: str, fee: Fee) -> str:
    instrument = ctx.facts.instruments.get(fee.instrument)
    named = f"{instrument_link(ctx, instrument)} {state(ctx, instrument)}" if instrument else fee.instrument
    columns = [ctx.label(key) for key in ("fee-for", "fee-rate", "fee-since")]
    rows = [
        (
            ctx.text(rate.what),
            f"<b>{ctx.figure(rate)}</b>{ctx.cite(rate.source)}",
            period(ctx, rate) or f'<span class="hb-none">{ctx.label("period-not-stated")}</span>',
        )
        for rate in fee.rates
    ]
    lines = [ctx.text(fee.formula), ctx.text(fee.note)]
    name = ctx.text(fee.name)
    return "\n".join(
        [
            f'<section class="hb-set"><h3 id="fee-{fee_id}">{name}</h3>',
            f"<p>{named}</p>",
            *(f'<p class="hb-sub">{line}</p>' for line in lines if line),
            rows_table(name, columns, rows),
            "</section>",
        ]
    )


def all_institutions(ctx: Context) -> str:
    """Institutions by level: what each does, and where it can be reached as far as a source shows it."""
    parts = []
    for kind in INSTITUTION_KINDS:
        members = [(i, record) for i, record in ctx.facts.institutions.items() if record.kind == kind]
        if members:
            heading = ctx.facts.label(f"institutions-{kind}", ctx.lang)
            parts += [
                f'<section class="hb-set"><h3 id="institutions-{kind}">{escape(heading, quote=False)}</h3>',
                *(_institution(ctx, i, record) for i, record in members),
                "</section>",
            ]
    return "\n".join(['<div class="hb hb-list">', *parts, "</div>"])


def _institution(ctx: Context, institution_id: str, record: Institution) -> str:
    name = ctx.text(record.name) + (f" ({ctx.text(record.abbr)})" if record.abbr else "")
    rows = [
        (ctx.label("institution-role"), ctx.text(record.role) + ctx.cite(*record.sources)),
        (ctx.label("institution-site"), _website(record.website)),
        (ctx.label("institution-contact"), statements(ctx, record.contact)),
        (ctx.label("institution-facts"), statements(ctx, record.facts)),
        (ctx.label("law-note"), ctx.text(record.note)),
    ]
    return card(title(ctx, institution_id, name), rows)
