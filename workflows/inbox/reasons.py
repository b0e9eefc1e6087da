"""What reviewers most often write; a tap puts it into the opinion."""

from django.utils.translation import gettext_lazy as _

RETURNING = (
    _("Wrong facts or figures: please check them."),
    _("Unclear or faulty wording."),
    _("The attachment is missing or is the wrong one."),
    _("Personal data must be taken out."),
    _("Not to be published: it touches secrets or internal matters."),
    _("Wrong column or wrong subject class."),
)
APPROVING = (
    _("Agreed."),
    _("Checked: nothing secret."),
    _("The personal data has the person’s consent, or the law demands its publication."),
)
