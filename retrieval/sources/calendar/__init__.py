"""Calendars, as programs for appointments export them."""
