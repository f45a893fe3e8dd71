"""The projects that Casement is measured against."""
