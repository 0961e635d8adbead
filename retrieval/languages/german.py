"""The words and phrases of German."""

from __future__ import annotations

import re

from retrieval.languages.german_talk import TALK
from retrieval.languages.lexicon import (
    BoundaryWords,
    ChangeWords,
    DateWords,
    FollowupPhrases,
    Lexicon,
    OpeningWords,
    QuestionWords,
    RelationWords,
    SpeechWords,
    patterns,
    words,
)

_STOP_WORDS = words("""
    der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber als wenn dass weil
    ob wie so denn doch ich du er sie es wir ihr mich dich ihn uns euch ihm ihnen mein dein sein unser euer
    ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte soll muss
    in im an am auf aus bei bis durch für gegen mit nach ohne über um unter von vom vor zu zum zur zwischen
    auch nicht noch nur schon sehr sich dieser diese dieses jene man da dort hier
    wer wen wem wessen was wann wo warum wieso welche welcher welches welchen wohin woher wieviel
""")

_BOUNDARIES = BoundaryWords(
    never_last=words("Dr Prof Hr Dipl phil Hl z.B d.h bzw vgl sog ca"),
    seldom_last=words("Abs Bd Bde geb gest Tel inkl exkl Okt Dez Jh max min Nr v St evtl"),
    openers=words(
        "Aber Als Am An Auch Auf Aus Bei Bis Da Dabei Dadurch Damals Damit Danach Dann Das Dass Dem Den Der Des Die "
        "Dies Diese Dieser Dieses Doch Dort Durch Ein Eine Einen Einer Er Es Für Heute Hier Ich Ihr Ihre Im In Ist "
        "Jetzt Mit Nach Nachdem Nicht Nur Ob Obwohl Oder Ohne Seine Seit Sie So Trotz Um Und Unter Viele Vom Von Vor "
        "Während Warum Was Weil Wenn Wer Wie Wir Wo Zu Zum Zur Zwar Zwei"
    ),
    labels=re.compile(
        r"\b(?:Tor|Gleis|Steig|Bahnsteig|Terminal|Halle|Saal|Raum|Zimmer|Block|Zone|Gruppe|Klasse|Typ|Plan|Anlage"
        r"|Anhang|Ausgang|Eingang|Linie|Punkt|Sektor|Abschnitt|Ebene|Deck|Gebäude|Stufe|Vitamin|Hepatitis|Serie|Teil"
        r"|Variante|Option|Spalte|Reihe|Schuppen|Lager|Kai|Becken|Anschluss|Buchse|Taste|Ventil)\s[A-Z]$"
    ),
    # A full stop makes a number an ordinal; an article before it asks for a noun (`im 19. Jahrhundert`).
    ordinals=re.compile(
        r"\b(?:der|die|das|dem|den|des|am|im|vom|zum|zur|beim|ins|ein|eine[mnrs]?|seine[mnrs]?|ihre[mnrs]?|diese[mnrs]?"
        r"|jede[mnrs]?|seit|bis|ab|und|oder)\s+\d{1,3}$",
        re.IGNORECASE,
    ),
    month_stems=patterns("jan feb m[aä]r apr ma[iy] jun jul aug sep o[ck]t nov de[cz]"),
)

_OPENINGS = OpeningWords(
    dependent=words(
        "er sie es ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner ihm ihn ihnen dieser diese dieses diesen "
        "diesem das jener jene jenes solche beide aber und oder doch jedoch sondern denn dann danach daher deshalb "
        "darum deswegen trotzdem dennoch außerdem zudem auch dabei dadurch dafür dagegen damit daran darauf daraus "
        "darin darüber dazu hierzu stattdessen ebenso allerdings folglich somit also andere"
    ),
    independent=re.compile(
        r"(?:diese[rsn]?) (?:woche|jahr|monat|sommer|winter|frühling|herbst)\b|das (?-i:[A-ZÄÖÜ])", re.IGNORECASE
    ),
    pronouns=words("er ihm ihn seinen seinem seiner seine"),
    replies=words("ja nein doch jein"),
    first_person=words("ich wir mein meine unser unsere uns mich mir"),
    bare_nouns=re.compile(
        r"(?:der|die|das) (?:gruppe|firma|mann|frau|paar|beiden|opfer|täter|unternehmen|studie|bericht)\b"
        r"(?! (?:aus|von|der|des|in|mit)\b)",
        re.IGNORECASE,
    ),
    unnamed_speaker=re.compile(r"[“\"«],?\s*(?:sagte?|erklärte?|meinte?|fügte?) (?:er|sie)\b", re.IGNORECASE),
    teasers=(
        r"(?:foto|bild|quelle) ?:",
        r"weitere? (?:infos?|informationen|artikel|zum thema)",
        r"lesen sie (?:auch|mehr|hier)",
        r"mehr (?:dazu|zum thema)",
        r"melden sie sich",
    ),
    byline_openers=("[Vv]on",),
    credits=(r"\bzu diese[mr] (?:Bericht|Artikel|Beitrag|Meldung) (?:beigetragen|mitgearbeitet)\b", r"\AMitarbeit: "),
    credit_questions=("schrieb", "geschrieben", "berichtete", "mitgearbeitet", "beigetragen", "autor(?:in)?"),
    misstatements=(
        (
            r"\A\W{0,3}in einer (?:früheren|ersten|vorherigen|ursprünglichen) (?:version|fassung)\b[^.;]{0,60}?"
            r"\b(?:hieß|stand|war)\b"
        ),
        (
            r"\A\W{0,3}(?:wir hatten|hier hieß es|an dieser stelle hieß es) "
            r"(?:zunächst|zuerst|ursprünglich|fälschlich|irrtümlich)"
        ),
    ),
    error_questions=(r"früher\w*", r"ursprünglich\w*", "fehler", "falsch", r"korrigier\w*", r"berichtig\w*"),
    stamps=(
        r"(?:zuletzt )?(?:aktualisiert|veröffentlicht|geändert|überarbeitet)",
        "stand(?=:)",
        "letzte (?:änderung|aktualisierung)",
    ),
    dated=(
        r"zuletzt \w+",
        r"(?:aktualisiert|veröffentlicht|geändert|überarbeitet|beschlossen|verabschiedet|verfasst|geschrieben)\b",
        r"stand(?=:| (?:vom|von)\b)",
        r"(?:gilt|gelten|gültig|in kraft) (?:ab|seit)",
    ),
    authored=(
        r"(?:geschrieben|verfasst|erstellt|zusammengestellt|bearbeitet|übersetzt) von",
        r"(?:text|anleitung|artikel|bericht|übersetzung) von",
        r"autor(?:in)?\b",
    ),
)

_SPEECH = SpeechWords(
    verbs=patterns(
        "sagte sagten sagt erklärte erklärten erklärt meinte meint betonte betont warnte warnt behauptete berichtete"
    ),
    quotation_verbs=patterns(
        "fügte ergänzte ergänzt fragte fragt schrieb schreibt antwortete erinnerte rief kündigte versprach"
    ),
    clause_openers=("dass",),
    sources=("laut", "nach angaben (?:von|der|des)", "nach ansicht (?:von|der|des)"),
    sources_after_quote=("so",),
    articles=patterns("der die das den dem ein eine einer"),
    titles=patterns("Hr Fr"),
    name_links=patterns("von der den zu"),
    description_ends=patterns("von vom für aus"),
    name_prepositions=patterns("von für aus bei mit vom im am"),
    conjunctions=patterns("aber und dass"),
    adverbs=patterns("hat haben auch"),
    non_speakers=words("er sie es man ich wir ihr das dies"),
    passives=words("wird wurde wurden"),
)

_DATES = DateWords(
    months=patterns(
        "jan(?:uar)? feb(?:ruar)? märz apr(?:il)? mai juni? juli? aug(?:ust)? sep(?:t(?:ember)?)? okt(?:ober)? "
        "nov(?:ember)? dez(?:ember)?"
    ),
    weekdays=patterns("montags? dienstags? mittwochs? donnerstags? freitags? samstags? sonnabends? sonntags?"),
    seasons=patterns("frühling frühjahr sommer herbst winter"),
    numbers=patterns("ein(?:e[mnr]?)? zwei drei vier fünf sechs sieben acht neun zehn einigen wenigen"),
    units=patterns("minuten? stunden? tage[n]? tag wochen? monate?[n]? jahre?[n]?"),
    prepositions=("im jahre?", *patterns("im seit bis ab anfang ende mitte")),
    season_prepositions=("im",),
    weekday_openers=patterns("am letzten nächsten"),
    distances=patterns("zuvor später"),
    distance_openers=("vor",),
    years=(r"\b(?:[XVI]+|\d+)e?\.?\s+jahrhundert\b",),
    relative=(
        r"\b(?:gestern|vorgestern|heute|übermorgen)\b",
        (
            r"\b(?:letzte[nrs]?|vorige[nrs]?|diese[nrsm]?|nächste[nrs]?)\s+"
            r"(?:nacht|woche|wochenende|monat|jahr|<SEASON>)\b"
        ),
    ),
    clock=(
        r"\b\d{1,2}:\d\d\s+uhr",
        r"\b\d{1,2}(?:\.\d\d)?\s+uhr\b",
        r"\b(?:um\s+mitternacht|am\s+mittag|mittags)\b",
    ),
    day_parts=(r"\bam\s+(?:morgen|nachmittag|abend)\b",),
)

_QUESTIONS = QuestionWords(
    question_words=(
        *patterns("wer wen wem wessen"),
        r"(?<!\w )was",
        *patterns("wann wo warum wieso welche[mnrs]? wie wohin woher"),
    ),
    who_words=patterns("wer wen wem"),
    fact_words=(
        *patterns("wer wen wem wessen wo wann welche[rnms]?"),
        r"wie (?:viele?|lange|alt|weit|groß|hoch|oft)",
    ),
    instruction_openings=(
        r"wie (?:kann|muss|soll|mache?|lasse?|installiere?|richte?|bekomme?)",
        r"(?:mit )?welche[mnrs]? Befehl",
    ),
    helping_verbs=patterns("ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können"),
    courtesies=words("danke bitte vielen"),
    persons=patterns("ihn ihm seine?[mnrs]?"),
    objects=patterns("er sie ihnen ihre?[mnrs]? dort davon damals"),
    continuations=("auch",),
    swap_openings=("was ist mit", "wie ist es mit"),
    denials=patterns("nein nee ne nö sorry entschuldigung moment halt"),
    refusals=("nicht",),
    meanings=("ich mein(?:e|te)?", "mein(?:e|te)? ich", "ich rede von", "gemeint (?:ist|war)"),
    articles=patterns("der die das"),
    case_articles=patterns("dem den"),
    further_articles=patterns("ein eine"),
    name_links=patterns("von der den und"),
    serving_prepositions=("für",),
    time_prepositions=patterns("im am"),
    newest=(
        *patterns(
            "neu(?:e?ste[mnrs]?) letzte[mnrs]? jüngste[mnrs]? aktuell(?:e[mnrs]?)? derzeit momentan jetzt heute gestern"
        ),
        *patterns("zuletzt kürzlich"),
        "(?:diese|letzte|vergangene)[nr]? (?:woche|monat)",
        "wer (?:ist|wird|sind) (?:der|die|das|ihr|ihre|unser|unsere) neue",
        "(?:gibt es|was gibt es) (?:etwas )?neues",
        "gerade noch",
        "immer noch",
    ),
)

_RELATIONS = RelationWords(
    male=patterns(
        "(?:halb|stief|zwillings)?bruder (?:ehe)?mann witwer verlobter (?:groß|stief|schwieger|urgroß)?vater "
        "(?:enkel|stief|schwieger)?sohn enkel onkel neffe cousin schwager freund nachbar kollege chef trainer "
        "kapitän lehrer schüler assistent stellvertreter nachfolger vorgänger anwalt arzt gründer besitzer leiter "
        "präsident partner"
    ),
    female=patterns(
        "(?:halb|stief|zwillings)?schwester (?:ehe)?frau witwe verlobte (?:groß|stief|schwieger|urgroß)?mutter "
        "(?:stief|schwieger)?tochter enkelin tante nichte cousine schwägerin freundin nachbarin kollegin chefin "
        "trainerin kapitänin lehrerin schülerin assistentin stellvertreterin nachfolgerin vorgängerin anwältin "
        "ärztin gründerin besitzerin leiterin präsidentin partnerin"
    ),
    male_pronouns=words("er ihn ihm"),
    female_pronouns=words("sie"),
    owner_links=("von ",),
    possessives={
        f"{stem}{ending}": articles
        for stem in ("sein", "ihr")
        for ending, articles in {
            "": ("der", "der"),
            "e": ("die", "die"),
            "en": ("den", "den"),
            "em": ("dem", "dem"),
            "er": ("der", "der"),
            "es": ("des", "des"),
        }.items()
    },
    owned="{article} {noun} von {owner}",
)

_DAZU = r"(?: (?:dazu|davon|darüber|hierzu))?"
_ANDERE = r"(?:(?:die )?andere[n]?(?: (?:artikeln?|quellen|texten?))?)"
_TEXT = r"(?:artikel|seite|text|bericht|anleitung|beitrag|liste|regeln?|meldung|dokument|quelle)"
_DIESER_TEXT = rf"(?:das|dies|(?:der|dieser|diesen|die|diese|das|dieses) {_TEXT})"
_STEHT = r"was (?:steht|stand|kommt|kam|sagt (?:er|sie|es|der artikel)) (?:direkt |gleich )?"
_ZEIG = r"(?:zeig(?:e)?(?: mir)? |wie lautet |was (?:ist|war) )?"

_FOLLOWUPS = FollowupPhrases(
    before=(
        rf"{_ZEIG}(?:(?:der|den) )?satz (?:direkt |gleich )?(?:davor|vorher|zuvor)",
        rf"{_ZEIG}(?:(?:der|den) )?(?:vorige|vorherige|vorangehende|vorhergehende)[nr]? satz",
        r"davor",
        r"vorher",
        rf"{_STEHT}(?:davor|vorher|zuvor)",
    ),
    after=(
        rf"{_ZEIG}(?:(?:der|den) )?satz (?:direkt |gleich )?(?:danach|dahinter|darauf)",
        rf"{_ZEIG}(?:(?:der|den) )?(?:nächste|folgende)[nr]? satz",
        r"nächster",
        r"weiter",
        r"danach",
        rf"{_STEHT}(?:danach|dahinter|als nächstes|dann)",
        r"wie geht (?:es|das|der artikel|der text) weiter",
        r"lies weiter",
    ),
    who=(
        r"wer (?:sagt|sagte|behauptet|behauptete|meint|meinte)(?: (?:das|dies|es|so etwas|sowas))",
        r"wer hat (?:das|dies|es|so etwas|sowas) (?:gesagt|behauptet|gemeint)",
        r"wer (?:ist|war) es,? der (?:das|dies) (?:sagt|sagte|gesagt hat)",
        r"wer sagt(?:e)?",
        r"von wem (?:ist|stammt|kommt) (?:das|dies|dieser satz|das zitat|dieses zitat)",
        r"laut wem",
        r"wessen (?:worte|aussage|zitat) (?:sind|ist|war|waren) (?:das|dies)",
        r"wer spricht(?: (?:da|hier))?",
    ),
    when=(
        r"wann",
        r"wann (?:war|ist) (?:das|dies)(?: (?:gewesen|passiert|geschehen))?",
        r"wann (?:passierte|geschah) (?:das|dies)",
        r"wann fand (?:das|dies) statt",
        r"wann (?:wurde (?:das|dies) gesagt|hat (?:er|sie) das gesagt)",
        r"von wann (?:ist|stammt) (?:das|dies)",
        r"an welchem (?:tag|datum) (?:war|ist) das(?: (?:gewesen|passiert|geschehen))?",
    ),
    written=(
        rf"von wann (?:ist|sind|stammt|stammen) {_DIESER_TEXT}",
        (
            rf"wann (?:wurde|wurden) {_DIESER_TEXT} (?:zuletzt )?"
            r"(?:geschrieben|veröffentlicht|geändert|aktualisiert|verfasst|überarbeitet|geprüft)"
        ),
        rf"(?:ist|sind) {_DIESER_TEXT} (?:noch )?aktuell",
        rf"wie alt (?:ist|sind) (?:der|dieser|die|diese|das|dieses) {_TEXT}",
        rf"(?:ab|seit) wann (?:gilt|gelten) {_DIESER_TEXT}",
    ),
    author=(
        rf"wer (?:schrieb|verfasste) {_DIESER_TEXT}",
        rf"wer hat {_DIESER_TEXT} (?:geschrieben|verfasst|erstellt)",
        r"wer ist (?:der|die) (?:autor|autorin|verfasser|verfasserin)",
    ),
    again=(
        r"(?:sag|sage|sagen sie|zeig|wiederhole|wiederholen sie)(?: mir)? das(?: (?:noch (?:ein)?mal|nochmals?))?",
        r"(?:noch (?:ein)?mal|nochmals?)",
        r"wie bitte",
        rf"aus welche[mrn] {_TEXT} (?:ist|stammt|kommt|hast du) (?:das|dies)",
        r"wo (?:steht|stand) das",
        r"wo(?:her)? hast du das(?: (?:her|gelesen|gefunden))?",
        r"was ist (?:die|deine) quelle(?: dafür)?",
        r"(?:(?:die|deine) )?(?:quelle|quellenangabe|link)",
        r"(?:welcher (?:artikel|beitrag|text)|welche seite|welches dokument)",
    ),
    quoting=(r"wer (?:sagt|sagte|behauptet|behauptete)(?:,? dass)?",),
    more=(
        rf"(?:(?:erzähl|sag|zeig)e?(?: mir)? |noch )?mehr{_DAZU}",
        rf"mehr (?:details|einzelheiten|infos?|informationen){_DAZU}",
        rf"weitere (?:details|einzelheiten|infos?|informationen){_DAZU}",
        r"was noch",
        r"sonst noch (?:etwas|was)",
        rf"noch etwas{_DAZU}",
        rf"was (?:steht (?:da )?sonst noch{_DAZU}(?: im artikel)?|sagt der artikel (?:sonst )?noch{_DAZU})",
    ),
    elsewhere=(
        (
            r"(?:(?:steht|ist|sagt man|findet sich) das (?:auch )?)?(?:in|bei) anderen (?:artikeln|quellen"
            r"|texten)(?: auch)?"
        ),
        r"(?:(?:steht|ist) das (?:auch )?)?(?:anderswo|woanders)(?: auch)?",
        rf"andere (?:artikel|quellen){_DAZU}",
        rf"(?:sagen|schreiben|berichten|bestätigen) (?:das (?:auch )?)?{_ANDERE}(?: das)?(?: auch)?",
        rf"(?:sagen|schreiben|berichten|bestätigen) das auch {_ANDERE}",
        rf"was (?:sagen|schreiben) {_ANDERE}{_DAZU}",
        r"wer sagt das (?:sonst )?noch",
        r"(?:gibt es )?(?:noch )?(?:andere|weitere) (?:artikel|quellen)(?: dazu| dafür)?",
    ),
    opening_words=patterns("und aber bitte lol haha hm+ oh sorry entschuldigung"),
    closing_words=("bitte",),
    filling_words=patterns("denn eigentlich genau"),
)

_CHANGES = ChangeWords(
    labels=("update", "aktualisierung", "nachtrag", "korrektur", "berichtigung"),
    notices=(
        *patterns("korrektur(?:en)? berichtigung(?:en)? richtigstellung korrigier\\w* berichtig\\w+ aktualisier\\w*"),
        *patterns("änderung(?:en)? geändert\\w* ändert irrtümlich\\w* fehler druckfehler versehentlich nachtrag"),
        *patterns("ersetzt verschoben verlegt abgesagt entschuldigen neufassung"),
        r"neue[rsnm]? (?:termine?|zeiten|öffnungszeiten|preise|regeln|ort|fassung|fahrplan|satzung)",
        r"(?:wie|anders als) (?:wir|zunächst|ursprünglich) (?:berichtet|geschrieben|gemeldet)\w*",
    ),
    news=(
        r"nicht mehr",
        r"kein\w* mehr",
        *patterns("stattdessen statt anstatt jetzt nun nunmehr künftig inzwischen bisher zuvor ursprünglich sondern"),
        *patterns("verschoben verlegt vorgezogen verlängert ersetzt abgeschafft erhöht gesenkt gestiegen gesunken"),
        r"ab sofort",
        r"am ende",
    ),
    limits=(
        *patterns("außer ausgenommen ausnahme ausnahmen allerdings jedoch nur sonst andernfalls aber wenn falls"),
        r"es sei denn",
    ),
    live_names=(
        *patterns("live-?ticker live-?blog news-?blog news-?ticker ticker eilmeldungen minutenprotokoll"),
        r"live(?=\s*(?:[:|–—-]|$))",
        r"(?:im|zum) (?:ticker|liveblog|newsblog)",
        r"(?:wird|werden) (?:laufend|ständig|fortlaufend) aktualisiert",
        r"(?:minute|stunde) (?:für|um) (?:minute|stunde)",
    ),
    programme_names=(
        *patterns("\\w*programm\\w* \\w*fahrpl(?:an|äne) zeitpl(?:an|äne) ablauf\\w* tagesordnung stundenplan"),
        *patterns("spielplan termine veranstaltungen sendeplan"),
    ),
)

LEXICON = Lexicon(
    code="de",
    stop_words=_STOP_WORDS,
    capitalises_nouns=True,
    and_words=("und",),
    but_words=("aber",),
    negations=words("nicht nie niemals kein keine keinen keiner keinem ohne"),
    boundaries=_BOUNDARIES,
    openings=_OPENINGS,
    speech=_SPEECH,
    dates=_DATES,
    questions=_QUESTIONS,
    relations=_RELATIONS,
    followups=_FOLLOWUPS,
    changes=_CHANGES,
    talk=TALK,
)
