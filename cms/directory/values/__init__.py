"""Entries as plain values: read, compared, put into words and written, whoever asks for it.

The values of an entry are a dictionary that JSON can hold: its own fields by name, and its parts
(`terms`, `phones`, `schedules` and so on) as lists. A proposed change keeps those that differ.
"""
