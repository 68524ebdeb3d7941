"""`handbook fix`: make the fixes the checks propose, each one tried out before it is kept."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix
from ..messages import find
from ..text import Span
from .draft import Draft, Refusal, errors

ROUNDS = 20
"""Fixes that overlap wait for the next round; more rounds than this mean that two fixes undo each other."""

REVEALS = {"L06": {"B08"}, "L08": {"B08"}, "L16": {"B08"}, "N05": {"N01", "N02"}}
"""What a fix may bring to light that was hidden before: a link or number is compared once it can be read as one."""

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Dropped:
    """A fix that was not kept, and the errors it would have brought in (none: its finding would have stayed)."""

    diagnostic: Diagnostic
    errors: tuple[Diagnostic, ...] = ()


@dataclass
class Fixed:
    """What `fix` did: the findings it mended, the fixes it dropped, how many need `--unsafe`, files and their diff."""

    done: list[Diagnostic] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    unsafe: int = 0
    files: list[str] = field(default_factory=list)
    diff: str = ""


@dataclass(frozen=True)
class _State:
    corpus: Corpus
    found: list[Diagnostic]

    @property
    def unread(self) -> set[str]:
        """Records that are in files but could not be read."""
        facts = self.corpus.facts
        return {*facts.unread_topics, *facts.unread_terms, *facts.unread_sources}


def fix(
    root: Path,
    codes: Iterable[str] = (),
    paths: Iterable[str] = (),
    unsafe: bool = False,
    dry_run: bool = False,
) -> Fixed:
    """Fix what can be fixed below `root`: only these codes and files (or folders), when any are given.

    A fix is kept when its finding is gone afterwards and no error has come up. Raises Refusal when writing fails.
    """
    wanted_codes, wanted_paths = set(codes), [PurePosixPath(path) for path in paths]
    result, refused = Fixed(), set[Key]()
    with Draft(root) as draft:
        state = _State(*draft.trial())
        for _ in range(ROUNDS):
            eligible = [
                d
                for d in state.found
                if d.fix is not None
                and (not wanted_codes or d.code in wanted_codes)
                and (not wanted_paths or any(PurePosixPath(d.fix.span.path).is_relative_to(p) for p in wanted_paths))
                and _key(d) not in refused
            ]
            result.unsafe = 0 if unsafe else sum(1 for d in eligible if d.fix and not d.fix.safe)
            batch = _one_round([d for d in eligible if unsafe or (d.fix and d.fix.safe)])
            if not batch:
                break
            attempt = _Attempt(draft, state)
            attempt.keep(batch)
            state = attempt.settle()
            result.done += attempt.kept
            result.dropped += attempt.dropped
            refused |= {_key(item.diagnostic) for item in attempt.dropped}
        result.files, result.diff = draft.changed, draft.diff()
        if not dry_run:
            draft.write()
    return result


def _one_round(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Findings whose fixes do not touch each other. Fixes of a file's encoding go first, in a round of their own."""
    recoding = [d for d in found if d.fix and _is_recoding(d.fix)]
    taken: dict[str, list[tuple[int, int]]] = {}
    chosen = []
    for diagnostic in recoding or found:
        assert diagnostic.fix is not None
        span = diagnostic.fix.span
        others = taken.setdefault(span.path, [])
        if all(span.end < start or span.start > end for start, end in others):
            others.append((span.start, span.end))
            chosen.append(diagnostic)
    return chosen


def _is_recoding(fix: Fix) -> bool:
    """Whether the text stays the same and only its bytes change: line ends, composed letters."""
    return bool(fix.span.text) and unicodedata.normalize("NFC", fix.span.text) == fix.text


class _Attempt:
    """One round of fixes. What does not work as a whole is halved until the fix to blame is found."""

    def __init__(self, draft: Draft, before: _State) -> None:
        self.draft, self.before = draft, before
        self.base = draft.texts
        self.kept: list[Diagnostic] = []
        self.dropped: list[Dropped] = []
        self.counts = Counter(map(_key, before.found))
        self.errors = errors(before.found)
        self.good = before

    def keep(self, group: Sequence[Diagnostic]) -> None:
        together = [*self.kept, *group]
        self._apply(together)
        after = _State(*self.draft.trial())
        worse = self._worse(together, after)
        gone = self._gone(together, after)
        if gone and not worse:
            self.kept, self.good = together, after
        elif len(group) == 1:
            self.dropped.append(Dropped(group[0], tuple(worse)))
        else:
            half = len(group) // 2
            self.keep(group[:half])
            self.keep(group[half:])

    def settle(self) -> _State:
        """Leave the draft with what was kept, and nothing else."""
        self._apply(self.kept)
        return self.good

    def _apply(self, group: Sequence[Diagnostic]) -> None:
        texts = dict(self.base)
        by_path: dict[str, list[Fix]] = {}
        for diagnostic in group:
            assert diagnostic.fix is not None
            by_path.setdefault(diagnostic.fix.span.path, []).append(diagnostic.fix)
        for path, fixes in by_path.items():
            text = self.base.get(path, fixes[0].span.source.text)
            for item in sorted(fixes, key=lambda f: f.span.start, reverse=True):
                text = text[: item.span.start] + item.text + text[item.span.end :]
            texts[path] = text
        self.draft.reset(texts)

    def _gone(self, group: Sequence[Diagnostic], after: _State) -> bool:
        """Whether each finding is gone. The same words may be found in several places, so they are counted."""
        counts, mended = Counter(map(_key, after.found)), Counter(map(_key, group))
        return all(counts[key] <= self.counts[key] - number for key, number in mended.items())

    def _worse(self, group: Sequence[Diagnostic], after: _State) -> list[Diagnostic]:
        """Errors that were not there before. What only comes to light, because a file can be read now, was there."""
        if all(d.fix and _is_recoding(d.fix) for d in group) or after.unread < self.before.unread:
            return []
        more = errors(after.found) - self.errors
        revealed = set.intersection(*(REVEALS.get(d.code, set()) for d in group))
        return [d for d in after.found if (d.span.path, d.code) in more and d.code not in revealed]


def _key(diagnostic: Diagnostic) -> Key:
    """What makes a finding the same one after lines have moved."""
    args = {key: value for key, value in diagnostic.args.items() if not isinstance(value, Span)}
    return diagnostic.span.path, diagnostic.code, repr(sorted(args.items(), key=lambda pair: pair[0]))


def select(root: Path, words: Iterable[str]) -> tuple[list[str], list[str]]:
    """(codes, paths from the root) named on the command line. Raises Refusal for what is neither."""
    codes, paths = [], []
    for word in words:
        if message := find(word):
            codes.append(message.code)
            continue
        file = next((f.resolve() for f in (Path(word), root / word) if f.exists()), None)
        if file is None or not file.is_relative_to(root):
            raise Refusal(
                f"“{word}” không phải mã lỗi, cũng không phải tệp hay thư mục của cẩm nang.",
                f"“{word}” is neither a code nor a file or folder of the handbook.",
            )
        paths.append(file.relative_to(root).as_posix())
    return codes, paths


# -- in words


def told(result: Fixed, dry_run: bool) -> str:
    """What was done, dropped and left, in both languages; with the diff when nothing was written."""
    lines = [result.diff] if dry_run and result.diff else []
    for diagnostic in result.done:
        lines.append(f"{diagnostic.span.path}:{diagnostic.span.line} {diagnostic.code} {_change(diagnostic)}")
    for item in result.dropped:
        place = f"{item.diagnostic.span.path}:{item.diagnostic.span.line} {item.diagnostic.code}"
        if item.errors:
            reason = ", ".join(sorted({f"{d.span.path}:{d.span.line} {d.code}" for d in item.errors}))
            lines.append(f"{place} bỏ qua: sửa như vậy sinh lỗi {reason} / left: the fix would bring in {reason}")
        else:
            lines.append(f"{place} bỏ qua: sửa xong lỗi vẫn còn / left: the finding would stay")
    count, files = len(result.done), len(result.files)
    if dry_run:
        lines.append(f"Sẽ sửa {count} chỗ trong {files} tệp; chưa ghi gì. / Would fix {count} in {files} file(s).")
    else:
        lines.append(f"Đã sửa {count} chỗ trong {files} tệp. / Fixed {count} in {files} file(s).")
    if result.unsafe:
        lines.append(
            f"Còn {result.unsafe} đề nghị cần người xem (fix --unsafe --dry-run để xem). / "
            f"{result.unsafe} more need a person to look (fix --unsafe --dry-run shows them)."
        )
    return "\n".join(lines) + "\n"


def _change(diagnostic: Diagnostic) -> str:
    assert diagnostic.fix is not None
    if _is_recoding(diagnostic.fix):
        return "viết lại tệp / file written again"
    old, new = (" ".join(text.split())[:60] for text in (diagnostic.fix.span.text, diagnostic.fix.text))
    return f"{old} → {new}" if old else f"+ {new}"
