"""A campaign whose every text tries to be something else than text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from tests.builders import write_campaign

CANARY = "canary"
"""Name of the file that appears beside the campaign if the server runs a text of it."""

PAYLOADS = {
    # name, text; each sets `window.pwned`, makes the canary, asks another host, or breaks a layout
    "expression": "{{ 7*191 }}",
    "template": "{{ cycler.__init__.__globals__.os.system('touch CANARY') }}",
    "block": "{% raw %}",
    "comment": "{# x",
    "format": "{0.__class__.__mro__} {name} %s %(x)s",
    "script": "</script><script>window.pwned=1</script>",
    "image": "<img src=x onerror=window.pwned=1>",
    "svg": "\"'><svg onload=window.pwned=1>",
    "style": "</style><style>body{display:none}</style>",
    "comment-html": "--><!-- <iframe src=http://evil.example/>",
    "literal": "${window.pwned=1}",
    "backticks": "`window.pwned=1` ```js",
    "address": "javascript:window.pwned=1",
    "link": "[here](javascript:window.pwned=1)",
    "picture": "![x](http://evil.example/x.png)",
    "autolink": "<http://evil.example/a> http://evil.example/b?x=1&y=2",
    "icon": ":material/home: :red[red] :small[x] :streamlit: # Title a -> b -- c >= d",
    "formula": '=HYPERLINK("http://evil.example") $x^2$ $$y$$',
    "separator": "before\u2028after\u2029end",
    "right-to-left": "\u202egnp.exe\u202c \u2067\u05d0\u05d1\u05d2\u2069",
    "marks": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L \u0007\u200b",
    "long": "long " + "x" * 10_000,
    "words": "many words " * 900,
}

TEXTS = ("title", "kind", "region", "city", "venue", "organizers", "hosts", "partners",
         "participants", "summary", "notes", "sources")  # fmt: skip
TRANSLATED = ("title", "city", "venue", "participants", "summary", "notes")
FILES = ("../../../../etc/passwd", "/etc/passwd", "campaign.toml", "picture.svg", "page.png",
         "passwd.png", "../outside.png")  # fmt: skip
ADDRESSES = ("javascript:window.pwned=1", "data:text/html,<script>window.pwned=1</script>",
             "vbscript:x", "file:///etc/passwd", " jAvAsCrIpT:window.pwned=1",
             'http://evil.example/x" onclick="window.pwned=1', "//evil.example/x")  # fmt: skip


def write_hostile_campaign(folder: Path) -> Path:
    """Write a campaign with a consultation per payload, which stands in all its texts."""
    canary = str(folder / CANARY)
    payloads = {name: text.replace("CANARY", canary) for name, text in PAYLOADS.items()}
    texts = list(payloads.values())
    rows = [_consultation(place, texts) for place in range(len(texts))]
    campaign = write_campaign(
        folder / "campaign",
        rows,
        toml=_toml(texts),
        regions=[_region(place, text) for place, text in enumerate(texts)],
        organizations=[_organization(text) for text in texts],
        documents=[_document(place, row["id"], texts) for place, row in enumerate(rows)],
        photos=[_photo(place, row["id"], texts) for place, row in enumerate(rows)],
        demands=[_demand(place, texts) for place in range(len(texts))],
        judgements=[_judgement(place, texts) for place in range(len(texts))],
    )
    (campaign / "picture.svg").write_text("<svg onload='window.pwned=1'/>")
    (campaign / "page.png").write_text("<script>window.pwned=1</script>")
    (campaign / "passwd.png").symlink_to("/etc/passwd")
    Image.new("RGB", (20, 20)).save(folder / "outside.png")
    return campaign


def _consultation(place: int, texts: list[str]) -> Mapping[str, str]:
    """Make a row of one text; it has a place, a date and feeds the next, so that all is drawn."""
    text = texts[place]
    return {
        "id": text,
        **dict.fromkeys(TEXTS, text),
        "feeds_into": texts[(place + 1) % len(texts)],
        **{f"{name}__fr": text for name in TRANSLATED},
        "country": "Senegal",
        "lat": str(place * 3 - 29),
        "lon": str(place * 7 - 70),
        "start": f"2016-{place % 12 + 1:02d}-01",
        "end": f"2016-{place % 12 + 1:02d}-{place + 2:02d}",
    }


def _region(place: int, text: str) -> Mapping[str, str]:
    return {
        "id": text,
        "name": text,
        "name__fr": text,
        "m49": ("011", "017", "014", text)[place % 4],
        "countries": text,
        "color": text,
        "sources": text,
        "notes": text,
        "notes__fr": text,
    }


def _organization(text: str) -> Mapping[str, str]:
    return {
        "id": text, "name": text, "name__fr": text, "short": text, "aliases": text,
        "url": text, "sources": text,
    }  # fmt: skip


def _document(place: int, consultation: str, texts: list[str]) -> Mapping[str, str]:
    text = texts[place]
    return {
        "id": text, "consultation": consultation, "title": text, "title__fr": text, "kind": text,
        "language": text, "url": ADDRESSES[place % len(ADDRESSES)], "source": text,
    }  # fmt: skip


def _photo(place: int, consultation: str, texts: list[str]) -> Mapping[str, str]:
    text = texts[place]
    return {
        "id": text, "consultation": consultation, "caption": text, "caption__fr": text,
        "file": FILES[place % len(FILES)], "url": ADDRESSES[place % len(ADDRESSES)],
        "credit": text, "source": text,
    }  # fmt: skip


def _demand(place: int, texts: list[str]) -> Mapping[str, str]:
    """Make a demand of one text, made at its consultation; every other one is verbatim."""
    text = texts[place]
    names = ("id", "text", "text__fr", "page", "by", "addressed_to", "theme", "carried_to",
             "sources", "notes")  # fmt: skip
    return dict.fromkeys(names, text) | {
        "made_at": text, "verbatim": ("yes", "no", text)[place % 3],
    }  # fmt: skip


def _judgement(place: int, texts: list[str]) -> Mapping[str, str]:
    text = texts[place]
    names = ("by", "kind", "target", "paragraph", "quote", "match", "status", "note", "reply")
    address = ADDRESSES[place % len(ADDRESSES)]
    return dict.fromkeys(names, text) | {
        "demand": text, "answer": ("accepted", text)[place % 2], "on": ("2017", text)[place % 2],
        "evidence": address, "archived": address,
    }  # fmt: skip


def _toml(texts: list[str]) -> str:
    """Write a `campaign.toml` of these texts; JSON strings are TOML strings."""
    everything = json.dumps(" ".join(text for text in texts if len(text) < 200))
    said = "\n".join(
        f"{name}{language} = {everything}"
        for name in ("title", "subtitle", "introduction", "credits")
        for language in ("", "__fr")
    )
    kinds = "\n".join(
        "[[kinds]]\n"
        + "\n".join(
            f"{key} = {json.dumps(text)}" for key in ("id", "title", "title__fr", "plural", "shape")
        )
        for text in texts
    )
    return f"""
id = {json.dumps(texts[0])}
url = "javascript:window.pwned=1"
languages = ["en", "fr", "{{{{ 7*191 }}}}"]
sources = {json.dumps(texts)}
{said}
{kinds}
"""
