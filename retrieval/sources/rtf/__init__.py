"""Rich Text Format, as WordPad, TextEdit and older word processors write it."""
