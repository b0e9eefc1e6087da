"""Changes of what the public sees outside pages: one person proposes, another one decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflows.enums import ChangeKind, ChangeState


class ProposedChange(models.Model):
    """A change of a setting, menu, link or redirect, carried out by its approval.

    ``model`` is the label of a registered model. ``before`` and ``after`` hold field values as the
    serializers write them; a change whose object differs from ``before`` is refused.
    """

    model = models.CharField(_("kind of object"), max_length=80)
    object_id = models.CharField(max_length=40, blank=True)
    object_name = models.CharField(_("object"), max_length=255)
    kind = models.CharField(_("change"), max_length=8, choices=ChangeKind)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=ChangeState, default=ChangeState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="changes_proposed"
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="changes_decided", null=True
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    comment = models.CharField(_("comment"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("change of two persons")
        verbose_name_plural = _("changes of two persons")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=ChangeState.APPLIED) | ~Q(decided_by=F("proposed_by")),
                name="workflows_change_of_two_persons",
            ),
        )

    def __str__(self) -> str:
        return self.object_name
