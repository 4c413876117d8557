"""The tour as native PowerPoint slides that can be edited."""
