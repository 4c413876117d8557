"""What the pages show of a campaign: one frame or record a module."""
