"""Keep a campaign up to date: its folder or file, and the list at an address."""
