"""AsciiDoc, as Asciidoctor and its older forms read it."""
