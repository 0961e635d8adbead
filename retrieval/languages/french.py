"""The words and phrases of French."""

from __future__ import annotations

import re

from retrieval.languages.french_talk import TALK
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
    le la les un une des du de d l au aux et ou mais si que qu comme parce quand où lorsque
    je tu il elle nous vous ils elles on me te se lui leur son sa ses mon ma mes ton ta tes notre votre leurs
    est sont était étaient été être a ont avait avaient sera
    à en dans par pour sans sur entre vers chez avec sous
    ne n pas plus très aussi ce cet cette ces c s j y
    qui quoi quel quelle quels quelles comment pourquoi combien dont
""")

_BOUNDARIES = BoundaryWords(
    never_last=words("M MM Mme Mlle Dr Pr Me Mgr St Ste Vve cf env"),
    seldom_last=words("No n art chap fig p pp av apr J.-C janv févr sept oct nov déc"),
    openers=words(
        "Ainsi Alors Après Au Aussi Aux Avant Avec C'est Car Ce Ceci Cela Ces Cet Cette Dans De Depuis Des Du Elle "
        "Elles En Et Il Ils Je La Le Les Leur Lors Lorsque Mais Ni On Où Par Pendant Plus Pour Puis Quand Que Qui Sa "
        "Nous Sans Selon Ses Si Son Sous Sur Tous Tout Un Une Vous"
    ),
    labels=re.compile(
        r"\b(?i:porte|quai|voie|terminal|salle|chambre|bloc|zone|groupe|option|classe|type|plan|annexe|sortie|entrée"
        r"|ligne|point|secteur|niveau|bâtiment|pont|vitamine|hépatite|série|partie|colonne|rangée|entrepôt|hangar"
        r"|port|bouton|vanne)\s[A-Z]$"
    ),
)

_OPENINGS = OpeningWords(
    dependent=words(
        "il elle ils elles son sa ses leur leurs lui eux ce cet cette ces cela ça c'est celui-ci celle-ci ceux-ci tous "
        "mais et ou or donc ni puis alors ensuite ainsi aussi cependant pourtant toutefois néanmoins d'ailleurs "
        "en-outre de-plus autre autres d'autres"
    ),
    independent=re.compile(
        r"(?:ce|cet|cette) (?:semaine|mois|année|été|hiver|printemps|automne|matin|soir)\b", re.IGNORECASE
    ),
    pronouns=words("il elle ils elles"),
    replies=words("oui non"),
    ambiguous_replies=words("si"),
    first_person=words("je j'ai nous mon ma mes notre nos moi"),
    bare_nouns=re.compile(
        r"(?:le|la|l['’]|les) ?(?:groupe|entreprise|homme|femme|couple|deux|victimes?|rapport|étude)\b"
        r"(?! (?:de|du|des|qui|en)\b)",
        re.IGNORECASE,
    ),
    unnamed_speaker=re.compile(
        r"[”\"»],?\s*(?:a-t-(?:il|elle) (?:dit|ajouté|expliqué|déclaré)|(?:dit|ajoute|explique)-t?-?(?:il|elle))",
        re.IGNORECASE,
    ),
    teasers=(
        r"crédits? ?:",
        r"lire (?:aussi|la suite)",
        r"à lire\b",
        r"voir aussi",
        r"inscrivez-vous",
        r"abonnez-vous",
    ),
    byline_openers=("[Pp]ar", "[Pp]ropos recueillis par"),
    credits=(r"\b(?:a|ont) contribué à c(?:et article|e reportage|e rapport)\b",),
    credit_questions=("écrit", "rédigé", r"contribu\w*", "auteure?s?", "autrice"),
    misstatements=(
        (
            r"\A\W{0,3}(?:une|la) (?:version|édition) (?:précédente|antérieure|initiale)\b[^.;]{0,60}?"
            r"\b(?:indiquait|affirmait|disait|mentionnait|donnait)\b"
        ),
    ),
    error_questions=("erreurs?", "faux", r"corrig\w*", r"rectifi\w*", "version"),
    stamps=("mis(?:e)? à jour", "publiée?", "modifiée?", "dernière (?:mise à jour|modification)"),
    dated=(
        r"mis(?:e|es)? à jour",
        r"(?:publiée?|modifiée?|révisée?|adoptée?|rédigée?|approuvée?)s?\b|écrite?s?\b",
        r"en vigueur (?:depuis|à partir)",
    ),
    authored=(
        r"(?:écrit|rédigé|réalisé|traduit)e?s? par",
        r"(?:guide|texte|article) de",
        r"(?:auteure?|autrice) de cet?",
    ),
)

_SPEECH = SpeechWords(
    verbs=(
        r"(?:a|ont) (?:dit|déclaré|expliqué|ajouté|affirmé|assuré|précisé|estimé|raconté|répondu|prévenu|souligné)",
        *patterns("dit disent déclare explique affirme estime précise assure souligne prévient"),
    ),
    quotation_verbs=(
        *patterns("ajoute raconte répond demande écrit"),
        "se souvient",
        *patterns("promet poursuit conclut"),
    ),
    clause_openers=("que",),
    sources=("selon", "d['’]après"),
    articles=patterns("le la les une"),
    elided_articles=("l",),
    titles=patterns("M Mme"),
    name_links=patterns("de du la le"),
    description_ends=patterns("de du des qui que"),
    name_prepositions=patterns("de des du pour"),
    conjunctions=patterns("que mais et"),
    adverbs=patterns("aussi ne n'"),
    non_speakers=words("il elle ils elles on je nous vous tu le les ce cela ça que"),
    relative_pronouns=words("qui"),
    passives=words("être est était"),
)

_DATES = DateWords(
    months=patterns(
        "jan(?:vier)? f[ée]vrier mars avril mai juin juillet août sep(?:t(?:embre)?)? oct(?:obre)? nov(?:embre)? "
        "déc(?:embre)?"
    ),
    weekdays=patterns("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    seasons=patterns("printemps été hiver automne"),
    numbers=patterns("deux trois quatre cinq sept huit neuf dix quelques"),
    units=patterns("heures? jours? semaines? mois ans? années?"),
    prepositions=patterns("en de depuis dès vers"),
    ordinal_endings=("er",),
    season_prepositions=patterns("en au"),
    decade_openers=(r"les\s+années",),
    weekday_openers=("le",),
    weekday_closers=patterns("prochain dernier matin soir après-midi"),
    distances=(r"plus\s+(?:tôt|tard)",),
    distance_openers=(r"il\s+y\s+a",),
    years=(r"\b(?:[XVI]+|\d+)e?\.?\s+siècle\b",),
    relative=(
        r"\b(?:avant-hier|demain)\b",
        r"\b(?:la\s+semaine|le\s+mois|l['’]année|l['’]an)\s+derni(?:er|ère)\b",
        r"\baujourd['’]hui\b",
    ),
    clock=(r"\b\d{1,2}\s?h(?:\s?\d\d)?\b", r"\bà\s+(?:midi|minuit|l['’]aube)\b"),
    own=(r"\bhier\b",),
)

_QUESTIONS = QuestionWords(
    question_words=patterns("qui que quoi quand où pourquoi quel(?:le)?s? comment combien"),
    who_words=("qui",),
    fact_words=patterns("où quand quel(?:le)?s? combien"),
    instruction_openings=(r"comment (?:puis|peut|faire|on|je|est-ce qu)", r"quelle (?:est la )?commande"),
    helping_verbs=patterns("est sont était étaient ont avait"),
    copulas=patterns("est sont était étaient coûte coûtent"),
    courtesies=words("merci beaucoup"),
    persons=patterns("il lui"),
    objects=patterns("ils elles? leurs? là-bas"),
    independent=(
        r"\b(?:faut|y a-t)-il\b",
        r"\best-il (?:possible|permis|interdit|obligatoire|nécessaire|vrai)\b",
        r"\b(?:faut|coûte)-t-il\b",
    ),
    continuations=("aussi",),
    swap_openings=("qu['’]en est-il d(?:e|u|es)", "et pour"),
    denials=patterns("non pardon désolée? excuse(?:z-moi|-moi)?"),
    refusals=("pas",),
    meanings=("je (?:veux|voulais) dire", r"je parl(?:e|ais) d(?:es?|u)", "je pensais (?:à la|aux?|à)"),
    articles=patterns("le les"),
    further_articles=patterns("un une"),
    name_links=patterns("de la le du des et"),
    serving_prepositions=("pour",),
    time_prepositions=patterns("en au à"),
    newest=(
        *patterns("derni(?:er|ère)s? actuel(?:le)?s? actuellement maintenant aujourd['’]hui hier récemment toujours"),
        "plus récente?s?",
        "qui (?:est|sera) (?:le nouveau|la nouvelle|le nouvel)",
        "(?:quoi de neuf|du nouveau)",
        "cette semaine",
        "la semaine dernière",
        "ce mois-ci",
    ),
    inversions=(r"(?:-t)?-(?:ils?|elles?|on)",),
)

_RELATIONS = RelationWords(
    male=patterns(
        "(?:demi-|beau-)?frère mari époux veuf fiancé (?:grand-|beau-)?père (?:petit-|beau-)?fils oncle neveu "
        "cousin ami voisin entraîneur directeur successeur prédécesseur adjoint avocat médecin professeur "
        "fondateur patron président capitaine assistant gendre"
    ),
    female=patterns(
        "(?:demi-|belle-)?sœur (?:belle-)?soeur femme épouse veuve fiancée (?:grand-|belle-)?mère "
        "(?:petite-|belle-)?fille tante nièce cousine amie voisine entraîneuse directrice adjointe avocate "
        "fondatrice patronne présidente assistante"
    ),
    male_pronouns=words("il lui"),
    female_pronouns=words("elle"),
    owner_links=("de ", "du ", "d['’]"),
    possessives={"son": ("le", "la"), "sa": ("le", "la"), "leur": ("le", "la")},
    owned="{article} {noun} de {owner}",
    elisions={"le ": "l’", "la ": "l’", "de ": "d’"},
)

_CA = r"(?:ça|cela|ceci)"
_CE_TEXTE = r"(?:l'article|(?:ce|cet|cette|le|la) (?:article|page|texte|guide|rapport|note|liste|document))"
_DESSUS = r"(?: (?:là-dessus|à ce sujet|à ce propos|(?:sur|de) (?:ça|cela|ceci|ce sujet)))?"
_AUTRES = r"(?:(?:les |d')autres(?: (?:articles|sources|textes))?)"
_PLEASE = r"s'il (?:te|vous) plaît"

_FOLLOWUPS = FollowupPhrases(
    before=(
        r"(?:montre-moi |que dit )?(?:la )?phrase (?:juste )?(?:d'avant|avant|précédente)",
        r"la précédente",
        rf"(?:juste )?avant(?: {_CA})?",
        rf"qu'y a-t-il (?:juste )?avant(?: {_CA})?",
        rf"qu'est-ce qu'il y a (?:juste )?avant(?: {_CA})?",
        rf"que (?:dit|disait)(?:-il|-elle| l'article)? (?:juste )?avant(?: {_CA})?",
    ),
    after=(
        r"(?:montre-moi |que dit )?(?:la )?phrase (?:juste )?(?:d'après|après|suivante|qui suit)",
        r"la suivante",
        r"la suite",
        rf"(?:juste )?après(?: {_CA})?",
        r"ensuite",
        r"qu'est-ce qui (?:vient|suit)(?: (?:après|ensuite))?",
        rf"qu'y a-t-il (?:juste )?après(?: {_CA})?",
        rf"que (?:dit|disait)(?:-il|-elle| l'article)? (?:juste )?(?:après(?: {_CA})?|ensuite)",
        r"comment (?:cela|ça) continue(?:-t-il)?",
    ),
    who=(
        rf"qui (?:(?:a dit|dit|affirme|prétend|pense) (?:{_CA})|l'a dit|le dit|l'affirme|a dit|dit)",
        r"qui (?:parle|est cité)(?: ici)?",
        r"selon qui",
        r"d'après qui",
        r"de qui (?:est-ce|sont ces mots)",
        r"de qui est cette (?:phrase|citation)",
        rf"qui est-ce qui (?:a dit|dit) {_CA}",
    ),
    when=(
        r"quand",
        r"c'était quand",
        r"quand (?:était|est)-ce",
        rf"quand (?:c'était|{_CA})",
        rf"quand est-ce que (?:c'était|c'est arrivé|{_CA} s'est (?:passé|produit))",
        rf"quand {_CA} s'est-il (?:passé|produit)",
        r"ça s'est passé quand",
        rf"quand a-t-(?:il|elle) dit {_CA}",
        r"(?:à|de) quelle date(?: (?:était-ce|est-ce))?",
        rf"de quand (?:est-ce|date {_CA}|date-t-il)",
    ),
    written=(
        rf"de quand (?:date|datent) {_CE_TEXTE}",
        rf"quand {_CE_TEXTE} a-t-(?:il|elle) été (?:publiée?|écrite?|modifiée?|mise? à jour|révisée?)",
        rf"(?:est-ce que )?(?:c'est|{_CE_TEXTE} est) (?:encore )?à jour",
        rf"quand (?:a été|ont été) (?:écrite?|publiée?|modifiée?) {_CE_TEXTE}",
    ),
    author=(
        rf"qui a (?:écrit|rédigé) (?:{_CA}|{_CE_TEXTE})",
        rf"qui (?:est|en est) (?:l'auteure?|l'autrice)(?: (?:de )?{_CE_TEXTE})?",
    ),
    again=(
        rf"(?:répète|répétez|redis|redites)(?:-le)?(?: (?:encore|{_CA}))?",
        r"encore une fois",
        r"comment (?:ça|dites-vous)",
        rf"de quel(?:le)? (?:article|page|texte|source) (?:vient|provient|est tiré) {_CA}",
        rf"où (?:as-tu|avez-vous) (?:lu|trouvé|pris) {_CA}",
        rf"d'où (?:tires-tu|tenez-vous) {_CA}",
        r"quelle est (?:la|ta|votre) source",
        r"(?:(?:la|ta|le|une?) )?(?:source|lien)",
        r"quel article",
    ),
    quoting=(r"qui (?:a dit|dit|affirme|prétend)(?: qu(?:e |'))?",),
    more=(
        r"(?:dis|dites|raconte|racontez)-m'en (?:plus|davantage)",
        rf"(?:en (?:savoir|dire) )?(?:plus|davantage){_DESSUS}",
        rf"(?:plus|davantage) (?:de détails|d'informations){_DESSUS}",
        r"quoi d'autre",
        r"autre chose",
        rf"qu'y a-t-il d'autre{_DESSUS}",
        rf"que dit (?:encore |aussi )?l'article(?: d'autre)?(?: encore)?{_DESSUS}",
        r"continue[zr]?",
    ),
    elsewhere=(
        r"(?:est-ce (?:dit |écrit )?(?:aussi )?)?(?:dans|par) d'autres (?:articles|sources|textes)(?: aussi)?",
        r"ailleurs",
        (
            rf"(?:est-ce qu'|est-ce que )?{_AUTRES} (?:le )?disent(?:-ils|-elles)?(?: aussi)?"
            rf"(?: (?:{_CA}|la même chose|pareil))?(?: aussi)?"
        ),
        rf"que disent {_AUTRES}{_DESSUS}",
        rf"qui d'autre (?:le )?dit(?: {_CA})?",
        r"d'autres (?:articles|sources)",
    ),
    opening_words=("et", "mais", "lol", "haha", "hm+", "oh", "pardon", _PLEASE),
    closing_words=(_PLEASE,),
)

_CHANGES = ChangeWords(
    labels=("mise à jour", "rectificatif", "correction"),
    notices=(
        *patterns("corrections? correctif corrig\\w+ rectifi\\w+ erratum errata erreurs? actualis\\w+ modifi\\w+"),
        *patterns("changements? change(?:nt)? remplace(?:nt)? reporté(?:e|s|es)? annulé(?:e|s|es)?"),
        r"mis(?:e|es)? à jour",
        r"nouve(?:au|aux|lle|lles) (?:dates?|horaires?|prix|tarifs?|règles|lieu|version)",
        r"comme nous l'avons (?:écrit|annoncé)",
        r"(?:nous|la rédaction) (?:présent\w+ (?:nos|ses) excuses|nous excusons)",
    ),
    news=(
        r"n(?:e |')\w+ plus",
        r"au lieu d[e']",
        r"plutôt que",
        *patterns("désormais dorénavant maintenant auparavant finalement reporté(?:e|s|es)? déplacé(?:e|s|es)?"),
        *patterns("avancé(?:e|s|es)? prolongé(?:e|s|es)? remplacé(?:e|s|es)? supprimé(?:e|s|es)? augmenté(?:e|s|es)?"),
        r"et non",
        r"jusqu'ici",
    ),
    limits=(
        *patterns("sauf excepté exception exceptions toutefois cependant seulement uniquement sinon mais si"),
        r"à moins (?:que|de)",
        r"ne \w+ que",
    ),
    live_names=(
        r"en direct",
        r"direct(?=\s*(?:[:|–—-]|$))",
        r"(?:minute par minute|heure par heure)",
        r"(?:le|au) fil (?:de la journée|des événements|info|de l'info)",
        r"suivez (?:en direct|la journée|la soirée|les événements|l'événement)",
        r"(?:mis à jour|actualisé) en continu",
    ),
    programme_names=(
        *patterns("programmes? horaires? agenda calendriers? déroulé déroulement emplois? ordre-du-jour"),
        r"ordre du jour",
        r"emploi du temps",
    ),
)

LEXICON = Lexicon(
    code="fr",
    stop_words=_STOP_WORDS,
    elides=True,
    and_words=("et",),
    but_words=("mais",),
    negations=words("ne pas jamais aucun aucune sans"),
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
