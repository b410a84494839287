"""Everyday words of customers and businesses that mean the same, across Ukrainian and English.

General language of buying, booking and visiting only: no trade's own words. Each line is one concept.
"""

from functools import lru_cache

from tenant_apps.knowledge.language.spelling import is_cyrillic, phonetic
from tenant_apps.knowledge.language.stems import stem_english, stem_ukrainian

CONCEPTS = """
ціна вартість коштує кошту почому прайс тариф плата грн гривень price prices cost costs fee charge rate tariff pay £ uah
безкоштовно безплатно даром free complimentary безоплатно
знижка знижки акція скидка discount offer sale off дисконт
передплата завдаток аванс deposit prepayment передоплата
оплата оплатити заплатити сплатити розрахуватись pay payment paid
картка карткою карта card cards
готівка готівкою cash cashless
повернення повернути refund refunded return
сертифікат ваучер voucher certificate gift подарунковий
бали кешбек bonus points cashback бонуси
скасувати скасування відмінити відміна cancel cancellation cancelled
перенести перенесення reschedule move moved postpone
запис записатися записатись запису бронювання забронювати booking book booked appointment slot reserve reservation
запізнення запізнюся запізнитися спізнюся late lateness delay
прийти візит visit come appointment
неявка no-show noshow
графік розклад години hours schedule rota timetable opening times
працює працюєте працювати відчинено відкрито open opens opening work works working
зачинено закрито закривається вихідний closed close closes shut
відпустка відсутній відсутня away absence holiday vacation leave
сьогодні today
завтра tomorrow
понеділок пн понеділка mon monday
вівторок вт tue tuesday
середа ср wed wednesday
четвер чт thu thursday
пятниця пт fri friday
субота сб sat saturday
неділя нд sun sunday
січень січня jan january
лютий лютого feb february
березень березня mar march
квітень квітня apr april
травень травня may
червень червня jun june
липень липня jul july
серпень серпня aug august
вересень вересня sep september
жовтень жовтня oct october
листопад листопада nov november
грудень грудня dec december
різдво christmas xmas
день дні доба добу day days
тиждень тижні тижнів week weeks
місяць місяці місяців month months monthly
рік роки років year years annual
хвилина хвилин хв minute minutes min
година годин год hour hours
адреса знаходитесь розташований де address located location where
вулиця вул street road
філія філіал відділення точка branch shop location office
вхід entrance door
сходинки пандус ramp step steps wheelchair accessible
паркування парковка паркінг стоянка parking park car bays
туалет вбиральня toilet toilets restroom wc
вайфай wifi internet інтернет мережа пароль password
кава чай coffee tea drink
собака собаки песик пес dog dogs doggo puppy pet animal тварина тварини
кішка кіт cat cats
дитина діти дитячий дітей донька син child children kid kids son daughter
чоловік чоловічий чоловіки man men mens male
жінка жіночий жінки woman women womens female ladies
вагітна вагітність вагітним pregnant pregnancy
студент студентський student students
ветеран військовий ветерани veteran military
пенсіонер літні senior seniors pensioner
вік років age old
дозволено можна allowed permitted
заборонено не можна forbidden prohibited banned
скарга поскаржитися скарги complaint complain complaints
менеджер керівник manager head
адміністратор рецепція admin reception counter administrator
майстер спеціаліст фахівець specialist master staff
лікар doctor physician
працівник співробітник колектив staff employee team
телефон номер phone number call mobile
пошта лист email mail
договір угода contract agreement
гарантія guarantee warranty
документ документи document documents papers
доставка доставити delivery deliver shipping
купити придбати buy purchase
загубив загубила загублений забув lost forgot found
відгук відгуки review reviews feedback
мова мовою language languages speak speaks
українська український ukrainian ukraine
англійська english
польська polish poland
новий нові new
старий старі old
скільки тривалість триває займає long duration last lasts takes
щомісячний абонемент підписка subscription membership plan pass
учасник клуб club member members
весілля весільний wedding bride groom
група групою груповий компанія group groups
подарунок gift present
страховка страхування поліс insurance insured policy
ремонт лагодити repair fix mend
машина авто автомобіль car vehicle
світло електрика power electricity light
генератор generator
тривога укриття shelter alarm
""".strip()


def _term(word: str) -> str:
    return phonetic(stem_ukrainian(word) if is_cyrillic(word) else stem_english(word))


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in CONCEPTS.split("\n"):
        terms = {_term(word) for word in line.replace("-", "").split() if word.isalnum()}
        for term in terms:
            table.setdefault(term, set()).update(terms)
    return {term: frozenset(related) for term, related in table.items()}


def concept_terms(term: str) -> frozenset[str]:
    """Return the terms that mean the same as `term` in everyday use, itself included."""
    return _table().get(term, frozenset())
