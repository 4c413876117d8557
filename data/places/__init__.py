"""Countries and cities: the gazetteer, and how consultations get their coordinates."""
