"""The fence around pictures and documents: what Wagtail's views show of other units' files.

Lists, forms and choosers ask the permission policy and need no guard. What is guarded here lists
the tags of all files, or all files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.chooser import BaseChooseView
from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.views import documents
from wagtail.images import get_image_model
from wagtail.images.api.admin.serializers import AdminImageSerializer
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.api.v2.serializers import ImageDownloadUrlField
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import images, multiple
from wagtail.models import ReferenceIndex

from files.addresses import image_address
from files.models import Image
from files.publicity import SaysIfPublic, SaysWhatIsPublic
from units.fence.guards import Guard, register
from units.fence.reach import instances_within_reach
from units.fence.references import references_within_reach, usage_counts
from units.fence.tags import popular_tags


class OwnTags:
    """Filters of files that offer the tags on the person's own files only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [tag.name for tag in popular_tags(self.request.user, self._meta.model)]  # type: ignore[attr-defined]
        offered = self.filters.pop("tag", None)  # type: ignore[attr-defined]
        if offered is not None and names:
            offered.extra["choices"] = [(name, name) for name in names]
            self.filters["tag"] = offered  # type: ignore[attr-defined]


class FencedImagesFilterSet(OwnTags, images.ImagesFilterSet):
    """The filters of pictures."""

    class Meta(images.ImagesFilterSet.Meta):
        pass


class FencedDocumentsFilterSet(OwnTags, documents.DocumentsFilterSet):
    """The filters of documents."""

    class Meta(documents.DocumentsFilterSet.Meta):
        pass


class FencedImageIndexView(SaysWhatIsPublic, images.IndexView):
    """The pictures a person keeps."""

    filterset_class = FencedImagesFilterSet


class FencedDocumentIndexView(SaysWhatIsPublic, documents.IndexView):
    """The documents a person keeps."""

    filterset_class = FencedDocumentsFilterSet


class FencedImageEditView(SaysIfPublic, images.EditView):
    """What is said of a picture."""


class FencedDocumentEditView(SaysIfPublic, documents.EditView):
    """What is said of a document."""


class UsageWithinReach:
    """Lists the uses of a file on pages that the person may read."""

    def get_queryset(self) -> Any:
        """Return the uses within reach, by page."""
        references = ReferenceIndex.get_references_to(self.object)  # type: ignore[attr-defined]
        return references_within_reach(references, self.request.user).group_by_source_object()  # type: ignore[attr-defined]


class FencedImageUsageView(UsageWithinReach, images.UsageView):
    """Where a picture is used."""


class FencedDocumentUsageView(UsageWithinReach, documents.UsageView):
    """Where a document is used."""


class FencedImageDeleteView(multiple.DeleteView):
    """Taking back a picture that was just uploaded."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse to delete what pages use, where Wagtail would break."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
        except ProtectedError as error:
            raise PermissionDenied(_("The picture is used and cannot be deleted.")) from error
        return response


class CountsWithinReach:
    """Counts the uses of a picture on pages that the person may read."""

    def filter_object_list(self, objects: QuerySet[Any]) -> Any:
        """Filter by tag through keys: Wagtail's own way cannot be searched within."""
        tag = self.request.GET.get("tag")  # type: ignore[attr-defined]
        if tag:
            user = self.request.user  # type: ignore[attr-defined]
            tagged = instances_within_reach(get_image_model(), user).filter(tags__name=tag)
            objects = objects.filter(pk__in=list(tagged.values_list("pk", flat=True)))
        return BaseChooseView.filter_object_list(self, objects)

    def get_usage_counts(self, results: Sequence[Model]) -> dict[Model, int]:
        """Return the counts that the list shows; the grid shows none."""
        if self.layout == "grid":  # type: ignore[attr-defined]
            return {}
        return usage_counts(list(results), self.request.user)  # type: ignore[attr-defined]


class FencedImageChooseView(CountsWithinReach, image_chooser.ImageChooseView):
    """Choosing a picture."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["popular_tags"] = popular_tags(self.request.user, self.model)
        return context


class FencedImageChooseResultsView(CountsWithinReach, image_chooser.ImageChooseResultsView):
    """The pictures found to choose from."""


class FencedImageChooserViewSet(image_chooser.ImageChooserViewSet):
    """Wagtail's views to choose a picture, of which these two stand before its own."""

    choose_view_class = FencedImageChooseView
    choose_results_view_class = FencedImageChooseResultsView


image_chooser_viewset = FencedImageChooserViewSet(
    "wagtailimages_chooser", model=get_image_model(), url_prefix="images/chooser"
)


class PictureAddressField(ImageDownloadUrlField):
    """The address of a picture as it was uploaded; its file in the media folder has none."""

    def to_representation(self, image: Image) -> str:
        """Return the address, where everybody is asked who he is unless the picture is public."""
        return image_address(image.pk, "original")


class FencedImageSerializer(AdminImageSerializer):
    """A picture, as the admin's own scripts know it."""

    download_url = PictureAddressField(read_only=True)


class FencedImagesAPIViewSet(ImagesAdminAPIViewSet):
    """The pictures within reach, for the admin's own scripts."""

    base_serializer_class = FencedImageSerializer

    def get_queryset(self) -> QuerySet[Any]:
        """Return what the person may choose or keep."""
        return instances_within_reach(get_image_model(), self.request.user).order_by("id")


class FencedDocumentsAPIViewSet(DocumentsAdminAPIViewSet):
    """The documents within reach, for the admin's own scripts."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return what the person may choose or keep."""
        return instances_within_reach(get_document_model(), self.request.user).order_by("id")


def _api_names(kind: str) -> frozenset[str]:
    return frozenset(f"wagtailadmin_api:{kind}:{view}" for view in ("listing", "detail", "find"))


register(
    Guard(
        "tags offered in the list of pictures",
        FencedImageIndexView,
        "filterset_class",
        images.ImagesFilterSet,
        frozenset({"wagtailimages:index"}),
        leak="a tag that stands on a picture of another unit only",
    )
)
register(
    Guard(
        "tags offered in the list of documents",
        FencedDocumentIndexView,
        "filterset_class",
        documents.DocumentsFilterSet,
        frozenset({"wagtaildocs:index"}),
        leak="a tag that stands on a document of another unit only",
    )
)
register(
    Guard(
        "tags offered when choosing a picture",
        FencedImageChooseView,
        "get_context_data",
        image_chooser.ImageChooseView.get_context_data,
        frozenset({"wagtailimages_chooser:choose"}),
        leak="a tag that stands on a picture of another unit only",
    )
)
register(
    Guard(
        "pictures in the API",
        FencedImagesAPIViewSet,
        "get_queryset",
        ImagesAdminAPIViewSet.get_queryset,
        _api_names("images"),
    )
)
register(
    Guard(
        "documents in the API",
        FencedDocumentsAPIViewSet,
        "get_queryset",
        DocumentsAdminAPIViewSet.get_queryset,
        _api_names("documents"),
    )
)
