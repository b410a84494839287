"""GET /website/<slug>: a small shop's own website that embeds the product's chat, under a strict policy."""

import re
from html import escape
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sandbox.web import Refused

_SLUG = re.compile(r"[a-z0-9-]{1,40}")
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/page/icon.svg"><link rel="stylesheet" href="/page/css/website.css"></head>
<body><header><strong>{name}</strong><nav><a href="#prices">Prices</a> <a href="#visit">Visit us</a></nav></header>
<main><h1>Welcome</h1><p>This page stands for a business's own website. The chat in the corner is the product's.</p>
<section id="prices"><h2>Prices</h2><p>Ask in the chat: it knows the price list.</p></section>
<section id="visit"><h2>Visit us</h2><p>We are open every day but Monday.</p></section></main>
<script async src="{script}"></script></body></html>"""


async def website(request: Request) -> Response:
    """Serve the page of one business; its chat lives on the product's public site."""
    slug = request.path_params["slug"]
    if not _SLUG.fullmatch(slug):
        raise Refused("There is no such website.", code="not_found", status=404)
    product = urlsplit(request.app.state.world.settings.product_url)
    host = f"localhost:{product.port}" if product.hostname == "127.0.0.1" else product.netloc
    policy = (
        f"default-src 'self'; script-src 'self' {product.scheme}://{host}; style-src 'self'; "
        f"img-src 'self' {product.scheme}://{host}; media-src {product.scheme}://{host}; "
        f"connect-src {product.scheme}://{host} ws://{host} wss://{host}"
    )
    name = escape(slug.replace("-", " ").title())
    page = _PAGE.format(name=name, script=f"{product.scheme}://{host}/embed/{slug}.js")
    return HTMLResponse(page, headers={"content-security-policy": policy, "cache-control": "no-cache"})
