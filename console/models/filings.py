"""Who answers for a unit's site: filed by the unit, never changed, only filed anew."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from console.filings.enums import Part, Post
from console.filings.querysets import VacancyQuerySet
from console.models.provisioning import LedgerRow


class Filing(LedgerRow):
    """The site team of a unit as filed on a day (S194-S196). Append-only.

    The only dated record of who is responsible: the newest filing counts from the day it takes
    effect. It names memberships, so that it is known until when each of its people stayed.
    """

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("unit"), related_name="filings"
    )
    head = models.ForeignKey(
        "units.Membership",
        models.PROTECT,
        verbose_name=Post.HEAD.label,
        related_name="+",
        null=True,
        blank=True,
    )
    deputy = models.ForeignKey(
        "units.Membership",
        models.PROTECT,
        verbose_name=Post.DEPUTY.label,
        related_name="+",
        null=True,
        blank=True,
    )
    effective_on = models.DateField(_("takes effect on"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("filed by"), related_name="+"
    )
    filed_at = models.DateTimeField(_("filed"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("filing of a site team")
        verbose_name_plural = _("filings of site teams")
        ordering = ("-id",)
        indexes = (models.Index(fields=("unit", "-id"), name="console_filing_unit"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(head__isnull=True) | Q(deputy__isnull=True) | ~Q(head=F("deputy")),
                name="console_filing_two_leaders",
                violation_error_message=_(
                    "The first responsible person and the leader of the team are two people."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.effective_on}"


class FilingMember(LedgerRow):
    """Another person of a team as filed. Append-only; it belongs to the unit of its filing."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="members")
    membership = models.ForeignKey("units.Membership", models.PROTECT, related_name="+")
    part = models.CharField(_("part in the team"), max_length=10, choices=Part)

    class Meta:
        verbose_name = _("member of a filed team")
        verbose_name_plural = _("members of filed teams")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("filing", "membership", "part"), name="console_filing_member_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership.person} · {self.get_part_display()}"


class Vacancy(models.Model):
    """A post of a unit that nobody with an active account holds, from a day to a day (S195).

    Written by :func:`console.filings.vacancies.follow_vacancies` alone, from filings and
    memberships; kept, so that a past day can be asked about.
    """

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("unit"), related_name="vacancies"
    )
    post = models.CharField(_("post"), max_length=10, choices=Post)
    since = models.DateField(_("vacant since"))
    until = models.DateField(_("filled on"), null=True, blank=True)
    told_on = models.DateField(_("the head was told on"), null=True, blank=True)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        ordering = ("since", "id")
        indexes = (models.Index(fields=("unit", "since"), name="console_vacancy_unit"),)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "post"),
                condition=Q(until__isnull=True),
                name="console_vacancy_one_open",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="console_vacancy_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_post_display()}"
