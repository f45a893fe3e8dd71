"""Dates and times are written in Welsh as in British English; the names of months translate."""

from config.formats.en.formats import *  # noqa: F403
