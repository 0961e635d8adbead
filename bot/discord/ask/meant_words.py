"""The words that a message to the bot means: its own, those of the message above it, or none, and what to say then."""

from __future__ import annotations

import re
from dataclasses import dataclass

import discord

from bot.discord.ask.message_words import question_words, written_words
from bot.discord.connection.client import FootnoteClient
from bot.discord.ui import escaping
from bot.i18n import Phrases, command_phrases
from retrieval import fold_letters, normalise

# Words that ask about the message to which they reply, and nothing else, as `_fold` leaves them: in English, German,
# French and Spanish.
_ABOUT_ABOVE = (
    r"(?:(?:is|was) )?(?:this|that|it)(?: one| above)?(?: really| still)?(?: (?:true|right|correct|so|a fact|wrong))?",
    r"(?:(?:can|could|would|will) you )?(?:answer|check|fact check|verify|confirm)(?: (?:this|that|it|him|her|them))?",
    r"(?:(?:can|could|would|will) you )?(?:explain|help(?: with)?) (?:this|that|it|him|her|them)",
    r"what (?:do|would) (?:you|the articles) (?:say|think|know)(?: (?:about|of) (?:this|that|it))?",
    r"do you know(?: (?:this|that|the answer))?",
    r"(?:what|how) about (?:this|that|it)",
    r"true|right|correct|really|seriously|true or false|thoughts|any ideas?|sources?|(?:see )?above",
    r"(?:ist|war|stimmt)(?: (?:das|dies|es))?(?: (?:wirklich|denn|echt))?(?: (?:so|wahr|richtig|korrekt|falsch))?",
    r"(?:das|dies)(?: (?:hier|da|oben))?",
    r"(?:kannst|konntest) du (?:das|ihm|ihr|ihnen|die frage) (?:beantworten|prufen|bestatigen|erklaren|helfen)",
    r"(?:antworte|beantworte|prufe|bestatige|erklare)(?: (?:das|ihm|ihr|ihnen|die frage|diese frage))?",
    r"was (?:sagst|meinst|denkst|sagen) (?:du|die artikel)(?: (?:dazu|davon))?",
    r"weisst du das|wirklich|echt|stimmts|quellen?|siehe oben",
    r"(?:c est|est ce|est ce que c est) (?:vraiment )?(?:vrai|exact|juste|correct|faux)",
    r"(?:ca|cela|ceci|celui la|celle la)(?: est (?:vrai|exact|juste|correct|faux))?",
    r"(?:tu peux|peux tu|vous pouvez|pouvez vous) (?:y |lui )?(?:repondre|verifier)(?: (?:a )?(?:ca|cela|ceci))?",
    r"repond(?:s|ez)(?: (?:y|lui|leur|a ca|a cela|a ceci|a cette question))?",
    r"qu en pense[sz] (?:tu|vous)|tu en penses quoi|que disent les articles|vraiment|sources?|voir plus haut",
    r"es(?: (?:esto|eso))?(?: (?:verdad|cierto|correcto|asi|falso))",
    r"(?:esto|eso|este|ese)(?: es (?:verdad|cierto|correcto|falso))?",
    r"(?:puedes|podrias) (?:responder|comprobar|verificar|confirmar|explicar)(?:lo|le)?(?: (?:a )?(?:esto|eso))?",
    r"responde(?:le)?(?: (?:a )?(?:esto|eso))?",
    r"que (?:opinas|dices|piensas)(?: de (?:esto|eso))?|que dicen los articulos",
    r"de verdad|en serio|fuentes?|ver arriba",
)
_AROUND = (
    r"(?:hey|hi|hello|so|and|ok|please|pls|thanks|hallo|und|also|bitte|danke|salut|et|alors|svp|stp|merci|hola|y|"
    r"por favor|gracias)"
)
_ABOUT = re.compile(rf"(?:{_AROUND} )*(?:{'|'.join(_ABOUT_ABOVE)})(?: {_AROUND})*")
_LONGEST = 60  # characters: none of these lines is longer
_COMMAND = re.compile(r"/(?P<name>[\w-]{1,32})(?:\s+(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantWords:
    """The words to answer; empty where there are none, and then the advice to reply with."""

    words: str = ""
    advice: str = ""


def read_meant_words(words: str, message: discord.Message, client: FootnoteClient, phrases: Phrases) -> MeantWords:
    """Return what a message to the bot asks.

    1. a reply to another person's message that says no more than "is that right?" asks what stands there
    2. a message without words asks nothing
    3. a command that is written out is no question, but for `/ask` with a question behind it

    Discord gives the words of another message with the message-content intent, in direct messages, and where it
    mentions the bot.

    Args:
        words: of the message, without the mention of the bot.
        message: that was written to the bot.
        client: the bot.
        phrases: the words of the advice.
    """
    above = _message_above(message)
    if above is not None and above.author != client.user and is_about_above(words):
        read = question_words(written_words(above), above, client)
        return MeantWords(words=read) if escaping.has_ink(read) else MeantWords(advice=_unread_above(phrases))
    if not escaping.has_ink(words):
        return MeantWords(advice=_unread(message, above, client, phrases))
    return _without_command(words, phrases)


def is_about_above(words: str) -> bool:
    """Return whether words in reply to a message ask about that message, and nothing else."""
    if not any(map(str.isalnum, words)):
        return True
    return len(words) <= _LONGEST and bool(_ABOUT.fullmatch(_fold(words)))


def _fold(words: str) -> str:
    """Return the words in small letters without accents, and without anything between them but blanks."""
    return " ".join(re.findall(r"\w+", fold_letters(normalise(words).casefold())))


def _message_above(message: discord.Message) -> discord.Message | None:
    replied = message.reference.resolved if message.reference else None
    return replied if isinstance(replied, discord.Message) else None


def _unread_above(phrases: Phrases) -> str:
    menu = command_phrases.TEXTS["answer_this.name"]._asdict()[phrases.code]
    return phrases.replies.unread_above.format(menu=menu)


def _unread(message: discord.Message, above: discord.Message | None, client: FootnoteClient, phrases: Phrases) -> str:
    """Return the reply to a message without words, which may be there and not be shown to the bot."""
    is_hidden = message.guild is not None and not message.content and not client.intents.message_content
    if is_hidden and above is not None and above.author == client.user:
        return phrases.replies.unread_reply.format(follow_up=phrases.buttons.follow_up)
    return phrases.replies.help.format(ask=command_phrases.typed("ask", phrases))


def _without_command(words: str, phrases: Phrases) -> MeantWords:
    match = _COMMAND.fullmatch(words.strip())
    command = command_phrases.command_named(match["name"]) if match else None
    if match is None or command is None:
        return MeantWords(words=words)
    if command == "ask" and escaping.has_ink(match["rest"] or ""):
        return MeantWords(words=match["rest"])
    return MeantWords(advice=phrases.replies.written_command.format(command=command_phrases.typed(command, phrases)))
