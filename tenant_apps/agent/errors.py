from shared_apps.core.errors import Invalid


class ModelAddressRefused(Invalid):
    """The model's address is not one that Parlor asks."""

    def __init__(self, reason: str) -> None:
        super().__init__("The address of the model cannot be used.", fields={"base_url": [reason]})
