"""Suggesting tags: only those that stand on files the person may choose or keep."""

from __future__ import annotations

import sys

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT

from units.fence.guards import Guard, register
from units.fence.reach import instances_within_reach
from units.models import User


def tags_within_reach(user: User, *models: type[Model]) -> QuerySet[Tag]:
    """Return the tags on what the person may see, of some models or of all that have tags."""
    on_reachable = Q(pk__in=())
    for model in models or _tagged_models():
        on_reachable |= Q(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=instances_within_reach(model, user).values("pk"),
        )
    tagged = TaggedItem.objects.filter(on_reachable)
    return Tag.objects.filter(pk__in=tagged.values("tag_id"))


def every_tag(user: User, *models: type[Model]) -> QuerySet[Tag]:
    """Return all tags, as Wagtail does."""
    return Tag.objects.all()


def popular_tags(user: User, model: type[Model], count: int = 10) -> QuerySet[Tag]:
    """Return the tags that stand most often on what the person may see of a model."""
    uses = Q(
        taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
        taggit_taggeditem_items__object_id__in=instances_within_reach(model, user).values("pk"),
    )
    counted = Tag.objects.annotate(uses=Count("taggit_taggeditem_items", filter=uses))
    return counted.filter(uses__gt=0).order_by("-uses", "name")[:count]


def autocomplete(
    request: HttpRequest, app_name: str | None = None, model_name: str | None = None
) -> JsonResponse:
    """Suggest tags that begin with the ``term``; there is one model of tags only."""
    if app_name and (app_name, model_name) != (Tag._meta.app_label, Tag._meta.model_name):
        raise Http404
    term = request.GET.get("term")
    if not term:
        return JsonResponse([], safe=False)
    tags = tags_within_reach(request.user).filter(name__istartswith=term)  # type: ignore[arg-type]
    names = tags.order_by("name").values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]
    return JsonResponse(list(names), safe=False)


def _tagged_models() -> list[type[Model]]:
    used = TaggedItem.objects.order_by().values("content_type_id").distinct()
    types = ContentType.objects.filter(pk__in=used)
    return [model for kind in types if (model := kind.model_class()) is not None]


register(
    Guard(
        "suggested tags",
        sys.modules[__name__],
        "tags_within_reach",
        every_tag,
        frozenset({"wagtailadmin_tag_autocomplete"}),
        leak="?term= of a tag on another unit's file; the address with a model's name likewise",
    )
)
