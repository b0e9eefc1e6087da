"""Addresses of pictures, made without asking the database.

An address names the image, the filter and a signature over both; the picture is made when it is
first asked for. Elder mode shares the pictures, so its prefix is left out.
"""

from django.urls import get_script_prefix, reverse
from wagtail.images.utils import generate_signature


def image_address(image_id: int, filter_spec: str) -> str:
    """Return the path of an image under a filter such as ``fill-640x400``."""
    signature = generate_signature(image_id, filter_spec)
    path = reverse("image", args=(signature, image_id, filter_spec))
    return "/" + path.removeprefix(get_script_prefix())
