"""`scripts/dev.py`: what it says when something is missing, and that a failure never costs what was there before."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "scripts"
sys.path.insert(0, str(SCRIPTS))

from devkit import browser, commands, console, environment, site, turn  # noqa: E402

SOURCES = [SCRIPTS / "dev.py", *sorted((SCRIPTS / "devkit").glob("*.py"))]


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", SCRIPTS / "dev.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestStandardLibraryOnly:
    @pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
    def test_imports(self, path: Path) -> None:
        imported = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, "absolute imports only"
                imported.add((node.module or "").partition(".")[0])
        assert imported - {"devkit"} <= sys.stdlib_module_names

    def test_entry_reads_on_any_python_3(self) -> None:
        ast.parse((SCRIPTS / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 4))


class TestPythonVersion:
    @pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13, "final", 0)])
    def test_too_old(self, dev: ModuleType, version: tuple) -> None:
        message = dev.version_problem(version)
        assert "Cần Python 3.11 trở lên" in message
        assert "Python 3.11 or newer is needed; this is Python " + ".".join(map(str, version[:3])) in message

    @pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
    def test_new_enough(self, dev: ModuleType, version: tuple) -> None:
        assert dev.version_problem(version) is None

    def test_stops_before_anything_else(self, dev: ModuleType, monkeypatch, capsys) -> None:
        monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
        assert dev.main(["serve"]) == 2
        assert "Python 3.9.2" in capsys.readouterr().err


class TestCommandLine:
    @pytest.mark.parametrize("arguments", [[], ["help"], ["-h"], ["--help"]])
    def test_usage_needs_no_environment(self, arguments: list[str], monkeypatch, capsys) -> None:
        monkeypatch.setattr(commands, "ensure_environment", lambda: pytest.fail("nothing to set up"))
        assert commands.run_command(arguments) == 0
        out = capsys.readouterr().out
        assert all(f"  {name} " in out for name in ("serve", "check", "explain", "test", "build", "fmt", "lint"))

    @pytest.fixture
    def started(self, monkeypatch) -> list[list[str]]:
        """Programs that would have been started."""
        seen: list[list[str]] = []
        monkeypatch.setattr(commands, "ensure_environment", lambda: Path("python"))
        monkeypatch.setattr(commands, "ensure_browser", lambda python, env: "/opt/browser")
        monkeypatch.setattr(commands, "run", lambda command, env: seen.append([str(c) for c in command]) or 3)
        return seen

    def test_other_commands_go_to_handbook_with_their_exit_code(self, started) -> None:
        assert commands.run_command(["check", "--format", "json"]) == 3
        assert started == [["python", "-m", "handbook", "check", "--format", "json"]]

    def test_test_passes_arguments_and_browser_on(self, started, monkeypatch) -> None:
        seen = {}
        monkeypatch.setattr(commands, "run", lambda command, env: seen.update(env) or started.append(command) or 0)
        commands.run_command(["test", "tests/test_dev.py"])
        assert seen["HANDBOOK_BROWSER"] == "/opt/browser"
        assert started[0][-1] == "tests/test_dev.py"

    @pytest.mark.parametrize("offline", [[], ["--offline"]])
    def test_build_tells_whether_the_site_is_to_be_read_offline(self, offline, started, monkeypatch, tmp_path) -> None:
        seen = {}
        monkeypatch.delenv("OFFLINE", raising=False)
        monkeypatch.setattr(commands, "run", lambda command, env: seen.update(env) or started.append(command) or 3)
        assert commands.run_command(["build", *offline, "--out", str(tmp_path / "out")]) == 3
        assert seen.get("OFFLINE") == ("1" if offline else None)
        assert "--offline" not in started[0]

    def test_an_edition_builds_pages_that_say_its_number(self, started, monkeypatch, tmp_path) -> None:
        seen = []
        monkeypatch.delenv("EDITION", raising=False)
        monkeypatch.setattr(commands, "version_of", lambda text: "1.4.0")
        monkeypatch.setattr(commands, "_python", lambda *arguments: 0)
        monkeypatch.setattr(commands, "run", lambda command, env: seen.append(env.get("EDITION")) or 3)
        assert commands.run_command(["edition", "v1.4.0", "--out", str(tmp_path / "dist")]) == 3
        assert commands.run_command(["build", "--out", str(tmp_path / "site")]) == 3
        assert seen == ["1.4.0", None]

    def test_no_browser_is_looked_for_when_none_is_needed(self, started, monkeypatch) -> None:
        monkeypatch.setattr(commands, "ensure_browser", lambda python, env: pytest.fail("not needed"))
        commands.run_command(["test", "-m", "not browser"])
        assert started

    def test_busy_port(self, started, capsys) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            assert commands.run_command(["serve", "--port", str(port)]) == 2
        assert not started
        err = capsys.readouterr().err
        assert f"Không dùng được cổng {port}" in err
        assert f"Port {port} cannot be used" in err

    @pytest.mark.parametrize("arguments", [["--port"], ["--port", "x"], ["--port=0"], ["--port", "65536"]])
    def test_bad_port(self, arguments: list[str], started) -> None:
        assert commands.run_command(["serve", *arguments]) == 2
        assert not started

    def test_interrupt_is_quiet(self, monkeypatch, capsys) -> None:
        def interrupted(*_: object) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(commands, "_dispatch", interrupted)
        assert commands.run_command(["check"]) == 130
        assert capsys.readouterr() == ("", "")

    def test_refusal_of_the_system_is_no_traceback(self, monkeypatch, capsys) -> None:
        def refused() -> Path:
            raise PermissionError(13, "Permission denied", ".venv.lock")

        monkeypatch.setattr(commands, "ensure_environment", refused)
        assert commands.run_command(["check"]) == 2
        assert ".venv.lock" in capsys.readouterr().err

    def test_child_environment(self) -> None:
        env = environment.child_environment()
        assert env["PYTHONPATH"] == str(ROOT / "hooks")
        assert (env["NO_MKDOCS_2_WARNING"], env["DISABLE_MKDOCS_2_WARNING"], env["PYTHONUTF8"]) == ("1", "true", "1")

    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            (["--out", "x", "-q"], ("x", ["-q"])),
            (["-q", "--out=x"], ("x", ["-q"])),
            (["-q"], (None, ["-q"])),
        ],
    )
    def test_option(self, arguments: list[str], expected: tuple) -> None:
        assert commands.take_option(arguments, "--out") == expected


class TestEnvironment:
    @pytest.fixture
    def lock(self, tmp_path: Path) -> Path:
        path = tmp_path / "requirements.lock"
        path.write_text("a==1 \\\n    --hash=sha256:00\nb==2 \\\n    --hash=sha256:00\n", encoding="utf-8")
        return path

    @pytest.fixture
    def built(self, monkeypatch) -> list[Path]:
        """Environments that were built, by a stand-in that makes only the interpreter's file."""
        made: list[Path] = []

        def create(venv: Path) -> None:
            python = environment.python_of(venv)
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
            made.append(venv)

        monkeypatch.setattr(environment, "_create", create)
        monkeypatch.setattr(environment, "_install", lambda venv, lock: None)
        return made

    def test_built_once(self, tmp_path: Path, lock: Path, built: list[Path]) -> None:
        venv = tmp_path / ".venv"
        assert environment.ensure_environment(venv, lock) == environment.python_of(venv)
        environment.ensure_environment(venv, lock)
        assert built == [venv]

    def test_rebuilt_when_the_lock_changes(self, tmp_path: Path, lock: Path, built: list[Path]) -> None:
        environment.ensure_environment(tmp_path / ".venv", lock)
        lock.write_text("a==2\n", encoding="utf-8")
        environment.ensure_environment(tmp_path / ".venv", lock)
        assert len(built) == 2

    def test_rebuilt_for_another_python(self, tmp_path: Path, lock: Path, built: list[Path], monkeypatch) -> None:
        environment.ensure_environment(tmp_path / ".venv", lock)
        monkeypatch.setattr(environment.platform, "python_version", lambda: "3.99.0")
        environment.ensure_environment(tmp_path / ".venv", lock)
        assert len(built) == 2

    def test_rebuilt_after_an_interrupted_installation(self, tmp_path, lock: Path, built, monkeypatch) -> None:
        def interrupted(venv: Path, lock: Path) -> None:
            raise KeyboardInterrupt

        venv = tmp_path / ".venv"
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(environment, "_install", interrupted)
            environment.ensure_environment(venv, lock)
        assert not environment.is_fresh(venv, lock)
        environment.ensure_environment(venv, lock)
        assert environment.is_fresh(venv, lock)
        assert len(built) == 2

    def test_missing_venv_module(self, tmp_path: Path, lock: Path, built, monkeypatch) -> None:
        find_spec = importlib.util.find_spec
        monkeypatch.setattr(
            environment.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find_spec(name)
        )
        with pytest.raises(console.Stop) as stop:
            environment.ensure_environment(tmp_path / ".venv", lock)
        package = f"python3.{sys.version_info.minor}-venv"
        assert package in stop.value.vi
        assert package in stop.value.en
        assert not built

    def test_failed_installation_shows_the_reason(self, tmp_path: Path, lock: Path, built, monkeypatch, capsys) -> None:
        def no_network(command, env):
            yield "Collecting a==1 (from -r requirements.lock)"
            yield "ERROR: no connection"
            raise subprocess.CalledProcessError(1, command)

        monkeypatch.undo()
        monkeypatch.setattr(environment, "lines_of", no_network)
        with pytest.raises(console.Stop, match="Check the network"):
            environment._install(tmp_path / ".venv", lock)
        assert "ERROR: no connection" in capsys.readouterr().err

    def test_waits_for_another_window_and_uses_what_it_made(
        self, tmp_path, lock: Path, built, monkeypatch, capsys
    ) -> None:
        venv = tmp_path / ".venv"
        with turn.take_turn(tmp_path / ".venv.lock", lambda: None):
            ready, go_on = threading.Event(), threading.Event()
            monkeypatch.setattr(turn.time, "sleep", lambda seconds: (ready.set(), go_on.wait(10)))
            second = threading.Thread(target=environment.ensure_environment, args=(venv, lock))
            second.start()
            assert ready.wait(10)
            environment._build(venv, lock)
        go_on.set()
        second.join(10)
        assert built == [venv]
        assert "Another window is setting up" in capsys.readouterr().err

    def test_does_not_saw_off_its_own_branch(self, tmp_path: Path, lock: Path, built, monkeypatch) -> None:
        monkeypatch.setattr(environment.sys, "prefix", str(tmp_path / ".venv"))
        with pytest.raises(console.Stop, match="deactivate"):
            environment.ensure_environment(tmp_path / ".venv", lock)
        assert not built


class TestBrowser:
    @pytest.fixture(autouse=True)
    def bare_machine(self, monkeypatch) -> None:
        """No browser, no download, no apt; each test adds what it is about."""
        monkeypatch.setattr(browser.shutil, "which", lambda name: None)
        monkeypatch.setattr(browser, "_starts", lambda path, platform: True)
        monkeypatch.setattr(browser, "_get_from_playwright", lambda python, env: False)
        monkeypatch.setattr(browser, "_get_from_apt", lambda env: False)

    def test_chosen_one_wins(self, monkeypatch) -> None:
        monkeypatch.setattr(browser.shutil, "which", lambda name: f"/bin/{name}")
        assert browser.ensure_browser(Path("python"), {"HANDBOOK_BROWSER": "mine"}) == "/bin/mine"

    def test_chosen_one_must_exist(self) -> None:
        with pytest.raises(console.Stop, match="`/nowhere/chrome`"):
            browser.ensure_browser(Path("python"), {"HANDBOOK_BROWSER": "/nowhere/chrome"})

    def test_installed_one(self, monkeypatch) -> None:
        monkeypatch.setattr(browser.shutil, "which", lambda name: "/bin/edge" if name == "microsoft-edge" else None)
        assert browser.find_installed({}, "linux") == "/bin/edge"

    def test_one_that_does_not_start_is_passed_over(self, monkeypatch) -> None:
        monkeypatch.setattr(browser.shutil, "which", lambda name: f"/bin/{name}")
        monkeypatch.setattr(browser, "_starts", lambda path, platform: path == "/bin/google-chrome")
        assert browser.find_installed({}, "linux") == "/bin/google-chrome"

    def test_windows_place(self, tmp_path: Path) -> None:
        edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
        edge.parent.mkdir(parents=True)
        edge.touch()
        assert browser.find_installed({"PROGRAMFILES(X86)": str(tmp_path)}, "win32") == str(edge)

    def test_mac_place(self, tmp_path: Path, monkeypatch) -> None:
        chrome = tmp_path / "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
        chrome.parent.mkdir(parents=True)
        chrome.touch()
        monkeypatch.setattr(browser.Path, "home", lambda: tmp_path)
        monkeypatch.setattr(browser, "MAC_APPS", ("Google Chrome",))
        found = browser.find_installed({}, "darwin")
        assert found in (str(chrome), "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

    def test_playwright_comes_before_apt(self, monkeypatch) -> None:
        monkeypatch.setattr(browser, "_get_from_playwright", lambda python, env: True)
        monkeypatch.setattr(browser, "_get_from_apt", lambda env: pytest.fail("not needed"))
        assert browser.ensure_browser(Path("python"), {}) == ""

    def test_apt_as_the_last_resort(self, monkeypatch) -> None:
        def install(env) -> bool:
            monkeypatch.setattr(browser.shutil, "which", lambda name: "/usr/bin/chromium")
            return True

        monkeypatch.setattr(browser, "_get_from_apt", install)
        assert browser.ensure_browser(Path("python"), {}) == "/usr/bin/chromium"

    def test_none_to_be_had(self, monkeypatch, capsys) -> None:
        monkeypatch.setattr(commands, "ensure_environment", lambda: Path("python"))
        monkeypatch.setattr(commands, "child_environment", dict)
        monkeypatch.setattr(browser, "find_installed", lambda env: None)
        assert commands.run_command(["test"]) == 2
        err = capsys.readouterr().err
        assert "Không tìm thấy trình duyệt" in err
        assert "No browser was found" in err

    def test_program_that_cannot_run_does_not_start(self, tmp_path: Path, monkeypatch) -> None:
        monkeypatch.undo()
        assert browser._starts(sys.executable, "linux")
        assert not browser._starts(str(tmp_path / "gone"), "linux")


class TestPublish:
    @pytest.fixture
    def out(self, tmp_path: Path) -> Path:
        out = tmp_path / "site"
        out.mkdir()
        (out / "sitemap.xml").write_text("old", encoding="utf-8")
        (out / "gone.html").touch()
        return out

    @staticmethod
    def build(folder: Path) -> int:
        folder.mkdir()
        (folder / "sitemap.xml").write_text("new", encoding="utf-8")
        return 0

    def test_success_replaces_everything(self, out: Path) -> None:
        assert site.publish(out, self.build) == 0
        assert [(path.name, path.read_text(encoding="utf-8")) for path in out.iterdir()] == [("sitemap.xml", "new")]
        assert list(out.parent.iterdir()) == [out]

    def test_first_build(self, tmp_path: Path) -> None:
        out = tmp_path / "new" / "site"
        assert site.publish(out, self.build) == 0
        assert (out / "sitemap.xml").is_file()

    def test_failure_leaves_the_old_site(self, out: Path) -> None:
        def fail(folder: Path) -> int:
            self.build(folder)
            return 1

        assert site.publish(out, fail) == 1
        self.check_untouched(out)

    @pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, OSError])
    def test_interruption_leaves_the_old_site(self, out: Path, error: type[BaseException]) -> None:
        def fail(folder: Path) -> int:
            self.build(folder)
            raise error

        with pytest.raises(error):
            site.publish(out, fail)
        self.check_untouched(out)

    def test_nothing_built_leaves_the_old_site(self, out: Path) -> None:
        with pytest.raises(console.Stop, match="could not be replaced"):
            site.publish(out, lambda folder: 0)
        self.check_untouched(out)

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
    def test_termination_leaves_the_old_site(self, out: Path) -> None:
        def fail(folder: Path) -> int:
            self.build(folder)
            signal.raise_signal(signal.SIGTERM)
            return 0

        with pytest.raises(SystemExit):
            site.publish(out, fail)
        self.check_untouched(out)

    def test_refuses_a_folder_that_is_no_site(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.docx").touch()
        for out in (tmp_path, tmp_path / "thesis.docx", ROOT, ROOT.parent, ROOT / "docs" / "site"):
            with pytest.raises(console.Stop, match="will not be written"):
                site.publish(out, self.build)
        assert list(tmp_path.iterdir()) == [tmp_path / "thesis.docx"]

    @staticmethod
    def check_untouched(out: Path) -> None:
        assert (out / "sitemap.xml").read_text(encoding="utf-8") == "old"
        assert (out / "gone.html").exists()
        assert list(out.parent.iterdir()) == [out]


class TestRun:
    def test_exit_code(self) -> None:
        assert console.run([sys.executable, "-c", "raise SystemExit(7)"], environment.child_environment()) == 7

    def test_lines_and_failure(self) -> None:
        lines = console.lines_of(
            [sys.executable, "-c", "print('nước'); raise SystemExit(1)"], environment.child_environment()
        )
        assert next(lines) == "nước"
        with pytest.raises(subprocess.CalledProcessError):
            next(lines)


class TestRepository:
    def test_every_locked_package_has_a_hash(self) -> None:
        entries = re.split(r"^(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
        entries = [entry for entry in entries if entry and not entry.startswith("#")]
        assert entries
        for entry in entries:
            assert re.match(r"[a-z0-9-]+==[0-9][^\s;]*( ; [^\\\n]+)? \\\n", entry), entry.splitlines()[0]
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]

    def test_no_file_names_a_package_index(self) -> None:
        """Where packages come from is the business of the machine that installs them, not of the project."""
        slash = "/"
        pattern = re.compile(rf"{slash}simple{slash}|(?<![\w-])--(extra-)?index-url|pythonhosted\.|registry\.npmjs")
        named = []
        for path in self.text_files():
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
                if pattern.search(line) and path != Path(__file__):
                    named.append(f"{path.relative_to(ROOT)}:{number}")
        assert named == []

    def test_workflows_pass_zizmor(self) -> None:
        zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
        assert zizmor, "zizmor is in requirements.lock"
        command = [zizmor, "--offline", "--persona", "pedantic", str(ROOT / ".github")]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
        assert done.returncode == 0, done.stdout + done.stderr

    @pytest.mark.parametrize(
        ("schema", "pattern"),
        [
            ("github-workflows", "workflows/*.yml"),
            ("github-issue-forms", "ISSUE_TEMPLATE/[!c]*.yml"),
            ("github-issue-forms", "ISSUE_TEMPLATE/case.yml"),
            ("dependabot", "dependabot.yml"),
        ],
    )
    def test_github_can_read_its_files(self, schema: str, pattern: str) -> None:
        """A form that breaks its schema is not offered to anybody, and nothing says so."""
        files = [str(file) for file in sorted((ROOT / ".github").glob(pattern))]
        assert files
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
        assert done.returncode == 0, done.stdout + done.stderr

    @staticmethod
    def text_files() -> list[Path]:
        """Files of the project; folders that tools make (hidden ones, `site/`) left out."""
        files = []
        for folder, folders, names in os.walk(ROOT):
            made = {name for name in folders if name.startswith((".", "__")) or name == "site"} - {".ci", ".github"}
            folders[:] = sorted(set(folders) - made)
            files += [path for name in names if b"\0" not in (path := Path(folder, name)).read_bytes()]
        return files
