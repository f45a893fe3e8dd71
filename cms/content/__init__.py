"""Reading starter and demonstration content from Markdown (`docs/content.md`)."""
