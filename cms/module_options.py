"""What a portal's administrator sets of a module's options; a form is made of the module's own
description (P4)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.ledger import record
from cms.models import ModuleOptions
from cms.verbs import Verb
from tenants.content_version import public_content_changed
from tenants.errors import ServiceError
from tenants.modules import Module, Option, module_named
from tenants.rules import can_choose_modules

LONGEST = 300
"""Characters of an option that is text."""


def options_of(slug: str) -> dict[str, Any]:
    """Return a module's options in the portal in hand: what is set, else the defaults."""
    module = module_named(slug)
    described = _described(module)
    row = ModuleOptions.objects.filter(module=slug).first()
    kept = row.values if row else {}
    return {name: kept.get(name, option.default) for name, option in described.items()}


def set_options(*, actor: Any, slug: str, values: Mapping[str, Any]) -> None:
    """Change a module's options. Raises `ServiceError` by field."""
    if not can_choose_modules(actor):
        raise ServiceError(_("Only the portal's administrators change these."))
    module = module_named(slug)
    if module is None or not module.options:
        raise ServiceError(_("This add-on has no options."))
    form = options_form(module, dict(values))
    if not form.is_valid():
        raise ServiceError({name: " ".join(map(str, texts)) for name, texts in form.errors.items()})
    with transaction.atomic():
        row, _made = ModuleOptions.objects.select_for_update().get_or_create(module=slug)
        row.values = form.cleaned_data
        row.save()
        detail = {"module": slug, "options": form.cleaned_data}
        record(actor=actor, verb=Verb.OPTIONS_CHANGED, subject=row, detail=detail)
        public_content_changed()


def options_form(module: Module, data: Any = None) -> forms.Form:
    """Return the form of a module's options, with what is set."""
    fields = {name: _field(option) for name, option in _described(module).items()}
    made: type[forms.Form] = type("OptionsForm", (forms.Form,), fields)
    return made(data, initial=options_of(module.slug))


def _described(module: Module | None) -> dict[str, Option]:
    given = (module.options if module else None) or {}
    return {
        name: value if isinstance(value, Option) else Option(_words(name), value)
        for name, value in given.items()
    }


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _field(option: Option) -> forms.Field:
    about: dict[str, Any] = {"label": option.label, "help_text": option.help_text}
    if option.choices:
        return forms.ChoiceField(choices=option.choices, widget=forms.RadioSelect, **about)
    if isinstance(option.default, bool):
        return forms.BooleanField(required=False, **about)
    if isinstance(option.default, int):
        return forms.IntegerField(min_value=option.lowest, max_value=option.highest, **about)
    return forms.CharField(required=False, max_length=LONGEST, **about)
