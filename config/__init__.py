"""Settings, URL roots and the WSGI entry point. Wires the apps; nothing imports it."""
