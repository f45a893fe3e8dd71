"""The same page in a stock single-site Wagtail: no tenants, no page map, no page cache."""
