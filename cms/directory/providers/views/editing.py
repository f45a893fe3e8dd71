"""Changing an entry, or adding a service: providers propose it, editors do it (C9)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateResponseMixin, View

from cms.directory.models import Location, Organisation, ProposedChange, Service
from cms.directory.providers.editor import EntryEditor
from cms.directory.providers.forms import NoteForm
from cms.directory.providers.sections import sections_of
from cms.directory.providers.views.frame import OfChange, OfOrganisation, OfService
from cms.directory.rules import (
    can_edit_directory,
    can_propose_change,
    can_publish_services,
)
from cms.directory.services import (
    ChangedMeanwhile,
    basis_of,
    change_entry,
    propose_change,
    publish_services,
)
from cms.directory.services.writing import is_own
from cms.directory.values.differences import differences
from cms.directory.values.reading import Entry, Values, fingerprint
from tenants.errors import ServiceError

Kind = ProposedChange.Kind


class EntryFormPage(TemplateResponseMixin, View):
    """The form of one entry; what was typed is never lost."""

    template_name = "directory/entries/edit.html"
    kind: str
    request: HttpRequest

    def get_entry(self) -> Entry | None:
        """Return the entry; None for one that is to be made."""
        return None

    def get_organisation(self) -> Organisation:
        """Return whose entry it is, or will be."""
        raise NotImplementedError

    def get_waiting(self) -> ProposedChange | None:
        """Return the change that waits already, which the form then continues."""
        entry = self.get_entry()
        return ProposedChange.objects.waiting().of(entry).first() if entry else None

    def get_heading(self) -> str:
        """Return the page's heading."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Return where it leads."""
        return reverse("entries:organisation", args=[self.get_organisation().pk])

    @property
    def edits(self) -> bool:
        """Whether what is sent counts at once."""
        return can_edit_directory(self.request.user)

    def basis(self) -> Values:
        """Return the values that the form begins with now."""
        waiting = None if self.edits else self.get_waiting()
        return basis_of(self.kind, self.get_entry(), waiting)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form with what is there."""
        return self.show(self.editor(None), NoteForm(initial=self._note()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add an empty row, or send it all."""
        if "add" in request.POST:
            data = self.editor(request.POST).with_row(request.POST["add"])
            editor = self.editor(data)
            editor.be_quiet()
            return self.show(editor, NoteForm(initial={"note": request.POST.get("note", "")}))
        editor, note = self.editor(request.POST), NoteForm(request.POST)
        if not all([editor.is_valid(), note.is_valid()]):
            return self.show(editor, note)
        try:
            self.save(editor.values(), note.cleaned_data["note"])
        except ChangedMeanwhile as error:
            return self.show(editor, note, conflict=str(error))
        except ServiceError as error:
            error.add_to(editor.form)
            return self.show(editor, note)
        return redirect(self.get_success_url())

    def editor(self, data: Any) -> EntryEditor:
        """Return the form, as it is or as it was sent."""
        organisation = None if self.kind == Kind.LOCATION else self.get_organisation()
        return EntryEditor(self.kind, self.basis(), organisation, data)

    def save(self, values: Values, note: str) -> None:
        """Call the service. Raises `ServiceError`."""
        seen = self.request.POST.get("seen", "")
        what: dict[str, Any] = {
            "actor": self.request.user,
            "organisation": self.get_organisation(),
            "kind": self.kind,
            "entry": self.get_entry(),
            "values": values,
            "seen": seen,
        }
        if self.edits:
            change_entry(**what)
            messages.success(self.request, _("The entry is saved."))
            return
        propose_change(**what, note=note, waiting=self.get_waiting())
        messages.success(
            self.request,
            _("Thank you. Your change is with us. It shows as soon as somebody has passed it."),
        )

    def show(self, editor: EntryEditor, note: NoteForm, conflict: str = "") -> HttpResponse:
        """Show the form; where somebody else was faster, what stands there now beside it."""
        basis = editor.begins
        values = editor.values() if conflict else {}
        seen = fingerprint(basis)
        if editor.data is not None and not conflict:
            seen = editor.data.get("seen", seen)
        context = self.get_context_data(
            title=self.get_heading(),
            editor=editor,
            sections=sections_of(editor),
            note_form=note,
            seen=seen,
            conflict=conflict,
            differences=differences(self.kind, basis, values) if conflict else [],
            waiting=self.get_waiting(),
            edits=self.edits,
            cancel_url=self.get_success_url(),
        )
        return self.render_to_response(context, status=409 if conflict else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the frame's; a frame stands before this class."""
        parent: Any = super()
        context: dict[str, Any] = parent.get_context_data(**kwargs)
        return context

    def _note(self) -> dict[str, str]:
        waiting = self.get_waiting()
        return {"note": waiting.note if waiting else ""}


class EditOrganisationView(OfOrganisation, EntryFormPage):
    """The organisation's own entry."""

    kind = Kind.ORGANISATION

    def get_entry(self) -> Organisation:
        """Return the organisation."""
        return self.organisation

    get_organisation = get_entry

    def get_heading(self) -> str:
        """Name it."""
        return _("Change %(name)s") % {"name": self.organisation.said("name")}


class NewServiceView(OfOrganisation, EntryFormPage):
    """A service that the directory lacks."""

    kind = Kind.SERVICE

    def get_organisation(self) -> Organisation:
        """Return who runs it."""
        return self.organisation

    def get_heading(self) -> str:
        """Say what is added."""
        return _("Add a service")


class EditServiceView(OfService, EntryFormPage):
    """A service."""

    kind = Kind.SERVICE

    def get_entry(self) -> Service:
        """Return the service."""
        return self.service

    def get_organisation(self) -> Organisation:
        """Return who runs it."""
        return self.organisation

    def get_heading(self) -> str:
        """Name it."""
        return _("Change %(name)s") % {"name": self.service.said("name")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether editors alone see the entry, and whether its reader may publish it."""
        hidden = self.edits and not self.service.is_shown
        may = hidden and can_publish_services(self.request.user)
        return super().get_context_data(hidden=hidden, may_publish=may, **kwargs)

    def save(self, values: Values, note: str) -> None:
        """Save; publish it with the same press of a button where that was asked for."""
        super().save(values, note)
        if self.edits and "publish" in self.request.POST:
            publish_services(actor=self.request.user, keys=[self.service.pk])
            messages.success(self.request, _("The entry is published: everybody sees it now."))


class EditPlaceView(OfOrganisation, EntryFormPage):
    """A place that an organisation has for itself; editors change any that it uses."""

    kind = Kind.LOCATION

    @cached_property
    def place(self) -> Location:
        """The place; else 404."""
        places = Location.objects.used_by(self.organisation)
        place: Location = get_object_or_404(places, pk=self.kwargs["key"])
        if not self.edits and not is_own(place, self.organisation):
            raise Http404
        return place

    def get_rule_object(self) -> Organisation:
        """Ask about the organisation first, then whether the place is its own."""
        return self.organisation

    def get_entry(self) -> Location:
        """Return the place."""
        return self.place

    def get_organisation(self) -> Organisation:
        """Return who uses it."""
        return self.organisation

    def get_heading(self) -> str:
        """Name it."""
        return _("Change %(name)s") % {"name": self.place.said("name")}


class EditChangeView(OfChange, EntryFormPage):
    """A change that waits: the entry's own form where it has one, else that of the new service."""

    rule = can_propose_change
    kind = Kind.SERVICE
    edits = False

    def get_rule_object(self) -> Any:
        """Ask about who proposed it."""
        return self.change.organisation

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the entry's form where there is an entry; to the change where it is decided."""
        if self.change.entry_id:
            return redirect(edit_url(self.change))
        if self.change.state != ProposedChange.State.WAITING:
            return redirect("entries:change", key=self.change.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it; not for an entry that is there, which has a form of its own."""
        if self.change.entry_id:
            return redirect(edit_url(self.change))
        return super().post(request, *args, **kwargs)

    def get_waiting(self) -> ProposedChange:
        """Return the change."""
        return self.change

    def get_organisation(self) -> Organisation:
        """Return who proposed it."""
        return self.change.organisation

    def get_heading(self) -> str:
        """Name it."""
        return _("Change %(name)s") % {"name": self.change.label}


def edit_url(change: ProposedChange) -> str:
    """Return the form with which a waiting change is changed."""
    if change.entry_id is None:
        return reverse("entries:edit_change", args=[change.pk])
    if change.kind == Kind.SERVICE:
        return reverse("entries:edit_service", args=[change.entry_id])
    if change.kind == Kind.ORGANISATION:
        return reverse("entries:edit_organisation", args=[change.entry_id])
    return reverse("entries:edit_place", args=[change.organisation_id, change.entry_id])
