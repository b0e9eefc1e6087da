"""The people of the install, what their memberships let them do, and how they signed in."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.enums import CENTRE_ROLES, UNIT_ROLES, Role, SignInOutcome
from units.models.units import Unit
from units.querysets import DelegationQuerySet, MembershipQuerySet


class User(AbstractUser):
    """A member of staff; what they may do follows from their memberships. Shared by all units.

    People are deactivated, never deleted: a name and a staff number once given stay theirs.
    """

    full_name = models.CharField(_("full name"), max_length=60, blank=True)
    staff_number = models.CharField(
        _("staff number"), max_length=30, unique=True, null=True, blank=True
    )
    must_change_password = models.BooleanField(
        _("must choose a password of their own"), default=False, editable=False
    )
    session_generation = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = (
            models.UniqueConstraint(
                fields=("is_superuser",),
                condition=Q(is_superuser=True),
                name="units_user_one_emergency_account",
                violation_error_message=_("There is one emergency account only."),
            ),
        )

    def get_full_name(self) -> str:
        """Return the name as it is written in Chinese, in one field."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    def get_session_auth_hash(self) -> str:
        """Bind sessions to the generation too, so that raising it ends all of them at once."""
        return self._bind(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same for the secret keys that are being retired."""
        for fallback in super().get_session_auth_fallback_hash():
            yield self._bind(fallback)

    def _bind(self, session_hash: str) -> str:
        return f"{session_hash}:{self.session_generation}"


class Membership(models.Model):
    """A person's role in a unit, or for the centre when ``unit`` is empty."""

    person = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    is_principal = models.BooleanField(_("principal leader of the unit"), default=False)
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(unit__isnull=False, role__in=UNIT_ROLES)
                | Q(unit__isnull=True, role__in=CENTRE_ROLES),
                name="units_membership_role_fits_place",
            ),
            models.CheckConstraint(
                condition=Q(is_principal=False) | Q(role=Role.LEADER),
                name="units_membership_principal_is_leader",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="units_membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=("person", "unit", "role"),
                condition=Q(ended_on__isnull=True),
                name="units_membership_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("person", "role"),
                condition=Q(ended_on__isnull=True, unit__isnull=True),
                name="units_membership_once_in_the_centre",
            ),
            models.UniqueConstraint(
                fields=("unit",),
                condition=Q(is_principal=True, ended_on__isnull=True),
                name="units_membership_one_principal",
            ),
        )

    def __str__(self) -> str:
        place = self.unit.short_name if self.unit else _("Centre")
        return f"{self.person} · {place} · {self.get_role_display()}"


class ColumnDelegation(models.Model):
    """A column of the portal that the editors of another unit keep as well (S166)."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="delegations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="delegations")
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegated column")
        verbose_name_plural = _("delegated columns")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("page", "unit"),
                condition=Q(ended_on__isnull=True),
                name="units_columndelegation_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.page} · {self.unit.short_name}"


class SignIn(models.Model):
    """One attempt to sign in, kept for supervision; it belongs to a person, not to a unit."""

    person = models.ForeignKey(User, models.PROTECT, related_name="sign_ins", null=True, blank=True)
    username = models.CharField(_("username"), max_length=150)
    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=SignInOutcome)
    method = models.CharField(_("method"), max_length=40, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    browser = models.CharField(_("browser"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.username} · {self.get_outcome_display()}"
