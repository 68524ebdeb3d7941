"""The real site in a real browser: the fixtures of all browser tests."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from built_site import run_build

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESKTOP = (390, 844), (1280, 800)
QUIET = 100
"""Milliseconds without a request after which a page has all it wants. Playwright's own state waits for five times as
long, at each of several hundred visits.
"""


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder as a static host does: whatever is missing, the page `404.html` at its root."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            return super().send_error(code, message, explain)
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        """Nothing: a test run is no access log."""


@pytest.fixture(scope="session")
def address(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real site, built strictly and served; its address ends in a slash."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    result = run_build(project, folder, SITE_URL=url)
    assert result.returncode == 0, result.stdout
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=os.environ.get("HANDBOOK_BROWSER") or None, args=FLAGS)
        yield started
        started.close()


@dataclass
class Visit:
    """An open page with what it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open an address of the site: `visit(path, size, scheme, javascript=True)`."""
    contexts = []

    def open_page(path: str, size: tuple[int, int] = DESKTOP, scheme: str = "light", javascript: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            java_script_enabled=javascript,
            service_workers="block",
            reduced_motion="reduce",  # colours are those of the scheme at once, however busy the machine is
        )
        contexts.append(context)
        seen = Visit(context.new_page())
        missing = "no-such-page" in path
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("pageerror", lambda error: seen.trouble.append(str(error)))
        seen.page.on(
            "console",
            lambda line: (
                seen.trouble.append(line.text)
                if line.type in ("error", "warning") and not (missing and "404" in line.text)
                else None
            ),
        )
        pending: set[Request] = set()
        seen.page.on("request", lambda request: pending.add(request))
        seen.page.on("requestfinished", lambda request: pending.discard(request))
        seen.page.on("requestfailed", lambda request: pending.discard(request))
        seen.page.goto(address + path)
        asked = -1
        while pending or asked < len(seen.requests):
            asked = len(seen.requests)
            seen.page.wait_for_timeout(QUIET)
        return seen

    yield open_page
    for context in contexts:
        context.close()
