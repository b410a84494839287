"""The words of the consent pages, in English and Ukrainian."""

from collections.abc import Mapping

ENGLISH = {
    "lang": "en",
    "sandbox": "sandbox",
    "title": "Let Parlor use {brand}?",
    "lead_facebook": "Parlor wants to read and answer messages of your pages and see their comments.",
    "lead_instagram": "Parlor wants to read and answer messages and comments of your account.",
    "lead_whatsapp": "Parlor wants to send and receive messages of your business number.",
    "choose_facebook": "Your pages",
    "choose_instagram": "Your account",
    "choose_whatsapp": "Your business number",
    "new_facebook": "Or make a new page, named",
    "new_instagram": "Or make a new account, named",
    "new_whatsapp": "Or register a new number for",
    "none": "Nothing is registered yet. Make one below.",
    "approve": "Continue as owner",
    "cancel": "Cancel",
    "choose_one": "Choose at least one, or name a new one.",
    "wrong_app": "Invalid app id. The product asks with another client_id than the sandbox knows.",
    "wrong_redirect": "URL blocked: redirect_uri must be an http or https address.",
    "wrong_type": "response_type must be code.",
    "wrong_scope": "Neither scope nor config_id is given.",
}
UKRAINIAN = {
    "lang": "uk",
    "sandbox": "пісочниця",
    "title": "Дозволити Parlor користуватися {brand}?",
    "lead_facebook": "Parlor хоче читати повідомлення ваших сторінок, відповідати на них і бачити коментарі.",
    "lead_instagram": "Parlor хоче читати повідомлення й коментарі вашого акаунта та відповідати на них.",
    "lead_whatsapp": "Parlor хоче надсилати й отримувати повідомлення вашого бізнес-номера.",
    "choose_facebook": "Ваші сторінки",
    "choose_instagram": "Ваш акаунт",
    "choose_whatsapp": "Ваш бізнес-номер",
    "new_facebook": "Або створіть нову сторінку з назвою",
    "new_instagram": "Або створіть новий акаунт із назвою",
    "new_whatsapp": "Або зареєструйте новий номер для",
    "none": "Поки нічого не зареєстровано. Створіть нижче.",
    "approve": "Продовжити як власник",
    "cancel": "Скасувати",
    "choose_one": "Виберіть хоча б одне або назвіть нове.",
    "wrong_app": "Неправильний app id: продукт прийшов з іншим client_id, ніж знає пісочниця.",
    "wrong_redirect": "Адресу заблоковано: redirect_uri має бути адресою http або https.",
    "wrong_type": "response_type має бути code.",
    "wrong_scope": "Немає ні scope, ні config_id.",
}


def words_for(accepted: str, locale: str) -> Mapping[str, str]:
    """Return the words for the dialog's own locale, else for what the browser likes best."""
    return UKRAINIAN if (locale or accepted).lower().startswith("uk") else ENGLISH
