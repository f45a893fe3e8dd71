"""Filters for days and times; `theme.times` says how they are written."""

from django import template

from theme.times import day_in_words, moment_in_words, month_in_words, time_in_words

register = template.Library()

register.filter("day", day_in_words)
register.filter("month", month_in_words)
register.filter("time_of_day", time_in_words)
register.filter("day_and_time", moment_in_words)
