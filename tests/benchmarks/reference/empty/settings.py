"""A Django project without tenants, database and middleware."""

SECRET_KEY = "bench"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "empty.views"
MIDDLEWARE: list[str] = []
INSTALLED_APPS: list[str] = []
