"""The receiver that keeps people: they are deactivated, never deleted."""

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from units.models import User


@receiver(pre_delete, sender=User)
def refuse_deletion(instance: User, **kwargs: Any) -> None:
    """Raise ``ProtectedError``, for one person and for any set of them."""
    raise ProtectedError(
        _("People are deactivated, never deleted: approvals and the log name them."), {instance}
    )
