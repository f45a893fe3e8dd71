"""What editors do with the directory: check, write, record."""

from cms.directory.services.entries import (
    assure_services,
    hide_services,
    place_location,
    publish_services,
)

__all__ = ["assure_services", "hide_services", "place_location", "publish_services"]
