"""The half of a page that is still to be written, block by block after the half that exists.

What has to be the same in both languages is carried over: ids, links, images, sources, terms, quantities, tables, the
marks of lists. Every stretch of words becomes a prompt that begins with the other half's first words, so that its
place is found again. Prompts are those of `scaffold.toml`: check P19 keeps reporting them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..corpus import Corpus
from ..facts import Facts
from ..markdown import Link
from ..pages import Page
from ..standins import wording
from ..text import tone_key
from ..units import Found, format_number
from . import scaffold
from .yaml_edit import scalar

MARK = {"vi": "VIẾT:", "en": "WRITE:"}
_PART = {"vi": "điều bản kia nói ở phần này, từ chỗ {words}", "en": "what the other half says here, from {words} on"}
"""Prompt of a labelled part: as long as check P09 wants such a part to be at least."""
_FREE = ("time", "calendar", "count-")
"""Dimensions of what each language may say in its own way: `mỗi 4 giờ`, `every four hours`."""
_WORDS = 44
"""Letters of the other half that a prompt shows."""

_BULLET = r"(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?"
_OPENING = re.compile(rf"[ \t]*(?:>[ \t]*)*(?:{_BULLET})?")
_ITEM = re.compile(rf"[ \t]*(?:>[ \t]*)*{_BULLET}")
_TITLED = re.compile(r"(?P<mark>[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w -]+?)(?:[ \t]+\"(?P<title>[^\"\n]*)\")?[ \t]*$")
_ROW = re.compile(r"[ \t]*\|")
_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
_AS_IT_IS = re.compile(
    r"[ \t]*(?:(?:</?\w[^<>]*>[ \t]*)+|\{:?[^{}]*\}|\[[^\]^][^\]]*\]:[ \t]*\S.*|(?:[*_-][ \t]*){3,})$"
)
_BOLD = re.compile(r"\*\*(?P<words>[^*\n]+)\*\*")
_FILLER = re.compile(r"\[\^[^\]]*\]|\]\([^()]*\)|<[^<>]*>|\{[^{}]*\}|[*_`\[\]!|]")
_NUMBER = re.compile(r"\d[\d.,]*")
_SWAPPED = str.maketrans(".,", ",.")
_CUT = re.compile(r"\d|\"")


class Mirror:
    """Writes the half of `page` in the other language."""

    def __init__(self, corpus: Corpus, page: Page, title: str = "") -> None:
        self.corpus, self.page = corpus, page
        self.lang = "en" if page.lang == "vi" else "vi"
        self.mark = MARK[self.lang]
        self._title = title
        self._labels = _labels(corpus.facts, page.lang, self.lang)
        self._quantities = [
            found
            for found in corpus.facts.units.find(_without_targets(page), page.lang)
            if found.unit and not found.unit.dimension[0].startswith(_FREE)
        ]

    def text(self) -> str:
        """The whole file: front matter, headings in their order, and a prompt for every stretch of words."""
        title, headings = wording(self.corpus.facts, self.corpus.pages, self.page, self.lang)
        parts = [self._front(self._title or title)]
        first = self.page.headings[0].span.start if self.page.headings else len(self.page.source.text)
        body = self.page.masked.front[1] if self.page.masked.front else 0
        parts += self._blocks(self.page.source.text.find("\n", body) + 1 if body else 0, first)
        for number, (heading, words) in enumerate(zip(self.page.headings, headings, strict=True)):
            if words is None:
                words = self._title if heading.level == 1 and self._title else self._prompt(heading.text)
            anchor = f" {{#{heading.id}}}" if heading.id else ""
            parts.append(f"{'#' * heading.level} {words}{anchor}")
            end = self.page.headings[number + 1].span.start if number + 1 < len(headings) else None
            parts += self._blocks(heading.span.end, len(self.page.source.text) if end is None else end)
        return "\n\n".join(parts) + "\n"

    def _front(self, title: str | None) -> str:
        """The same keys; what says that a half is missing, or when it was compared, is left out."""
        meta = {key: value for key, value in self.page.meta.items() if key not in ("status", "translated")}
        meta |= {"title": title or self._prompt(str(meta.get("title", "")))}
        meta |= {"description": self._prompt(str(meta.get("description", "")))}
        return "\n".join(["---", *(f"{key}: {scalar(str(value))}" for key, value in meta.items()), "---"])

    def _prompt(self, words: str, form: str = "{words}") -> str:
        """`WRITE: “Nhà máy đo lại…”`: nothing in it that a check reads as a number, a link or the end of a prompt."""
        plain = re.sub(r"\s+", " ", _FILLER.sub("", words)).strip()
        cut = _CUT.search(plain)
        plain = plain[: cut.start()] if cut else plain
        if len(plain) > _WORDS:
            plain = plain[:_WORDS].rsplit(" ", 1)[0]
        plain = plain.strip(" .,;:–-(“”")
        return f"{self.mark} {form.format(words=f'“{plain}…”' if plain else '…')}"

    # -- blocks

    def _blocks(self, start: int, end: int) -> Iterator[str]:
        """The blocks between two offsets, without the empty lines around them."""
        lines: list[str] = []
        for line_start, line_end in self._stretches(start, end):
            lines.append(self._stretch(line_start, line_end))
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        if text:
            yield text

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Spans of lines that belong together: a paragraph, a list item, one row, one line that stays as it is."""
        source, masked = self.page.source.text, self.page.masked.text
        opened: int | None = None
        position = start
        while position < end:
            stop = source.find("\n", position, end)
            stop = end if stop < 0 else stop
            line = masked[position:stop]
            alone = not line.strip() or self._alone(line)
            if opened is not None and (alone or _ITEM.match(line)):
                yield opened, position - 1
                opened = None
            if alone:
                yield position, stop
            elif opened is None:
                opened = position
            position = stop + 1
        if opened is not None:
            yield opened, min(end, position - 1)

    def _alone(self, line: str) -> bool:
        return any(pattern.match(line) for pattern in (_ROW, _RULE, _AS_IT_IS, _TITLED))

    def _stretch(self, start: int, end: int) -> str:
        source, masked = self.page.source.text[start:end], self.page.masked.text[start:end]
        if not masked.strip():  # code stays as it is, comments are for the half they stand in
            return "" if "<!--" in source or "-->" in source else source
        if _RULE.match(masked) or _AS_IT_IS.match(masked):
            return source
        if titled := _TITLED.match(masked):
            title = self._words(start + titled.start("title"), start + titled.end("title")) if titled["title"] else ""
            return titled["mark"] + (f' "{title}"' if title else "")
        if _ROW.match(masked):
            return self._row(start, end)
        opening = _OPENING.match(masked)
        assert opening is not None
        return opening.group() + self._words(start + opening.end(), end)

    def _row(self, start: int, end: int) -> str:
        """A row of a table: cells of words are prompts, quantities and marks are carried over."""
        line, cells, position = self.page.source.text[start:end], [], 0
        bars = [match.start() for match in re.finditer(r"(?<!\\)\|", line)]
        for bar in [*bars, len(line)]:
            cell = line[position:bar]
            has_words = re.search(r"[^\W\d_]{2}", _FILLER.sub("", cell))
            cells.append(f" {self._words(start + position, start + bar)} " if has_words else self._number(cell))
            position = bar + 1
        return "|".join(cells)

    def _number(self, cell: str) -> str:
        """A cell without words, its numbers with the separators of the other language."""
        return _NUMBER.sub(lambda match: match.group().translate(_SWAPPED), cell)

    # -- words

    def _words(self, start: int, end: int) -> str:
        """A prompt for the words between two offsets, followed by what both halves must have."""
        text = self.page.source.text[start:end]
        label = _BOLD.match(self.page.masked.text, start, end)
        known = self._labels.get(tone_key(label["words"].rstrip(":. "))) if label else None
        lead = ""
        if label and known:
            tail = label["words"][len(label["words"].rstrip(":. ")) :]
            lead = f"**{known}{tail}**"
            text = self.page.source.text[label.end() : end]
            if not _FILLER.sub("", text).strip(" :.\n"):
                return lead + text
            lead += ": " if text.startswith(":") else " "
        carried = [written for at, written in sorted(self._carried(start, end)) if written]
        anchors = (f'<span id="{i}"></span>' for i, span in self.page.structure.ids if start <= span.start < end)
        prompt = self._prompt(text.split("**")[0], _PART[self.lang]) if lead else self._prompt(text)
        return "".join(anchors) + lead + " ".join([prompt, *carried])

    def _carried(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        page = self.page
        inside = [link for link in page.links if start <= link.span.start < end]
        for link in inside:
            yield link.span.start, self._link(link)
        for note in page.structure.notes:
            if start <= note.span.start < end:
                yield note.span.start, f"[^{note.id}]"
        for quantity in self._quantities:
            if start <= quantity.start < end:
                yield quantity.start, f"**{self._quantity(quantity)}**"
        for label in _BOLD.finditer(page.masked.text, start, end):
            known = self._labels.get(tone_key(label["words"].rstrip(":. ")))
            if known and label.start() > start:
                words = page.source.text[label.end() : end].split("**")[0]
                yield label.start(), f"**{known}** {self._prompt(words, _PART[self.lang])}"

    def _link(self, link: Link) -> str:
        """A link with a prompt for its words; a term by the name it has in the other language."""
        if link.kind == "term":
            term = self.corpus.facts.terms.get(link.target)
            return f"[{term.half(self.lang).preferred}](term:{link.target})" if term else ""
        if link.kind in ("html", "auto"):
            return f"<{link.target}>" if link.kind == "auto" else ""
        bang = "!" if link.kind == "image" else ""
        return f"{bang}[{self._prompt(link.text)}]({link.target})"

    def _quantity(self, quantity: Found) -> str:
        assert quantity.unit is not None
        numbers = "–".join(format_number(value, self.lang) for value in quantity.values)
        unit = quantity.unit.spelling(self.lang)
        return numbers + unit if unit.startswith("%") else f"{numbers} {unit}"


def _without_targets(page: Page) -> str:
    """The masked text with link targets and attributes blanked: no quantities there."""
    return re.sub(
        r"(?<=\])\([^()\s]*\)|https?://[^\s)>]+|\{[^{}\n]*\}", lambda m: " " * len(m.group()), page.masked.text
    )


def _labels(facts: Facts, lang: str, other: str) -> Mapping[str, str]:
    """Fixed words in bold that begin a part (`Cách làm`), by `tone_key` -> what they are in the other language."""
    pairs = [(word[lang], word[other]) for word in facts.index("measure-part").values()]
    pairs += scaffold.lead_ins(lang, other)
    return {tone_key(own): theirs for own, theirs in pairs}
