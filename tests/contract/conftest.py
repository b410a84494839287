from tests.contract.fake_bot_api import bot_api
from tests.contract.fake_graph import graph

__all__ = ["bot_api", "graph"]
