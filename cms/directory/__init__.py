"""The directory of services: organisations, services, places, opening times, taxonomies."""
