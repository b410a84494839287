"""The words of time in English and Ukrainian, with the forms that people type."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLERS = _words(
    """in at on by the a an of for to after till until and later from now this snooze
    о об на у в до через за із з і та після по цього цю цей год відкласти"""
)


def _forms(**groups: str) -> dict[str, str]:
    return {form: name for name, forms in groups.items() for form in forms.split()}


UNITS = _forms(
    minute="m min mins minute minutes хв хвилина хвилину хвилини хвилин хвилинку",
    hour="h hr hrs hour hours година годину години годин годинку",
    day="d day days день дні днів дня доба добу доби",
    week="w week weeks тиждень тижні тижнів тижня",
    month="month months місяць місяці місяців місяця",
)
_DAYS = {
    0: "today сьогодні",
    1: "tomorrow tmrw tomorow завтра",
    2: "overmorrow післязавтра",
}
DAYS = {form: number for number, forms in _DAYS.items() for form in forms.split()}
TONIGHT = frozenset({"tonight"})
_PARTS = {
    9: "morning зранку вранці ранку ранок ранком",
    12: "noon midday обід обіді обідом полудень опівдні",
    14: "afternoon вдень дня",
    18: "evening ввечері увечері вечора вечір вечором",
    20: "night",
}
PARTS_OF_DAY = {form: hour for hour, forms in _PARTS.items() for form in forms.split()}
_WEEKDAYS = """mon monday понеділок понеділка пн
tue tues tuesday вівторок вівторка вт
wed weds wednesday середа середу середи ср
thu thur thurs thursday четвер четверга чт
fri friday п'ятниця п'ятницю п'ятниці пятниця пятницю пятниці пт
sat saturday субота суботу суботи сб
sun sunday неділя неділю неділі нд"""
WEEKDAYS = {form: number for number, line in enumerate(_WEEKDAYS.splitlines()) for form in line.split()}
NEXT = _words("next coming наступний наступного наступної наступну наступна наступне")
HALF = frozenset({"half", "пів"})
HALF_HOURS = frozenset({"півгодини", "півгодинки"})
HALVES_OF_DAY: dict[str, bool] = {"am": False, "pm": True, "ранку": False, "вечора": True, "дня": True}
_MONTHS = """jan january січня
feb february лютого
mar march березня
apr april квітня
may травня
jun june червня
jul july липня
aug august серпня
sep sept september вересня
oct october жовтня
nov november листопада
dec december грудня"""
MONTHS = {form: number for number, line in enumerate(_MONTHS.splitlines(), 1) for form in line.split()}
_NUMBERS = """one один одну одна першу першій
two два дві другій
three три третій
four чотири четвертій
five п'ять п'ятій
six шість шостій
seven сім сьомій
eight вісім восьмій
nine дев'ять дев'ятій
ten десять десятій
eleven одинадцять одинадцятій
twelve дванадцять дванадцятій"""
NUMBERS = {form: number for number, line in enumerate(_NUMBERS.splitlines(), 1) for form in line.split()}
