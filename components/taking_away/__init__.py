"""What is taken away from a page: files of exactly what is chosen, a citation, code to embed it."""
