"""What the admin's own templates ask for: whose install this is, and who is at work."""

from django import template
from django.conf import settings
from django.http import HttpRequest

from units.posts import Post
from units.workbench.posts import posts_of

register = template.Library()


@register.simple_tag
def city_name() -> str:
    """Return the name of the install."""
    return str(settings.WAGTAIL_SITE_NAME)


@register.simple_tag
def own_posts(request: HttpRequest) -> tuple[Post, ...]:
    """Return the roles of the person who asks, with their units."""
    return posts_of(request).held
