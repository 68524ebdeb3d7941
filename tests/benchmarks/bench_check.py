"""How long `handbook check` takes on a whole site, and whether it grows with the pages or faster.

    python tests/benchmarks/bench_check.py [SECTORS]

Copies the brewing sector to SECTORS sectors (default 30, five pages in two languages each) with its prose shuffled, so
that no two sectors say the same; then loads and checks half of them and all of them. Best of three runs each.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

from handbook.checks import run_all  # noqa: E402
from handbook.corpus import load  # noqa: E402
from handbook.facts import Facts  # noqa: E402


def build(target: Path, sectors: int) -> None:
    """A site of `sectors` copies of brewing, with the glossary and the shared data of the real one."""
    model = Facts.load(ROOT).sectors["brewing"]
    data = (ROOT / "docs/_data/sectors/brewing.yml").read_text(encoding="utf-8")
    own = re.compile("|".join(sorted(map(re.escape, model.sources), key=len, reverse=True)))
    shutil.copytree(
        ROOT / "docs/_data", target / "docs/_data", ignore=shutil.ignore_patterns("sectors", "utilities", "schema")
    )
    (target / "docs/_data/sectors").mkdir()
    for number in range(sectors):
        name = f"copy-{number}"
        prefix = f"c{number}-"
        text = own.sub(lambda m, p=prefix: p + m.group(), data).replace("id: brewing\n", f"id: {name}\n", 1)
        (target / f"docs/_data/sectors/{name}.yml").write_text(text, encoding="utf-8", newline="\n")
        for page in sorted((ROOT / "docs").glob("*/sectors/brewing/*.md")):
            lang = page.relative_to(ROOT / "docs").parts[0]
            folder = target / f"docs/{lang}/sectors/{name}"
            folder.mkdir(parents=True, exist_ok=True)
            marked = own.sub(lambda m, p=prefix: p + m.group(), page.read_text(encoding="utf-8"))
            shuffled = shuffle(marked, random.Random(number))
            (folder / page.name).write_text(shuffled, encoding="utf-8", newline="\n")


def shuffle(text: str, source: random.Random) -> str:
    """The same words in another order: those between links, marks and figures."""

    def mix(match: re.Match[str]) -> str:
        words = match.group().split(" ")
        source.shuffle(words)
        return " ".join(words)

    head, mark, body = text.partition("\n---\n")
    pieces = re.split(r"(^#.*$|\[[^\]]*\](?:\([^)]*\))?|\*\*[^*]*\*\*|\{[^}]*\})", body, flags=re.M)
    pieces[::2] = [re.sub(r"(?:[^\W\d_]+,? ){3,}[^\W\d_]+", mix, piece) for piece in pieces[::2]]
    return head + mark + "".join(pieces)


def measure(root: Path) -> tuple[int, int, float, float]:
    """(pages, findings, seconds to load, seconds to check): the best of three runs."""
    best = (0, 0, float("inf"), float("inf"))
    for _ in range(3):
        start = time.perf_counter()
        corpus = load(root)
        loaded = time.perf_counter()
        found = run_all(corpus)
        done = time.perf_counter()
        if done - start < best[2] + best[3]:
            best = (len(corpus.pages), len(found), loaded - start, done - loaded)
    return best


def main(sectors: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for count in (sectors // 2, sectors):
            root = Path(folder) / str(count)
            build(root, count)
            pages, found, loading, checking = measure(root)
            times.append(loading + checking)
            seconds = f"{loading:.2f} s to load + {checking:.2f} s to check = {times[-1]:.2f} s"
            print(f"{pages} pages, {found} findings: {seconds}")
        print(f"twice the sectors take {times[1] / times[0]:.2f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
