"""Pages of the finder below the page in the tree: a service, an organisation, the own list."""
