"""Who stands in for whom, what people are told, and the words the secrecy bureau keeps."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.enums import Role
from workflows.enums import NoticeKind
from workflows.notices.querysets import NoticeQuerySet
from workflows.screening.enums import ProhibitedClass, Severity
from workflows.screening.normal import normal_form
from workflows.timing.querysets import ApprovalDelegationQuerySet

# A single sign of Chinese would be found everywhere
SHORTEST_WORD = 2


class ApprovalDelegation(models.Model):
    """A dated authority to decide in somebody's place, shown in the trail.

    For the leader of ``unit``, or for an office of the centre when ``unit`` is empty. With
    ``only_when_overdue`` the deputy may decide only what is past its deadline (escalation).
    """

    role = models.CharField(_("for"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="approval_delegations", null=True, blank=True
    )
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_given"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_held"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    only_when_overdue = models.BooleanField(_("only what is past its deadline"), default=False)
    reason = models.CharField(_("reason"), max_length=200)
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True, editable=False)

    objects = ApprovalDelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegated authority")
        verbose_name_plural = _("delegated authorities")
        ordering = ("-starts_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="workflows_delegation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("deputy")), name="workflows_delegation_to_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} → {self.deputy}"


class Notice(models.Model):
    """A message to one person in the admin. It belongs to its recipient.

    ``sent_through`` names the channels that have sent it; with all of them done ``sent_at`` is set.
    ``queued_at`` is when the queue was asked last to send it.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind)
    title = models.CharField(_("title"), max_length=255)
    text = models.TextField(_("text"), blank=True)
    url = models.CharField(max_length=400)
    page_id = models.PositiveBigIntegerField(null=True)
    submission_id = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField(_("time"))
    read_at = models.DateTimeField(_("read at"), null=True)
    queued_at = models.DateTimeField()
    sent_through = models.JSONField(default=list)
    sent_at = models.DateTimeField(_("mailed at"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("message", "notice")
        verbose_name_plural = pgettext_lazy("messages", "notices")
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=("recipient", "-id"),
                condition=Q(read_at__isnull=True),
                name="workflows_notice_unread",
            ),
            models.Index(
                fields=("queued_at",),
                condition=Q(sent_at__isnull=True),
                name="workflows_notice_unsent",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ListedWord(models.Model):
    """A word that the content check looks for, kept by the secrecy bureau. Shared by all units.

    Without severity it is a harmless phrase, in which other words mean nothing. It comes before
    the same word of the list that the product brings. ``changed_in`` is the ledger's entry of its
    last change: the greatest of them names the state of the whole list.
    """

    word = models.CharField(_("word"), max_length=60, unique=True)
    prohibited_class = models.CharField(_("class"), max_length=16, choices=ProhibitedClass)
    severity = models.CharField(
        _("severity"),
        max_length=8,
        choices=Severity,
        blank=True,
        help_text=_("Empty for a harmless phrase, in which other words of the list mean nothing."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True, db_index=True)
    changed_in = models.PositiveBigIntegerField(default=0, editable=False, db_index=True)

    class Meta:
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word

    @property
    def severity_label(self) -> str:
        """How much the word weighs, or that it is harmless."""
        return str(Severity(self.severity).label if self.severity else _("Harmless phrase"))

    def clean(self) -> None:
        """Refuse a word of which the check, which drops signs and spaces, would see nothing."""
        super().clean()
        self.word = self.word.strip()
        if len(normal_form(self.word)) < SHORTEST_WORD:
            raise ValidationError({"word": _("A word needs two letters or signs to be found by.")})
