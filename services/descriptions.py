"""What the read side says of a service guide."""

from content.descriptions import item_facts
from search.registry import Description, ItemType, register_item_type
from services.models import ServicePage


def describe_service(page: ServicePage) -> Description:
    """Describe a service by what a list says of it; its subject is the life event."""
    facts = {**item_facts(page), "text": page.text, "theme": page.life_event}
    return Description(
        **facts,
        details={
            "audience": page.audience,
            "promised_time": page.promised_time_limit,
            "fee": page.fee,
            "handling_url": page.handling_url,
        },
    )


def register() -> None:
    """Make service guides public items that answer how-to questions."""
    register_item_type(
        ItemType(
            key="service",
            label=ServicePage._meta.verbose_name,
            model=ServicePage,
            describe=describe_service,
            answers_how_to=True,
            prefetch=("picture",),
        )
    )
