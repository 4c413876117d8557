"""What every page is built from: page, header, address, view, language, theme, campaign cache."""
