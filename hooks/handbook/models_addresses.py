"""Typed models of `redirects.yml`, where readers of an address that has changed are sent, and of `search.yml`, where
readers are sent who name a thing in their own words.

Pages are named by their keys, which are the same in both languages, so one line serves both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from .model_base import Id, LocalList, Model

_SEGMENT = r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*"
Key = Annotated[str, StringConstraints(pattern=rf"^{_SEGMENT}(?:/{_SEGMENT})*$")]
"""Path of a page without language and suffix: `sectors/brewing/measures`."""
Place = Annotated[str, StringConstraints(pattern=rf"^(?:{_SEGMENT}(?:/{_SEGMENT})*#)?[a-z0-9]+(?:-[a-z0-9]+)*$")]
"""An anchor of the same page (`heat-recovery`), or of another one (`utilities/steam#heat-recovery`)."""
Spot = Annotated[str, StringConstraints(pattern=rf"^{_SEGMENT}(?:/{_SEGMENT})*(?:#[a-z0-9]+(?:-[a-z0-9]+)*)?$")]
"""A page (`policy/finance`), or a section of one (`utilities/steam#heat-recovery`)."""


class Redirects(Model):
    """`redirects.yml`."""

    pages: dict[Key, Key] = Field({}, description="Old page: new page, both without language and .md")
    anchors: dict[Key, dict[Id, Place]] = Field(
        {}, description="Page: {old anchor: new anchor}; on another page as page#anchor"
    )

    def aliases(self, key: str) -> Iterator[tuple[str, str, str]]:
        """(old anchor, page, anchor) of every anchor that has left its place on the page `key`."""
        for old, place in self.anchors.get(key, {}).items():
            page, _, anchor = place.rpartition("#")
            yield old, page or key, anchor


class SearchWords(Model):
    """`search.yml`. Readers never see these words, so they may be as people type them."""

    questions: LocalList = Field(
        LocalList(), description="Words that ask and name nothing; the search does without them: là gì, how to"
    )
    places: dict[Spot, LocalList] = Field(
        {}, description="Page, or page#anchor: what people type who want it, besides the names it has anyway"
    )
