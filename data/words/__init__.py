"""Words in any language: message catalogs, dates, lists, a view described, folding, links."""
