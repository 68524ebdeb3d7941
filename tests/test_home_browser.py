"""The home page in a real browser: what it is about and every way in, on the first screen of a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browsing import DESKTOP, PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("path", ["", "en/"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_first_screen_says_what_it_is_about_and_where_to_go(
    visit: Callable[..., Visit], path: str, size: tuple[int, int]
) -> None:
    article = visit(path, size).page.locator("article")
    for way in (
        "p a[href='about/']",  # what cleaner production is
        ".hb-groups details >> nth=0",
        ".hb-picks a >> nth=-1",
        "#tasks ~ ul a[href='measures/']",
        "#tasks ~ ul a[href='self-check/']",
    ):
        expect(article.locator(way).first).to_be_in_viewport(ratio=0.5)


@pytest.mark.parametrize("path", ["sectors/brewing/process/", "en/sectors/brewing/process/"])
def test_a_printed_sheet_can_be_cited(visit: Callable[..., Visit], path: str) -> None:
    page = visit(path).page
    page.emulate_media(media="print")
    foot = page.locator(".hb-foot")
    expect(foot).to_be_visible()
    expect(foot).to_contain_text("Working copy" if path.startswith("en/") else "Bản đang làm")
    expect(foot).to_contain_text(f"/{path}")
