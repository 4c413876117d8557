"""The choice of filters, its address, and the index that selects consultations with it."""
