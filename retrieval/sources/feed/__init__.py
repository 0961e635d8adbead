"""Files of feeds: RSS and Atom that were saved or exported."""
