"""Text as every stage sees it: normalised, split into sentences and passages, analysed into terms.

- An article is normalised (`normalize`), its language detected (`language_detection`) and its structure found
  (`segmentation`, with `line_groups` and `heading_lines`).
- Sentences: `sentence_splitter`, corrected by `split_rules`, which judge each `boundary_point`, with `quote_pairs`.
- Passages: `passages`, measured by `word_count`.
- Terms: `analyzer`, with `compounds`, `letter_forms` and `number_forms`.
- Questions: their language (`question_language`), misspelt words (`known_words`, `typing_slips`).
"""
