"""What each rule says by itself: the class it belongs to, and what to do about a finding."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflows.screening.enums import ProhibitedClass, Rule

# Words and markings bring classes of their own
CLASSES = {
    Rule.MARKING: ProhibitedClass.BARRED,
    Rule.WORD: ProhibitedClass.OTHER,
    Rule.ID_CARD: ProhibitedClass.NOT_FOR_RELEASE,
    Rule.MOBILE: ProhibitedClass.NOT_FOR_RELEASE,
    Rule.LANDLINE: ProhibitedClass.OTHER,
    Rule.BANK_CARD: ProhibitedClass.NOT_FOR_RELEASE,
    Rule.PASSPORT: ProhibitedClass.NOT_FOR_RELEASE,
    Rule.PLATE: ProhibitedClass.OTHER,
    Rule.COORDINATES: ProhibitedClass.NOT_FOR_RELEASE,
    Rule.EMAIL: ProhibitedClass.OTHER,
    Rule.UNREADABLE: ProhibitedClass.OTHER,
}

MESSAGES: dict[Rule, str | Promise] = {
    Rule.MARKING: _("Looks like a secrecy marking; what is marked may not be published."),
    Rule.WORD: _("A word on the list; check that this may be published."),
    Rule.ID_CARD: _("Looks like an identity card number; remove it or hide its middle digits."),
    Rule.MOBILE: _("Looks like a mobile number; remove it unless it is given for the public."),
    Rule.LANDLINE: _("A telephone number; check that it is one for the public."),
    Rule.BANK_CARD: _("Looks like a bank card number; remove it or hide its middle digits."),
    Rule.PASSPORT: _("Looks like the number of a passport or travel permit; remove it."),
    Rule.PLATE: _("Looks like a number plate; check that it must be named."),
    Rule.COORDINATES: _("Exact coordinates; check that this place may be shown so exactly."),
    Rule.EMAIL: _("An e-mail address; check that it is one for the public."),
    Rule.UNREADABLE: _("The check could not read this; open it and read it yourself."),
}
