"""Walls against bots are known by what their makers say of them."""

import pytest

from bot.sources.fetching.headers import Headers
from bot.sources.fetching.walls import wall

NONE = Headers([])


@pytest.mark.parametrize(
    ("name", "value", "product"),
    [
        ("cf-mitigated", "challenge", "Cloudflare"),
        ("CF-Mitigated", "Challenge", "Cloudflare"),
        ("x-amzn-waf-action", "challenge", "AWS WAF"),
        ("x-vercel-mitigated", "challenge", "Vercel"),
        ("sg-captcha", "challenge", "SiteGround"),
        ("x-sucuri-block", "anything", "Sucuri"),
        ("x-amzn-waf-action", "count", None),
        ("server", "cloudflare", None),
    ],
)
def test_a_header_tells(name: str, value: str, product: str | None):
    assert wall(Headers([(name.encode(), value.encode())]), b"") == product


@pytest.mark.parametrize(
    ("page", "product"),
    [
        ("<title>Just a moment...</title><script>window._cf_chl_opt={cvId:'3'}", "Cloudflare"),
        ("<title>Attention Required! | Cloudflare</title>", "Cloudflare"),
        ("<script src='https://ct.captcha-delivery.com/c.js'>", "DataDome"),
        ('<div id="px-captcha"></div>', "PerimeterX"),
        ("<iframe src='/_Incapsula_Resource?SWUDNSAI=31'>Incapsula incident ID: 1", "Imperva"),
        ('<script id="anubis_challenge" type="application/json">{}', "Anubis"),
        ("<title>DDoS-Guard</title>", "DDoS-Guard"),
        ("<title>Vercel Security Checkpoint</title>", "Vercel"),
    ],
)
def test_a_challenge_page_tells(page: str, product: str):
    assert wall(NONE, f"<!DOCTYPE html><html><head>{page}".encode()) == product
    assert wall(NONE, f"\r\n\ufeff<html>{page}".encode()) == product


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><p>Just a moment, said the minister, checking his browser.</p>",
        b"<html><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script><p>News",
        b"<html><p>Cloudflare and DataDome keep bots out with a captcha.</p>",
        b"<?xml version='1.0'?><rss><item>window._cf_chl_opt</item></rss>",
        b"<rss><item>captcha-delivery.com/c.js</item></rss>",
        b'{"items": ["window._cf_chl_opt"]}',
        b"window._cf_chl_opt is how one knows it",
        b"<html>" + b"<p>News.</p>" * 20_000 + b"window._cf_chl_opt",
        b"\x89PNG window._cf_chl_opt",
    ],
)
def test_what_only_speaks_of_such_things_is_no_wall(content: bytes):
    assert wall(NONE, content) is None
