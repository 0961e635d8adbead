"""Reading: `/summary`, `/random`, `/digest`, `/articles` and `/search`."""

from bot.discord.core.features import Feature
from bot.discord.read.articles_command import ArticlesPage, articles
from bot.discord.read.digest_command import DigestPage, digest
from bot.discord.read.search_command import SearchPage, search
from bot.discord.read.summary_command import random, summary

FEATURE = Feature(commands=(summary, random, digest, articles, search), items=(ArticlesPage, DigestPage, SearchPage))
