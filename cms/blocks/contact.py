"""How to get in touch."""

from wagtail import blocks

from cms.blocks import words


class ContactBlock(blocks.StructBlock):
    """A contact card; what is left empty comes from the portal's own contact details."""

    title = words.CharBlock(max_length=120, required=False)
    telephone = words.CharBlock(max_length=40, required=False)
    email = blocks.EmailBlock(required=False)
    address = words.TextBlock(required=False)
    hours = words.CharBlock(max_length=200, required=False)

    class Meta:
        icon = "mail"
        template = "cms/blocks/contact.html"
        preview_value = {"title": "Contact us"}
        description = "A contact card; empty, it shows the portal's own details"
