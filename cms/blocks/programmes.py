"""Where and when a programme runs."""

from wagtail import blocks

from cms.blocks import words


class RunBlock(blocks.StructBlock):
    """One group that is planned."""

    first_day = blocks.DateBlock()
    place = words.CharBlock(max_length=160)
    time = words.CharBlock(max_length=120, required=False, help_text="Tuesdays, 10am to noon")
    note = words.CharBlock(
        max_length=200, required=False, help_text="Crèche, language, places left."
    )

    class Meta:
        icon = "date"
