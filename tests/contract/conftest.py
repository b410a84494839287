from tests.contract.fake_graph import graph

__all__ = ["graph"]
