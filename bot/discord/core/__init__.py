"""The parts of every feature: actions, replies, buttons, forms, lists and refusals, in one way for all.

- A feature is a record of `features`: its commands, buttons, forms and tasks. `availability` says where a command is
  offered.
- What it does is run by `actions`, with a `context` made from `places`; the `responder` answers, `progress` and
  `public_messages` beside it, `direct_messages` where that takes no answer any more; `pending_answers` are those of a
  process that ended.
- Errors: `refusals` has the sentence for each that is planned for, `error_replies` the card.
- What outlives a restart: `persistent_items` (buttons and selects), `forms`, `page_buttons` and `page_selects` of
  lists.
- Beside: `suggestions` while somebody types, `keeper_log`, and tasks in the `background`.
"""
