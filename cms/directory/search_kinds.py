"""What the public search calls the directory and its entries."""

DIRECTORY, SERVICE, ORGANISATION = "directory", "service", "organisation"
"""The source's name, and its kinds of things."""
