"""PDF files written by hand: paragraphs, headings and a ruled price table on every page; the same for the same seed."""

import random
import zlib

WORDS = [
    "the", "salon", "offers", "colour", "cut", "blow", "dry", "treatment", "with", "care", "for", "your",
    "hair", "and", "skin", "before", "the", "visit", "please", "tell", "the", "master", "about",
    "allergies", "bookings", "can", "be", "moved", "one", "day", "ahead", "without", "a", "fee", "gift",
    "cards", "are", "valid", "for", "a", "year",
]  # fmt: skip
COLUMNS = (60, 300, 400, 500)
ROW_POINTS = 18


def pdf(pages: int, *, seed: int = 1) -> bytes:
    """Return a PDF of so many A4 pages, about 1,600 letters each."""
    rng = random.Random(seed)
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
    ]
    kids = []
    for number in range(1, pages + 1):
        content = zlib.compress("\n".join([*_paragraphs(number, rng), *_table(number, rng)]).encode())
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n" % len(content) + content + b"\nendstream")
        fonts = b"<</Font<</F1 3 0 R/F2 4 0 R>>>>"
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources%s>>"
        objects.append(page % (len(objects), fonts))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(kids))
    return _file(objects)


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))


def _paragraphs(number: int, rng: random.Random) -> list[str]:
    lines = [f"BT /F2 14 Tf 60 780 Td ({_words(rng, 3).capitalize()}: week {number}) Tj ET"]
    top = 750
    for _ in range(4):
        for _ in range(5):
            lines.append(f"BT /F1 10 Tf 60 {top} Td ({_words(rng, 14)}.) Tj ET")
            top -= 13
        top -= 12
    return lines


def _table(number: int, rng: random.Random) -> list[str]:
    rows = [["Service", "Minutes", "Price"]]
    rows += [
        [f"{_words(rng, 2)} {number}-{at}", str(rng.randrange(15, 180)), str(rng.randrange(20, 300))]
        for at in range(10)
    ]
    top, bottom = 430, 430 - ROW_POINTS * len(rows)
    lines = []
    for at, cells in enumerate(rows):
        line = top - at * ROW_POINTS
        lines.append(f"0.5 w {COLUMNS[0]} {line} m {COLUMNS[-1]} {line} l S")
        lines += [
            f"BT /F1 10 Tf {left + 4} {line - 13} Td ({cell}) Tj ET"
            for left, cell in zip(COLUMNS, cells, strict=False)
        ]
    lines.append(f"0.5 w {COLUMNS[0]} {bottom} m {COLUMNS[-1]} {bottom} l S")
    return lines + [f"0.5 w {left} {top} m {left} {bottom} l S" for left in COLUMNS]


def _file(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)
