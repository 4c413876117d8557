"""Files on disk that readers see whole or not at all: the cache of campaigns, mapped frames."""
