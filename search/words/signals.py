"""Has every process read synonyms and promotions again when one has changed."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.search_promotions.models import SearchPromotion

from search.models import Synonym
from search.words import promotions, synonyms


@receiver((post_save, post_delete), sender=Synonym)
def forget_synonyms(**_kwargs: Any) -> None:
    """Read the synonyms anew."""
    synonyms.forget()


@receiver((post_save, post_delete), sender=SearchPromotion)
def forget_promotions(**_kwargs: Any) -> None:
    """Read the promotions anew."""
    promotions.forget()
