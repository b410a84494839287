"""The bare pages of the simulated Stripe: no script, forms only."""

from html import escape

from starlette.responses import HTMLResponse

from sandbox.stripe.cards import ALL
from sandbox.stripe.shelf import Obj

# A form may end at the product, whichever host that is.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"


def money(amount: int, currency: str) -> str:
    return f"{amount / 100:,.2f} {currency.upper()}"


def page(title: str, body: str, *, wrong: str = "", status: int = 200) -> HTMLResponse:
    note = f"<p class='wrong' role='alert'>{escape(wrong)}</p>" if wrong else ""
    html = (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(title)}</title><link rel='icon' href='/page/icon.svg'>"
        "<link rel='stylesheet' href='/page/css/consent.css'>"
        "<link rel='stylesheet' href='/page/css/stripe.css'></head><body data-brand='stripe'><main>"
        f"<p class='brand'>Stripe <span>sandbox</span></p><h1>{escape(title)}</h1>{note}{body}</main></body></html>"
    )
    return HTMLResponse(html, status, {"content-security-policy": POLICY, "cache-control": "no-store"})


def card_form(button: str, *, email: str = "", back: str = "", asks_email: bool = True) -> str:
    """Return a form with a card's fields; the test cards are offered below the number."""
    offered = "".join(
        f"<option value='{' '.join(card.number[i : i + 4] for i in range(0, 16, 4))}'>{escape(card.label)}</option>"
        for card in ALL.values()
    )
    listed = "".join(f"<li><code>{card.number}</code> {escape(card.label)}</li>" for card in ALL.values())
    mail = (
        f"<label>Email<input name='email' type='email' autocomplete='off' value='{escape(email)}'></label>"
        if asks_email
        else ""
    )
    leave = f"<a class='button' href='{escape(back)}'>Back</a>" if back else ""
    return (
        f"<form method='post' class='card'>{mail}"
        "<label>Card number<input name='number' required inputmode='numeric' autocomplete='off' list='cards'"
        " placeholder='4242 4242 4242 4242'></label>"
        f"<datalist id='cards'>{offered}</datalist>"
        "<div class='two'><label>Expiry<input name='expiry' value='12 / 34' autocomplete='off'></label>"
        "<label>CVC<input name='cvc' value='123' autocomplete='off' inputmode='numeric'></label></div>"
        "<label>Name on card<input name='name' autocomplete='off'></label>"
        f"<div class='foot'>{leave}<button class='yes' name='do' value='pay'>{escape(button)}</button></div>"
        f"<details><summary>Test cards</summary><ul>{listed}</ul></details></form>"
    )


def challenge(number: str, name: str, email: str) -> str:
    """Return the bank's question."""
    kept = "".join(
        f"<input type='hidden' name='{key}' value='{escape(value)}'>"
        for key, value in (("number", number), ("name", name), ("email", email))
    )
    return (
        f"<p class='lead'>Your bank asks whether it is you (3-D Secure).</p><form method='post'>{kept}"
        "<div class='foot'><button name='do' value='fail'>Fail</button>"
        "<button class='yes' name='do' value='proved'>Complete</button></div></form>"
    )


def invoice_rows(invoices: list[Obj]) -> str:
    rows = "".join(
        f"<li><a href='{escape(each['hosted_invoice_url'] or '#')}'>{escape(each['number'] or each['id'])}</a>"
        f" {money(each['total'], each['currency'])} <em>{escape(each['status'])}</em></li>"
        for each in invoices
    )
    return f"<ul class='rows'>{rows}</ul>" if rows else "<p class='none'>No invoices yet.</p>"
