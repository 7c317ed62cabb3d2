"""WeasyPrint breaks a line after its first word, although more of its words fit.

    pip install weasyprint==70.0
    python early_line_break.py

It sets one paragraph at many widths, and prints those at which the first line ends after its first word. With
another font the widths are others.
"""

from weasyprint import HTML, __version__

TEXT = "You are in the middle of the page. <b>Put people near you.</b>"
WIDTHS = range(100, 500)
STYLE = "@page { size: 600px } p { font-size: 14px; break-after: page }"

paragraphs = "".join(f'<p style="width: {width}px">{TEXT}</p>' for width in WIDTHS)
pages = HTML(string=f"<style>{STYLE}</style>{paragraphs}").render().pages
for width, page in zip(WIDTHS, pages, strict=True):
    first = next(box for box in page._page_box.descendants() if type(box).__name__ == "LineBox")
    words = "".join(getattr(box, "text", "") for box in first.descendants())
    if words.split() == ["You"]:
        print(f"WeasyPrint {__version__}: {width} pixels wide, the first line is {words!r}")
