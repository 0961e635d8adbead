"""Asking: `/ask`, "Answer this", messages to the bot, the buttons of an answer, and follow-up questions.

- By command: `ask_command`. By message: `message_listener`, with `message_words` (the words of a message),
  `meant_words` (which of them are the question), `question_detection`, `edited_questions`, and `message_replies`,
  which sends the answer.
- Both meet in `question_answering`, with `conversation_turns` (what was asked before) and `pinned_answers`.
- The answer: `answer_card`, its buttons `answer_button`, `answer_actions` and `answer_forms`, which find it again by
  `answer_lookup`; `why_card` tells how it came about, `passage_button` shows where it stands.
- Follow-ups on a quote: `followup_card`, and `written_followups` for those that people write.
- `welcome` greets a server that the bot joins.
"""

from bot.discord.ask import answer_forms
from bot.discord.ask.answer_button import AnswerButton
from bot.discord.ask.ask_command import answer_this, ask
from bot.discord.ask.edited_questions import answer_edit
from bot.discord.ask.followup_card import FollowupButton
from bot.discord.ask.message_listener import answer_message
from bot.discord.ask.passage_button import PassageButton
from bot.discord.ask.welcome import welcome
from bot.discord.core.features import Feature
from bot.discord.core.pending_answers import tell_left_askers

FEATURE = Feature(
    commands=(ask, answer_this),
    items=(AnswerButton, FollowupButton, PassageButton),
    forms=answer_forms.HANDLERS,
    listeners=(answer_message,),
    events=(("on_raw_message_edit", answer_edit), ("on_guild_join", welcome)),
    tasks=(tell_left_askers,),
)
