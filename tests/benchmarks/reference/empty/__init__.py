"""An empty view: as little as Django can do."""
