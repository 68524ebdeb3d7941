"""What a new record needs to be told: by flags, or asked for at a terminal. Vietnamese first, English second."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..corpus import Corpus
from ..facts import Facts
from ..models import Sector
from ..text import nearest, slug
from .draft import Refusal

Value = str | list[str] | None

_SIGNS = {",": ("dấu phẩy", "commas"), ";": ("dấu chấm phẩy", "semicolons")}
_LISTED = 40
"""More choices than these are not listed when asking."""


@dataclass
class Answers:
    """What is known so far, by name of field."""

    corpus: Corpus
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        return self.corpus.facts

    @property
    def topic(self) -> Sector:
        """The sector named by the field `sector`."""
        return self.facts.topics[self.text("sector")]

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> list[str]:
        value = self.values.get(name)
        return value if isinstance(value, list) else []


Choices = Callable[[Answers], Mapping[str, str]]
Accept = Callable[[Answers, str], str]
"""Returns the value as it is to be written, or raises Refusal."""


@dataclass(frozen=True)
class Field:
    """One question. `name` is also the flag; `choices` gives the allowed words with what they mean."""

    name: str
    vi: str
    en: str
    accept: Accept | None = None
    choices: Choices | None = None
    offers: Choices | None = None
    """Answers shown when asking, without being the only ones."""
    positional: bool = False
    required: bool = True
    many: bool = False
    separator: str = ","
    """What stands between several answers on one line."""
    only: Callable[[Answers], bool] | None = None
    """Whether what was answered before leaves anything to ask here."""
    silent: bool = False
    """A flag that is never asked for."""
    opens: bool = False
    """Whether what may follow depends on the answer."""

    @property
    def flag(self) -> str:
        return self.name.upper() if self.positional else f"--{self.name}"


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask_one(vi: str, en: str, known: Mapping[str, str]) -> str:
    """Ask until one of `known` is meant: by its number, name or meaning. Raises EOFError, KeyboardInterrupt."""
    print(f"\n{vi}\n{en}")
    while True:
        typed = _numbered(input("> ").strip(), list(known))
        if found := meant(typed, known):
            return found
        refusal = not_one_of("", typed, known)
        print(f"{refusal.vi}\n{refusal.en}")


def complete(fields: Sequence[Field], answers: Answers, given: Mapping[str, Value]) -> None:
    """Put a valid value for every field into `answers`: from `given`, else asked for when there is a terminal.

    Raises Refusal for a value that cannot be, and for required ones that are missing where nobody can be asked.
    """
    interactive = at_terminal()
    if interactive:
        print("(Ctrl-C: thôi, không ghi gì / stop, nothing is written)")
    missing: list[Field] = []
    for item in fields:
        raw = given.get(item.name)
        if raw not in (None, []):
            answers.values[item.name] = _checked(item, answers, raw)
        elif item.silent or (item.only is not None and not item.only(answers)):
            continue
        elif interactive and not missing:
            answers.values[item.name] = _ask(item, answers)
        elif item.required:
            missing.append(item)
            if item.opens:
                break
    if missing:
        raise Refusal(_list_missing(missing, answers, 0), _list_missing(missing, answers, 1))


def _list_missing(missing: Sequence[Field], answers: Answers, lang: int) -> str:
    lines = ["Còn thiếu:" if lang == 0 else "Missing:"]
    for item in missing:
        words = ""
        if item.offers and (names := list(item.offers(answers))) and len(names) <= _LISTED:
            words = f" ({', '.join(names)})"
        if item.choices:
            names = list(item.choices(answers))
            words = f" ({', '.join(names)})" if len(names) <= _LISTED else ""
        lines.append(f"  {item.flag}  {item.vi if lang == 0 else item.en}{words}")
    return "\n".join(lines)


def _checked(item: Field, answers: Answers, raw: Value, *, asked: bool = False) -> Value:
    """The value as it is to be written; `asked` at a terminal, where the question and its choices stand above."""
    if not item.many:
        return _one(item, answers, str(raw), asked)
    parts = [raw] if isinstance(raw, str) else list(raw or [])
    return list(dict.fromkeys(_one(item, answers, part, asked) for part in parts))


def _one(item: Field, answers: Answers, raw: str, asked: bool) -> str:
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", raw)).strip()
    if not text:
        if asked:
            raise Refusal("Câu này phải trả lời.", "This needs an answer.")
        raise Refusal(f"{item.flag}: không được để trống.", f"{item.flag}: must not be empty.")
    if item.choices:
        allowed = item.choices(answers)
        found = meant(text, allowed)
        if found is None:
            raise not_one_of("" if asked else item.flag, text, allowed)
        text = found
    return item.accept(answers, text) if item.accept else text


def meant(text: str, allowed: Mapping[str, str]) -> str | None:
    """The choice that `text` is the id of, the name in either language (accents or not), or the first words, else some
    words, of one name only.
    """
    if text in allowed:
        return text
    typed = slug(text)
    names = {word: [slug(name) for name in (word, *meaning.split(" / "))] for word, meaning in allowed.items()}
    if not typed:
        return None
    same = [word for word, known in names.items() if typed in known]
    begins = [word for word, known in names.items() if any(name.startswith(f"{typed}-") for name in known)]
    holds = [word for word, known in names.items() if any(f"-{typed}-" in f"-{name}-" for name in known)]
    return next((found[0] for found in (same, begins, holds) if len(found) == 1), None)


def not_one_of(what: str, text: str, allowed: Mapping[str, str]) -> Refusal:
    """That `text` is none of the choices, with what may be meant; without `what` they have just been shown."""
    typed = slug(text)
    several = [word for word, meaning in allowed.items() if typed and f"-{typed}-" in f"-{slug(meaning)}-"]
    near = nearest(text.casefold(), allowed)
    vi, en = (f"{what}: không", f"{what}: there") if what else ("Không", "There")
    vi, en = f"{vi} có “{text}”.", f"{en} is no “{text}”."
    if 1 < len(several) <= _LISTED:
        vi, en = f"{vi} Là cái nào: {', '.join(several)}?", f"{en} Which of these: {', '.join(several)}?"
    elif near:
        vi, en = f"{vi} Có phải “{near}”?", f"{en} Did you mean “{near}”?"
    if not what and not several and not near and len(allowed) <= _LISTED:
        vi, en = f"{vi} Gõ số ở đầu dòng, mã hoặc tên.", f"{en} Type the number, the id or the name."
    elif what and not several and len(allowed) <= _LISTED:
        vi, en = f"{vi} Chọn một trong: {', '.join(allowed)}.", f"{en} One of: {', '.join(allowed)}."
    return Refusal(vi, en)


def _ask(item: Field, answers: Answers) -> Value:
    """Ask until the answer will do. Enter leaves out what is not required. Raises EOFError, KeyboardInterrupt."""
    print(f"\n{item.vi}\n{item.en}")
    shown, numbered = item.choices or item.offers, []
    if shown and len(allowed := shown(answers)) <= _LISTED:
        numbered = list(allowed) if item.choices else []
        for place, (word, meaning) in enumerate(allowed.items(), 1):
            print(f"  {place:>2}. {word:<24} {meaning}" if numbered else f"  {word:<24} {meaning}")
    elif shown:
        print(
            f"  ({len(allowed)} mục: gõ mã, tên hoặc mấy chữ của tên / {len(allowed)} entries: id, name or words of it)"
        )
    if numbered:
        print("  (gõ số, tên hoặc mã / type its number, name or id)")
    if item.many:
        sign = _SIGNS[item.separator]
        print(f"  (nhiều mục: cách nhau bằng {sign[0]} / several: separated by {sign[1]})")
    if not item.required:
        print("  (Enter: bỏ qua / skip)")
    while True:
        line = input("> ").strip()
        if not line and not item.required:
            return [] if item.many else None
        typed = [part.strip() for part in line.split(item.separator) if part.strip()] if item.many else [line]
        parts = [_numbered(part, numbered) for part in typed or [""]]
        try:
            value = _checked(item, answers, parts if item.many else parts[0], asked=True)
        except Refusal as refusal:
            print(f"{refusal.vi}\n{refusal.en}")
        else:
            if value not in (line, typed, "null"):  # what was meant, where that is not what was typed
                print(f"  = {', '.join(value) if isinstance(value, list) else value}")
            return value


def _numbered(text: str, listed: Sequence[str]) -> str:
    """The choice at the number that was typed, else what was typed."""
    return listed[int(text) - 1] if text.isdecimal() and 1 <= int(text) <= len(listed) else text
