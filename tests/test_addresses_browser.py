"""Old addresses in a real browser: whoever follows one arrives at the right place."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browsing import PHONE, Handler, Visit
from built_site import run_build
from conftest import build_site
from moving import move_about

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def moved(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose addresses have changed."""
    root = build_site(tmp_path_factory.mktemp("moved") / "project")
    shutil.copyfile(project / "mkdocs.yml", root / "mkdocs.yml")
    for name in ("hooks", "overrides"):
        shutil.copytree(project / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    move_about(root)
    return root


@pytest.fixture(scope="module")
def address(moved: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its site, served below a path."""
    folder = tmp_path_factory.mktemp("served")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    url = f"http://127.0.0.1:{server.server_address[1]}/sub/"
    result = run_build(moved, folder / "sub", SITE_URL=url)
    assert result.returncode == 0, result.stdout
    shutil.copyfile(folder / "sub/404.html", folder / "404.html")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()


def assert_below_the_header(page: Page, anchor: str) -> None:
    """The place is on the screen, and the frame does not cover it."""
    place, header = page.locator(f"[id='{anchor}']"), page.locator(".md-header").bounding_box()
    expect(place).to_be_in_viewport(ratio=0)
    box = place.bounding_box()
    assert box and header and box["y"] >= header["y"] + header["height"]


ARRIVALS = [
    ("one/#first-one", "guides/deep/one/#first-one", "begin"),
    ("one/?k=1#first-one", "guides/deep/one/?k=1#first-one", "begin"),
    ("one/", "guides/deep/one/", "one"),
    ("three/#first-three", "guides/deep/one/#third", "third"),
    ("sectors/ice-making/measures/#tank-cover", "sectors/ice-making/measures/#tank-cover", "tank-lid"),
    ("glossary/#wastewater", "glossary/#wastewater", "waste-water"),
    ("sources/#src-sample-survey-2020", "sources/#src-sample-survey-2020", "src-survey-2020"),
    ("two/#first-two", "two/#first-two", "two"),
]


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize(("old", "new", "anchor"), ARRIVALS)
def test_an_old_address_arrives(visit: Open, address: str, folder: str, old: str, new: str, anchor: str) -> None:
    seen = visit(folder + old, PHONE)
    seen.page.wait_for_url(address + folder + new)
    assert seen.trouble == []
    assert_below_the_header(seen.page, anchor)


@pytest.mark.parametrize("folder", ["", "en/"])
def test_without_script_too(visit: Open, address: str, folder: str) -> None:
    seen = visit(f"{folder}one/#first-one", PHONE, javascript=False)
    seen.page.wait_for_url(f"{address}{folder}guides/deep/one/")
    page = visit(f"{folder}three/#first-three", PHONE, javascript=False).page
    assert_below_the_header(page, "first-three")
    page.locator("li:target a").click()
    page.wait_for_url(f"{address}{folder}guides/deep/one/#third")


def test_back_does_not_lead_into_the_signpost(visit: Open, address: str) -> None:
    page = visit("three/").page
    page.goto(f"{address}one/#first-one")
    page.wait_for_url(f"{address}guides/deep/one/#first-one")
    page.go_back()
    page.wait_for_url(f"{address}three/")


def test_from_a_folder_without_a_server(visit: Open, moved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Cẩm nang #1"
    result = run_build(moved, folder, OFFLINE="1")
    assert result.returncode == 0, result.stdout
    page = visit("").page
    for old, new in (
        ("en/one.html#first-one", "en/guides/deep/one.html#first-one"),
        ("one.html", "guides/deep/one.html"),
    ):
        page.goto(f"{folder.as_uri()}/{old}")
        page.wait_for_url(f"{folder.as_uri()}/{new}")
