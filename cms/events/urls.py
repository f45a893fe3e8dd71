"""Addresses of events, below the page that lists them."""

from django.urls import path

from cms.events.views import booking, dates, feeds, public, sending, team

app_name = "events"
urlpatterns = [
    path("calendar/", public.CalendarView.as_view(), name="calendar"),
    path("past/", public.PastView.as_view(), name="past"),
    path("feed.ics", feeds.feed, name="feed"),
    path("feed.atom", feeds.atom, name="atom"),
    path("send/", sending.SendEventView.as_view(), name="send"),
    path("sent/", sending.SentView.as_view(), name="sent"),
    path("yours/", sending.OwnEventsView.as_view(), name="own"),
    path("booked/", booking.BookedView.as_view(), name="booked"),
    path("booking/<str:token>/", booking.BookingView.as_view(), name="booking"),
    path("booking/<str:token>/cancel/", booking.CancelBookingView.as_view(), name="cancel_booking"),
    path("manage/", team.EventsView.as_view(), name="manage"),
    path("manage/new/", team.NewEventView.as_view(), name="new"),
    path("manage/<int:pk>/", team.EventView.as_view(), name="manage_event"),
    path("manage/<int:pk>/edit/", team.EditEventView.as_view(), name="edit"),
    path("manage/<int:pk>/publish/", team.PublishView.as_view(), name="publish"),
    path("manage/<int:pk>/refuse/", team.RefuseView.as_view(), name="refuse"),
    path("manage/<int:pk>/take-down/", team.TakeDownView.as_view(), name="take_down"),
    path("manage/<int:pk>/bookings.csv", dates.BookingsCsvView.as_view(), name="bookings_csv"),
    path("manage/date/<int:pk>/", dates.DateView.as_view(), name="date"),
    path("manage/date/<int:pk>/call-off/", dates.CallOffView.as_view(), name="call_off"),
    path("manage/date/<int:pk>/restore/", dates.RestoreView.as_view(), name="restore"),
    path("manage/date/<int:pk>/move/", dates.MoveView.as_view(), name="move"),
    path("manage/booking/<int:pk>/cancel/", dates.CancelForView.as_view(), name="cancel_for"),
    path("date/<int:pk>/book/", booking.BookView.as_view(), name="book"),
    path("<int:pk>/<slug:slug>.ics", feeds.event_feed, name="event_feed"),
    path("<int:pk>/<slug:slug>/", public.EventView.as_view(), name="event"),
]
