"""The link directory that all sites show."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.enums import LinkLevel
from home.querysets import LinkQuerySet


class Link(models.Model):
    """A link of the directory that all sites show. Shared by all units (S051, S116)."""

    group = models.CharField(_("group"), max_length=60)
    level = models.CharField(_("level"), max_length=12, choices=LinkLevel)
    title = models.CharField(_("title"), max_length=120)
    url = models.URLField(_("address"), max_length=400, unique=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    is_dead = models.BooleanField(_("does not answer"), default=False, editable=False)
    failure = models.CharField(_("what was answered"), max_length=200, blank=True, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title
