"""Other people's clients, pointed at the sandbox by its address."""

from tests.sandbox.conftest import control, product, salon, sandbox

__all__ = ["control", "product", "salon", "sandbox"]
