"""Web pages: the article among menus and banners.

- `loader` reads a page. It prepares the page for trafilatura, which finds the article: `article_frame`, `cleaning`,
  `hidden_elements`, `closed_panels`, `loose_words`, `page_tables`, `deep_nesting`, `office_page`, with
  `page_elements`. `tree` converts what trafilatura gives into blocks.
- Facts of a page: `page_title`, `page_author`, `page_date`.
- Texts in scripts: `linked_data` and `page_record` read them, `page_identity` tells whose they are, `script_article`
  finds an article there, `script_notice` a page that only asks for scripts.
- Without trafilatura: `markup` for books and e-mails, `chat_page` for saved chats.
"""
