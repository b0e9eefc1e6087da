"""The text of an attachment, page by page, for the content check and for finding."""

from files.text.pages import Limits, PageText, Part
from files.text.reading import extract_text
from files.text.unreadable import Reason, UnreadableFile

__all__ = ["Limits", "PageText", "Part", "Reason", "UnreadableFile", "extract_text"]
