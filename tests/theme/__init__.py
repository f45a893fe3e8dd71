"""The look: brand, contrast, emblem, components, forms, weight."""
