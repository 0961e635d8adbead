"""Owns the words and patterns, by language (ISO 639-1), that tell what a sentence leans on or that it is no sentence.

English, German, Spanish and French; of other languages only what needs no words is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A sentence that opens with one of these speaks of what the sentence before it said.
LEANING: Mapping[str, frozenset[str]] = {
    "en": _words(
        "he she it they his her hers its their theirs him them himself herself itself themselves this that these "
        "those such both neither either another others but and or nor so yet however instead also then therefore "
        "thus hence otherwise moreover furthermore nevertheless nonetheless besides likewise similarly consequently "
        "accordingly additionally indeed still too which who whose the-latter the-former"
    ),
    "de": _words(
        "er sie es ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner ihm ihn ihnen dieser diese dieses diesen "
        "diesem das jener jene jenes solche beide aber und oder doch jedoch sondern denn dann danach daher deshalb "
        "darum deswegen trotzdem dennoch außerdem zudem auch dabei dadurch dafür dagegen damit daran darauf daraus "
        "darin darüber dazu hierzu stattdessen ebenso allerdings folglich somit also andere"
    ),
    "es": _words(
        "él ella ellos ellas su sus éste ésta este esta esto estos estas ese esa eso esos esas aquel aquella ello "
        "ambos ambas pero y e o u sino entonces además también tampoco asimismo "
        "sin-embargo no-obstante luego así otro otra otros otras"
    ),
    "fr": _words(
        "il elle ils elles son sa ses leur leurs lui eux ce cet cette ces cela ça c'est celui-ci celle-ci ceux-ci tous "
        "mais et ou or donc ni puis alors ensuite ainsi aussi cependant pourtant toutefois néanmoins d'ailleurs "
        "en-outre de-plus autre autres d'autres"
    ),
}

# Behind such a word it is a time of its own ("This week …"), or the sentence tells who is meant ("Those who …").
FREE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:this|that) (?:week|weekend|month|year|season|spring|summer|autumn|fall|winter|morning|afternoon|evening"
        r"|century|decade)\b|those (?:who|with|of)\b|both (?:the )?(?-i:[A-Z])|both \w+ and\b|it (?:is|was|takes|took) "
        r"(?:a|an|the|not)? ?(?:\d|one |two |three |more |nearly |almost |about )|so far\b|(?:and|but) not\b\Z",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"(?:diese[rsn]?) (?:woche|jahr|monat|sommer|winter|frühling|herbst)\b|das (?-i:[A-ZÄÖÜ])", re.IGNORECASE
    ),
    "es": re.compile(
        r"(?:este|esta) (?:semana|mes|año|verano|invierno|primavera|otoño|mañana|tarde|noche)\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"(?:ce|cet|cette) (?:semaine|mois|année|été|hiver|printemps|automne|matin|soir)\b", re.IGNORECASE
    ),
}

# Pronouns of somebody named before; a name or a noun with a capital before them may be who they mean.
PRONOUNS: Mapping[str, frozenset[str]] = {
    "en": _words("he she they his her their him them"),
    "de": _words("er ihm ihn seinen seinem seiner seine"),
    "es": _words("él ella ellos ellas"),
    "fr": _words("il elle ils elles"),
}

# Somebody speaks of themselves.
PERSONAL: Mapping[str, frozenset[str]] = {
    "en": _words("i we you my our your me us i'm we're you're i've we've i'd we'd i'll we'll"),
    "de": _words("ich wir mein meine unser unsere uns mich mir"),
    "es": _words("yo nosotros mi mis nuestro nuestra me nos"),
    "fr": _words("je j'ai nous mon ma mes notre nos moi"),
}

# "The group" names what was told before; "The group of … " and "The man who …" tell it themselves.
_NOUNS = (
    "group company man woman boy girl child children couple pair two three four five others pilot driver victim "
    "victims suspect suspects officer officers agency organization organisation statement report study incident "
    "accident attack attacks move decision news team book film movie song show video clip game actor actress singer "
    "band plane flight ship boat vehicle car storm fire case lawsuit plan proposal deal agreement law bill rule vote "
    "building house place event latter former same family parents mother father teenager student teacher author "
    "country city town network website site post message letter "
    "union court judge jury ruling offer project scheme work result results idea aim reason problem difference answer"
)
GENERIC: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:one|two|three|some|many|most|several|all|none|few) (?:recently|was|were|is|are|has|had|have|said|say)\b"
        r"|[\w-]+ of (?:them|these|those)\b(?! who)"
        rf"|the (?:{'|'.join(_NOUNS.split())})\b"
        r"(?! (?:of|in|at|on|for|to|from|that|who|whose|which|where"
        r"|behind|between|against|with)\b)(?!['’]s (?-i:[A-Z]))(?! (?-i:[A-Z]))",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"(?:der|die|das) (?:gruppe|firma|mann|frau|paar|beiden|opfer|täter|unternehmen|studie|bericht)\b"
        r"(?! (?:aus|von|der|des|in|mit)\b)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?:el|la|los|las) (?:grupo|empresa|hombre|mujer|pareja|dos|víctimas?|informe|estudio)\b"
        r"(?! (?:de|del|que|en)\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?:le|la|l['’]|les) ?(?:groupe|entreprise|homme|femme|couple|deux|victimes?|rapport|étude)\b"
        r"(?! (?:de|du|des|qui|en)\b)",
        re.IGNORECASE,
    ),
}

# Somebody speaks whom only an earlier sentence names: `…," she said.`
UNNAMED: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"[,?!.…][\"”’]\s*(?:(?:he|she|they|it)\s+(?:\w+ly\s+)?(?:said|says|added|adds|told|wrote|asked|recalled"
        r"|explained|tweeted|continued|replied|insisted|noted)|(?:said|added|asked|explained) (?:he|she|they))\b",
        re.IGNORECASE,
    ),
    "de": re.compile(r"[“\"«],?\s*(?:sagte?|erklärte?|meinte?|fügte?) (?:er|sie)\b", re.IGNORECASE),
    "es": re.compile(r"[”\"»],?\s*(?:dijo|añadió|explicó|afirmó)(?: él| ella)?\s*[.,]", re.IGNORECASE),
    "fr": re.compile(
        r"[”\"»],?\s*(?:a-t-(?:il|elle) (?:dit|ajouté|expliqué|déclaré)|(?:dit|ajoute|explique)-t?-?(?:il|elle))",
        re.IGNORECASE,
    ),
}

# What stands between an article's sentences and is none of them: how such a line begins.
TEASER = re.compile(
    r"\W*(?:"
    r"(?:read|see|watch|listen|hear|learn|find out|click|tap|swipe|scroll)\b[^.!?]{0,40}?"
    r"\b(?:more|also|here|below|now|next|video|full story)\b"
    r"|(?:read|watch|watch live|related|more|pictures?|images?|caption|credits?|video|gallery|comments?|tags?|topics?"
    r"|correction|updated?|published|foto|bild|quelle|imagen|crédits?) ?:"
    r"|related (?:story|stories|article|articles|content|links?)\b|more (?:on this|from|stories|news|about)\b"
    r"|sign up\b|subscribe\b|follow (?:us|me|\w+ on|@)|join us\b|share (?:this|on|your) (?:story|article|page|facebook)"
    r"|like us on\b|click (?:here|through|to)\b|download (?:our|the app)\b|get (?:the latest|our|breaking)\b"
    r"|photos?\b ?[:(]|photos? (?:by|courtesy)|photograph(?:s|ed)? by|pictured\b|file (?:photo|picture|image)"
    r"|(?:photo|picture|image) credits?|getty images|advertisement\b|story continues|continue reading|filed under"
    r"|copyright\b|©|the[- ]cnn[- ]wire|editor['’]?s note|last updated|(?:hide|toggle) caption"
    r"|weitere? (?:infos?|informationen|artikel|zum thema)|lesen sie (?:auch|mehr|hier)|mehr (?:dazu|zum thema)"
    r"|melden sie sich|lea (?:también|más)|leer más|más información|suscríba(?:se|te)"
    r"|lire (?:aussi|la suite)|à lire\b|voir aussi|inscrivez-vous|abonnez-vous"
    r")",
    re.IGNORECASE,
)
# What no article says in words of its own, wherever it stands in a line.
TEASER_INSIDE = re.compile(
    r"\bcontributed to this (?:report|story|article)\b|\bclick here\b"
    r"|\bfollow (?:\w+ ){0,3}on (?:twitter|facebook|instagram)\b"
    r"|\b(?:opinions|views) expressed (?:in|are|here)\b|\ball rights reserved\b|\bsign up for (?:our|the|her|his)\b"
    r"|\bhere(?:['’]s| is| are) (?:what|how|why|where|when|who|the|your|our|some|everything)\b"
    r"|\bthis is (?:its|his|her|their|our) story\b|: (?:who|what|how|why|when|where)\b[^.!?]*\?\Z"
    r"|[|»›>]\s*\w+.{0,60}[|»›>]|\s[.]\Z",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or) (?:[A-ZÀ-Þ][\w.'’-]+[\s,]*(?:and |und |et |y )?){1,6}(?:[,|].{0,40})?\.?\Z"
)
# The place, the date and the agency before a report's first sentence: "LONDON (Reuters) - ", "PARIS, May 3 — ".
_DAY = r"(?:[A-Z][a-zà-þ]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][a-zà-þ]{2,8})(?:,? \d{4})?"
DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’ ,/-]{0,60})?\((?:CNN(?:\.com| Student News)?|Reuters|[A-Z]{2,6}|dpa|CNNMoney|EW\.com"
    r"|PEOPLE\.com|Mashable|The Hollywood Reporter|Rolling Stone)\)\s*(?:[-–—]+\s*)?(?=\S)"
    rf"|[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{{2,40}}(?:, (?:[A-ZÀ-Þ][\w.'’ -]{{0,30}}, )?{_DAY})? [—–-]{{1,2}} (?=\S)"
)
