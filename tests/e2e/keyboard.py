"""A keyboard with the Ukrainian layout: each key has its place (`code`) and sends Cyrillic, as people's keyboards do.

Playwright's own `press` knows the American layout only, where every letter says what stands on the key.
"""

from playwright.sync_api import Page

LETTERS = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "йцукенгшщзфівапролдячсмить", strict=True))
MARKS = {"Slash": (".", 191), "Period": ("ю", 190), "Comma": ("б", 188), "Digit2": ("2", 50)}
SHIFTED = {"Slash": ",", "Digit2": '"'}
NAMED = {"Enter": ("\r", 13), "Escape": ("", 27), "Tab": ("", 9), "ArrowUp": ("", 38), "ArrowDown": ("", 40)}
MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}


class UkrainianKeyboard:
    def __init__(self, page: Page) -> None:
        self._page, self._protocol = page, page.context.new_cdp_session(page)

    def press(self, *chords: str) -> None:
        """Press keys by their places, such as `KeyJ`, `Shift+KeyA`, `Control+Slash`, one after the other."""
        for chord in chords:
            *held, code = chord.split("+")
            self._strike(code, sum(MODIFIERS[name] for name in held))

    def type(self, text: str) -> None:
        """Write into the field that has the focus."""
        self._page.keyboard.insert_text(text)

    def _strike(self, code: str, modifiers: int) -> None:
        key, text, number = _sent(code, is_shifted=bool(modifiers & MODIFIERS["Shift"]))
        is_command = bool(modifiers & ~MODIFIERS["Shift"])
        event = {
            "key": key,
            "code": code,
            "modifiers": modifiers,
            "windowsVirtualKeyCode": number,
            "nativeVirtualKeyCode": number,
        }
        shown = {} if is_command or not text else {"text": text, "unmodifiedText": text}
        kind = "keyDown" if shown else "rawKeyDown"
        self._protocol.send("Input.dispatchKeyEvent", {"type": kind, **event, **shown})
        self._protocol.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})


def _sent(code: str, *, is_shifted: bool) -> tuple[str, str, int]:
    """Return the key's name, the text it writes, and its number (that of the American layout, as in browsers)."""
    if code in NAMED:
        text, number = NAMED[code]
        return code, text, number
    if code in MARKS:
        sign, number = MARKS[code]
        sign = SHIFTED.get(code, sign) if is_shifted else sign
        return sign, sign, number
    letter = LETTERS[code.removeprefix("Key")]
    letter = letter.upper() if is_shifted else letter
    return letter, letter, ord(code[-1])
