"""Which subdomains a business may take."""

import re
from dataclasses import dataclass

from tenants.models import Tenant

MIN_LENGTH, MAX_LENGTH = 3, 40
_SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_RESERVED_WORDS = (
    "about abuse account accounts admin administrator api app apps assets auth billing blog book booking "
    "cdn chat console contact dashboard dev docs download email embed enter example extensions ftp graph "
    "help home hostmaster imap inbox info internal legal localhost login mail marketing media metrics mx "
    "news noreply parlor ping pop postmaster pricing privacy public register root sales sandbox security "
    "shop signin signup sign-in sign-up smtp sql ssl staff staging static status store support system "
    "team tenant terms test webhook webhooks webmaster webmail widget wiki www xmpp "
)
RESERVED = frozenset(_RESERVED_WORDS.split())

# Cabinet of Ministers of Ukraine, resolution 55 of 2010, as people know it from their passports.
_LATIN = str.maketrans(
    dict(zip("абвгґдезиіклмнопрстуфыэ", "abvhgdezyiklmnoprstufye", strict=True))
    | {"є": "ie", "ж": "zh", "ї": "i", "й": "i", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ю": "iu", "я": "ia", "ё": "io", "'": "", "’": "", "ʼ": "", "ь": "", "ъ": ""}
)


@dataclass(frozen=True)
class SlugVerdict:
    """`reason` is None, "invalid", "reserved" or "taken"; `suggestion` is a free slug near the wish."""

    reason: str | None
    suggestion: str | None

    @property
    def is_available(self) -> bool:
        return self.reason is None


def judge(wish: str) -> SlugVerdict:
    """Say whether `wish` may be taken as it stands."""
    reason = _reason(wish)
    return SlugVerdict(reason, None if reason is None else _near(wish))


def _reason(slug: str) -> str | None:
    if not MIN_LENGTH <= len(slug) <= MAX_LENGTH or not _SHAPE.fullmatch(slug):
        return "invalid"
    if slug in RESERVED:
        return "reserved"
    return "taken" if Tenant.objects.filter(slug=slug).exists() else None


def _near(wish: str) -> str | None:
    """Return the first free slug of `wish`, `wish-2`, `wish-3` …, in Latin letters."""
    latin = wish[:200].lower().translate(_LATIN)
    stem = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[: MAX_LENGTH - 4].strip("-")
    if not stem:
        return None
    candidates = [
        stem if len(stem) >= MIN_LENGTH else f"{stem}-studio",
        *(f"{stem}-{n}" for n in range(2, 30)),
    ]
    taken = set(Tenant.objects.filter(slug__in=candidates).values_list("slug", flat=True)) | RESERVED
    return next((slug for slug in candidates if slug not in taken and len(slug) >= MIN_LENGTH), None)
