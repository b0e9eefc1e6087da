"""The people of the units: their memberships, what they hold, and the screens that manage them."""
