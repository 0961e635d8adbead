"""One request from its bytes to its answer: the log, failures on order, the token, the rules, the handler."""

from __future__ import annotations

import asyncio
import json
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import web

from support.discord_loopback.change_signal import ChangeSignal
from support.discord_loopback.error_responses import Breach, ErrorResponse, invalid_form, unauthorized
from support.discord_loopback.injected_failures import CUT, Failure, Failures
from support.discord_loopback.json_types import Json
from support.discord_loopback.openapi_description import OpenApiDescription
from support.discord_loopback.request_log import Exchange, RequestLog, elapsed_ms

API = "/api/v10"
LIMIT_HEADERS = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49", "X-RateLimit-Reset-After": "1.0"}
NO_CONTENT, DEFECT = 204, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file of a multipart request."""

    name: str
    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request as a handler gets it."""

    params: dict[str, str]  # from the path
    query: dict[str, str]
    body: Any  # parsed JSON; an empty object where there was none
    files: Sequence[SentFile]
    arrived: float  # in `time.monotonic`, before the body was read


Handler: TypeAlias = Callable[[Call], Any]  # gives the JSON to answer with; None for 204


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One endpoint. `template` is written as in Discord's description, which is asked by it."""

    method: str
    template: str
    handler: Handler
    breaches: Callable[[Call], Iterable[Breach]] = field(default=lambda _: ())
    open: bool = False  # no token is needed: the path carries one


class Service:
    """Serves routes.

    Args:
        token: what the bot must show.
        journal: where requests and violations are written.
        failures: the orders to fail.
        description: Discord's, or None to check bodies by the own rules alone.
        changes: notified after every answer.
    """

    def __init__(
        self,
        *,
        token: str,
        journal: RequestLog,
        failures: Failures,
        description: OpenApiDescription | None,
        changes: ChangeSignal,
    ) -> None:
        self._token = token
        self._journal = journal
        self._failures = failures
        self._description = description
        self._changes = changes

    def mount(self, app: web.Application, routes: Iterable[Route]) -> None:
        """Add the routes, and one for everything that is not there."""
        for route in routes:
            app.router.add_route(route.method, API + route.template, self._serving(route))
        app.router.add_route("*", "/{rest:.*}", self._serving(Route(method="*", template="", handler=_nowhere)))

    def _serving(self, route: Route) -> Callable[[web.Request], Any]:
        async def serve(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix(API)
            exchange = Exchange(method=request.method, path=path, query=dict(request.query), started=time.monotonic())
            self._journal.exchanges.append(exchange)
            failure = self._failures.take(request.method, path)
            try:
                return await self._answer(route, request, exchange, failure)
            finally:
                exchange.ms = elapsed_ms(exchange.started)
                self._changes.notify()

        return serve

    async def _answer(
        self, route: Route, request: web.Request, exchange: Exchange, failure: Failure | None
    ) -> web.StreamResponse:
        if failure is not None:
            await asyncio.sleep(failure.delay)
        if failure is None or failure.status is None or failure.applied:
            status, body = await self._carry_out(route, request, exchange)
            headers = LIMIT_HEADERS
        if failure is not None and failure.status is not None:
            exchange.failure = True
            status, (body, headers) = failure.status, failure.answer()
        exchange.status = status
        if status == CUT and request.transport is not None:
            request.transport.abort()
        return _response(status, body, headers)

    async def _carry_out(self, route: Route, request: web.Request, exchange: Exchange) -> tuple[int, Any]:
        try:
            self._admit(route, request)
            call = await _read(request, exchange)
            self._judge(route, call, exchange)
            answer = route.handler(call)
            status = NO_CONTENT if answer is None else 200
            self._judge_own(route, status, answer)
        except ErrorResponse as refusal:
            exchange.code = refusal.code
            return refusal.status, refusal.body()
        except ConnectionResetError:  # the client is gone: its request came to nothing
            return CUT, {}
        except Exception:  # noqa: BLE001 -- a defect must reach the test, not only the bot
            self._journal.defects.append(f"{request.method} {request.path}\n{traceback.format_exc()}")
            return DEFECT, {"message": "a defect of the loopback server", "code": 0}
        return status, answer

    def _admit(self, route: Route, request: web.Request) -> None:
        if not route.open and request.headers.get("Authorization") != f"Bot {self._token}":
            raise unauthorized()

    def _judge(self, route: Route, call: Call, exchange: Exchange) -> None:
        breaches = list(route.breaches(call))
        if self._description is not None:
            breaches += self._description.request_breaches(route.method, route.template, call.body)
        if breaches:
            self._journal.record(exchange, breaches)
            raise invalid_form(breaches)

    def _judge_own(self, route: Route, status: int, answer: Any) -> None:
        if self._description is None:
            return
        for breach in self._description.answer_breaches(route.method, route.template, status, answer):
            self._journal.defects.append(f"own answer to {route.method} {route.template}: {breach}")


def _nowhere(call: Call) -> Any:
    raise ErrorResponse(501, 0, f"the loopback server has no {call.params['rest']}; add it to its routes")


async def _read(request: web.Request, exchange: Exchange) -> Call:
    files: list[SentFile] = []
    if request.content_type == "multipart/form-data":
        body, files = await _read_form(request)
    else:
        raw = await request.read()
        body = _parsed(raw) if raw else {}
    exchange.body = body
    params = dict(request.match_info)
    return Call(params=params, query=exchange.query, body=body, files=files, arrived=exchange.started)


async def _read_form(request: web.Request) -> tuple[Any, list[SentFile]]:
    body: Json = {}
    files = []
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            files.append(SentFile(name=part.filename, data=part.file.read(), content_type=part.content_type))
            part.file.close()
        elif name == "payload_json":
            body = _parsed(str(part).encode())
    return body, files


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise ErrorResponse(400, 50109, "The request body contains invalid JSON.") from None


def _response(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    if status in {CUT, NO_CONTENT}:
        return web.Response(status=NO_CONTENT, headers=headers)
    # Discord's content type stands without a charset, and discord.py compares it as a whole
    raw = json.dumps(body).encode()
    return web.Response(status=status, body=raw, headers=headers | {"Content-Type": "application/json"})
