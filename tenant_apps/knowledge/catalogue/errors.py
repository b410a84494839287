from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict


class CatalogueErrorCode(StrEnum):
    KNOWN_SKU = "known_sku"
    TOO_MANY_ITEMS = "too_many_items"
    NOT_A_PHOTO = "not_a_photo"


class KnownSku(Conflict):
    def __init__(self) -> None:
        super().__init__(
            CatalogueErrorCode.KNOWN_SKU, "Another item has this article number. Each needs its own."
        )


class TooManyItems(Conflict):
    def __init__(self, most: int) -> None:
        message = f"A catalogue holds up to {most} items. Delete some that are not sold any more."
        super().__init__(CatalogueErrorCode.TOO_MANY_ITEMS, message, data={"most": most})


class NotAPhoto(AppError):
    def __init__(self) -> None:
        message = "This is not a picture that can be shown. Choose a JPEG, PNG or WebP file."
        super().__init__(CatalogueErrorCode.NOT_A_PHOTO, message, fields={"file": [message]})
