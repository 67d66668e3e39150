"""A model's chat template, run once in a sandbox and reduced to the fixed texts around a system and a user
message.

The template comes out of a model file and is a program (CVE-2024-34359), so it runs in Jinja's immutable
sandbox, in the generator's child, on two placeholders; never on document text. Invariant: what is returned is
text, and no template runs again.
"""

from __future__ import annotations

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.inference.protocols import ChatTemplate

_SYSTEM = "SYSTEMTEXTGOESHERE"
_USER = "USERTEXTGOESHERE"
_LIMIT = 100_000


class UnusableTemplate(Exception):
    """The template fails, or does not put the messages into the prompt once each."""


class _Refused(TemplateError):
    """The template itself raised an error."""


def split_template(source: str, begin: str, end: str) -> ChatTemplate:
    """Render a chat template and cut it at its messages.

    A template that refuses a system message, or drops it, gets the system text as the beginning of the
    user's.

    Args:
        source: Jinja text from the model file.
        begin, end: texts of the model's beginning and end tokens.

    Raises:
        UnusableTemplate: nothing can be made of it.
    """
    if not source.strip():
        raise UnusableTemplate("there is none")
    if len(source) > _LIMIT:
        raise UnusableTemplate("it is too long")
    user = {"role": "user", "content": _USER}
    reason = "it does not show the user's message once"
    try:
        parts = _cut(
            _render(source, [{"role": "system", "content": _SYSTEM}, user], begin, end), (_SYSTEM, _USER)
        )
    except TemplateError as error:
        parts, reason = None, str(error)
    if parts is not None:
        return ChatTemplate(*parts)
    try:
        parts = _cut(_render(source, [user], begin, end), (_USER,))
    except TemplateError as error:
        parts, reason = None, str(error)
    if parts is None:
        raise UnusableTemplate(reason)
    return ChatTemplate(parts[0], "\n\n", parts[1])


def _render(source: str, messages: list[dict[str, str]], begin: str, end: str) -> str:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = _refuse
    try:
        # No clock is given: a prompt that held today's date would not be the same tomorrow.
        return environment.from_string(source).render(
            messages=messages,
            add_generation_prompt=True,
            bos_token=begin,
            eos_token=end,
            tools=None,
            enable_thinking=False,
        )
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        raise _Refused(f"it fails: {error}") from error


def _refuse(message: object = "") -> str:
    raise _Refused(f"it refuses the messages: {message}")


def _cut(rendered: str, marks: tuple[str, ...]) -> tuple[str, ...] | None:
    parts: list[str] = []
    rest = rendered
    for mark in marks:
        before, found, rest = rest.partition(mark)
        if not found or any(other in before for other in (_SYSTEM, _USER)):
            return None
        parts.append(before)
    if any(other in rest for other in (_SYSTEM, _USER)):
        return None
    return (*parts, rest)
