"""The words runs over many units are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RunKind(TextChoices):
    """What is done to the units."""

    IMPORT = "import", _("Import of a roster")
    PROVISION = "provision", _("Provisioning")
    APPLY = "apply", _("Applying a blueprint")


class RunState(TextChoices):
    """Where a run stands."""

    WAITING = "waiting", pgettext_lazy("run", "Waiting for its turn")
    RUNNING = "running", pgettext_lazy("run", "Under way")
    DONE = "done", pgettext_lazy("run", "Done")
    STOPPED = "stopped", pgettext_lazy("run", "Stopped")
