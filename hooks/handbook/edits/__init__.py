"""The only package that writes pages and facts: new records with their pages, and the fixes of the checks.

Everything is tried out on a copy first, is written whole or not at all, and says in both languages why when it is not.
"""

from __future__ import annotations

from .draft import Draft, Refusal

__all__ = ["Draft", "Refusal"]
