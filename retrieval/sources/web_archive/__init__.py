"""Web pages that a browser or Word saved as one file, with their pictures: MHTML."""
