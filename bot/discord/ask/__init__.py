"""Asking: `/ask`, "Answer this", messages to the bot, the buttons of an answer, and follow-up questions."""

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
