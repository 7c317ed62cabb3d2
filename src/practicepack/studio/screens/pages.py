"""The screen Pages: the files of the pack, building it, looking at its pages, and taking them away."""

from dataclasses import replace
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.documents.parts import RenderedPart
from practicepack.studio.forms import posted, text_of, whole_number
from practicepack.studio.pack_files import file_of_pack, zip_of_pack
from practicepack.studio.pack_service import PackService
from practicepack.studio.pack_view import PackView, pack_view, what_failed
from practicepack.studio.pages import page, see, studio_of
from practicepack.studio.previews import PageAsked

SCREEN_WIDTH = 900
"""Pixels across of a page to read, unless the browser asks for more or less."""
PICTURE_PATIENCE = 20.0
"""Seconds that a picture of a page is waited for."""
ANY_DOCUMENT = "any"
"""In the place of a document's path: whichever has the part."""
BACK = ("pages", "print")
"""The screens from which a pack is built."""


def service_of(request: Request) -> PackService:
    """What the studio has for pages and packs."""
    return studio_of(request).service


def pages(request: Request) -> Response:
    """The files of the pack, and one page of them to read."""
    workshop = request.path_params["workshop"]
    service = service_of(request)
    view = pack_view(service, workshop)
    return page(
        request,
        "pages.html",
        workshop=workshop,
        tab="pages",
        view=view,
        building=service.builds.status(workshop),
        what_failed=what_failed(service, workshop),
        shown=shown_page(request, view),
        back="pages",
    )


def shown_page(request: Request, view: PackView) -> dict[str, object] | None:
    """The page to read that an address asks for, or the first of the guide."""
    if not view.files:
        return None
    chosen = view.files[min(1, len(view.files) - 1)]
    for file in view.files:
        if file.path == request.query_params.get("show"):
            chosen = file
    number = whole_number(request.query_params.get("page", "1"), 1)
    number = max(1, min(number, max(chosen.pages, 1)))
    workshop = request.path_params["workshop"]
    service = service_of(request)
    edition = service.options(workshop).request(workshop).edition
    asked = PageAsked(workshop, chosen.path, number - 1, "", edition)
    progress = service.previews.progress(asked)
    if _page_built(service, asked) is not None:
        progress = replace(progress, is_printed=True, is_coming=False)
    return {"file": chosen, "number": number, "address": quote(chosen.path), "progress": progress}


def build_or_stop(request: Request, form: FormData) -> Response:
    """Begin to build, or stop it."""
    workshop = request.path_params["workshop"]
    service = service_of(request)
    if text_of(form, "do") == "stop":
        service.builds.stop(workshop)
    else:
        service.builds.build(workshop, service.options(workshop), first=text_of(form, "first"))
    back = text_of(form, "back")
    if back not in BACK:
        back = BACK[0]
    return see(request, f"w/{workshop}/{back}")


def page_picture(request: Request) -> Response:
    """A page as PNG: as it is printed where that is there, or else as a draft.

    With `printed=1` it waits for the page as it is printed. 204 where a newer page was wanted instead.
    """
    workshop = request.path_params["workshop"]
    service = service_of(request)
    options = service.options(workshop)
    asked = PageAsked(
        workshop,
        request.path_params["path"].removeprefix(ANY_DOCUMENT),
        request.path_params["number"] - 1,
        request.query_params.get("part", ""),
        options.request(workshop).edition,
    )
    must_be_printed = request.query_params.get("printed") == "1"
    rendered = _page_as_printed(service, asked, wait=must_be_printed)
    is_printed = rendered is not None
    if rendered is None and not must_be_printed:
        rendered = service.previews.draft(asked, PICTURE_PATIENCE)
        if rendered is None and service.draft_thread is None:
            rendered = _page_as_printed(service, asked, wait=True)
    if rendered is None:
        return Response(status_code=204)
    pdf, number = rendered[0].pdf, rendered[1]
    picture = service.pictures.png(
        pdf, number, whole_number(request.query_params.get("width", ""), SCREEN_WIDTH)
    )
    if picture is None:
        raise HTTPException(404)
    kind = "draft"
    if is_printed:
        kind = "printed"
    return Response(picture, media_type="image/png", headers={"X-Page": kind})


def _page_as_printed(
    service: PackService, asked: PageAsked, *, wait: bool
) -> tuple[RenderedPart, int] | None:
    """A page as it is printed: from the pack that was built, from memory, or made now."""
    built = _page_built(service, asked)
    if built is not None:
        return built
    if wait:
        return service.previews.printed_page(asked, PICTURE_PATIENCE)
    return service.previews.printed_page_if_there(asked)


def _page_built(service: PackService, asked: PageAsked) -> tuple[RenderedPart, int] | None:
    """A page of the pack that was built, where it would look the same now."""
    listing = service.listing(asked.workshop)
    if listing is None or asked.part:
        return None
    preview = service.previews.preview(asked.workshop, asked.edition, 0)
    if preview is None or asked.path not in preview.fingerprints:
        return None
    if listing.get("fingerprints", {}).get(asked.path) != preview.fingerprints[asked.path]:
        return None
    data = file_of_pack(service.folder(asked.workshop), listing, asked.path)
    if data is None:
        return None
    return RenderedPart(data, sum(preview.lengths[asked.path])), asked.page


def download(request: Request) -> Response:
    """One PDF of the pack."""
    workshop, name = request.path_params["workshop"], request.path_params["path"]
    service = service_of(request)
    listing = service.listing(workshop)
    data = None
    if listing is not None:
        data = file_of_pack(service.folder(workshop), listing, name)
    if data is None:
        raise HTTPException(404)
    title = name.rpartition("/")[2]
    return Response(
        data, media_type="application/pdf", headers={"Content-Disposition": _disposition("inline", title)}
    )


def download_all(request: Request) -> Response:
    """All PDFs of the pack in one zip."""
    workshop = request.path_params["workshop"]
    service = service_of(request)
    listing = service.listing(workshop)
    if listing is None:
        raise HTTPException(404)
    folder = service.folder(workshop)
    names = [str(document["file"]) for document in listing.get("documents", ())]
    data = zip_of_pack(folder, listing, names)
    return Response(
        data,
        media_type="application/zip",
        headers={"Content-Disposition": _disposition("attachment", f"{folder.name}.zip")},
    )


def _disposition(kind: str, name: str) -> str:
    return f"{kind}; filename*=UTF-8''{quote(name, safe='')}"


ROUTES = [
    Route("/w/{workshop}/pages", pages),
    Route("/w/{workshop}/pages", posted(build_or_stop), methods=["POST"]),
    Route("/w/{workshop}/pack.zip", download_all),
    Route("/w/{workshop}/pack/{path:path}", download),
    Route("/page/{workshop}/{path:path}/{number:int}.png", page_picture),
]
