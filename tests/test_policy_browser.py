"""The page of laws in a real browser: filter by sector, subject, words; links to cards; phone; without script."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browsing import PHONE, Handler, Visit
from built_site import run_build
from conftest import build_site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SITE = Path(__file__).parent / "sites" / "policy"
LAWS = "policy/laws/"


@pytest.fixture(scope="module")
def address(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny site with a policy chapter, served; its pages are mere outlines, so it is not built strictly."""
    root = build_site(tmp_path_factory.mktemp("policy") / "site", SITE)
    shutil.copyfile(project / "mkdocs.yml", root / "mkdocs.yml")
    for name in ("hooks", "overrides"):
        shutil.copytree(project / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    out = root.parent / "out"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(out)))
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    result = run_build(root, out, strict=False, SITE_URL=url)
    assert result.returncode == 0, result.stdout
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()


def shown(page: Page) -> list[str]:
    """Ids of the cards that are not filtered out."""
    return list(page.locator(".hb-record:visible h4").evaluate_all("all => all.map(heading => heading.id)"))


def test_filters(visit: Callable[..., Visit]) -> None:
    page = visit(LAWS).page
    assert len(shown(page)) == 4
    page.locator("select[name=sector]").select_option("ice-making")
    assert shown(page) == ["sample-circular-2000", "sample-law"]  # those for every industry stay
    expect(page.locator(".hb-find [role=status]")).to_have_text("2 trong 4 văn bản")
    assert page.url.endswith("?sector=ice-making")
    page.locator("select[name=subject]").select_option("energy")
    assert shown(page) == ["sample-law"]
    assert page.locator("#subject-wastewater").is_hidden()
    page.locator(".hb-find [type=reset]").click()
    page.locator("[name=words]").fill("bao cao")
    assert shown(page) == ["sample-circular-2000"]
    page.locator("[name=words]").fill("")
    page.locator("select[name=status]").select_option("repealed")
    assert shown(page) == ["sample-circular-1999"]


def test_a_link_to_a_card_that_is_filtered_out_shows_it(visit: Callable[..., Visit]) -> None:
    page = visit(f"{LAWS}?status=repealed").page
    assert shown(page) == ["sample-circular-1999"]
    page.locator('a[href="#sample-circular-2000"]:visible').click()
    expect(page.locator("#sample-circular-2000")).to_be_in_viewport()
    assert len(shown(page)) == 4


def test_sector_pages_lead_to_the_filtered_list(visit: Callable[..., Visit]) -> None:
    page = visit("en/sectors/ice-making/").page
    page.locator('a[href$="?sector=ice-making"]').click()
    expect(page.locator("select[name=sector]")).to_have_value("ice-making")
    assert shown(page) == ["sample-circular-2000", "sample-law"]


def test_without_script_the_list_is_whole(visit: Callable[..., Visit]) -> None:
    page = visit(LAWS, javascript=False).page
    assert len(shown(page)) == 4
    assert page.locator(".hb-find form").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["laws", "programmes", "energy-norms", "finance", "institutions", "provinces"])
def test_pages_fit_a_phone_and_assistive_technology(visit: Callable[..., Visit], name: str, scheme: str) -> None:
    seen = visit(f"policy/{name}/", PHONE, scheme)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    found = Axe().run(seen.page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found] == []
    assert seen.trouble == []
