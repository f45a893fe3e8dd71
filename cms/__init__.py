"""Public pages of a portal: page types, blocks, starter content, navigation, search."""
