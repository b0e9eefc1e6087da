"""What the history of a person or a column says of each action."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from units.enums import Role

# Actions whose sentence says no more than their label.
PLAIN = {
    "units.person.deactivate": gettext_lazy("Account deactivated"),
    "units.person.reactivate": gettext_lazy("Account reactivated"),
    "units.person.link": gettext_lazy("Link to set a password sent"),
    "units.person.password": gettext_lazy("New initial password set"),
    "units.person.sessions": gettext_lazy("Signed out everywhere"),
    "units.person.change": gettext_lazy("Personal data changed"),
}
# Actions that are about a unit, or the centre, named in the entry's data.
PLACED = {
    "units.person.invite": (
        gettext_lazy("Account opened"),
        gettext_lazy("Account opened for %(place)s"),
    ),
    "units.role.give": (
        gettext_lazy("Role given"),
        gettext_lazy("Role given: %(role)s, %(place)s"),
    ),
    "units.role.end": (
        gettext_lazy("Role ended"),
        gettext_lazy("Role ended: %(role)s, %(place)s"),
    ),
    "units.role.principal": (
        gettext_lazy("Made principal leader"),
        gettext_lazy("Made principal leader of %(place)s"),
    ),
    "units.person.hand_over": (
        gettext_lazy("Handed over"),
        gettext_lazy("Handed over to %(successor)s, %(place)s: %(held)s"),
    ),
    "units.column.delegate": (
        gettext_lazy("Column delegated"),
        gettext_lazy("Column delegated to the editors of %(place)s"),
    ),
    "units.column.end": (
        gettext_lazy("Delegation ended"),
        gettext_lazy("Delegation to the editors of %(place)s ended"),
    ),
}


class PlacedFormatter(LogFormatter):
    """Puts role, unit and successor of an entry into its sentence."""

    sentence: str | Promise = ""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return the sentence; data that an older entry lacks is left empty."""
        data = log_entry.data
        role = data.get("role")
        return str(self.sentence) % {
            "place": data.get("unit_name") or _("the centre"),
            "role": Role(role).label if role in Role.values else role,
            "successor": data.get("successor", ""),
            "held": "; ".join(data.get("held", ())),
        }


def register_all(actions: LogActionRegistry) -> None:
    """Register every action of the people package with the log."""
    for action, label in PLAIN.items():
        actions.register_action(action, label, label)
    for action, (label, sentence) in PLACED.items():
        formatter = type(
            "_PlacedFormatter", (PlacedFormatter,), {"label": label, "sentence": sentence}
        )
        actions.register_action(action)(formatter)
