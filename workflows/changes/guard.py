"""What refuses to write a registered model round the two persons.

The guard is for code of this install that saves or deletes objects. What Wagtail writes by itself,
redirects from the former address of a page whose new one was approved, passes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from workflows.changes.carrying import is_carrying_out
from workflows.changes.values import snapshot
from workflows.errors import GateRefusal
from workflows.gate.certificates import fixture_leave

Receiver = Callable[..., None]


def guard_save(fields: tuple[str, ...]) -> Receiver:
    """Return the receiver of ``pre_save`` that guards these fields.

    It raises ``GateRefusal`` unless none of them would change.
    """

    def refuse_save(
        sender: type[Model], instance: Model, update_fields: Any = None, **kwargs: Any
    ) -> None:
        if _may_pass(instance):
            return
        written = fields if update_fields is None else set(fields) & set(update_fields)
        if written and _changes(sender, instance, tuple(written)):
            raise _refusal(instance)

    return refuse_save


def guard_delete(sender: type[Model], instance: Model, origin: Any = None, **kwargs: Any) -> None:
    """Raise ``GateRefusal`` unless the object goes with something else that is deleted."""
    asked_for = origin.model if isinstance(origin, QuerySet) else type(origin)
    if asked_for is sender and not _may_pass(instance):
        raise _refusal(instance)


def _may_pass(instance: Model) -> bool:
    is_automatic = bool(getattr(instance, "automatically_created", False))
    return is_carrying_out() or is_automatic or fixture_leave() is not None


def _changes(model: type[Model], instance: Model, fields: tuple[str, ...]) -> bool:
    stored = model._base_manager.filter(pk=instance.pk).first()
    return stored is None or snapshot(stored, fields) != snapshot(instance, fields)


def _refusal(instance: Model) -> GateRefusal:
    return GateRefusal(
        _("“%(object)s” is changed by two persons: propose the change, and let another decide it.")
        % {"object": instance}
    )
