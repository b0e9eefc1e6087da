"""The receiver that notes a post as vacant at once when its person leaves."""

from typing import Any

from django.dispatch import receiver

from console.filings.vacancies import follow_vacancies
from units.events import membership_ended
from units.models import Membership, Unit


@receiver(membership_ended, sender=Membership, dispatch_uid="console.filings")
def note_vacancy(membership: Membership, **kwargs: Any) -> None:
    """Look at the unit that the person has left."""
    if membership.unit_id is not None:
        follow_vacancies(Unit.objects.filter(pk=membership.unit_id))
