"""The words in which the business card is told. Pure.

The headings hold what people ask with, so that a question finds its line.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Phrases:
    about: str
    hours: str
    holidays: str
    address: str
    contacts: str
    social: str
    languages: str
    days: tuple[str, ...]
    months: tuple[str, ...]
    closed: str
    open: str
    phone: str
    email: str
    website: str
    our_address: str
    we_speak: str
    every_year: str

    def date(self, on: date, *, is_yearly: bool) -> str:
        day = f"{on.day} {self.months[on.month - 1]}"
        return f"{day}, {self.every_year}" if is_yearly else f"{day} {on.year}"


PHRASES: dict[str, Phrases] = {
    "en": Phrases(
        about="About the business",
        hours="Opening hours: when are you open, what time do you open and close",
        holidays="Holidays and special days",
        address="Address: where are you, how to find you",
        contacts="Contacts: phone, e-mail, website",
        social="Social networks",
        languages="Languages that we speak",
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        closed="closed",
        open="open",
        phone="Phone",
        email="E-mail",
        website="Website",
        our_address="Our address:",
        we_speak="We speak:",
        every_year="every year",
    ),
    "uk": Phrases(
        about="Про компанію",
        hours="Години роботи, графік: коли ви працюєте, о котрій відкриваєтесь і зачиняєтесь",
        holidays="Святкові та особливі дні",
        address="Адреса: де ви знаходитесь, як вас знайти",
        contacts="Контакти: телефон, пошта, сайт",
        social="Соціальні мережі",
        languages="Мови, якими ми говоримо",
        days=("Понеділок", "Вівторок", "Середа", "Четвер", "П’ятниця", "Субота", "Неділя"),
        months=(
            *("січня", "лютого", "березня", "квітня", "травня", "червня"),
            *("липня", "серпня", "вересня", "жовтня", "листопада", "грудня"),
        ),
        closed="зачинено",
        open="години роботи",
        phone="Телефон",
        email="Пошта",
        website="Сайт",
        our_address="Наша адреса:",
        we_speak="Ми говоримо такими мовами:",
        every_year="щороку",
    ),
}

LANGUAGES: dict[str, dict[str, str]] = {
    "en": {
        "uk": "Ukrainian", "en": "English", "pl": "Polish", "de": "German", "es": "Spanish", "fr": "French",
        "it": "Italian", "ro": "Romanian", "tr": "Turkish", "cs": "Czech",
    },
    "uk": {
        "uk": "українська", "en": "англійська", "pl": "польська", "de": "німецька", "es": "іспанська",
        "fr": "французька", "it": "італійська", "ro": "румунська", "tr": "турецька", "cs": "чеська",
    },
}  # fmt: skip
