"""How long `handbook check` takes on a whole site, and whether it grows with the pages or faster.

    python tests/benchmarks/bench_check.py [SECTORS]

Copies the brewing sector to SECTORS sectors (default 30, five pages in two languages each) with its prose shuffled, so
that no two sectors say the same; then loads and checks half of them and all of them. Last comes the real site. Best of
three runs each.

Seconds are those the processor of this machine worked, whatever else it had to do. What can be compared with another
machine is the time in multiples of what merely reading the same text takes: the bytes of every file, the nodes of its
YAML, the words of its Markdown.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

import yaml  # noqa: E402

from handbook.checks import run_all  # noqa: E402
from handbook.corpus import load, without_garbage_collection  # noqa: E402
from handbook.facts import Facts  # noqa: E402

WORD = re.compile(r"\w+")


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


@dataclass(frozen=True)
class Times:
    """Seconds of the processor: the best of three runs of each."""

    reading: float
    loading: float
    checking: float

    @property
    def whole(self) -> float:
        return self.loading + self.checking


def measure(root: Path) -> Times:
    """Read, load and check the site at `root`, and print what that takes."""
    best = Times(*[float("inf")] * 3)
    for _ in range(3):
        start = time.process_time()
        read(root)
        begun = time.process_time()
        corpus = load(root)
        loaded = time.process_time()
        found = run_all(corpus)
        done = time.process_time()
        best = Times(*map(min, vars(best).values(), (begun - start, loaded - begun, done - loaded)))
    seconds = f"{best.loading:.2f} s to load + {best.checking:.2f} s to check = {best.whole:.2f} s"
    print(f"{len(corpus.pages)} pages, {len(found)} findings: {seconds}, {best.whole / best.reading:.1f} times reading")
    return best


def read(root: Path) -> int:
    """Read every file of a site and no more; returns how many nodes and words there are."""
    with without_garbage_collection():
        nodes = [yaml.compose(text(file), Loader=yaml.CSafeLoader) for file in (root / "docs/_data").rglob("*.yml")]
        words = [word for file in (root / "docs").rglob("*.md") for word in WORD.findall(text(file))]
    return len(nodes) + len(words)


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def main(sectors: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for count in (sectors // 2, sectors):
            root = Path(folder) / str(count)
            build(root, count)
            times.append(measure(root).whole)
        print(f"twice the sectors take {times[1] / times[0]:.2f} times as long")
    measure(ROOT)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
