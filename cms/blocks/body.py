"""The body of a page, and the parts, questions and tasks that some pages are made of."""

from wagtail import blocks

from cms.blocks import words
from cms.blocks.actions import ActionBlock, CardsBlock, StepsBlock
from cms.blocks.contact import ContactBlock
from cms.blocks.figures import ChartBlock, TableBlock
from cms.blocks.lists import EventsListBlock, NewsListBlock
from cms.blocks.media import DownloadsBlock, ImageBlock
from cms.blocks.offers import FormBlock, QuestionsBlock, ServiceCardBlock
from cms.blocks.pages import PageBlock
from cms.blocks.text import (
    DetailsBlock,
    InsetBlock,
    QuotationBlock,
    TextBlock,
    WarningBlock,
)
from cms.blocks.video import VideoBlock


class BodyBlock(blocks.StreamBlock):
    """Everything a page's body may hold."""

    text = TextBlock(group="Words")
    inset = InsetBlock(group="Words")
    warning = WarningBlock(group="Words")
    details = DetailsBlock(group="Words")
    quote = QuotationBlock(group="Words")
    steps = StepsBlock(group="Things to do")
    action = ActionBlock(group="Things to do")
    cards = CardsBlock(group="Things to do")
    contact = ContactBlock(group="Things to do")
    service = ServiceCardBlock(group="Things to do")
    form = FormBlock(group="Things to do")
    questions = QuestionsBlock(group="Words")
    table = TableBlock(group="Figures")
    chart = ChartBlock(group="Figures")
    events_list = EventsListBlock(group="Lists")
    news_list = NewsListBlock(group="Lists")
    image = ImageBlock(group="Pictures and files")
    downloads = DownloadsBlock(group="Pictures and files")
    video = VideoBlock(group="Pictures and files")


class PartBlock(blocks.StructBlock):
    """A part of a guide, or a step of a step by step."""

    title = words.CharBlock(max_length=160)
    body = BodyBlock(required=False)

    class Meta:
        icon = "list-ul"


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = words.CharBlock(max_length=200)
    answer = BodyBlock()

    class Meta:
        icon = "help"


class TaskBlock(blocks.StructBlock):
    """What a visitor came for: a link on the home page."""

    title = words.CharBlock(max_length=80)
    text = words.CharBlock(max_length=200, required=False)
    page = PageBlock()

    class Meta:
        icon = "pick"
