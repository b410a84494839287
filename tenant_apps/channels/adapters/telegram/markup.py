"""Markdown → the HTML that Telegram understands; and how long a text is in Telegram's eyes.

Source: https://core.telegram.org/bots/api#html-style. Tags are always closed in order, as the text is read from the
outside in; only `& < >` need escaping.
"""

import re
from html import escape, unescape

_FENCE = re.compile(r"```([^\n`]*)\n(.*?)```|```(.+?)```", re.DOTALL)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$")
_BULLET = re.compile(r"^([ \t]*)[*+-][ \t]+(?=\S)")
_QUOTED = re.compile(r"^[ \t]{0,3}>[ \t]?(.*)$")
_HARD_BREAK = re.compile(r"(?:[ \t]{2,}|\\)$")
_TAG = re.compile(r"<[^<>]*>")
_LANGUAGE = re.compile(r"[\w+#-]{1,30}")

# From the longest mark to the shortest; what is code, address or escaped is not looked into again.
_MARK = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!~>|])"
    r"|!?\[(?P<label>[^\]\n]*)\]\(\s*<?(?P<target>(?:[^\s()<>]|\([^\s()]*\))+)>?(?:\s+\"[^\"\n]*\")?\s*\)"
    r"|<(?P<bare>https?://[^\s>]+)>"
    r"|(?P<url>https?://[^\s<>]+)"
    r"|\*\*\*(?=\S)(?P<both>[^\n]+?)(?<=\S)\*\*\*"
    r"|\*\*(?=\S)(?P<bold>[^\n]+?)(?<=\S)\*\*(?!\*)"
    r"|(?<!\w)__(?=\S)(?P<bold_>[^\n]+?)(?<=\S)__(?!\w)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<italic>[^*\n]+?)(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])(?P<italic_>[^_\n]+?)(?<=[^\s_])_(?![\w_])"
    r"|~~(?=\S)(?P<struck>[^\n]+?)(?<=\S)~~"
)
_TAGS = {"bold": "b", "bold_": "b", "italic": "i", "italic_": "i", "struck": "s"}
_LINKED = re.compile(r"(?:https?|tg|mailto|tel):", re.IGNORECASE)


def to_html(text: str) -> str:
    """Return the text as Telegram's HTML. Give it no more than some ten thousand characters."""
    parts, end = [], 0
    text = text.replace("\r\n", "\n")
    for fence in _FENCE.finditer(text):
        parts += [_lines(text[end : fence.start()]), _block(fence)]
        end = fence.end()
    return "".join([*parts, _lines(text[end:])]).strip("\n")


def visible(html: str) -> str:
    """Return what people see of the HTML that `to_html` made."""
    return unescape(_TAG.sub("", html))


def units(text: str) -> int:
    """Return the length in UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _block(fence: re.Match[str]) -> str:
    language, code, on_one_line = fence.groups()
    shown = escape((code if code is not None else on_one_line).rstrip("\n"), quote=False)
    if language and _LANGUAGE.fullmatch(language.strip()):
        return f'<pre><code class="language-{language.strip()}">{shown}</code></pre>'
    return f"<pre>{shown}</pre>"


def _lines(text: str) -> str:
    done: list[str] = []
    quote: list[str] = []
    for line in text.split("\n"):
        quoted = _QUOTED.match(line)
        if quoted:
            quote.append(_line(quoted[1]))
            continue
        done += _closed(quote)
        quote = []
        done.append(_line(line))
    return "\n".join([*done, *_closed(quote)])


def _closed(quote: list[str]) -> list[str]:
    return ["<blockquote>" + "\n".join(quote) + "</blockquote>"] if quote else []


def _line(line: str) -> str:
    line = _HARD_BREAK.sub("", line)
    heading = _HEADING.match(line)
    if heading:
        return f"<b>{_inline(heading[1].replace('**', ''))}</b>"
    return _inline(_BULLET.sub(r"\1• ", line))


def _inline(text: str, depth: int = 0) -> str:
    """Read marks from the outside in; what is nested absurdly deep stays as it is."""
    if depth > 6:
        return escape(text, quote=False)
    parts, end = [], 0
    for mark in _MARK.finditer(text):
        parts += [escape(text[end : mark.start()], quote=False), _marked(mark, depth)]
        end = mark.end()
    return "".join([*parts, escape(text[end:], quote=False)])


def _marked(mark: re.Match[str], depth: int) -> str:
    name, content = mark.lastgroup or "", mark[mark.lastgroup or 0]
    if name == "code":
        return f"<code>{escape(content, quote=False)}</code>"
    if name == "target":
        return _link(mark["label"].strip(), content, depth)
    if name == "both":
        return f"<b><i>{_inline(content, depth + 1)}</i></b>"
    if name in _TAGS:
        return f"<{_TAGS[name]}>{_inline(content, depth + 1)}</{_TAGS[name]}>"
    return escape(content, quote=False)


def _link(label: str, target: str, depth: int) -> str:
    shown = re.sub(r"^(?:mailto|tel):", "", target)
    if not label or label in (target, shown):
        return escape(shown, quote=False)
    if not _LINKED.match(target):
        return f"{_inline(label, depth + 1)} ({escape(shown, quote=False)})"
    return f'<a href="{escape(target)}">{_inline(label, depth + 1)}</a>'
