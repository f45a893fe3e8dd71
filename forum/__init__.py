"""Parent & Family Forum: Where parents and carers talk with those who plan and run services."""
