"""What people look for: the words that mean the same, and how often what was asked for."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from search.analysis import fold, key

LONGEST_WORD = 40
LONGEST_COUNTED = 40


def word_key(text: str) -> str:
    """Return a word as it is looked up: folded, with single spaces."""
    return " ".join(fold(text).split())


class Synonym(models.Model):
    """An everyday word and what law and government call the same. Shared by all units.

    Kept by the IT office. ``shipped_as`` is the pair of the shipped table that the row was made
    from; it stays whatever the row becomes, so that the pair is not added again.
    """

    word = models.CharField(
        _("word"), max_length=LONGEST_WORD, help_text=_("As people say it, for example in a query.")
    )
    equals = models.CharField(
        _("official word"), max_length=LONGEST_WORD, help_text=_("As it stands in official texts.")
    )
    is_two_way = models.BooleanField(
        _("both ways"),
        default=False,
        help_text=_("Whoever asks for the official word also finds the everyday one."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    word_key = models.CharField(max_length=LONGEST_WORD, blank=True, editable=False)
    equals_key = models.CharField(max_length=LONGEST_WORD, blank=True, editable=False)
    shipped_as = models.CharField(max_length=2 * LONGEST_WORD + 1, blank=True, editable=False)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ("word_key", "equals_key")
        constraints = (
            models.UniqueConstraint(
                fields=("word_key", "equals_key"),
                name="search_synonym_pair",
                violation_error_message=_("This pair is in the table already."),
            ),
            models.CheckConstraint(
                condition=~Q(word_key=F("equals_key")), name="search_synonym_differs"
            ),
        )

    def __str__(self) -> str:
        return f"{self.word} = {self.equals}"

    @property
    def pair(self) -> tuple[str, str]:
        """Both keys: what makes two rows the same."""
        return (self.word_key, self.equals_key)

    def clean(self) -> None:
        """Fill in the keys; refuse words that cannot be looked for, or that are the same."""
        super().clean()
        for name in ("word", "equals"):
            text = " ".join(getattr(self, name).split())
            setattr(self, name, text)
            setattr(self, f"{name}_key", word_key(text))
            if len(key(text)) < 2 or len(word_key(text)) > LONGEST_WORD:
                fault = _("A word has from two to %(most)d letters or characters.")
                raise ValidationError({name: fault % {"most": LONGEST_WORD}})
        if self.word_key == self.equals_key:
            raise ValidationError({"equals": _("Both words are the same.")})

    def validate_constraints(self, exclude: Iterable[str] | None = None) -> None:
        """Look at the pair in forms too, which leave out fields that nobody types in."""
        is_clean = self.word_key and self.word_key != self.equals_key
        keys = {"word_key", "equals_key"} if is_clean else set()
        super().validate_constraints(set(exclude or ()) - keys)


class QueryCount(models.Model):
    """How often a text was asked for on one day at one unit's host, and what came of it.

    Nothing tells who asked, from where, or at what time of the day.
    """

    day = models.DateField(_("day"))
    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="+", db_index=False)
    text = models.CharField(_("words"), max_length=LONGEST_COUNTED)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    empty = models.PositiveIntegerField(_("searches without results"), default=0)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)
    positions = models.PositiveBigIntegerField(_("sum of the positions clicked"), default=0)

    class Meta:
        verbose_name = _("count of a query")
        verbose_name_plural = _("counts of queries")
        constraints = (
            models.UniqueConstraint(fields=("unit", "day", "text"), name="search_count_once"),
        )
        indexes = (models.Index(fields=("text", "day"), name="search_count_text_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.text}"
