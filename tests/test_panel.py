"""What editors see under `serve`: every finding stands on some page, also when a file cannot be read."""

from __future__ import annotations

from pathlib import Path

from handbook import panel
from handbook.checks import run_all
from handbook.corpus import Corpus, load

SECTOR = "docs/_data/sectors/ice-making.yml"


def shown(site: Path) -> tuple[Corpus, dict[str, list[str]]]:
    """The corpus, and the codes on each page."""
    corpus = load(site)
    return corpus, {path: [d.code for d in found] for path, found in panel.by_page(corpus, run_all(corpus)).items()}


def test_facts_that_cannot_be_read_are_told_on_the_overview(site: Path) -> None:
    file = site / SECTOR
    file.write_text(file.read_text(encoding="utf-8").replace("min: 60", "min:60", 1), encoding="utf-8")
    corpus, found = shown(site)
    assert not corpus.facts.sectors
    assert found["docs/vi/sectors/ice-making/index.md"] == ["D01"]


def test_what_belongs_to_no_page_is_told_on_the_home_page(site: Path) -> None:
    (site / "docs" / "so-lieu.xlsx").write_bytes(b"PK")
    corpus, found = shown(site)
    assert found == {"docs/vi/index.md": ["P24"]}
    home = corpus.page("vi", "index")
    assert home is not None
    box = panel.panel(home, panel.by_page(corpus, run_all(corpus))[home.path])
    assert "docs/so-lieu.xlsx:1" in box and "hb-findings--error" in box


def test_a_page_in_order_has_no_box(site: Path) -> None:
    corpus, found = shown(site)
    assert found == {}
    assert all(panel.panel(page, ()) == "" for page in corpus.pages.values())
