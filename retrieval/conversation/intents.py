"""What somebody may want to know about the sentence that was just quoted, and how they put it.

An aside is recognised only if it is all that was typed: "Who said that?" is one, "Who said that the bridge was unsafe?"
is a question. The words are English, German, Spanish and French, each understood wherever it is typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from retrieval.core.records import Citation, Sentence

Kind: TypeAlias = Literal["before", "after", "who", "when", "more", "elsewhere"]

# found      `citations` has what was wanted
# nothing    the article (of "elsewhere": the library) has nothing of the kind
# own_words  nobody is quoted: the article says it itself
# changed    the article no longer has the sentence
# gone       the article is no longer in the library
Outcome: TypeAlias = Literal["found", "nothing", "own_words", "changed", "gone"]

LONGEST = 100  # characters; what is longer is no aside


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideReply:
    """What an article, or of "elsewhere" what the others, say beside a quote."""

    kind: Kind
    outcome: Outcome
    about: Citation  # the quote as its article has it now; as it was given where it is changed or gone
    citations: tuple[Citation, ...] = ()  # of before, after, who and when: one; empty unless found
    highlight: Sentence | None = None  # the speaker or the time, inside the first citation; offsets into its article

    @property
    def shown(self) -> Citation:
        """The sentence that "that" means from now on: the one that is shown, or still the quote beside a list."""
        return self.citations[0] if self.citations and self.kind not in LISTS else self.about


LISTS: frozenset[Kind] = frozenset({"more", "elsewhere"})  # their citations are several sentences, none of them "that"


def recognise(line: str) -> Kind | None:
    """The aside that a line is, or None: case, marks around it and politeness do not matter."""
    if len(line) > LONGEST:
        return None
    text = " ".join(unicodedata.normalize("NFKC", line).casefold().replace("’", "'").split())
    bare = _LAST.sub("", _FILLING.sub("", _FIRST.sub("", text.strip(_MARKS)))).strip(_MARKS)
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(bare)), None)


_MARKS = " \t\"'.,;:!?…¿¡«»„“”‘-–—？！。"
_FIRST = re.compile(
    r"\A(?:(?:and|but|so|ok|okay|well|please|und|aber|bitte|y|pero|et|mais"
    r"|por favor|s'il (?:te|vous) plaît)\b(?! then\b),? *)+"
)
_LAST = re.compile(r",? *\b(?:please|bitte|por favor|s'il (?:te|vous) plaît|thanks)\Z")
_FILLING = re.compile(r"\b(?:denn|eigentlich|genau|exactly|actually)\b ?")

# What stands for `<NAME>` in the patterns below.
_PARTS: Mapping[str, str] = {
    "THAT": r"(?:that|this|it)",
    "SHOW": r"(?:(?:show|give|read|tell)(?: me)? |what(?:'s| is| was| does) )?",
    "RIGHT": r"(?:right |just |directly |immediately )?",
    "SENTENCE": r"(?:sentence|line|one)",
    "OTHERS": r"(?:(?:any |the |some )?others?(?: (?:articles?|sources?|papers?|reports?))?"
    r"|another (?:article|source|paper|report)|any(?:one|body) else|someone else)",
    "ELSEWHERE": r"(?:elsewhere|anywhere else|somewhere else|by others|by any(?:one|body) else"
    r"|(?:in|by|from) (?:any |the |some )?other (?:articles?|sources?|papers?|reports?|texts?))",
    "TOO": r"(?: too| as well| also)?",
    "DAZU": r"(?: (?:dazu|davon|darüber|hierzu))?",
    "ANDERE": r"(?:(?:die )?andere[n]?(?: (?:artikeln?|quellen|texten?))?)",
    "ZEIG": r"(?:zeig(?:e)?(?: mir)? |wie lautet |was (?:ist|war) )?",
    "ESO": r"(?:eso|esto|ello)",
    "SOBRE": r"(?: (?:sobre|acerca de|de) (?:eso|esto|ello|ese tema|este tema))?",
    "OTROS": r"(?:(?:los |las )?otr[oa]s(?: (?:art[ií]culos|medios|fuentes|textos))?|los demás(?: art[ií]culos)?)",
    "CA": r"(?:ça|cela|ceci)",
    "DESSUS": r"(?: (?:là-dessus|à ce sujet|à ce propos|(?:sur|de) (?:ça|cela|ceci|ce sujet)))?",
    "AUTRES": r"(?:(?:les |d')autres(?: (?:articles|sources|textes))?)",
}


def _any(*patterns: str) -> re.Pattern[str]:
    joined = "|".join(patterns)
    for name, part in _PARTS.items():
        joined = joined.replace(f"<{name}>", part)
    return re.compile(joined)


_KINDS: Mapping[Kind, re.Pattern[str]] = {
    "before": _any(
        r"<SHOW>(?:the )?<SENTENCE> <RIGHT>(?:before|above)(?: <THAT>| <THAT> one)?(?: say)?",
        r"<SHOW>(?:the )?(?:previous|preceding)(?: <SENTENCE>)?(?: say)?",
        r"<RIGHT>before(?: <THAT>)?",
        r"what (?:comes|came|stands|stood|is|was|does it say) <RIGHT>before(?: <THAT>)?",
        r"(?:go |one sentence )back|go back one sentence",
        r"<ZEIG>(?:(?:der|den) )?satz (?:direkt |gleich )?(?:davor|vorher|zuvor)",
        r"<ZEIG>(?:(?:der|den) )?(?:vorige|vorherige|vorangehende|vorhergehende)[nr]? satz",
        r"davor|vorher|was (?:steht|stand|kommt|kam) (?:direkt )?(?:davor|vorher|zuvor)",
        r"(?:mu[eé]strame )?(?:la )?(?:frase|oración) (?:de antes|anterior|previa)|la anterior|lo anterior",
        r"(?:justo )?antes(?: de <ESO>)?|qué (?:dice|viene|pone|hay) (?:justo )?antes(?: de <ESO>)?",
        r"(?:montre-moi |que dit )?(?:la )?phrase (?:juste )?(?:d'avant|avant|précédente)|la précédente",
        r"(?:juste )?avant(?: <CA>)?|qu'y a-t-il (?:juste )?avant(?: <CA>)?"
        r"|qu'est-ce qu'il y a (?:juste )?avant(?: <CA>)?",
    ),
    "after": _any(
        r"<SHOW>(?:the )?<SENTENCE> <RIGHT>(?:after|below)(?: <THAT>| <THAT> one)?(?: say)?",
        r"<SHOW>(?:the )?(?:next|following)(?: <SENTENCE>)?(?: say)?",
        r"<RIGHT>after(?: <THAT>)?",
        r"what (?:comes|came|stands|stood|does it say) (?:next|then|<RIGHT>after(?: <THAT>)?)|what follows(?: <THAT>)?",
        r"how does (?:it|this|that|the article) (?:go on|continue)|(?:and )?then|read on",
        r"<ZEIG>(?:(?:der|den) )?satz (?:direkt |gleich )?(?:danach|dahinter|darauf)",
        r"<ZEIG>(?:(?:der|den) )?(?:nächste|folgende)[nr]? satz|nächster|weiter",
        r"danach|was (?:steht|kommt|kam) (?:direkt )?(?:danach|dahinter|als nächstes|dann)",
        r"wie geht (?:es|das|der artikel|der text) weiter|lies weiter",
        r"(?:mu[eé]strame )?(?:la )?(?:frase|oración) (?:de después|siguiente|que sigue|posterior)|la siguiente",
        r"(?:justo )?después(?: de <ESO>)?|qué (?:dice|viene|pone|hay) (?:justo )?(?:después|luego|a continuación)",
        r"qué sigue|cómo (?:sigue|continúa)(?: el artículo)?|qué viene después de <ESO>",
        r"(?:montre-moi |que dit )?(?:la )?phrase (?:juste )?(?:d'après|après|suivante|qui suit)|la suivante|la suite",
        r"(?:juste )?après(?: <CA>)?|ensuite|qu'est-ce qui (?:vient|suit)(?: (?:après|ensuite))?",
        r"qu'y a-t-il (?:juste )?après(?: <CA>)?|comment (?:cela|ça) continue(?:-t-il)?",
    ),
    "who": _any(
        r"who (?:said|says)(?: (?:<THAT>|so|those words|these words))?",
        r"who (?:claims|claimed|stated|states|wrote|thinks|thought) (?:that|this|so)",
        r"who(?:'s| is| was) (?:saying (?:that|this|so)|speaking|talking|(?:being )?quoted|the speaker)(?: here)?",
        r"says who|according to who(?:m)?",
        r"whose (?:words|quote|opinion|claim) (?:are|were|is|was) (?:that|this|these|those|they|it)",
        r"wer (?:sagt|sagte|behauptet|behauptete|meint|meinte|schreibt|schrieb)(?: (?:das|dies|es|so etwas|sowas))",
        r"wer hat (?:das|dies|es|so etwas|sowas) (?:gesagt|behauptet|gemeint|geschrieben)|wer sagt(?:e)?",
        r"von wem (?:ist|stammt|kommt) (?:das|dies|dieser satz|das zitat|dieses zitat)|laut wem",
        r"wessen (?:worte|aussage|zitat) (?:sind|ist|war|waren) (?:das|dies)|wer spricht(?: (?:da|hier))?",
        r"qui[eé]n (?:(?:lo )?(?:dijo|dice|afirm[aó]|ha dicho|escribió)|(?:dijo|dice|afirm[aó]|ha dicho"
        r"|escribió) <ESO>)",
        r"qui[eé]n habla(?: aquí)?|según qui[eé]n|de qui[eé]n (?:es|son) (?:(?:esa|esta|la) (?:frase|cita)|<ESO>"
        r"|(?:esas|estas) palabras)",
        r"qui (?:(?:a dit|dit|affirme|prétend|pense) (?:<CA>)|l'a dit|le dit|l'affirme|a dit|dit)",
        r"qui (?:parle|est cité)(?: ici)?|selon qui|d'après qui|de qui (?:est-ce|sont ces mots)",
        r"de qui est cette (?:phrase|citation)|qui est-ce qui (?:a dit|dit) <CA>",
    ),
    "when": _any(
        r"when|when (?:was|is) <THAT>(?: (?:said|written|published))?",
        r"when did (?:<THAT>|all this|all that) (?:happen|occur|take place)",
        r"when did (?:he|she|they) (?:say|write) (?:<THAT>|so)|when is (?:that|this) from",
        r"(?:on |at |in )?(?:what|which) (?:day|date|time|year) (?:was|is) <THAT>(?: (?:said|written|published))?",
        r"what(?:'s| is| was) the date(?: of (?:that|this))?",
        r"when was (?:this|that|the) article (?:published|written)|how old is (?:this|that|the) article",
        r"wann|wann (?:war|ist) (?:das|dies)(?: (?:gewesen|passiert|geschehen))?",
        r"wann (?:passierte|geschah) (?:das|dies)|wann fand (?:das|dies) statt|von wann ist (?:das|dies|der artikel)",
        r"wann (?:wurde (?:das|dies) (?:gesagt|geschrieben|veröffentlicht)|hat (?:er|sie) das gesagt)",
        r"an welchem (?:tag|datum) (?:war|ist) das(?: (?:gewesen|passiert|geschehen))?|wann wurde der artikel "
        r"(?:veröffentlicht|geschrieben)",
        r"cu[aá]ndo|cu[aá]ndo (?:fue|era|pasó|ocurrió|sucedió)(?: <ESO>)?|cu[aá]ndo (?:lo dijo|(?:se )?dijo <ESO>)",
        r"(?:en )?qué (?:día|fecha) (?:fue|era|pasó|ocurrió)(?: <ESO>)?|de cu[aá]ndo es (?:<ESO>|el artículo)",
        r"cu[aá]ndo se (?:publicó|escribió)(?: (?:<ESO>|el artículo))?",
        r"quand|c'était quand|quand (?:était|est)-ce|quand (?:c'était|<CA>)",
        r"quand est-ce que (?:c'était|c'est arrivé|<CA> s'est (?:passé|produit))|quand <CA> s'est-il "
        r"(?:passé|produit)|ça s'est passé quand",
        r"de quand (?:est-ce|date (?:<CA>|l'article)|date-t-il)|quand a-t-(?:il|elle) dit <CA>",
        r"(?:à|de) quelle date(?: (?:était-ce|est-ce))?|quand l'article a-t-il été (?:publié|écrit)",
    ),
    "more": _any(
        r"(?:tell|show|give)(?: me)? more(?: (?:about|on|of) <THAT>)?|more(?: (?:about|on|of) <THAT>)?|say more",
        r"(?:any )?more (?:details|information|info)(?: (?:about|on) <THAT>)?|go on|continue|anything else",
        r"what else|what else does (?:it|the article|this article) say(?: (?:about|on) <THAT>)?",
        r"(?:(?:erzähl|sag|zeig)e?(?: mir)? |noch )?mehr<DAZU>|mehr (?:details|einzelheiten|infos?"
        r"|informationen)<DAZU>",
        r"weitere (?:details|einzelheiten|infos?|informationen)<DAZU>|was noch|sonst noch (?:etwas|was)"
        r"|noch etwas<DAZU>",
        r"was (?:steht (?:da )?sonst noch<DAZU>(?: im artikel)?|sagt der artikel (?:sonst )?noch<DAZU>)",
        r"(?:(?:cuéntame|dime|muéstrame|dame) )?m[aá]s<SOBRE>|(?:(?:cuéntame|dame) )?m[aá]s (?:detalles"
        r"|información)<SOBRE>",
        r"qué m[aá]s(?: (?:dice|pone|cuenta)(?: el artículo)?<SOBRE>)?|algo m[aá]s",
        r"(?:dis|dites|raconte|racontez)-m'en (?:plus|davantage)|(?:en (?:savoir|dire) )?(?:plus|davantage)<DESSUS>",
        r"(?:plus|davantage) (?:de détails|d'informations)<DESSUS>|quoi d'autre|autre chose"
        r"|qu'y a-t-il d'autre<DESSUS>",
        r"que dit (?:encore |aussi )?l'article(?: d'autre)?(?: encore)?<DESSUS>|continue[zr]?",
    ),
    "elsewhere": _any(
        r"<ELSEWHERE><TOO>|other (?:articles|sources)|any other (?:articles|sources)(?: (?:for|on|about) <THAT>)?",
        r"(?:what about|how about) (?:the )?other (?:articles|sources)",
        r"(?:is|was|does) <THAT> (?:also )?(?:(?:said|mentioned|reported|confirmed|found|written|stand|appear) )?"
        r"<ELSEWHERE><TOO>",
        r"(?:do|does|did|have|has) <OTHERS> (?:also )?(?:say|said|report|reported|confirm|confirmed|agree|claim|claimed"
        r"|mention|mentioned)(?: (?:so|<THAT>|the same|the same thing|about <THAT>))?<TOO>",
        r"what (?:do|does|did) <OTHERS> say(?: (?:about|on|to) <THAT>)?",
        r"who else (?:says?|said|reports?|reported|confirms?|confirmed|claims?)(?: (?:so|<THAT>))?<TOO>",
        r"where else (?:does it say (?:so|<THAT>)|is <THAT> (?:said|written|mentioned|reported))",
        r"(?:(?:steht|ist|sagt man|findet sich) das (?:auch )?)?(?:in|bei) anderen (?:artikeln|quellen"
        r"|texten)(?: auch)?",
        r"(?:(?:steht|ist) das (?:auch )?)?(?:anderswo|woanders)(?: auch)?|andere (?:artikel|quellen)<DAZU>",
        r"(?:sagen|schreiben|berichten|bestätigen) (?:das (?:auch )?)?<ANDERE>(?: das)?(?: auch)?",
        r"(?:sagen|schreiben|berichten|bestätigen) das auch <ANDERE>|was (?:sagen|schreiben) <ANDERE><DAZU>",
        r"wer sagt das (?:sonst )?noch|(?:gibt es )?(?:noch )?(?:andere|weitere) (?:artikel|quellen)(?: dazu| dafür)?",
        r"(?:(?:está|aparece|se dice)(?: <ESO>)? )?(?:también )?en (?:otros (?:art[ií]culos|medios|textos)"
        r"|otras fuentes"
        r"|otro (?:art[ií]culo|lugar|sitio)|otra parte)(?: también)?",
        r"(?:lo )?dicen (?:(?:<ESO>|lo mismo) )?(?:también )?<OTROS>(?: también| <ESO>| lo mismo)?"
        r"|qué dicen <OTROS><SOBRE>",
        r"qui[eé]n m[aá]s (?:lo )?dice(?: <ESO>)?|(?:hay )?otr[oa]s (?:fuentes|art[ií]culos)(?: que lo digan)?",
        r"(?:est-ce (?:dit |écrit )?(?:aussi )?)?(?:dans|par) d'autres (?:articles|sources|textes)(?: aussi)?|ailleurs",
        r"(?:est-ce qu'|est-ce que )?<AUTRES> (?:le )?disent(?:-ils|-elles)?(?: aussi)?(?: (?:<CA>"
        r"|la même chose|pareil))?"
        r"(?: aussi)?",
        r"que disent <AUTRES><DESSUS>|qui d'autre (?:le )?dit(?: <CA>)?|d'autres (?:articles|sources)",
    ),
}
