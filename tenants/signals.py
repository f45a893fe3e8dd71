"""What the apps above hear from this one; sent inside the transaction of the change, if any.

`template_filling(kind)`
    A template schema is in hand, migrated and empty: put starter content into it.
`portal_created(portal, details, actor)`
    The new portal's schema is in hand, replayed from its template: fill in names and people.
`portal_prepared(portal)`
    The installation has been prepared (again); the portal's schema is in hand.
`platform_event(portal, actor, verb, detail)`
    Something happened to a portal that belongs into the platform's ledger.
`portal_event(portal, actor, verb, detail)`
    Something happened inside a portal that belongs into its own ledger.
`mail_leaving(token, email, kind)`
    A mail of the portal in hand is about to go out; `token` marks it in its Message-ID.
`mail_failed(token, problem)`
    It could not be handed to the mail server.
"""

from django.dispatch import Signal

template_filling = Signal()
portal_created = Signal()
portal_prepared = Signal()
platform_event = Signal()
portal_event = Signal()
mail_leaving = Signal()
mail_failed = Signal()
