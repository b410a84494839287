from tests.contract.fake_bot_api import bot_api
from tests.contract.fake_graph import graph
from tests.contract.meta_graph import meta_graph

__all__ = ["bot_api", "graph", "meta_graph"]
