"""The web: fetching from it with care, and the loaders of what is fetched. `dispatch.load` is its one way in.

- What an address gives: `dispatch` looks at the response; `page_loader`, `feeds` and `sitemaps` read it, with
  `feed_entries`, `feed_dates`, `xml_tree` and `meta_refresh`. `url_options` says how many pages of a list are read.
- Fetching: `fetcher`, by `http_client` and `http_status`, through the `ssrf_guard`, as `robots` and `rate_limit`
  allow, in the time of `deadline`; `content_encoding` unpacks, `urls` spells addresses, `failure_guard` keeps an
  error to its address.
"""
