"""StreamField blocks, one family a module."""

from cms.blocks.body import BodyBlock, PartBlock, QuestionBlock, TaskBlock

__all__ = ["BodyBlock", "PartBlock", "QuestionBlock", "TaskBlock"]
