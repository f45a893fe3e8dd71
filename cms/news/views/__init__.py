"""Pages of news: public ones, sending in, and the team's."""
