from django.db import connection
from django.test.utils import CaptureQueriesContext
def test_q(platform_client):
    platform_client.get("/")
    with CaptureQueriesContext(connection) as c:
        platform_client.get("/")
    for q in c.captured_queries: print(q["time"], q["sql"][:260])
    assert 0
