"""How Casement looks: brand, contrast, emblem, templates, components and form rendering."""
