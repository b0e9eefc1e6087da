"""Proving that the tree says of every page which unit it belongs to (I1)."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from units.enums import PORTAL_CODE
from units.models import PORTAL_HOME_DEPTH, UNIT_HOME_DEPTH, UnitRoot
from units.pages import UnitPage


def tree_faults() -> Iterator[str]:
    """Describe everything in the tree that breaks I1; nothing when all is well."""
    yield from _aliases()
    yield from _root_faults()
    yield from _homes_without_root()
    yield from _misplaced()


def _aliases() -> Iterator[str]:
    for page in Page.objects.filter(alias_of__isnull=False).order_by("path"):
        yield _("%(page)s (%(path)s) is an alias.") % {"page": page, "path": page.path}


def _root_faults() -> Iterator[str]:
    for root in UnitRoot.objects.select_related("unit", "page").order_by("prefix"):
        expected = PORTAL_HOME_DEPTH if root.unit.code == PORTAL_CODE else UNIT_HOME_DEPTH
        facts = {"unit": root.unit.code, "prefix": root.prefix, "path": root.page.path}
        if root.prefix != root.page.path:
            yield (
                _("The root of %(unit)s is recorded at %(prefix)s and stands at %(path)s.") % facts
            )
        if root.page.depth != expected:
            yield _("The root of %(unit)s at %(path)s is not at the fixed depth.") % facts
        if root.page.locale_id != root.locale_id:
            yield _("The root of %(unit)s at %(path)s is in another language.") % facts
        if root.page.slug != root.unit.code and root.unit.code != PORTAL_CODE:
            yield _("The root of %(unit)s at %(path)s has another slug.") % facts


def _home_types() -> list[ContentType]:
    models = [
        model
        for model in get_page_models()
        if issubclass(model, UnitPage) and (model.is_unit_home or model.stands_below_tree_root)
    ]
    return list(ContentType.objects.get_for_models(*models).values())


def _homes_without_root() -> Iterator[str]:
    homes = Page.objects.filter(content_type__in=_home_types(), unit_root__isnull=True)
    for page in homes.order_by("path"):
        yield _("The home %(page)s (%(path)s) is nobody's root.") % {
            "page": page,
            "path": page.path,
        }


def _misplaced() -> Iterator[str]:
    types = {
        ct.pk: ct.model_class()
        for ct in ContentType.objects.get_for_models(*get_page_models()).values()
    }
    rows = Page.objects.order_by("path").values_list("path", "content_type_id", "title")
    classes: dict[str, type[Page] | None] = {}
    for path, content_type_id, title in rows.iterator(chunk_size=2000):
        page_class = types.get(content_type_id)
        classes[path] = page_class
        parent = classes.get(path[: -Page.steplen])
        if parent is None or page_class is None or parent is Page:
            continue
        if page_class not in parent.allowed_subpage_models():
            yield _("%(page)s (%(path)s) may not stand below its parent.") % {
                "page": title,
                "path": path,
            }
