"""The cleaner production handbook: facts, pages and the checks that keep them true.

Nothing in this package imports the site generator. `hooks/mkdocs_adapter.py` is the only place that does.
"""

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
