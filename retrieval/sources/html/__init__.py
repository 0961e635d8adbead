"""Web pages: the article among menus and banners."""
