"""Chat templates: cut at the messages, run in a sandbox."""

from __future__ import annotations

import pytest

from app.inference.protocols import ChatTemplate
from app.inference.template import UnusableTemplate, split_template
from tests.model_files import CHATML


def test_template_with_a_system_role() -> None:
    parts = split_template(CHATML, "<s>", "</s>")
    assert parts == ChatTemplate(
        "<|im_start|>system\n", "<|im_end|>\n<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n"
    )


REFUSES = (
    "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    "{{ bos_token }}[INST] {{ messages[0]['content'] | trim }} [/INST]"
)
DROPS = "{{ bos_token }}{% for m in messages if m.role == 'user' %}[INST] {{ m.content }} [/INST]{% endfor %}"


@pytest.mark.parametrize("source", [REFUSES, DROPS])
def test_system_text_goes_into_the_user_message_where_there_is_no_system_role(source: str) -> None:
    assert split_template(source, "<s>", "</s>") == ChatTemplate("<s>[INST] ", "\n\n", " [/INST]")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "   ",
        "no messages at all",
        "{{ messages[0].content }} {{ messages[0].content }}",
        "{% for %}",
        "{{ raise_exception('never') }}",
        "{{ undefined_thing.attribute }}",
        "{{ messages + 1 }}",
        "{{ messages[-1].content }}" + " " * 200_000,
    ],
)
def test_template_that_does_not_show_the_messages_once_is_unusable(source: str) -> None:
    with pytest.raises(UnusableTemplate):
        split_template(source, "<s>", "</s>")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ raise_exception.__globals__.keys() }}",
        "{{ messages.append(1) }}",
        "{% include '/etc/passwd' %}",
        "{{ range(10000000) | list }}",
    ],
)
def test_template_cannot_reach_out_of_its_sandbox(attack: str) -> None:
    with pytest.raises(UnusableTemplate):
        split_template(CHATML + attack, "<s>", "</s>")
