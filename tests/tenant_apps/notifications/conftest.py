from tests.tenant_apps.conversations.conftest import clock, graph, inside, line, receive, thread

__all__ = ["clock", "graph", "inside", "line", "receive", "thread"]
