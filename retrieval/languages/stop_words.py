"""Words that carry no meaning of their own: function words, left out of the terms that BM25 counts.

Short lists on purpose: the statistics of a library already weigh common words down. Question words are in, because
"who" and "when" say what kind of answer is wanted, not which words it holds.
"""

from __future__ import annotations

from types import MappingProxyType

_LISTS = {
    "en": """
        a an the this that these those some any each such same own
        i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we our ours
        ourselves they them their theirs themselves one
        am is are was were be been being do does did doing done have has had having will would shall should can could
        may might must ought
        and or nor but if then else so than as because while although though unless until whether
        of at by for with about against between into through during before after above below to from up down in out on
        off over under again upon within without via per toward towards among
        here there all both more most other only very too just also even still yet not no
        what which who whom whose when where why how many much
        's s t don didn isn wasn aren doesn hasn haven let please tell
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber als wenn dass daß weil
        ob wie so denn doch ich du er sie es wir ihr mich dich ihn uns euch ihm ihnen mein dein sein unser euer
        ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte soll muss
        in im an am auf aus bei bis durch für gegen mit nach ohne über um unter von vom vor zu zum zur zwischen
        auch nicht noch nur schon sehr sich dieser diese dieses jene man da dort hier
        wer wen wem wessen was wann wo warum wieso welche welcher welches welchen wohin woher wieviel
    """,
    "es": """
        el la los las un una unos unas lo al del de y e o u pero si que como porque cuando donde mientras aunque
        yo tú él ella nosotros ellos ellas me te se nos le les su sus mi mis tu tus
        es son era eran fue fueron ser sido está están estaba ha han había hay
        a en con por para sin sobre entre desde hasta hacia durante
        no ni también más muy ya este esta estos estas ese esa eso aquel
        qué quién quiénes cuál cuáles cuándo cuánto cuánta cuántos cuántas dónde cómo
    """,
    "fr": """
        le la les un une des du de d l au aux et ou mais si que qu comme parce quand où lorsque
        je tu il elle nous vous ils elles on me te se lui leur son sa ses mon ma mes ton ta tes notre votre leurs
        est sont était étaient été être a ont avait avaient sera
        à en dans par pour sans sur entre vers chez avec sous
        ne n pas plus très aussi ce cet cette ces c s j y
        qui quoi quel quelle quels quelles comment pourquoi combien dont
    """,
    "ru": """
        и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее её мне было вот от
        меня о из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом
        себя ей они тут где есть для мы тебя их чем была сам чтоб без будто чего тоже себе под будет ж кто этот того
        какой какая какие каком этом при об это были чтобы сколько почему который которая которые
    """,
    "ar": """
        في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا متى أين كيف كم لماذا هل هو هي هم كان كانت يكون
        أن إن لا لم لن قد أو و ثم بعد قبل بين عند كل أي
    """,
    "zh": "",
}

STOP_WORDS = MappingProxyType({language: frozenset(words.split()) for language, words in _LISTS.items()})
