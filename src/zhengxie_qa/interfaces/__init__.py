"""Doors: settings, wiring, command line, HTTP and chat page. Nothing below this floor imports from here."""
