"""Request and answer bodies checked against Discord's own OpenAPI description."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import extend

from support.discord_loopback.error_responses import Breach
from support.discord_loopback.json_types import Json

VARIABLE = "FOOTNOTE_DISCORD_SPEC"
LONGEST_MESSAGE = 300
Errors: TypeAlias = Iterator[ValidationError]


class OpenApiDescription:
    """The description of Discord's REST API, asked about one body at a time.

    It reads unions as Discord does: by the `type` in a body, so that an error names the part that is wrong. Where
    it wants a snowflake as a string, an integer is taken too: Discord accepts both, and discord.py sends both.

    Args:
        spec: the parsed OpenAPI document.
    """

    def __init__(self, spec: Json) -> None:
        self._paths: Json = spec["paths"]
        self._schemas: Json = spec["components"]["schemas"]
        snowflake = self._schemas["SnowflakeType"]
        self._schemas["SnowflakeType"] = snowflake | {"type": ["string", "integer"], "minimum": 0}
        keywords = {"$ref": self._follow, "oneOf": self._choose, "anyOf": self._choose}
        self._validator: Any = extend(Draft202012Validator, keywords)
        self._prepared: dict[int, Any] = {}

    def request_breaches(self, method: str, template: str, body: Any) -> list[Breach]:
        """Return what a request body breaks; nothing where the description asks for no body."""
        operation = self._paths.get(template, {}).get(method.lower(), {})
        content = operation.get("requestBody", {}).get("content", {})
        return self._breaches(content, body)

    def answer_breaches(self, method: str, template: str, status: int, body: Any) -> list[Breach]:
        """Return what an answer of our own breaks."""
        operation = self._paths.get(template, {}).get(method.lower(), {})
        content = operation.get("responses", {}).get(str(status), {}).get("content", {})
        return self._breaches(content, body)

    def _breaches(self, content: Json, body: Any) -> list[Breach]:
        schema = content.get("application/json", {}).get("schema")
        if schema is None:
            return []
        if id(schema) not in self._prepared:
            self._prepared[id(schema)] = self._validator(schema)
        return [_breach(error) for error in self._prepared[id(schema)].iter_errors(body)]

    def _follow(self, validator: Any, reference: str, instance: Any, _schema: Json) -> Errors:
        yield from validator.descend(instance, self._schemas[reference.rsplit("/", 1)[-1]])

    def _choose(self, validator: Any, branches: Sequence[Json], instance: Any, schema: Json) -> Errors:
        constants = [branch["const"] for branch in branches if "const" in branch]
        if len(constants) == len(branches):
            if instance not in constants:
                yield ValidationError(f"{instance!r} is not one of {constants}")
            return
        fitting = [branch for branch in branches if self._fits(branch, instance)]
        if len(fitting) == 1:
            yield from validator.descend(instance, fitting[0])
            return
        original = Draft202012Validator.VALIDATORS["anyOf"]
        yield from original(validator, fitting or branches, instance, schema)

    def _fits(self, branch: Json, instance: Any) -> bool:
        """Return whether a branch of a union can be meant: null for null alone, else the one with the body's `type`."""
        if branch.get("type") == "null" or instance is None:
            return branch.get("type") == "null" and instance is None
        if not isinstance(instance, Mapping) or "$ref" not in branch:
            return True
        named = self._schemas[branch["$ref"].rsplit("/", 1)[-1]]
        kinds = named.get("properties", {}).get("type", {}).get("enum")
        return kinds is None or instance.get("type") in kinds


def _breach(error: ValidationError) -> Breach:
    deepest = best_match([error]) or error
    at = tuple(deepest.absolute_path)
    return Breach(rule="openapi", at=at, value=deepest.instance, message=deepest.message[:LONGEST_MESSAGE])


def described_by(path: str | None) -> OpenApiDescription | None:
    """Return the description in a file, or None for no file.

    Raises:
        OSError: there is no such file.
    """
    return None if path is None else _read(FilePath(path).resolve())


def path_from_environment() -> str | None:
    """Return the file that the environment names, if it names one."""
    return os.environ.get(VARIABLE) or None


@cache
def _read(path: FilePath) -> OpenApiDescription:
    return OpenApiDescription(json.loads(path.read_text(encoding="utf-8")))
