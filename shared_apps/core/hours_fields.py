"""Days and weeks of working time as the API takes them."""

from typing import Any

from rest_framework import serializers

from shared_apps.core.hours import day_of

MAX_INTERVALS = 12


class DayField(serializers.ListField):
    """Intervals of one day, [["09:00", "13:00"], ["14:00", "02:00"]]: the last one ends after midnight."""

    child = serializers.ListField(child=serializers.CharField(max_length=5), min_length=2, max_length=2)

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_INTERVALS, **options)

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        try:
            day_of(value)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from error
        return value


class OwnWeekField(serializers.ListField):
    """Seven days from Monday; none at all for who keeps no hours of their own."""

    child = DayField()

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=7, **options)

    def to_internal_value(self, data: Any) -> Any:
        week = super().to_internal_value(data)
        if len(week) not in (0, 7):
            raise serializers.ValidationError("Name all seven days from Monday, or none.")
        return week
