"""What all models of the data are built on: ids, texts, both languages side by side, where a value was written."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints

from .text import Span
from .yaml_source import Path, YamlDocument

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
"""A permanent id: ASCII, lower case, words joined by hyphens."""
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Lang = Literal["vi", "en"]
LangCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
"""Two letters for any language: `vi`, `en`, `de`."""


class Model(BaseModel):
    """Base of all facts: unknown keys are errors, and every value knows where it was written."""

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=False, arbitrary_types_allowed=True)
    refs: ClassVar[dict[str, str]] = {}
    """Fields that hold ids of other records: field name -> kind of record (a key of `Facts.index`)."""

    _document: YamlDocument | None = PrivateAttr(default=None)
    _path: Path = PrivateAttr(default=())

    def locate(self, document: YamlDocument, path: Path) -> None:
        """Remember where this record and all records inside it stand."""
        self._document, self._path = document, path
        for name, key in nested_fields(type(self)):
            if child := getattr(self, name):
                _locate(child, document, (*path, key))

    def span(self, *keys: str | int) -> Span:
        """Where this record, or the value under `keys` in it, stands."""
        assert self._document is not None, "locate() comes first"
        return self._document.span((*self._path, *keys))

    def key_span(self, *keys: str | int) -> Span:
        """Where the key of this record (or the last of `keys` in it) stands, when it is one entry of a mapping; else
        the value itself.
        """
        assert self._document is not None, "locate() comes first"
        return self._document.key_span((*self._path, *keys))

    @property
    def path(self) -> Path:
        return self._path


@cache
def nested_fields(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """(name, key in the file) of the fields of `model` that hold other records."""
    return tuple((name, f.alias or name) for name, f in model.model_fields.items() if _has_model(f.annotation))


def _has_model(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return True
    return any(_has_model(argument) for argument in getattr(annotation, "__args__", ()))


def _locate(value: Any, document: YamlDocument, path: Path) -> None:
    if isinstance(value, Model):
        value.locate(document, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _locate(item, document, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            _locate(item, document, (*path, key))


class Local(Model):
    """One text in both languages."""

    vi: Text
    en: Text

    def __getitem__(self, lang: str) -> str:
        return self.vi if lang == "vi" else self.en


class LocalList(Model):
    vi: list[Text] = []
    en: list[Text] = []

    def __getitem__(self, lang: str) -> list[str]:
        return self.vi if lang == "vi" else self.en
