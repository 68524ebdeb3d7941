"""Finding a Chromium-family browser for the browser tests, or getting one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from devkit.console import Stop, lines_of, run, say

VARIABLE = "HANDBOOK_BROWSER"

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
)
MAC_APPS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_PROGRAMS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")

SECONDS_TO_CONNECT = 15


def ensure_browser(python: Path, env: Mapping[str, str]) -> str:
    """Path of a browser for the tests; "" means the one Playwright keeps itself.

    Order: the path in HANDBOOK_BROWSER, an installed browser, Playwright's own (downloaded if need be), and for root
    on Debian the distribution's package. Raises Stop when none is to be had: the tests are never skipped silently.
    """
    if chosen := env.get(VARIABLE):
        found = shutil.which(chosen)
        if not found:
            raise Stop(
                f"{VARIABLE} trỏ tới `{chosen}`, nhưng đó không phải chương trình chạy được.",
                f"{VARIABLE} points to `{chosen}`, which is not a program that can be run.",
            )
        return found
    if found := find_installed(env):
        return found
    if _get_from_playwright(python, env):
        return ""
    if _get_from_apt(env) and (found := find_installed(env)):
        return found
    raise Stop(
        "Không tìm thấy trình duyệt để chạy kiểm thử. Cài Chrome, Chromium hoặc Edge\n"
        f"(Debian: sudo apt install chromium), hoặc đặt biến {VARIABLE} là đường dẫn tới trình duyệt, rồi chạy lại.\n"
        'Chỉ chạy phần không cần trình duyệt: python3 scripts/dev.py test -m "not browser"',
        "No browser was found for the tests. Install Chrome, Chromium or Edge (Debian: sudo apt install chromium),\n"
        f"or set {VARIABLE} to the path of one, and run this again.\n"
        'To run only what needs no browser: python3 scripts/dev.py test -m "not browser"',
    )


def find_installed(env: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """The first usual place on this machine that holds a browser which starts."""
    return next((path for path in _usual_places(env, platform) if _starts(path, platform)), None)


def _usual_places(env: Mapping[str, str], platform: str) -> Iterator[str]:
    yield from filter(None, (shutil.which(name) for name in COMMANDS))
    places: list[Path] = []
    if platform == "darwin":
        folders = (Path("/Applications"), Path.home() / "Applications")
        places = [folder / f"{app}.app/Contents/MacOS/{app}" for app in MAC_APPS for folder in folders]
    elif platform == "win32":
        folders_win = [Path(env[name]) for name in WINDOWS_FOLDERS if env.get(name)]
        places = [folder / program for program in WINDOWS_PROGRAMS for folder in folders_win]
    yield from (str(path) for path in places if path.is_file())


def _starts(path: str, platform: str) -> bool:
    """False for a browser that cannot run: Ubuntu's stand-in for a snap, or missing system libraries.

    Only asked on Linux: Chrome for Windows answers `--version` by opening a window.
    """
    if not platform.startswith("linux"):
        return True
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _get_from_playwright(python: Path, env: Mapping[str, str]) -> bool:
    if _playwright_starts(python, env):
        return True
    say(
        "Không thấy Chrome, Chromium hay Edge; đang tải trình duyệt của Playwright.",
        "No Chrome, Chromium or Edge found; downloading Playwright's own browser.",
    )
    impatient = {**env, "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": str(SECONDS_TO_CONNECT * 1000)}
    try:
        for line in lines_of([python, "-m", "playwright", "install", "--only-shell", "chromium"], impatient):
            if line.startswith("|"):
                print(f"  {line}", file=sys.stderr, flush=True)
    except subprocess.CalledProcessError:
        say("Không tải được.", "It could not be downloaded.")
        return False
    if _playwright_starts(python, env):
        return True
    say("Tải xong nhưng không chạy được.", "It was downloaded but does not start.")
    return False


def _playwright_starts(python: Path, env: Mapping[str, str]) -> bool:
    script = "from playwright.sync_api import sync_playwright as start\nwith start() as p: p.chromium.launch().close()"
    try:
        return (
            subprocess.run([str(python), "-c", script], env=dict(env), capture_output=True, timeout=60).returncode == 0
        )
    except subprocess.TimeoutExpired:
        return False


def _get_from_apt(env: Mapping[str, str]) -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (is_root and shutil.which("apt-get") and Path("/etc/debian_version").exists()):
        return False
    say("Đang cài chromium bằng apt-get.", "Installing chromium with apt-get.")
    quiet = {**env, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "chromium"])
    return all(run(step, quiet) == 0 for step in steps)
