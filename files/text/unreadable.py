"""Why a file, or a piece of one, cannot be read: always said, never passed over in silence."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Reason(TextChoices):
    """What keeps the text of a file from being read; the labels are shown to editors."""

    UNSUPPORTED = "unsupported", gettext_lazy("Files of this kind cannot be read.")
    TOO_LARGE = "too_large", gettext_lazy("The file is too large to be read.")
    TOO_MANY_PAGES = "too_many_pages", gettext_lazy("The file has too many pages to be read.")
    TOO_LONG = "too_long", gettext_lazy("The text of the file is too long to be read.")
    UNPACKS_TOO_LARGE = "unpacks_too_large", gettext_lazy("The file unpacks to far too much.")
    ENCRYPTED = "encrypted", gettext_lazy("The file is protected by a password.")
    MACROS = "macros", gettext_lazy("The file holds macros; save it without them.")
    ENTITIES = "entities", gettext_lazy("The file declares entities, as no office program does.")
    ENCODING = "encoding", gettext_lazy("The characters are neither UTF-8 nor GB18030.")
    BROKEN = "broken", gettext_lazy("The file is broken, or is not what its name says.")
    PICTURE = "picture", gettext_lazy("The page is a picture, without text.")
    GARBLED = "garbled", gettext_lazy("The characters of the page cannot be told from its fonts.")
    EMBEDDED = "embedded", gettext_lazy("The file holds another file that cannot be read.")


class UnreadableFile(Exception):
    """A file whose text cannot be read; ``reason`` says why, ``name`` which file it is."""

    def __init__(self, reason: Reason, name: str) -> None:
        super().__init__(reason, name)
        self.reason = reason
        self.name = name

    def __str__(self) -> str:
        return _("%(name)s: %(reason)s") % {"name": self.name, "reason": self.reason.label}
