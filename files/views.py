"""Serving pictures: made from the original when first asked for, never the original itself."""

from wagtail.images.views.serve import ServeView


class ImageView(ServeView):
    """Serve an image under a signed filter."""
