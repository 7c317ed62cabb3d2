"""The catalogue as one page for the browser: nothing is loaded, and it works without scripts."""

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from practicepack.documents.catalogue import Catalogue
from practicepack.documents.linked_data import linked_data
from practicepack.render.sandbox import template_source
from practicepack.render.templates import Templates

PAGE_TEMPLATE, SCRIPT_TEMPLATE, STYLE_TEMPLATE = (
    "screen/catalogue.html",
    "screen/catalogue.js",
    "screen/catalogue.css",
)


def catalogue_page(templates: Templates, shown: Catalogue, index: Mapping[str, Any]) -> bytes:
    """The page. `index` is what its search looks in, see `search/page_index.py`."""
    script, style = _template_text(templates, SCRIPT_TEMPLATE), _template_text(templates, STYLE_TEMPLATE)
    policy = f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}"
    page = templates.environment.get_template(PAGE_TEMPLATE).render(
        title=templates.title,
        policy=policy,
        catalogue=shown,
        sheets=tuple(shown.sheets()),
        count=sum(1 for _ in shown.activities()),
        drawings=_picture_addresses(templates, shown),
        # our own texts, and data in which nothing can end the element that it is in
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        index=_data(index),
        linked_data=_data(linked_data(shown, templates.words.language)),
    )
    return page.encode()


def _template_text(templates: Templates, name: str) -> str:
    source = template_source(templates.workspace, name)
    assert source is not None, name  # it is shipped with the program
    return source.text


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _data(value: Mapping[str, Any]) -> Markup:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(written.replace("<", "\\u003c"))  # noqa: S704  # no tag can begin in it


def _picture_addresses(templates: Templates, shown: Catalogue) -> dict[str, str]:
    """The pictures as addresses that hold them: a browser runs no script in such a picture."""
    addresses = {}
    for activity in shown.activities():
        picture = templates.pictures.get(activity.picture)
        if picture is not None and picture.name.endswith(".svg"):
            data = templates.workspace.data(picture.name)
            addresses[activity.picture] = f"data:image/svg+xml;base64,{b64encode(data).decode()}"
    return addresses
