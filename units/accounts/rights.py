"""The rights that a person holds, read at once: every view of the admin asks for one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from units.models import User


class RightsBackend(ModelBackend):
    """Django's own backend, which asks for a person's own rights and those of groups apart."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return both as ``app.codename``, in one query for each request."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = _rights_of(user_obj)
        held: set[str] = user_obj._perm_cache
        return held


def _rights_of(user: User) -> set[str]:
    rights = Permission.objects.order_by()
    if not user.is_superuser:
        own, of_groups = Q(user=user), Q(group__in=user.groups.values("pk"))
        rights = rights.filter(own | of_groups)
    found = rights.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in found}
