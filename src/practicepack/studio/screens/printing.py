"""The screen Print: paper, type and printer, what would be sent, and what must wait."""

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.diagnostics import CallError
from practicepack.printing import NotSentError, can_print, printers
from practicepack.studio.forms import posted, text_of
from practicepack.studio.pack_view import PackView, pack_view, what_failed
from practicepack.studio.pages import page, see, studio_of
from practicepack.studio.print_view import (
    CARD,
    LineView,
    PrintView,
    options_from,
    print_now,
    print_view,
    printer_does,
    remember,
)

EDITION_FIELDS = ("paper", "type", "ink", "printer_does", "collate")
SEND = ("paper", "card")
"""What is sent at one time: someone has to put the other kind into the printer in between."""


def printing(request: Request) -> Response:
    """What would be sent, on what, and what must wait."""
    return _screen(request)


def act(request: Request, form: FormData) -> Response:
    """Choose paper and type, send files, or note that they were printed."""
    workshop = request.path_params["workshop"]
    service = studio_of(request).service
    do = text_of(form, "do")
    if do == "choose":
        chosen = {name: text_of(form, name) for name in EDITION_FIELDS}
        service.choose(workshop, options_from(chosen, service.options(workshop)))
        return see(request, f"w/{workshop}/print")
    view = pack_view(service, workshop)
    if not view.is_ready:
        raise CallError(
            "the pages are not ready, so nothing was printed", ("make all pages, and then print them",)
        )
    sending = print_view(service, workshop, view, only_changed=text_of(form, "which") != "all")
    if do in SEND:
        return _send(request, form, _of_stock(sending, do))
    if do == "noted":
        remember(service, workshop, sending.to_send)
        studio_of(request).note(workshop, studio_of(request).words.say("Noted as printed."))
    return see(request, f"w/{workshop}/print")


def _of_stock(sending: PrintView, stock: str) -> tuple[LineView, ...]:
    """The files to send now that are on paper, or on card."""
    lines = []
    for line in sending.to_send:
        if (line.now.stock == CARD) == (stock == CARD):
            lines.append(line)
    return tuple(lines)


def _send(request: Request, form: FormData, lines: Sequence[LineView]) -> Response:
    """Send files, and say how many; or what the print system says against it."""
    workshop = request.path_params["workshop"]
    studio = studio_of(request)
    printer = text_of(form, "printer")
    known = printers()
    if printer and printer not in known:
        raise CallError(f'there is no printer called "{printer}"', (", ".join(known),))
    try:
        files, sheets = print_now(studio.service, workshop, lines, printer or None)
    except NotSentError as fault:
        return _screen(request, fault=str(fault))
    words = studio.words
    text = words.say(
        "%(files)s and %(sheets)s were sent to the printer.",
        files=words.count("%(num)s file", "%(num)s files", files),
        sheets=words.count("%(num)s sheet", "%(num)s sheets", sheets),
    )
    studio.note(workshop, text)
    return see(request, f"w/{workshop}/print")


def _screen(request: Request, fault: str = "") -> Response:
    workshop = request.path_params["workshop"]
    service = studio_of(request).service
    view = pack_view(service, workshop)
    changed = print_view(service, workshop, view, only_changed=True)
    everything = print_view(service, workshop, view, only_changed=False)
    only_changed = changed.was_printed and request.query_params.get("which") != "all"
    sending = everything
    if only_changed:
        sending = changed
    options = service.options(workshop)
    return page(
        request,
        "print.html",
        workshop=workshop,
        tab="print",
        view=view,
        building=service.builds.status(workshop),
        what_failed=what_failed(service, workshop),
        back="print",
        options=options,
        printer_does=printer_does(options),
        sending=sending,
        changed=changed,
        everything=everything,
        only_changed=only_changed,
        printers=printers(),
        can_print=can_print(),
        fault=fault,
        groups=_groups(view, sending),
    )


def _groups(view: PackView, sending: PrintView) -> list[tuple[str, list[LineView]]]:
    """The files by the folder that they are in, in the order of the pack."""
    groups: list[tuple[str, list[LineView]]] = []
    for group in view.groups:
        lines = [line for line in sending.lines if line.folder == group.folder]
        if lines:
            groups.append((group.folder, lines))
    return groups


ROUTES = [
    Route("/w/{workshop}/print", printing),
    Route("/w/{workshop}/print", posted(act), methods=["POST"]),
]
