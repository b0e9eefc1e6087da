"""What this app tells the apps above it; each is sent inside the transaction of the change."""

from django.dispatch import Signal

# A unit's presence has changed. Arguments: unit, before, after.
presence_changed = Signal()

# A membership has ended. Arguments: membership.
membership_ended = Signal()

# Units were registered or changed in bulk, without signals of their rows. Arguments: units.
units_imported = Signal()

# Pages were inserted in bulk, without signals of their rows. Arguments: pages.
pages_inserted = Signal()
