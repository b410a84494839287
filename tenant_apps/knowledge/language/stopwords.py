"""Words that carry no subject: left out of terms, in questions and documents alike."""

_WORDS = """
а або але б би бо був була були було бути в вам вас ваш ваша ваше ваші ви від він вона вони воно все всі всю
це цей ця ці цьому цього цим цю та те той тоді тож тому то там теж так такий така таке такі ти тобі тут у уже вже
де для до дуже же ж за з зі із і й її його їх їй й як яка яке який які якщо якої якого яких якому якою якій якась
коли котра котрий котрої котру котрій хто кого кому ким що щоб щось чи чим чого чому мене мені мною моя моє мої мій
мою моєї моїх ми нам нас наш на над не ні ну о об однак ось от перед по під при про раз сам свій своє свої
себе собі скільки скіки стільки є буде будуть будете можна можу може можете можемо могти треба потрібно хочу хотіла
хотів хочеться хотілося будь ласка прошу дякую привіт добрий доброго вітаю скажіть підкажіть підскажіть
цікавить роблять робите робимо робити маєте має маємо мати взагалі якісь лише тільки ще
a about after all also am an and any are as at be because been before being both but by can could cannot did do
does doing don down each em few for from further get got had has have having he her here him his how i if in into
is it its just let like many me more most much my no nor not now of on once only or other our out over own
please so some such than that the their them then there these they this those through to too u under until up
very want was we were what when where which while who whom why will with would you your yours hi hello hey tell
im ill id ive youre whats ur wat wot theres n
chy je ye ya ta na v z vas vy my yak jak dlia dlja mozhna treba skilky shcho scho sho po za
"""
STOPWORDS = frozenset(_WORDS.split())
