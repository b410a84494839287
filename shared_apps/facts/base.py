"""A fact is a frozen dataclass in the past tense that carries ids only."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self
from uuid import UUID

import msgspec


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of all facts; subclasses register themselves by class name, which is what the log stores."""

    registry: ClassVar[dict[str, type["Fact"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        known = Fact.registry.get(cls.__name__)
        if known is not None and known.__module__ != cls.__module__:
            raise TypeError(f"Two facts are called {cls.__name__}: {known.__module__} and {cls.__module__}.")
        Fact.registry[cls.__name__] = cls

    def payload(self) -> dict[str, Any]:
        """Return the ids as JSON values."""
        return {
            field.name: str(value) if isinstance(value := getattr(self, field.name), UUID) else value
            for field in fields(self)
        }

    @classmethod
    def load(cls, name: str, payload: dict[str, Any]) -> "Fact | None":
        """Return the fact that a log row holds, None when its class is gone since."""
        kind = cls.registry.get(name)
        return kind.read(payload) if kind else None

    @classmethod
    def read(cls, payload: dict[str, Any]) -> Self:
        return msgspec.convert(payload, cls, strict=False)
