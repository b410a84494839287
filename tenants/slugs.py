"""Which subdomains a business may take."""

import re
from dataclasses import dataclass

from shared_apps.core.clock import now
from tenants.models import FormerSlug, Tenant

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

# What looks the same in an address bar: `supp0rt`, `bi11ing`, `adrnin`.
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s"})


def skeleton(slug: str) -> str:
    """Return what `slug` looks like at a glance; two of one skeleton are easily taken for each other."""
    return slug.translate(_ALIKE).replace("rn", "m").replace("vv", "w")


_RESERVED_LOOKS = frozenset(map(skeleton, RESERVED))

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


def judge(wish: str, *, tenant: Tenant | None = None) -> SlugVerdict:
    """Say whether `wish` may be taken as it stands; `tenant` may have back what was its own."""
    reason = _reason(wish, tenant)
    return SlugVerdict(reason, None if reason is None else _near(wish))


def _reason(slug: str, tenant: Tenant | None) -> str | None:
    if not MIN_LENGTH <= len(slug) <= MAX_LENGTH or not _SHAPE.fullmatch(slug):
        return "invalid"
    if slug in RESERVED or skeleton(slug) in _RESERVED_LOOKS:
        return "reserved"
    mine = tenant.id if tenant else None
    former = FormerSlug.objects.filter(slug=slug, until__gt=now()).exclude(tenant=mine)
    is_taken = Tenant.objects.filter(slug=slug).exclude(id=mine).exists() or former.exists()
    return "taken" if is_taken else None


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
    taken = set(Tenant.objects.filter(slug__in=candidates).values_list("slug", flat=True))
    taken |= set(FormerSlug.objects.filter(slug__in=candidates).values_list("slug", flat=True))
    return next((slug for slug in candidates if slug not in taken and _is_free(slug)), None)


def _is_free(slug: str) -> bool:
    return len(slug) >= MIN_LENGTH and slug not in RESERVED and skeleton(slug) not in _RESERVED_LOOKS
