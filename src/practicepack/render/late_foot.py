"""The foot of a page, taken out of its part: place, date and head-count are stamped on when parts are joined.

They stand on nearly every page and are the last to change. A part without them stays as it was laid out.
"""

import re

OPEN, CLOSE = "/*<foot>*/", "/*</foot>*/"
"""What templates put around the foot. No text can hold it: in a string of CSS, `<` is escaped."""
FOOT = re.compile(r"/\*<foot>\*/(.*?)/\*</foot>\*/", re.DOTALL)
FOLIO = re.compile(r"/\*<folio>\*/(.*?)/\*</folio>\*/", re.DOTALL)
STYLE_ELEMENT = re.compile(r"<style>(.*?)</style>", re.DOTALL)
BEFORE_PAGE = re.compile(r".*?(?=<!doctype html>|<html\b)", re.DOTALL | re.IGNORECASE)
"""What a template of the user's has before the page begins. Browsers and WeasyPrint print it."""
HTML_HEAD = re.compile(r"<head>.*</head>", re.DOTALL)
BODY = re.compile(r'<body class="([^"]*)".*', re.DOTALL)
AREA = re.compile(r"\bof-[\w-]+")
"""The class of a practice area, which shapes no foot: feet of several areas are one."""
BOX = re.compile(r'@(?:top|bottom)-(?:left|center|right) \{(?:"[^"]*"|[^"{}])*\}')
FILLED_BELOW = re.compile(r'@bottom-[\w-]+ *\{(?:"[^"]*"|[^"{}])*content:')
COUNTER = re.compile(r"counter\(pages?\)")
FOLIO_LABEL = re.compile(r'"[^" ]+ – "')
WIDEST_LABEL = '"00 – "'
OTHER_MARGIN_BOXES = (
    *("top-left-corner", "top-left", "top-center", "top-right", "top-right-corner", "right-top"),
    *("right-middle", "right-bottom", "bottom-right-corner", "bottom-center", "bottom-left-corner"),
    *("left-bottom", "left-middle", "left-top"),
)
"""All places in the margins of a page but those of the foot and the folio."""
NOTHING_ELSE = (
    "html, body { background: none !important }\n"
    "@page { background: none !important; border: 0 !important; marks: none !important }\n"
    f"@page {{ {' '.join(f'@{place} {{ content: none !important }}' for place in OTHER_MARGIN_BOXES)} }}\n"
)
"""What a style sheet puts on every page comes with the part. It must not come a second time with the foot."""


def split(html: str, own_styles: str) -> tuple[str, str]:
    """A part without its foot, and a page with the foot alone; empty where the part keeps it or has none.

    A part keeps its foot where a template or style sheet of the user's puts something beside it: then both
    have to be laid out together.
    """
    style = STYLE_ELEMENT.search(html)
    if style is None or not FOOT.search(style[1]):
        return html, ""
    boxes = FOOT.findall(style[1])
    after_head = html[style.end() :]
    rest = FOLIO.sub("", FOOT.sub("", style[1]))
    if (
        FILLED_BELOW.search(rest)
        or "@bottom" in own_styles
        or "@page" in "".join(STYLE_ELEMENT.findall(after_head))
    ):
        return html, ""
    box = boxes[-1]
    side = box[: box.index("{")]
    part = FOOT.sub("", style[1]).rstrip() + f"\n@page {{ {side}{{ content: none }} }}\n"
    # the rules stay in their place: what comes later in the head wins over them, as before
    return html.replace(style[1], part, 1), _foot_page(html, rest, box, _stand_in(style[1]))


def _foot_page(html: str, rest: str, box: str, stand_in: str) -> str:
    """A page as large as the part's, with its margins, and nothing on it but the foot."""
    lines = [line for line in BOX.sub(_unless_filled, rest).splitlines() if line.strip()]
    style = "\n".join([*lines, NOTHING_ELSE, f"@page {{ {box}\n{stand_in} }}"])
    head = f'<head>\n<meta charset="utf-8">\n<title>Foot</title>\n<style>\n{style}\n</style>\n</head>'
    page = BEFORE_PAGE.sub("", html, count=1)
    page = HTML_HEAD.sub(lambda _: head, page, count=1)
    return BODY.sub(_empty, page, count=1)


def _empty(body: re.Match[str]) -> str:
    """A body with nothing in it. Its class chooses the paper's margins."""
    kind = AREA.sub("", body[1]).strip()
    return f'<body class="{kind}"></body></html>'


def _unless_filled(box: re.Match[str]) -> str:
    """A margin box that has only sizes, for the foot's own rule may build on it."""
    if "content:" in box[0]:
        return ""
    return box[0]


def _stand_in(style: str) -> str:
    """The folio's box, unseen: a long foot must break before the folio, which is laid out with the part.

    Figures are as wide as each other, so that all pages, and parts with other labels, have the same foot.
    """
    folios = FOLIO.findall(style)
    if not folios:
        return ""
    widest = FOLIO_LABEL.sub(WIDEST_LABEL, COUNTER.sub('"00"', folios[-1]))
    return f"{widest.rstrip().removesuffix('}')}; visibility: hidden; white-space: nowrap }}"
