"""Hostile HTML: nothing that runs gets through, and no mail costs more than its size."""

import re
import time

import pytest

from tenant_apps.channels.adapters.email.markup import Markup
from tenant_apps.channels.adapters.email.wording import to_text

HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror\n=\n'alert(1)'>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' jAvAsCrIpT&colon;alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<iframe src='https://evil.test'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='evil.swf'></object><embed src='evil.swf'>",
    "<form action='https://evil.test'><input name=password><button>Sign in</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.test'>",
    "<base href='https://evil.test/'>",
    "<link rel=stylesheet href='https://evil.test/x.css'>",
    "<style>@import 'https://evil.test/x.css';</style>",
    "<div style=\"background:url('javascript:alert(1)')\">x</div>",
    "<div style='background-image:url(https://evil.test/pixel)'>x</div>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>x</div>",
    "<p style='color:\\72 ed;behavior:url(x)'>x</p>",
    "<img src='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<template><script>alert(1)</script></template>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1)>x</body>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<a href='https://ok.test' target=_self onclick=alert(1) id=token name=location>x</a>",
]
FORBIDDEN_TAG = re.compile(
    r"<(?:script|iframe|object|embed|form|input|button|svg|math|meta|link|base|style|template|noscript)", re.I
)
FORBIDDEN_INSIDE = re.compile(
    r"<[^>]*(?:\son\w+\s*=|javascript:|vbscript:|url\(|expression|position:|\sid=)", re.I
)
FILLING = "<p>x</p>" * 200


@pytest.mark.parametrize("filling", ["", FILLING], ids=["short", "long"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_it_lets_nothing_through_that_acts(hostile: str, filling: str) -> None:
    clean = Markup.of(filling + hostile + filling).html

    # What is text to a browser may look as it likes.
    tags = re.sub(r"\"[^\"]*\"", lambda found: found[0].replace("<", "").replace(">", ""), clean)
    assert not FORBIDDEN_TAG.search(tags)
    assert not FORBIDDEN_INSIDE.search(tags)
    assert 'target="_self"' not in clean


def test_it_keeps_what_letters_are_made_of() -> None:
    cell = '<td style="color:#123456;padding:4px"><b>Hi</b> <img src="cid:a" alt="x"></td>'

    clean = Markup.of(f'<table width="600"><tr>{cell}</tr></table>').html

    assert clean == f'<table width="600"><tbody><tr>{cell}</tr></tbody></table>'


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 90_000 + "</div>" * 90_000,
        "".join(f"<b class={n}><p>" for n in range(9000)),
        "".join(f"<b class={n}><p><!--</b>-->x" for n in range(9000)),
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<font style='color:red' size=7>" * 12 + "<p>x" * 100_000,
        "<table><td><font color=red>x" * 20_000,
        '<a "' * 200_000,
        "<" * 500_000,
    ],
    ids=["nested", "repeated", "hidden ends", "attributes", "paragraphs", "tables", "quotes", "signs"],
)
def test_it_defuses_bombs(bomb: str) -> None:
    begun = time.process_time()

    markup = Markup.of(bomb)
    to_text(markup)

    assert time.process_time() - begun < 8
    assert len(markup.html) < 4_000_000


def test_it_writes_quotations_with_their_marks() -> None:
    markup = Markup.of("<p>Yes</p><blockquote><p>At ten?</p><blockquote>When?</blockquote></blockquote>")

    assert to_text(markup) == "Yes\n\n> At ten?\n>\n>> When?"


def test_it_keeps_the_numbers_of_lists() -> None:
    markup = Markup.of(
        "<ol start='3'><li>Cut<ul><li>Short</li></ul></li><li>Dye</li></ol><ul><li>Wash</li></ul>"
    )

    assert to_text(markup) == "3. Cut\n\n- Short\n\n4. Dye\n\n- Wash"
