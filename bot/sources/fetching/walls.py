"""Knows the walls that keep bots out: a page that asks for a browser instead of what was asked for.

What is recognised is what a product itself says of its challenge, never words that an article could
hold; so a wall may pass unseen, and then what it sends is "not a feed" or "no article".
"""

from bot.sources.fetching.headers import Headers

MOST_READ = 64 * 1024
"""How much of an answer is enough to tell."""

_LARGEST_CHALLENGE = 200_000  # what is larger is a page with something in it

_HEADERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Cloudflare", "cf-mitigated", ("challenge",)),
    ("AWS WAF", "x-amzn-waf-action", ("challenge", "captcha")),
    ("Vercel", "x-vercel-mitigated", ("challenge", "deny")),
    ("SiteGround", "sg-captcha", ("challenge",)),
    ("Sucuri", "x-sucuri-block", ()),
    ("DataDome", "x-dd-b", ()),
)

# Each text stands in the challenge of the product alone, not in pages that it lets through.
_MARKERS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("Cloudflare", (b"window._cf_chl_opt", b"<title>attention required! | cloudflare</title>")),
    ("DataDome", (b"captcha-delivery.com/captcha", b"captcha-delivery.com/c.js")),
    ("PerimeterX", (b'id="px-captcha"',)),
    ("Imperva", (b"_incapsula_resource?swudnsai", b"incapsula incident id")),
    ("Sucuri", (b"sucuri_cloudproxy_js", b"sucuri website firewall - access denied")),
    ("AWS WAF", (b"window.awswafcookiedomainlist", b"awswafintegration.checkforcerefresh")),
    ("Akamai", (b"errors.edgesuite.net", b"sec-if-cpt-container")),
    ("Anubis", (b'id="anubis_challenge"', b"/.within.website/x/cmd/anubis/")),
    ("DDoS-Guard", (b"<title>ddos-guard</title>",)),
    ("Vercel", (b"<title>vercel security checkpoint</title>",)),
    ("QRATOR", (b"/__qrator/qauth",)),
    ("Fastly", (b"/_fs-ch-",)),
)


def wall(headers: Headers, content: bytes) -> str | None:
    """The product whose challenge an answer is; None if it is none.

    Args:
        headers: of the answer.
        content: the beginning of its body, decoded, or all of it.
    """
    for product, name, values in _HEADERS:
        value = headers.first(name)
        if value is not None and (not values or value.lower() in values):
            return product
    if len(content) > _LARGEST_CHALLENGE or not _is_page(content):
        return None
    head = content[:MOST_READ].lower()
    for product, markers in _MARKERS:
        if any(marker in head for marker in markers):
            return product
    return None


def _is_page(content: bytes) -> bool:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"<") and not head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf"))
