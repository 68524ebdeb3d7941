"""The kinds of records: what has to be known about each, and where it is written."""

from __future__ import annotations

from . import translation
from .fields import Field
from .kinds_base import Kind
from .kinds_shared import SHARED_KINDS
from .kinds_topic import TOPIC_KINDS

_TRANSLATION = Kind(
    "nửa còn thiếu của một trang, hoặc cả hai nửa của một trang bài viết",
    "the missing half of a page, or both halves of a page of prose",
    (
        Field(
            "page",
            "Trang: đường dẫn của bản đã có, hay của bản còn thiếu",
            "The page: path of the half that exists, or of the missing one",
            accept=translation.page_key,
            offers=translation.waiting,
            positional=True,
        ),
        Field("title-vi", "Tên trang tiếng Việt, nếu còn thiếu", "Vietnamese title, if missing", required=False),
        Field("title-en", "Tên trang tiếng Anh, nếu còn thiếu", "English title, if missing", required=False),
    ),
)

KINDS: dict[str, Kind] = {**TOPIC_KINDS, **SHARED_KINDS, "translation": _TRANSLATION}
