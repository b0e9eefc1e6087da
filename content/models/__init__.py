"""The page types all units share: structure and items."""

from content.models.items import ArticlePage, LeaderPage, NoticePage, PolicyPage, TopicPage
from content.models.structure import ColumnPage, UnitHomePage, UnitIndexPage

__all__ = [
    "ArticlePage",
    "ColumnPage",
    "LeaderPage",
    "NoticePage",
    "PolicyPage",
    "TopicPage",
    "UnitHomePage",
    "UnitIndexPage",
]
