"""The words units, people and addresses are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The unit that holds every page outside all unit homes (design invariant I1).
PORTAL_CODE = "portal"


class UnitKind(TextChoices):
    """What a unit is; the directory groups by it, in this order."""

    PARTY_ORGAN = "party_organ", _("Party organs")
    CONGRESS = "congress", _("Congress and consultative conference")
    DEPARTMENT = "department", _("Government departments")
    JUDICIAL = "judicial", _("Judicial organs")
    MASS_ORGANISATION = "mass_organisation", _("Mass organisations")
    INSTITUTION = "institution", _("Public institutions")
    VERTICAL_AGENCY = "vertical_agency", _("Vertically managed agencies")
    DISTRICT = "district", _("Districts and counties")
    TOWNSHIP = "township", _("Townships and sub-districts")
    ENTERPRISE = "enterprise", _("Public enterprises")


class System(TextChoices):
    """The system a unit belongs to; it names the office that reviews it (S082)."""

    PARTY = "party", _("Party and mass organisations")
    GOVERNMENT = "government", _("Government")


class Funding(TextChoices):
    """Who pays for a unit's site."""

    PUBLIC = "public", _("Paid by public finance")
    SELF = "self", _("Paid by the unit")


class Presence(TextChoices):
    """How a unit appears to the public (design invariant I2)."""

    DIRECTORY = "directory", _("Directory entry")
    CHANNEL = "channel", _("Channel of the portal")
    SITE = "site", _("Site with its own host")


class Aftermath(TextChoices):
    """What the addresses of a closed unit answer."""

    ARCHIVE = "archive", _("Kept readable as an archive")
    MOVED = "moved", _("Leads to the successor")
    GONE = "gone", _("Says that the site has ended")


class Level(TextChoices):
    """The level a unit stands at; settings are inherited from the level above (S148)."""

    CITY = "city", _("City")
    DISTRICT = "district", _("District or county")
    TOWNSHIP = "township", _("Township")


# From the narrowest level to the widest: the order in which settings are looked for.
LEVELS_UPWARDS = (Level.TOWNSHIP, Level.DISTRICT, Level.CITY)


class SiteStatus(TextChoices):
    """What the roster says of a unit's site when the unit is registered."""

    EXISTING = "existing", _("Has a site")
    PLANNED = "planned", _("Site planned")


class UnitState(TextChoices):
    """The one state a unit is in, computed from facts and never stored (S033)."""

    UNBUILT = "unbuilt", _("Unbuilt")
    PLANNED = "planned", _("Planned")
    BUILDING = "building", _("Building")
    LIVE = "live", pgettext_lazy("state of a unit", "Live")
    DORMANT = "dormant", _("Dormant")
    FAILING = "failing", _("Failing")
    CLOSED = "closed", _("Closed")


# States in which the public meets a unit's own pages.
OPEN_STATES = (UnitState.LIVE, UnitState.DORMANT, UnitState.FAILING)


class Role(TextChoices):
    """What a membership lets a person do: in one unit, or for the centre."""

    EDITOR = "editor", _("Editor")
    LEADER = "leader", _("Leader")
    OPERATOR = "operator", _("Operator")
    PARTY_OFFICE = "party_office", _("Party office reviewer")
    GOVERNMENT_OFFICE = "government_office", _("Government office reviewer")
    SECRECY = "secrecy", _("Secrecy reviewer")
    IT_OFFICE = "it_office", _("IT office")
    LEADING_GROUP = "leading_group", _("Leading group")
    INSPECTOR = "inspector", _("Inspector")


UNIT_ROLES = (Role.EDITOR, Role.LEADER, Role.OPERATOR)
CENTRE_ROLES = tuple(role for role in Role if role not in UNIT_ROLES)
# Those who read about all units and all that is in review, and decide no text
SUPERVISORS = (Role.IT_OFFICE, Role.LEADING_GROUP, Role.INSPECTOR)


class SignInOutcome(TextChoices):
    """How an attempt to sign in ended."""

    SIGNED_IN = "signed_in", _("Signed in")
    REFUSED = "refused", _("Refused")
    LOCKED_OUT = "locked_out", _("Locked out")
    SIGNED_OUT = "signed_out", _("Signed out")


class FeatureScope(TextChoices):
    """Where a feature is on (S185)."""

    NOWHERE = "nowhere", _("Nowhere")
    PILOT = "pilot", _("In named units")
    EVERYWHERE = "all", _("Everywhere")


class Accent(TextChoices):
    """The hues a site may choose from; every one is checked for contrast."""

    RED = "red", _("Red")
    VERMILION = "vermilion", _("Vermilion")
    AMBER = "amber", _("Amber")
    GREEN = "green", _("Green")
    TEAL = "teal", _("Teal")
    BLUE = "blue", _("Blue")
    INDIGO = "indigo", _("Indigo")
    PLUM = "plum", _("Plum")
