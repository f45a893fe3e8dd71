"""What the pattern pages show: made-up content in the shape that templates expect."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils.safestring import mark_safe

PORTAL: dict[str, str] = {
    "title": "Harbour Parent Partnership",
    "short_name": "Harbour",
    "contact_email": "hello@harbour.example",
    "contact_telephone": "01632 960 001",
    "contact_address": "The Old Library\n4 Quay Street\nHarbour HB1 2CD",
    "contact_hours": "Monday to Friday, 9am to 5pm",
}

PAGE: dict[str, Any] = {
    "portal": PORTAL,
    "page_description": "Impartial information and support for parents and carers.",
    "navigation": [
        {"title": "Get support", "url": "#support", "current": True},
        {"title": "Find a service", "url": "#services"},
        {"title": "Events", "url": "#events"},
        {"title": "Forum", "url": "#forum"},
        {"title": "About us", "url": "#about"},
    ],
    "user_links": [
        {"title": "Your account", "url": "#account"},
        {"title": "Sign out", "form_action": "#out"},
    ],
    "languages": [
        {"code": "en", "name": "English", "url": "#", "current": True},
        {"code": "cy", "name": "Cymraeg", "url": "#cy"},
    ],
    "footer_navigation": [
        {"title": "Accessibility", "url": "#accessibility"},
        {"title": "Complaints", "url": "#complaints"},
        {"title": "Cookies", "url": "#cookies"},
        {"title": "Privacy", "url": "#privacy"},
    ],
}

_CARDS = [
    {
        "title": "Coffee morning for parents new to the area",
        "url": "#card",
        "tag": "Event",
        "text": "Meet other parents and our support workers. Bring the little ones.",
        "meta": "Tuesday 8 September 2026, Harbour Library",
    },
    {
        "title": "What happens after an exclusion",
        "url": "#card",
        "tag": "Guide",
        "text": "Your rights, what the school must do, and who can come with you.",
    },
    {
        "title": "Forum elections: put yourself forward",
        "url": "#card",
        "tag": "News",
        "text": "Six parents are elected each autumn. No experience is needed.",
        "meta": "1 September 2026",
    },
]

HOME: dict[str, Any] = {
    "search_is_off": True,
    "phase": {"label": "Demonstration", "text": "People and contact details here are made up."},
    "tasks": [
        {"title": "Ask a question", "url": "#1", "text": "Call, write or come and see us."},
        {"title": "Find a service", "url": "#2", "text": "Groups and advice near you."},
        {"title": "Understand your rights", "url": "#3", "text": "School, health and money."},
        {"title": "Have your say", "url": "#4", "text": "Join the parents' forum."},
        {"title": "Get ready for a meeting", "url": "#5", "text": "A partner can come along."},
        {"title": "Make a complaint", "url": "#6", "text": "We put things right."},
    ],
    "cards": _CARDS,
}

_SVG = mark_safe(
    '<svg viewBox="0 0 400 120"><g fill="#0b5563"><path d="M20 100V40h60v60zM120 100V20h60v80z"/>'
    '<path d="M220 100V60h60v40zM320 100V30h60v70z"/></g></svg>'
)

_PROSE = mark_safe(
    "<h2>What we can do</h2><p>We give <b>impartial</b> information. We do not take sides. Read"
    ' <a href="#policy">how we stay impartial</a> or <a href="https://www.gov.uk/">GOV.UK</a>.</p>'
    "<h3>When you call</h3><ul><li>We listen first.</li><li>We explain your choices.</li></ul>"
    "<ol><li>You decide.</li><li>We help you do it.</li></ol><hr><table><caption>Opening hours"
    "</caption><tbody><tr><th scope='row'>Monday</th><td>9am to 5pm</td></tr><tr><th scope='row'>"
    "Tuesday</th><td>Noon to 8pm</td></tr></tbody></table>"
)

PATTERNS: dict[str, Any] = {
    "phase": {"label": "Demonstration", "text": "These are patterns for developers."},
    "alerts": [
        {
            "title": "The office is closed on Monday 31 August",
            "text": "Leave a message.",
            "url": "#closed",
            "link_text": "Who to call instead",
        },
    ],
    "breadcrumbs": [
        {"title": "Home", "url": "/"},
        {"title": "Theme", "url": "#"},
        {"title": "Patterns"},
    ],
    "prose": _PROSE,
    "svg": _SVG,
    "buttons": ["", "secondary", "warning"],
    "tags": ["", "grey", "green", "yellow", "red", "blue", "purple"],
    "steps": [
        {"title": "Call us.", "body": "We listen first."},
        {"title": "Say what you need.", "body": "Nothing is written down without your consent."},
        "Decide what happens next.",
    ],
    "journey": [
        {"title": "Before the meeting", "body": "Write down what you want to say.", "url": "#a"},
        {"title": "At the meeting", "body": "You may bring somebody.", "current": True},
        {"title": "Afterwards", "body": "Ask for the notes."},
    ],
    "cards": _CARDS,
    "tasks": HOME["tasks"][:3],
    "head": ["Locality", "Parents", "Schools"],
    "rows": [["North", 41, 12], ["South", 37, 9], ["West", 18, 6]],
    "summary": [
        {
            "key": "Name",
            "value": "Sam Sample",
            "actions": [{"text": "Change", "url": "#name", "about": "your name"}],
        },
        {"key": "Language", "value": "English", "actions": [{"text": "Change", "url": "#lang"}]},
        {"key": "Joined", "value": "1 September 2026"},
    ],
    "checklist": [
        {"title": "Invite your team", "url": "#1", "status": "Done", "done": True},
        {
            "title": "Check the privacy notice",
            "url": "#2",
            "status": "Not started",
            "kind": "blue",
            "hint": "Takes about 10 minutes",
        },
        {"title": "Publish the first page", "status": "Cannot start yet", "kind": "grey"},
    ],
    "questions": [
        {"question": "Do I have to give my name?", "answer": "No. You can ask without it."},
        {"question": "Does it cost anything?", "answer": "No, never."},
    ],
    "documents": [
        {
            "title": "Coming to a meeting",
            "url": "#d1",
            "kind": "Leaflet",
            "size": "PDF, 120 kB",
            "date": date(2026, 9, 1),
            "text": "Also in large print and easy read.",
        },
        {
            "title": "Minutes of the summer meeting",
            "url": "#d2",
            "kind": "Minutes",
            "date": date(2026, 7, 14),
        },
    ],
    "result": {
        "title": "Parents' drop-in",
        "url": "#r",
        "kind": "Service",
        "place": "North",
        "text": mark_safe("A weekly <mark>drop-in</mark> for parents."),
        "meta": "Checked on 1 September 2026",
    },
    "events": [
        {
            "title": "Visit agreed",
            "by": "Caseworker, west",
            "body": "At home, Friday at 10am.",
            "at": datetime(2026, 9, 4, 10, 5, tzinfo=UTC),
        },
        {"title": "Question received", "by": "Website", "at": date(2026, 9, 2)},
    ],
    "chosen": [{"text": "North", "url": "#north"}, {"text": "Free", "url": "#free"}],
    "side": [
        {
            "heading": "Portals",
            "items": [
                {"title": "All portals", "url": "#p", "current": True},
                {"title": "New portal", "url": "#n"},
            ],
        },
        {"heading": "System", "items": [{"title": "Tasks", "url": "#t"}]},
    ],
}

CONSOLE: dict[str, Any] = {
    "side_navigation": PATTERNS["side"],
    "user_links": [{"title": "Sign out", "form_action": "#out"}],
    "breadcrumbs": [{"title": "Console", "url": "/"}, {"title": "Portals"}],
    "head": ["Portal", "Status", "Pages", "Size"],
    "rows": [["Harbour", "Live", 41, "12 MB"], ["Hilltop school", "Setting up", 28, "2 MB"]],
}
