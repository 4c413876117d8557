"""A campaign as a website of static files, for any host: pages, data, pictures, calendar."""
