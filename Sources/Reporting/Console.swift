// Reporting: events in, text out.
