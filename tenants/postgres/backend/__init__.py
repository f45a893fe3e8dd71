"""Django's database backend for the embedded server and for DATABASE_URL."""
