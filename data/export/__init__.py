"""What people take away of a campaign: files of exactly what is chosen."""
