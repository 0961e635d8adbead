"""Attached files, kept and served: those that the bot sends, and those that people send it."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from support.discord_loopback.error_responses import Breach
from support.discord_loopback.json_types import Path
from support.discord_loopback.request_handling import SentFile
from support.discord_loopback.server_state import ServerState, Upload

LARGEST = 10 * 1024 * 1024  # bytes of one file, for a bot without a boosted server
MOST = 10


class Uploads:
    """Keeps files in the state and gives them addresses of this server."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self.base = ""  # set once the port is known
        self.breaks: dict[str, int] = {}  # how often a file, by its number, breaks off half way

    def take(self, files: Iterable[SentFile]) -> list[Upload]:
        """Keep the files of a request."""
        return [self.keep(file.name, file.data, file.content_type) for file in files]

    def keep(self, name: str, data: bytes, content_type: str) -> Upload:
        """Keep one file."""
        number = self._state.new_id()
        url = f"{self.base}/attachments/{number}/{name}"
        upload = Upload(id=number, name=name, data=data, content_type=content_type, url=url)
        self._state.uploads[number] = upload
        return upload

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Return the bytes of one file."""
        upload = self._state.uploads.get(request.match_info["number"])
        if upload is None:
            return web.Response(status=404)
        if self.breaks.get(upload.id, 0) > 0:
            self.breaks[upload.id] -= 1
            return await _break_off(request, upload)
        return web.Response(body=upload.data, content_type=upload.content_type.partition(";")[0])


async def _break_off(request: web.Request, upload: Upload) -> web.StreamResponse:
    """Send half of a file, and end the connection."""
    response = web.StreamResponse(headers={"Content-Length": str(len(upload.data))})
    await response.prepare(request)
    await response.write(upload.data[: len(upload.data) // 2])
    if request.transport is not None:
        request.transport.abort()
    return response


def file_breaches(files: Iterable[SentFile], at: Path = ("attachments",)) -> Iterable[Breach]:
    """Find files that are too many or too large."""
    listed = list(files)
    if len(listed) > MOST:
        yield Breach(rule="files-10", at=at, value=len(listed), message=f"{MOST} files are the limit.")
    for index, file in enumerate(listed):
        if len(file.data) > LARGEST:
            words = f"{file.name} has {len(file.data)} bytes; {LARGEST} is the limit."
            yield Breach(rule="file-10-mib", at=(*at, index), value=file.name, message=words)
