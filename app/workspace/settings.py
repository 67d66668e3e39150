"""A workspace's settings: how they are read, checked and changed, and which of them hold already.

The decision hidden here is that only what somebody chose is stored, so that a default that gets better
reaches every workspace that did not choose. Invariant: what is stored can be read. `wanted` is what is
stored; `current` is what holds now, which differs in the settings that wait for the next opening. Changed by
one thread at a time, read by any.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from app.core.access import Actor
from app.core.errors import InvalidSettings
from app.core.options import OPTIONS, default, held, value_of
from app.core.settings import Settings
from app.governance import network
from app.governance.stewardship import Stewardship
from app.storage.meta import Meta

KEY = "settings"
"""The name that they are stored under."""


class Preferences:
    """The settings of one open workspace."""

    def __init__(self, meta: Meta) -> None:
        """Read what is stored.

        Raises:
            InvalidSettings: it cannot be used; names the setting.
        """
        self._meta = meta
        self.wanted = self._opened = self.current = read_settings(meta.get(KEY, {}))

    @property
    def waiting(self) -> tuple[str, ...]:
        """Names of changed settings that take effect when the workspace is reopened."""
        return tuple(
            one.name for one in OPTIONS if value_of(self.wanted, one.name) != value_of(self.current, one.name)
        )

    @property
    def chosen(self) -> frozenset[str]:
        """Names of the settings that somebody chose, as against those left at their default."""
        stored: Mapping[str, Mapping[str, Any]] = self._meta.get(KEY, {})
        return frozenset(f"{room}.{field}" for room, fields in stored.items() for field in fields)

    def change(
        self, stewardship: Stewardship, actor: Actor, values: Mapping[str, str], reset: Iterable[str] = ()
    ) -> Mapping[str, str]:
        """Check and store settings by their dotted names, with their audit row.

        Args:
            values: as somebody writes them, for example {"ingest.passage_tokens": "200"}.
            reset: names that go back to their default.

        Returns:
            The parts that moved to a server or back, with their new address, empty for back here.

        Raises:
            AccessDenied, InvalidSettings.
            MachineError: a server that was named cannot be found.
        """
        stored = json.loads(json.dumps(self._meta.get(KEY, {})))
        for name in reset:
            room, _, field = name.partition(".")
            stored.get(room, {}).pop(field, None)
        for name, raw in values.items():
            room, _, field = name.partition(".")
            stored.setdefault(room, {})[field] = parsed(raw, name)
        wanted = read_settings(stored)
        moved = network.switched(self.wanted.server, wanted.server)
        stewardship.set_settings(actor, stored, moved)
        self.take(wanted)
        return moved

    def stored_with(self, name: str, value: Any) -> dict[str, Any]:
        """Return what is stored with one setting changed, for another use case that stores it in its own
        transaction.

        A default is not stored, so that a better one reaches this workspace too.
        """
        stored: dict[str, Any] = json.loads(json.dumps(self._meta.get(KEY, {})))
        room, _, field = name.partition(".")
        if value == default(name):
            stored.get(room, {}).pop(field, None)
        else:
            stored.setdefault(room, {})[field] = value
        return stored

    def with_value(self, name: str, value: Any) -> Settings:
        """Return what is stored with one setting changed, checked."""
        return read_settings(self.stored_with(name, value))

    def hold(self, name: str, value: Any) -> None:
        """Let a setting that waits have another value than what is stored, until the work behind the change
        is done.
        """
        values = {room: dict(fields) for room, fields in asdict(self._opened).items()}
        room, _, field = name.partition(".")
        values[room][field] = value
        self._opened = read_settings(values)
        self.current = read_settings(held(self._opened, self.wanted))

    def take(self, wanted: Settings, *also: str) -> None:
        """Take over what was stored; `also` names settings that hold now although they would wait for the
        next opening.
        """
        values = {room: dict(fields) for room, fields in asdict(self._opened).items()}
        for name in also:
            room, _, field = name.partition(".")
            values[room][field] = value_of(wanted, name)
        self._opened = read_settings(values)
        self.wanted = wanted
        self.current = read_settings(held(self._opened, wanted))


def parsed(raw: str, name: str = "") -> Any:
    """Return a value as somebody wrote it: JSON where it is that, else the words themselves."""
    known = next((one for one in OPTIONS if one.name == name), None)
    if (
        known is not None
        and not known.is_number
        and not raw.lstrip().startswith(("[", '"'))
        and raw != "null"
    ):
        return raw  # a name made of digits stays a name
    try:
        return json.loads(raw)
    except ValueError:
        return raw


RETIRED = frozenset({"retrieval.fusion_k"})
"""Settings of earlier versions that decide nothing any more: stored ones are passed over."""


def _without_retired(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        room: {field: value for field, value in fields.items() if f"{room}.{field}" not in RETIRED}
        if isinstance(fields, Mapping)
        else fields
        for room, fields in values.items()
    }


def read_settings(values: Mapping[str, Any]) -> Settings:
    """Return settings from stored values, every one checked.

    Raises:
        InvalidSettings: names the setting and what it must be.
    """
    known: Mapping[str, Any] = asdict(Settings())
    values = _without_retired(values)
    for room, fields in values.items():
        if room in known and isinstance(fields, Mapping):
            unknown = [f"{room}.{field}" for field in fields if field not in known[room]]
        else:
            unknown = [room]
        if unknown:
            raise InvalidSettings(f"Unknown setting: {unknown[0]}.", "To list them all: citewell settings")
    settings = _as_they_are(values) or _converted(values)
    for one in OPTIONS:
        problem = one.problem(value_of(settings, one.name))
        if problem:
            raise InvalidSettings(problem, "Nothing has been changed.")
    if settings.answer.prompt_tokens + settings.answer.answer_tokens > settings.model.context:
        raise InvalidSettings(
            "Prompt and answer do not fit into the model's context.",
            "Raise model.context or lower answer.prompt_tokens.",
        )
    network.check(settings.server)
    return settings


def _as_they_are(values: Mapping[str, Mapping[str, Any]]) -> Settings | None:
    """Return settings from known names whose values have exactly the right types, as what is stored mostly
    has; else None.
    """
    settings = Settings()
    for room, fields in values.items():
        part = getattr(settings, room)
        if any(
            type(value) is not type(getattr(part, name)) or isinstance(value, tuple)
            for name, value in fields.items()
        ):
            return None
        settings = replace(settings, **{room: replace(part, **fields)})
    return settings


def _converted(values: Mapping[str, Any]) -> Settings:
    from pydantic import (
        TypeAdapter,
        ValidationError,
    )  # deferred: a tenth of a second at every start, which few values need

    try:
        settings: Settings = TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidSettings(
            f"The setting {'.'.join(map(str, first['loc']))} cannot be used: {first['msg']}.",
            "To list them: citewell settings",
        ) from error
    return settings
