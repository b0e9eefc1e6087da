"""Proposing, issuing, acknowledging and repealing rules (S001)."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.filings.standing import is_at_work, teams_of
from console.models import RuleAcknowledgement, RuleDocument, RuleVersion
from console.permissions import require_leading_group, require_office
from console.rules.enums import RuleState
from console.rules.permissions import (
    require_decider,
    require_responsible,
    user_can_withdraw_version,
)
from console.rules.reading import current_versions, obliged_units
from console.steps import add_step
from units.models import Membership, Unit, User
from workflows.enums import NoticeKind
from workflows.notices.actions import tell


@transaction.atomic
def propose_rule(
    *,
    user: User,
    title: str,
    text: str,
    level: str = "",
    system: str = "",
    document_number: str = "",
    file: File[Any] | None = None,
) -> RuleVersion:
    """Propose a rule that there is not yet, with its first version.

    Raises ``PermissionDenied`` for all but the IT office, and ``ValidationError`` for a title that
    another rule has, an empty text, or a file of a kind that is not taken.
    """
    require_office(user)
    document = RuleDocument(title=title.strip(), level=level, system=system)
    document.full_clean()
    document.save()
    return propose_version(
        document, user=user, text=text, document_number=document_number, file=file
    )


@transaction.atomic
def propose_version(
    document: RuleDocument,
    *,
    user: User,
    text: str,
    changes: str = "",
    document_number: str = "",
    file: File[Any] | None = None,
) -> RuleVersion:
    """Propose the next version of a rule; it counts once the leading group has issued it.

    Raises ``PermissionDenied`` for all but the IT office, and ``ValidationError`` when a version
    waits already, the rule is repealed, nothing differs, or for what the model refuses.
    """
    require_office(user)
    document = RuleDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.repealed_on:
        raise ValidationError(_("%(rule)s is repealed.") % {"rule": document})
    digest = digest_of(text, file)
    issued = document.versions.filter(state=RuleState.ISSUED).first()
    if issued and issued.digest == digest:
        raise ValidationError(_("Text and file are those of the version in force."))
    last = document.versions.aggregate(number=Max("number"))["number"] or 0
    version = RuleVersion(
        document=document,
        number=last + 1,
        document_number=document_number.strip(),
        text=text.strip(),
        changes=changes.strip(),
        file=file or "",
        file_name=(file.name or "") if file else "",
        digest=digest,
        proposed_by=user,
        proposed_at=timezone.now(),
    )
    version.full_clean()
    version.save()
    add_step(version, StepKind.FILED, user=user, reason=version.changes, digest=digest)
    return version


@transaction.atomic
def withdraw_version(version: RuleVersion, *, user: User, reason: str) -> RuleVersion:
    """Take a proposed version back.

    Raises ``PermissionDenied`` for all but who proposed it, and ``ValidationError`` once decided.
    """
    version = _locked(version)
    _refuse_decided(version)
    if not user_can_withdraw_version(user, version):
        raise PermissionDenied(_("Only who proposed a version takes it back."))
    return _decide(version, RuleState.WITHDRAWN, StepKind.WITHDRAWN, user, reason)


@transaction.atomic
def refuse_version(version: RuleVersion, *, user: User, reason: str) -> RuleVersion:
    """Refuse a proposed version.

    Raises ``PermissionDenied`` for all but the leading group and for who proposed it, and
    ``ValidationError`` without a reason or once decided.
    """
    version = _locked(version)
    require_decider(user, version)
    _refuse_decided(version)
    if not reason.strip():
        raise ValidationError(_("Say why the version is refused."))
    return _decide(version, RuleState.REFUSED, StepKind.REFUSED, user, reason)


@transaction.atomic
def issue_version(version: RuleVersion, *, user: User, reason: str = "") -> RuleVersion:
    """Issue a proposed version: from now on it is in force, and the units' heads are told.

    Raises ``PermissionDenied`` for all but the leading group and for who proposed it, and
    ``ValidationError`` once decided, or when text or file are not those that were proposed.
    """
    version = _locked(version)
    require_decider(user, version)
    _refuse_decided(version)
    if digest_of(version.text, version.file or None) != version.digest:
        raise ValidationError(_("Text or file are no longer what was proposed."))
    issued = _decide(version, RuleState.ISSUED, StepKind.APPROVED, user, reason)
    _tell_heads(issued)
    return issued


@transaction.atomic
def acknowledge(version: RuleVersion, unit: Unit, *, user: User) -> RuleAcknowledgement:
    """Acknowledge a version in force for a unit; doing it again changes nothing.

    Raises ``PermissionDenied`` for all but the unit's first responsible person and principal
    leader, and ``ValidationError`` for a version that is not in force for the unit.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    require_responsible(user, unit)
    done = RuleAcknowledgement.objects.filter(version=version, unit=unit).first()
    if done is not None:
        return done
    if not current_versions(unit).filter(pk=version.pk).exists():
        raise ValidationError(_("This version is not in force for the unit."))
    row = RuleAcknowledgement(
        version=version, unit=unit, person=user, at=timezone.now(), digest=version.digest
    )
    row.full_clean()
    row.save()
    add_step(version, StepKind.ACKNOWLEDGED, user=user, unit=unit, digest=version.digest)
    return row


@transaction.atomic
def repeal_rule(document: RuleDocument, *, user: User, reason: str) -> RuleDocument:
    """End a rule: no version of it is in force any more; repeating it changes nothing.

    Raises ``PermissionDenied`` for all but the leading group, and ``ValidationError`` without a
    reason, or while a version waits to be decided.
    """
    require_leading_group(user)
    document = RuleDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.repealed_on:
        return document
    if not reason.strip():
        raise ValidationError(_("Say why the rule is repealed."))
    if document.versions.filter(state=RuleState.PROPOSED).exists():
        raise ValidationError(_("A version of this rule waits for the leading group."))
    document.repealed_on = timezone.localdate()
    document.save(update_fields=("repealed_on",))
    add_step(document, StepKind.REPEALED, user=user, reason=reason)
    return document


def digest_of(text: str, file: File[Any] | None) -> str:
    """Return the digest of a text and, where there is one, of a file."""
    total = hashlib.sha256(text.strip().encode())
    if file:
        file.open("rb")
        for chunk in file.chunks():
            total.update(chunk)
        file.seek(0)
    return total.hexdigest()


def _locked(version: RuleVersion) -> RuleVersion:
    rows = RuleVersion.objects.select_for_update(of=("self",)).select_related("document")
    return rows.get(pk=version.pk)


def _refuse_decided(version: RuleVersion) -> None:
    if version.state != RuleState.PROPOSED:
        raise ValidationError(
            _("The version is decided already: %(state)s.") % {"state": version.get_state_display()}
        )


def _decide(
    version: RuleVersion, state: RuleState, kind: StepKind, user: User, reason: str
) -> RuleVersion:
    version.state, version.decided_by, version.decided_at = state, user, timezone.now()
    version.full_clean()
    version.save(update_fields=("state", "decided_by", "decided_at"))
    add_step(version, kind, user=user, reason=reason.strip(), digest=version.digest)
    return version


def _tell_heads(version: RuleVersion) -> None:
    """Tell the responsible people of all units that the rule is for."""
    units = list(obliged_units(version.document))
    people = {
        membership.person
        for membership in Membership.objects.principal_leaders()
        .filter(unit__in=[unit.pk for unit in units])
        .select_related("person")
    }
    people |= {
        team.head.person for team in teams_of(units).values() if team.head and is_at_work(team.head)
    }
    with translation.override(settings.LANGUAGE_CODE):
        title = _("To be acknowledged: %(rule)s, version %(number)s") % {
            "rule": version.document.title,
            "number": version.number,
        }
        text = _("A unit goes live only once its responsible person has acknowledged the rules.")
    url = reverse("console_rules_version", args=(version.pk,))
    tell(people, NoticeKind.OFFICE, title=title, text=text, url=url)
