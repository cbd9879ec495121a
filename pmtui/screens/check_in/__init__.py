"""The check-in in the app: it asks what ``pmtui.usecases.kata`` holds, one card for each question."""
