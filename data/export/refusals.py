"""Why a file can't be made, as sentences.

ExportError
 ├── TooMuchError        more is chosen than this form can carry
 └── NotOfferedError     no such form, or what is asked of it makes no sense
"""

from __future__ import annotations

from data.languages import translations


class ExportError(Exception):
    """A file can't be made of what is chosen.

    `problem` and `action` are English message ids with named places, `values` fills them.
    """

    def __init__(self, problem: str, action: str, **values: str) -> None:
        """Keep the sentence apart from its values, so that it can be translated."""
        super().__init__(f"{problem} {action}".format(**values))
        self.problem = problem
        self.action = action
        self.values = values

    def said(self, language: str) -> str:
        """The sentence in a language; values stand as they are, as text."""
        say = translations(language).gettext
        return f"{say(self.problem)} {say(self.action)}".format(**self.values)


class TooMuchError(ExportError):
    """More is chosen than this form can carry."""


class NotOfferedError(ExportError):
    """There is no such form, or what is asked of it makes no sense."""
