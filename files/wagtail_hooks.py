"""What files change in Wagtail through its hooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter

from files.fence import FencedDocumentsAPIViewSet, FencedImagesAPIViewSet
from files.models import OwnedFile
from files.quotas import guard_collection


@hooks.register("construct_admin_api", order=10)
def limit_files_in_api(router: WagtailAPIRouter) -> None:
    """Answer for files through the views of the fence, in the place of Wagtail's."""
    router.register_endpoint("images", FencedImagesAPIViewSet)
    router.register_endpoint("documents", FencedDocumentsAPIViewSet)


@hooks.register("before_bulk_action")
def keep_collections_within_quota(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> None:
    """Refuse to put files into a collection whose unit has no room for them (S200)."""
    if action_type == "add_to_collection" and issubclass(action.model, OwnedFile):
        guard_collection(objects, action.cleaned_form.cleaned_data["collection"])
