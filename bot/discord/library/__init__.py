"""Keeping a library: `/library` and "Add to the library", and reading again what was added."""

from bot.discord.core.features import Feature
from bot.discord.library.forgetting import ForgetButton
from bot.discord.library.library_commands import ADD_FORM, add_message, library
from bot.discord.library.location_list import FollowedPage, UnfollowButton, UnfollowSelect
from bot.discord.library.message_answers import AnsweredSelect, keep_as_article, this_is_the_answer
from bot.discord.library.pinned_list import PinnedPage, UnpinSelect
from bot.discord.library.refreshes import refresh_due_locations
from bot.discord.library.removal_buttons import RemovalButton
from bot.discord.library.unanswered_forms import GAP_FORM, AnswerGapButton
from bot.discord.library.unanswered_list import DismissSelect, UnansweredPage

FEATURE = Feature(
    commands=(library, add_message, this_is_the_answer, keep_as_article),
    items=(
        UnansweredPage,
        DismissSelect,
        RemovalButton,
        FollowedPage,
        UnfollowSelect,
        UnfollowButton,
        ForgetButton,
        PinnedPage,
        UnpinSelect,
        AnsweredSelect,
        AnswerGapButton,
    ),
    forms=(ADD_FORM, GAP_FORM),
    tasks=(refresh_due_locations,),
)
