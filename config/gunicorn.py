"""How gunicorn serves the installation."""

from config import environment as env

bind = f"{env.text('CASEMENT_BIND', '127.0.0.1')}:{env.number('PORT', 8000, 1, 65535)}"
workers = env.number("CASEMENT_WEB_PROCESSES", 2, 1, 64)
worker_class = "config.worker.PlainWorker"
limit_request_line = 8190  # bytes, the most that gunicorn counts
threads = env.number("CASEMENT_WEB_THREADS", 4, 1, 64)
timeout = 60
graceful_timeout = 20
max_requests = 10_000
max_requests_jitter = 1_000
accesslog = None
control_socket_disable = True
