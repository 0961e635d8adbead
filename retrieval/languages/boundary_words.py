"""Owns the words that the boundary rules know, by language (ISO 639-1); where a language is missing, none are known.

Only what the library (sentencex) lacks or takes for something else stands here. Matching keeps upper and lower case.
"""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Titles and other forms behind which no sentence ends.
NEVER_LAST: Mapping[str, frozenset[str]] = {
    "en": _words(
        "Dr Mr Mrs Ms Mx Messrs Prof Sen Sens Rep Reps Gov Govs Gen Col Lt Maj Sgt Cpl Pvt Pfc Spc Adm Cmdr Capt Det "
        "Insp Supt Revd Ofc Atty Attys Amb Asst Dist Rev Hon Msgr Pres Mt Mts Fr Br Wm Geo Chas Jos Thos Pte Cllr Ste "
        "v vs e.g i.e cf viz a.k.a"
    ),
    "de": _words("Dr Prof Hr Dipl phil Hl z.B d.h bzw vgl sog ca"),
    "fr": _words("M MM Mme Mlle Dr Pr Me Mgr St Ste Vve cf env"),
    "es": _words("Sr Sra Srta Dr Dra D Dña Cnel Gral Ing Lic Prof p.ej aprox"),
    "it": _words("Sig Sigg Dott Prof Ing Avv On S cfr"),
    "pt": _words("Sr Sra Dr Dra Prof Eng D St"),
    "nl": _words("dhr mevr dr drs prof ir mr bijv d.w.z St"),
    "pl": _words("dr prof inż mgr np m.in ul św ks"),
    "ru": _words("им проф акад т.е св Дж"),
    "ar": _words("د م أ ص ج"),
}

# Forms that end a sentence only where a word of OPENERS follows.
SELDOM_LAST: Mapping[str, frozenset[str]] = {
    "en": _words("Ft Nos Vol vol Figs figs Eq Eqs Ch pp approx ca est Tues Thurs"),
    "de": _words("Abs Bd Bde geb gest Tel inkl exkl Okt Dez Jh max min Nr v St evtl"),
    "fr": _words("No n art chap fig p pp av apr J.-C janv févr sept oct nov déc"),
    "es": _words("Nº núm pág págs art cap Av St"),
    "it": _words("n pag pagg art vol"),
    "pt": _words("pág págs n art vol Av"),
    "nl": _words("nr blz o.a"),
    "pl": _words("nr p"),
    "ru": _words("др рис гл обл см стр ул ст"),
}

# Function words that open sentences: a capital on them is the sentence's own, so a short form before them was its last.
OPENERS: Mapping[str, frozenset[str]] = {
    "en": _words(
        "A After All Also Although An And Another Any As At Because Before Both But By Despite During Each Even Every "
        "For From He Her His How However I If In Instead It Its Later Many Meanwhile More Most My No Not Now On Once "
        "One Only Or Other Our Several She Since So Some Still Such That The Their Then There These They This Those "
        "Though Through Thus To Today Two Under Until We What When Where Whether Which While Who Why With Yet You "
        "Your"
    ),
    "de": _words(
        "Aber Als Am An Auch Auf Aus Bei Bis Da Dabei Dadurch Damals Damit Danach Dann Das Dass Dem Den Der Des Die "
        "Dies Diese Dieser Dieses Doch Dort Durch Ein Eine Einen Einer Er Es Für Heute Hier Ich Ihr Ihre Im In Ist "
        "Jetzt Mit Nach Nachdem Nicht Nur Ob Obwohl Oder Ohne Seine Seit Sie So Trotz Um Und Unter Viele Vom Von Vor "
        "Während Warum Was Weil Wenn Wer Wie Wir Wo Zu Zum Zur Zwar Zwei"
    ),
    "fr": _words(
        "Ainsi Alors Après Au Aussi Aux Avant Avec C'est Car Ce Ceci Cela Ces Cet Cette Dans De Depuis Des Du Elle "
        "Elles En Et Il Ils Je La Le Les Leur Lors Lorsque Mais Ni On Où Par Pendant Plus Pour Puis Quand Que Qui Sa "
        "Sans Selon Ses Si Son Sous Sur Tous Tout Un Une Vous"
    ),
    "es": _words(
        "A Al Además Así Aunque Como Con Cuando De Del Desde Después Durante El Ella Ellas Ellos En Entonces Entre Es "
        "Esta Este Esto Fue Hasta La Las Lo Los Luego Mientras Muchos No Para Pero Por Porque Que Se Según Si Sin "
        "Sobre Su Sus También Tras Un Una Y Ya"
    ),
    "ru": _words(
        "А Без Более Был Была Были Было В Во Впоследствии Все Где До Для Его Ее Если Её Затем И Из Или Именно Их К "
        "Как Когда Который Кроме Мы На Не Но Ныне О Об Однако Он Она Они Оно От Перед По Под После Потом При С Сейчас "
        "Со Согласно Так Также Там Тогда Только У Хотя Через Что Чтобы Эта Эти Это Этот Я"
    ),
}

# Abbreviations to the library, everyday words here when in lower case; `May` is never short for anything.
EVERYDAY: Mapping[str, frozenset[str]] = {
    "en": _words(
        "art Art cal con del exec hey id ill ind ken mar may May me med min miss no ok ore Penn pH plz re ref rep"
    ),
    "es": _words("mar mm cm km kg"),
}

# Names that end with a mark of their own.
MARKED_NAMES: Mapping[str, frozenset[str]] = {
    "en": _words(
        "Yahoo! Yum! Jeopardy! Wham! Panic! Oklahoma! Airplane! Mia! Rouge! Hairspray! Oliver! Guess? E! Elle!"
    ),
}
