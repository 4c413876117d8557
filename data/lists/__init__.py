"""Any list of events: tables of text, dates, places, names. It knows nothing of campaigns."""
