"""The words and phrases of Spanish."""

from __future__ import annotations

import re

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
from retrieval.languages.spanish_talk import TALK

_STOP_WORDS = words("""
    el la los las un una unos unas lo al del de y e o u pero si que como porque cuando donde mientras aunque
    yo tú él ella nosotros ellos ellas me te se nos le les su sus mi mis tu tus
    es son era eran fue fueron ser sido está están estaba ha han había hay
    a en con por para sin sobre entre desde hasta hacia durante
    no ni también más muy ya este esta estos estas ese esa eso aquel
    qué quién quiénes cuál cuáles cuándo cuánto cuánta cuántos cuántas dónde cómo
""")

_BOUNDARIES = BoundaryWords(
    never_last=words("Sr Sra Srta Dr Dra D Dña Cnel Gral Ing Lic Prof p.ej aprox"),
    seldom_last=words("Nº núm pág págs art cap Av St"),
    openers=words(
        "A Además Al Así Aunque Como Con Cuando De Del Desde Después Durante El Ella Ellas Ellos En Entonces Entre Es "
        "Esta Este Esto Fue Hasta La Las Lo Los Luego Mientras Muchos No Para Pero Por Porque Que Se Según Si Sin "
        "Sobre Su Sus También Tras Un Una Y Ya"
    ),
    everyday=words("mar mm cm km kg"),
    labels=re.compile(
        r"\b(?i:puerta|muelle|andén|vía|plataforma|terminal|sala|habitación|bloque|zona|grupo|opción|clase|tipo|plan"
        r"|anexo|apéndice|salida|entrada|línea|punto|sector|nivel|edificio|cubierta|vitamina|hepatitis|serie|parte"
        r"|columna|fila|almacén|puerto|conector|botón|válvula)\s[A-Z]$"
    ),
)

_OPENINGS = OpeningWords(
    dependent=words(
        "él ella ellos ellas su sus éste ésta este esta esto estos estas ese esa eso esos esas aquel aquella ello "
        "ambos ambas pero y e o u sino entonces además también tampoco asimismo "
        "sin-embargo no-obstante luego así otro otra otros otras"
    ),
    independent=re.compile(
        r"(?:este|esta) (?:semana|mes|año|verano|invierno|primavera|otoño|mañana|tarde|noche)\b", re.IGNORECASE
    ),
    pronouns=words("él ella ellos ellas"),
    replies=words("sí no"),
    ambiguous_replies=words("si"),
    first_person=words("yo nosotros mi mis nuestro nuestra me nos"),
    bare_nouns=re.compile(
        r"(?:el|la|los|las) (?:grupo|empresa|hombre|mujer|pareja|dos|víctimas?|informe|estudio)\b"
        r"(?! (?:de|del|que|en)\b)",
        re.IGNORECASE,
    ),
    unnamed_speaker=re.compile(r"[”\"»],?\s*(?:dijo|añadió|explicó|afirmó)(?: él| ella)?\s*[.,]", re.IGNORECASE),
    teasers=(
        r"imagen ?:",
        r"lea (?:también|más)",
        r"leer más",
        r"más información",
        r"suscríba(?:se|te)",
    ),
    byline_openers=("[Pp]or",),
    credits=(r"\bcontribuy(?:ó|eron) (?:a|con|en) est[ea] (?:informe|reportaje|artículo|nota|información)\b",),
    credit_questions=("escribió", "escrito", "informó", r"contribuy\w*", "autora?"),
    misstatements=(
        (
            r"\A\W{0,3}(?:una|la) (?:versión|edición) (?:anterior|previa|inicial)\b[^.;]{0,60}?"
            r"\b(?:decía|indicaba|afirmaba|señalaba|daba)\b"
        ),
    ),
    error_questions=("error(?:es)?", r"correg\w*", r"corrig\w*", "versión"),
    stamps=("actualizado", "publicado", "modificado", "última (?:actualización|modificación)"),
    dated=(
        r"(?:actualizad|publicad|modificad|revisad|aprobad|acordad|escrit)[oa]s?\b",
        r"(?:vigentes?|en vigor|válid[oa]s?) (?:desde|a partir)",
    ),
    authored=(
        r"(?:escrit|redactad|elaborad|hech|traducid)[oa]s? por",
        r"(?:guía|texto|artículo) de",
        r"autora? de est[ea]",
    ),
)

_SPEECH = SpeechWords(
    verbs=patterns(
        "dijo dijeron dice dicen explicó explica afirmó afirma aseguró asegura señaló declaró advirtió sostuvo indicó"
    ),
    quotation_verbs=patterns("añadió añade comentó preguntó respondió escribió contó recordó agregó prometió"),
    clause_openers=("que",),
    sources=("según",),
    articles=patterns("el la los las un una"),
    titles=patterns("Sr Sra"),
    name_links=patterns("de del la el"),
    description_ends=patterns("de del que"),
    name_prepositions=patterns("de del"),
    conjunctions=patterns("pero y que"),
    adverbs=patterns("ha han también"),
    non_speakers=words("él ella ellos ellas yo nosotros se lo le les eso esto que"),
    passives=words("fue es ser"),
)

_DATES = DateWords(
    months=patterns(
        "enero feb(?:rero)? mar(?:zo)? abril mayo may junio julio agosto sep(?:t(?:iembre)?)? oct(?:ubre)? "
        "nov(?:iembre)? diciembre"
    ),
    weekdays=patterns("lunes martes miércoles jueves viernes sábados? domingos?"),
    seasons=patterns("primavera verano otoño invierno"),
    numbers=patterns("un[ae]? dos tres cuatro cinco seis siete ocho nueve diez"),
    units=patterns("minutos? horas? días? semanas? mes(?:es)? años?"),
    prepositions=patterns("en desde hasta de"),
    day_links=("de",),
    year_links=("de",),
    season_prepositions=("en",),
    decade_openers=(r"los\s+años",),
    weekday_openers=patterns("el los"),
    weekday_closers=("pasado",),
    distances=patterns("antes después"),
    distance_openers=("hace",),
    years=(r"\bsiglo\s+[XVI]+\b",),
    relative=(
        r"\b(?:ayer|anteayer|hoy|anoche)\b",
        r"\b(?:la\s+semana|el\s+mes|el\s+año|el\s+fin\s+de\s+semana)\s+(?:pasad[oa]|próxim[oa])\b",
    ),
    clock=(r"\b(?:a\s+(?:mediodía|medianoche)|al\s+amanecer)\b",),
    day_parts=(r"\bpor\s+la\s+(?:mañana|tarde|noche)\b",),
)

_QUESTIONS = QuestionWords(
    question_words=patterns(  # inside a sentence a word without its accent joins clauses
        "qui[eé]n qui[eé]nes qué cuándo dónde cuál cuáles cómo cu[aá]nt[oa]s? ^cuando ^donde ^cual(?:es)? ^como"
    ),
    who_words=patterns("qui[eé]n qui[eé]nes"),
    fact_words=patterns("qui[eé]n(?:es)? dónde cuándo cuál(?:es)? cu[aá]nt[oa]s? ^donde ^cuando ^cual(?:es)?"),
    instruction_openings=(
        r"c[oó]mo (?:se|puedo|podemos|hago|instalo)",
        r"(?:qu[eé]|cu[aá]l es la) orden",
        r"(?:qu[eé]|cu[aá]l es el) comando",
    ),
    helping_verbs=patterns("era fue fueron está están ha han"),
    copulas=patterns("es son era fue está están cuesta cuestan"),
    courtesies=words("gracias"),
    persons=("él",),
    objects=patterns("ello ellas? ellos allí"),
    continuations=("tambi[eé]n",),
    swap_openings=("qu[eé] (?:hay de|tal)",),
    denials=patterns("no perd[oó]n perdona disculpa"),
    refusals=("no",),
    meanings=("(?:yo )?me (?:refiero|refer[ií]a) al?", "(?:quiero|quer[ií]a) decir", "digo"),
    articles=patterns("el la"),
    further_articles=patterns("los las un una"),
    name_links=patterns("de del la y"),
    serving_prepositions=("para",),
    time_prepositions=("en",),
    newest=(
        *patterns("últim[oa]s? actual(?:es|mente)? ahora hoy ayer recientemente todavía aún"),
        "más recientes?",
        "quién (?:es|será) (?:el nuevo|la nueva)",
        "alguna novedad",
        "(?:esta|la última) semana",
        "(?:este|el último) mes",
    ),
)

_RELATIONS = RelationWords(
    male=patterns(
        "hermano marido esposo viudo novio padre abuelo hijo nieto tío sobrino primo suegro cuñado yerno amigo "
        "vecino jefe entrenador director sucesor predecesor ayudante abogado médico maestro alumno fundador "
        "presidente capitán socio"
    ),
    female=patterns(
        "hermana mujer esposa viuda novia madre abuela hija nieta tía sobrina prima suegra cuñada nuera amiga "
        "vecina jefa entrenadora directora sucesora predecesora abogada médica maestra alumna fundadora presidenta "
        "capitana socia"
    ),
    male_pronouns=words("él"),
    female_pronouns=words("ella"),
    owner_links=("de ", "del "),
    possessives={"su": ("el", "la")},
    owned="{article} {noun} de {owner}",
)

_ESO = r"(?:eso|esto|ello)"
_ESTE_TEXTO = r"(?:el|la|est[ea]|es[ea]) (?:artículo|articulo|página|texto|guía|informe|nota|lista|documento)"
_SOBRE = r"(?: (?:sobre|acerca de|de) (?:eso|esto|ello|ese tema|este tema))?"
_OTROS = r"(?:(?:los |las )?otr[oa]s(?: (?:art[ií]culos|medios|fuentes|textos))?|los demás(?: art[ií]culos)?)"

_FOLLOWUPS = FollowupPhrases(
    before=(
        r"(?:mu[eé]strame )?(?:la )?(?:frase|oración) (?:de antes|anterior|previa)",
        r"la anterior",
        r"lo anterior",
        rf"(?:justo )?antes(?: de {_ESO})?",
        rf"qué (?:dice|viene|pone|hay|decía|estaba escrito) (?:justo )?antes(?: de {_ESO})?",
    ),
    after=(
        r"(?:mu[eé]strame )?(?:la )?(?:frase|oración) (?:de después|siguiente|que sigue|posterior)",
        r"la siguiente",
        rf"(?:justo )?después(?: de {_ESO})?",
        rf"qué (?:dice|viene|pone|hay|dijo) (?:justo )?(?:después(?: de {_ESO})?|luego|a continuación)",
        r"qué sigue",
        r"cómo (?:sigue|continúa)(?: el artículo)?",
        rf"qué viene después de {_ESO}",
    ),
    who=(
        (rf"qui[eé]n (?:(?:lo )?(?:dijo|dice|afirm[aó]|ha dicho)|(?:dijo|dice|afirm[aó]|ha dicho) {_ESO})"),
        r"qui[eé]n habla(?: aquí)?",
        r"según qui[eé]n",
        rf"de qui[eé]n (?:es|son) (?:(?:esa|esta|la) (?:frase|cita)|{_ESO}|(?:esas|estas) palabras)",
    ),
    when=(
        r"cu[aá]ndo",
        rf"cu[aá]ndo (?:fue|era|pasó|ocurrió|sucedió)(?: {_ESO})?",
        rf"cu[aá]ndo (?:lo dijo|(?:se )?dijo {_ESO})",
        rf"(?:en )?qué (?:día|fecha) (?:fue|era|pasó|ocurrió)(?: {_ESO})?",
        rf"de cu[aá]ndo es {_ESO}",
    ),
    written=(
        rf"de cu[aá]ndo (?:es|son) {_ESTE_TEXTO}",
        rf"cu[aá]ndo se (?:publicó|escribió|actualizó|modificó|revisó)(?: (?:{_ESO}|{_ESTE_TEXTO}))?",
        rf"cu[aá]ndo fue (?:escrit|publicad|actualizad|modificad)[oa] (?:{_ESO}|{_ESTE_TEXTO})",
        rf"(?:está|sigue) (?:{_ESO} |{_ESTE_TEXTO} )?(?:al día|actualizado|vigente)",
    ),
    author=(
        rf"qui[eé]n (?:lo )?(?:escribió|ha escrito|redactó)(?: (?:{_ESO}|{_ESTE_TEXTO}))?",
        rf"qui[eé]n es (?:el autor|la autora)(?: de (?:{_ESO}|{_ESTE_TEXTO}))?",
    ),
    again=(
        r"(?:rep[ií]te(?:lo|melo)?|repita(?:lo)?|dilo|d[ií]melo) (?:otra vez|de nuevo)",
        r"rep[ií]te(?:lo|melo)?",
        r"otra vez",
        r"cómo dices",
        rf"(?:de|en) qué (?:artículo|página|texto|fuente) (?:es|está|sale|viene|sacaste) {_ESO}",
        rf"(?:de )?d[oó]nde (?:lo )?(?:leíste|sacaste)(?: {_ESO})?",
        r"cu[aá]l es (?:la|tu) fuente",
        r"(?:(?:la|tu|el) )?(?:fuente|enlace)",
        r"qu[eé] art[ií]culo",
    ),
    quoting=(r"qui[eé]n (?:dijo|dice|afirmó|afirma)(?: que)?",),
    more=(
        rf"(?:(?:cuéntame|dime|muéstrame|dame) )?m[aá]s{_SOBRE}",
        rf"(?:(?:cuéntame|dame) )?m[aá]s (?:detalles|información){_SOBRE}",
        rf"qué m[aá]s(?: (?:dice|pone|cuenta)(?: el artículo)?{_SOBRE})?",
        r"algo m[aá]s",
    ),
    elsewhere=(
        (
            rf"(?:(?:está|aparece|se dice)(?: {_ESO})? )?(?:también )?en (?:otros (?:art[ií]culos|medios|textos)"
            r"|otras fuentes|otro (?:art[ií]culo|lugar|sitio)|otra parte)(?: también)?"
        ),
        rf"(?:lo )?dicen (?:(?:{_ESO}|lo mismo) )?(?:también )?{_OTROS}(?: también| {_ESO}| lo mismo)?",
        rf"qué dicen {_OTROS}{_SOBRE}",
        rf"qui[eé]n m[aá]s (?:lo )?dice(?: {_ESO})?",
        r"(?:hay )?otr[oa]s (?:fuentes|art[ií]culos)(?: que lo digan)?",
    ),
    opening_words=("y", "pero", "por favor", "jaja", "oh", "hm+", "perdón"),
    closing_words=("por favor",),
)

_CHANGES = ChangeWords(
    labels=("actualización", "corrección", "fe de errores"),
    notices=(
        r"correcci(?:ón|ones)",
        *patterns("corregid[oa]s? corrige rectifica\\w* errata erratas error(?:es)? actualizad[oa]s? actualización"),
        *patterns(
            "modificad[oa]s? modificación cambios? cambian? sustituye\\w* reemplaza\\w* aplazad[oa]s? cancelad[oa]s?"
        ),
        r"nuev[oa]s? (?:fechas?|horarios?|precios?|reglas|normas|lugar|versión)",
        r"como (?:publicamos|informamos|escribimos)",
        r"(?:pedimos|piden) disculpas",
    ),
    news=(
        r"ya no",
        r"en (?:lugar|vez) de",
        *patterns(
            "sino ahora antes finalmente anteriormente aplazad[oa]s? pospuest[oa]s? trasladad[oa]s? adelantad[oa]s?"
        ),
        *patterns("ampliad[oa]s? prorrogad[oa]s? sustituid[oa]s? eliminad[oa]s? aumentad[oa]s? rebajad[oa]s?"),
        r"a partir de ahora",
        r"hasta ahora",
    ),
    limits=(
        *patterns("excepto salvo excepción excepciones embargo solo sólo únicamente pero aunque si"),
        r"a menos que",
        r"de lo contrario",
    ),
    live_names=(
        r"en (?:directo|vivo)",
        r"(?:directo|en vivo)(?=\s*(?:[:|–—-]|$))",
        r"(?:última hora|últimas noticias)",
        r"minuto a minuto",
        r"hora a hora",
        r"así (?:te )?(?:lo )?(?:hemos contado|contamos)",
    ),
    programme_names=(
        *patterns("programas? programación horarios? agenda calendarios? itinerarios? cronograma cartelera"),
        r"orden del día",
    ),
)

LEXICON = Lexicon(
    code="es",
    stop_words=_STOP_WORDS,
    and_words=("y",),
    but_words=("pero",),
    negations=words("no nunca jamás ningún ninguna sin"),
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
