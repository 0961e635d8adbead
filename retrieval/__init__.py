"""Find the sentence that answers, and cite it.

    from retrieval.build import footnote
    from retrieval.core.settings import Settings

    with closing(footnote(Settings())) as opened:
        list(opened.add(["articles/"], library="default"))
        reply = opened.ask("When did the bridge reopen?", library="default")

What front-ends use: `build` opens, `pipeline.Footnote` answers, `records`, `overviews`, `keeping` and `errors` are what
comes back, `settings` is what goes in, `links` leads to a quote, and `evaluate`, `rouge` and `sources` measure. Nothing
is imported here: reading a setting should not wait for the stages.
"""
