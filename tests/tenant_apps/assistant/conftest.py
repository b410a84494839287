from tests.tenant_apps.agent.conftest import model

__all__ = ["model"]
