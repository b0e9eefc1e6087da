"""Where the admin shows of a file whether it is public."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import StatusTagColumn

from files.models import OwnedFile
from files.public import is_public, public_hashes

PUBLIC = pgettext_lazy("state of a file", "Public")
NOT_PUBLIC = pgettext_lazy("state of a file", "Not public")


class SaysWhatIsPublic:
    """Mixed into a list of files: one more query tells which of them are public."""

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Note on each file that is shown whether it is public."""
        files: list[Any] = super().decorate_paginated_queryset(object_list)  # type: ignore[misc]
        public = public_hashes(file.content_hash for file in files)
        for file in files:
            file.is_public = file.content_hash in public
        return files

    @cached_property
    def columns(self) -> list[Any]:
        """The columns, and in the list with columns one more."""
        columns = list(super().columns)  # type: ignore[misc]
        if columns:
            told = StatusTagColumn("state", label=_("State"), accessor=_state, primary=_is_public)
            columns.insert(-1, told)
        return columns


class SaysIfPublic:
    """Mixed into the form of a file."""

    object: OwnedFile

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether the file is public."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"is_public": is_public(self.object.content_hash)}


def _state(file: Any) -> Any:
    return PUBLIC if file.is_public else NOT_PUBLIC


def _is_public(file: Any) -> bool:
    return bool(file.is_public)
