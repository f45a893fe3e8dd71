"""Inviting many people by a list: checked and shown first, sent when that is confirmed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.csv_files import TableRefused, decode
from accounts.forms.team import InviteManyForm, roles_to_give
from accounts.invitation_lists import ListReader, Reading
from accounts.models import Invitation
from accounts.rules import can_manage_team
from accounts.services import RowsRefused, invite_people
from accounts.views.pages import ServicePage
from tenants.errors import ServiceError


class InviteManyView(ServicePage):
    """A list in; a preview with what is wrong by line; mails only when that is confirmed."""

    rule = can_manage_team
    form_class = InviteManyForm
    template_name = "accounts/invite_many.html"
    title = gettext_lazy("Invite many people")
    success_url = reverse_lazy("accounts:team")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the columns can hold."""
        return super().get_context_data(**({"roles": roles_to_give()} | kwargs))

    def form_valid(self, form: Any) -> HttpResponse:
        """Check the list; send it where that was asked for and nothing is wrong."""
        try:
            text = self._text(form)
            reading = ListReader().read(text)
        except TableRefused as refused:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refused))
            return self.form_invalid(form)
        sends = "send" in self.request.POST
        try:
            invited = self._invite(reading, dry=bool(reading.problems) or not sends)
        except ServiceError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if reading.problems or not sends:
            return self._preview(text, reading)
        messages.success(self.request, _words(invited))
        return super(ServicePage, self).form_valid(form)

    def _text(self, form: Any) -> str:
        file = form.cleaned_data["file"]
        text = decode(file.read()) if file else form.cleaned_data["text"]
        if not text.strip():
            raise TableRefused(_("Choose a file, or paste the list."))
        return text

    def _invite(self, reading: Reading, *, dry: bool) -> list[Invitation]:
        """Invite, or find out whether that works; what is refused becomes a line's problem."""
        if not reading.asked:
            return []
        wanted = [asked.wanted for asked in reading.asked]
        try:
            return invite_people(actor=self.actor, wanted=wanted, dry=dry)
        except RowsRefused as refused:
            for place, words in refused.rows.items():
                reading.add_problem(reading.asked[place].line, words)
        return []

    def _preview(self, text: str, reading: Reading) -> HttpResponse:
        """Show the list with what is wrong, all of it kept."""
        typed = QueryDict(mutable=True)
        typed["text"] = text
        form = InviteManyForm(typed)
        context = self.get_context_data(form=form, reading=reading, text=text)
        return self.render_to_response(context)


def _words(invitations: Sequence[Invitation]) -> str:
    """Say how many mails are on their way, and how many wait for a second person (A3)."""
    waiting = sum(invitation.awaits_approval for invitation in invitations)
    ready = len(invitations) - waiting
    invited = ngettext(
        "%(number)d person is invited. The e-mail goes out in the next minutes.",
        "%(number)d people are invited. The e-mails go out in the next minutes.",
        ready,
    )
    held = ngettext(
        "%(number)d invitation goes out when a practice manager has agreed to it.",
        "%(number)d invitations go out when a practice manager has agreed to them.",
        waiting,
    )
    said = ((ready, invited), (waiting, held))
    return " ".join(text % {"number": number} for number, text in said if number)
