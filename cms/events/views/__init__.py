"""Pages of events: public ones, booking, sending in, and the team's."""
