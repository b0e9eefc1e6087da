"""The link directory under two persons: all sites show it, and no page's approval covers it."""

from django.utils.translation import gettext_lazy as _

from home.models import Link
from workflows.changes.permissions import user_is_it_office, user_is_second_person
from workflows.changes.register import register as register_change

LINK_FIELDS = ("group", "level", "title", "url", "position")


def register() -> None:
    """Let links be changed by a proposal and a decision only."""
    register_change(
        Link,
        LINK_FIELDS,
        label=_("Link of the directory"),
        may_propose=user_is_it_office,
        may_decide=user_is_second_person,
    )
