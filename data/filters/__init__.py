"""What is selected: the choice, its filters, its address, and the index that answers it."""
