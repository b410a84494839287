"""Why a page was not read: a code that the web app translates, and a sentence for everyone else."""

from enum import StrEnum


class Reason(StrEnum):
    UNREACHABLE = "unreachable"
    NOT_PUBLIC = "not_public"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    REFUSED = "refused"
    BUSY = "busy"
    GONE = "gone"
    MOVED_AWAY = "moved_away"
    REDIRECTS = "redirects"
    ROBOTS = "robots"
    NOT_TEXT = "not_text"
    NEEDS_JAVASCRIPT = "needs_javascript"
    EMPTY = "empty"
    DUPLICATE = "duplicate"
    BAD_SITEMAP = "bad_sitemap"
    EMBEDDING = "embedding"
    UNREADABLE = "unreadable"
    NO_ACCOUNT = "no_instagram_account"
    PLAN = "plan"


WORDS = {
    Reason.UNREACHABLE: "The website did not answer properly. It is tried again at the next refresh.",
    Reason.NOT_PUBLIC: "The address is not on the public internet, so it is not asked.",
    Reason.TOO_SLOW: "The page did not end in time. It is tried again at the next refresh.",
    Reason.TOO_LARGE: "The page is too large to read.",
    Reason.REFUSED: "The website refuses to show this page. If it needs a sign-in, upload its text as a file.",
    Reason.BUSY: "The website is busy. It is tried again at the next refresh.",
    Reason.GONE: "The page does not exist any more. What was read of it is forgotten in two days.",
    Reason.MOVED_AWAY: "The page leads to another website. Add that website by itself.",
    Reason.REDIRECTS: "The page redirects in a circle.",
    Reason.ROBOTS: "The website asks programs not to read this page (robots.txt).",
    Reason.NOT_TEXT: "This is not a page with text.",
    Reason.NEEDS_JAVASCRIPT: (
        "The page shows its text only by JavaScript, which is not run here. Upload the text as a file, "
        "or add questions and answers."
    ),
    Reason.EMPTY: "No text was found on the page.",
    Reason.DUPLICATE: "The same text stands on another page, which was read.",
    Reason.BAD_SITEMAP: "There is no readable sitemap at this address.",
    Reason.EMBEDDING: "The embeddings endpoint did not answer. It is tried again at the next refresh.",
    Reason.UNREADABLE: "Reading this page failed. It is tried again at the next refresh.",
    Reason.NO_ACCOUNT: "The Instagram account is not connected any more. Connect it in the settings again.",
    Reason.PLAN: "Your plan does not include reading posts. What was read stays; choose a larger plan to go on.",
}
