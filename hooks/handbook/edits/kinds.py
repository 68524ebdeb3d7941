"""Everything `handbook new` can add, in the order editors are shown it."""

from __future__ import annotations

from .kinds_base import Kind
from .kinds_figures import FIGURE_KINDS
from .kinds_method import METHOD_KINDS
from .kinds_pages import PAGE_KINDS
from .kinds_policy import POLICY_KINDS
from .kinds_programmes import PROGRAMME_KINDS
from .kinds_shared import SHARED_KINDS
from .kinds_statements import STATEMENT_KINDS
from .kinds_tools import TOOL_KINDS
from .kinds_topic import TOPIC_KINDS
from .kinds_units import UNIT_KINDS
from .kinds_words import WORD_KINDS

GROUPS: dict[tuple[str, str], dict[str, Kind]] = {
    ("Ngành và hệ thống dùng chung", "Sectors and cross-cutting systems"): {**TOPIC_KINDS, **FIGURE_KINDS},
    ("Nguồn, thuật ngữ, văn bản, cơ quan, vốn, đơn vị", "Sources, terms, legal texts, institutions, money, units"): {
        **SHARED_KINDS,
        **UNIT_KINDS,
        **STATEMENT_KINDS,
    },
    ("Chính sách và hệ số", "Policy and factors"): {**POLICY_KINDS, **PROGRAMME_KINDS},
    ("Phương pháp đánh giá", "The assessment method"): METHOD_KINDS,
    ("Máy tính và ví dụ", "Calculators and examples"): TOOL_KINDS,
    ("Từ ngữ", "Words"): WORD_KINDS,
    ("Trang", "Pages"): PAGE_KINDS,
}
"""Kinds by name, in groups with a heading (vi, en)."""

KINDS: dict[str, Kind] = {name: kind for kinds in GROUPS.values() for name, kind in kinds.items()}
