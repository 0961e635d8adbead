"""The words and phrases of English."""

from __future__ import annotations

import re

from retrieval.languages.english_talk import TALK
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
    whole_patterns,
    words,
)

_STOP_WORDS = words("""
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
""")

_BOUNDARIES = BoundaryWords(
    never_last=words(
        "Dr Mr Mrs Ms Mx Messrs Prof Sen Sens Rep Reps Gov Govs Gen Col Lt Maj Sgt Cpl Pvt Pfc Spc Adm Cmdr Capt Det "
        "Insp Supt Revd Ofc Atty Attys Amb Asst Dist Rev Hon Msgr Pres Mt Mts Fr Br Wm Geo Chas Jos Thos Pte Cllr Ste "
        "v vs e.g i.e cf viz a.k.a"
    ),
    seldom_last=words("Ft Nos Vol vol Figs figs Eq Eqs Ch ch chs pp approx Approx ca Ca est ed eds Tues Thurs"),
    openers=words(
        "A After All Also Although An And Another Any As At Because Before Both But By Despite During Each Even Every "
        "For From He Her His How However I If In Instead It Its Later Many Meanwhile More Most My No Not Now On Once "
        "One Only Or Other Our Several She Since So Some Still Such That The Their Then There These They This Those "
        "Though Through Thus To Today Two Under Until We What When Where Whether Which While Who Why With Yet You "
        "Your"
    ),
    openers_decide=False,
    everyday=words(
        "art Art cal con del exec hey id ill ind ken mar may May me med min miss no ok ore Penn pH plz re ref rep"
    ),
    marked_names=words(
        "Yahoo! Yum! Jeopardy! Wham! Panic! Oklahoma! Airplane! Mia! Rouge! Hairspray! Oliver! Guess? E! Elle!"
    ),
    acronyms_end=True,
    speakers=re.compile(
        r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:said|says|asked|asks|told|replied|wrote|writes|added|answered|cried|shouted"
        r"|yelled|tweeted|wondered|recalled|joked|exclaimed|declared|explained|continued|whispered|screamed|quipped"
        r"|remarked)\b"
    ),
    labels=re.compile(
        r"\b(?:War|Part|Chapter|Phase|Type|Act|Volume|Book|Section|Class|Group|Figure|Table|Plan|Grade|Element"
        r"|type|class|group|grade|phase|ward|wing|row|lane|page|field|tower|side|team|step|item|line|house|seat|table"
        r"|(?i:port|gate|platform|terminal|pier|room|zone|block|bay|hall|pin|slot|option|track|unit|stop|exit|deck|dock"
        r"|berth|quay|shed|barn|hangar|warehouse|silo|tank|pump|valve|switch|button|circuit|cable|connector|socket|jack"
        r"|outlet|panel|box|drawer|shelf|locker|compartment|carriage|building|column|point|stage|level|floor|exhibit"
        r"|schedule|form|annexe?|appendix|attachment|paragraph|variant|category|tier|lot|plot|route|road|highway|string"
        r"|drive|partition|node|site|sector|district|region|entrance|door|staircase|stairway|lift|elevator|runway|sample"
        r"|specimen|solution|formula|scenario|question|vitamin|hepatitis|plan)"
        r"|(?i:position|bolt|screw|nut|lever|clamp|hook|probe|lead|wire|mode|answer|choice|corridor|studio|court|pitch"
        r"|axis|flat|apartment|wharf|jetty|mooring|hatch|bin|rack|server|disk|gear|setting|channel|influenza|chamber|cell)"
        r"|labell?ed|lettered|marked)\s[A-Z]$"
    ),
    initials_known=True,
    clock_followers=(
        r"[AECMPH][SD]?T|CES?T|GMT|UTC|BST",
        *patterns("Eastern Central Mountain Pacific Greenwich"),
        r"(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day",
        *patterns("January February March April May June July August September October November December"),
        r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.",
    ),
    name_openers=patterns("First Second Third Fourth Fifth Sixth Seventh New Great"),
)

# "The group" was introduced before; "The group of …" and "The man who …" are introduced here.
_BARE_NOUNS = patterns(
    "group company man woman boy girl child children couple pair two three four five others pilot driver victim "
    "victims suspect suspects officer officers agency organization organisation statement report study incident "
    "accident attack attacks move decision news team book film movie song show video clip game actor actress singer "
    "band plane flight ship boat vehicle car storm fire case lawsuit plan proposal deal agreement law bill rule vote "
    "building house place event latter former same family parents mother father teenager student teacher author "
    "country city town network website site post message letter union court judge jury ruling offer project scheme "
    "work result results idea aim reason problem difference answer"
)

# Who worked on a report, and where: "Ada Lind and Per Oss reported from Welmouth".
_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_NAMES = rf"{_NAME}(?:(?:,| and|, and)? {_NAME}){{0,12}}"
_CREDIT = (
    rf"{_NAMES} (?:wrote|reported|contributed)(?: and (?:wrote|reported))?(?: this (?:report|story|article))?"
    rf" from {_NAMES}"
)

_OPENINGS = OpeningWords(
    dependent=words(
        "he she it they his her hers its their theirs him them himself herself itself themselves this that these "
        "those such both neither either another others but and or nor so yet however instead also then therefore thus "
        "hence otherwise moreover furthermore nevertheless nonetheless besides likewise similarly consequently "
        "accordingly additionally indeed still too which who whose the-latter the-former"
    ),
    independent=re.compile(
        r"(?:this|that) (?:week|weekend|month|year|season|spring|summer|autumn|fall|winter|morning|afternoon|evening"
        r"|century|decade)\b|those (?:who|with|of)\b|both (?:the )?(?-i:[A-Z])|both \w+ and\b|it (?:is|was|takes|took) "
        r"(?:a|an|the|not)? ?(?:\d|one |two |three |more |nearly |almost |about )|so far\b|(?:and|but) not\b\Z",
        re.IGNORECASE,
    ),
    pronouns=words("he she they his her their him them"),
    thing_pronouns=words("it its"),
    replies=words("yes no yep nope"),
    first_person=words("i we you my our your me us i'm we're you're i've we've i'd we'd i'll we'll"),
    bare_nouns=re.compile(
        r"(?:one|two|three|some|many|most|several|all|none|few) (?:recently|was|were|is|are|has|had|have|said|say)\b"
        r"|[\w-]+ of (?:them|these|those)\b(?! who)"
        rf"|the (?:{'|'.join(_BARE_NOUNS)})\b"
        r"(?! (?:of|in|at|on|for|to|from|that|who|whose|which|where"
        r"|behind|between|against|with)\b)(?!['’]s (?-i:[A-Z]))(?! (?-i:[A-Z]))",
        re.IGNORECASE,
    ),
    unnamed_speaker=re.compile(
        r"[,?!.…][\"”’]\s*(?:(?:he|she|they|it)\s+(?:\w+ly\s+)?(?:said|says|added|adds|told|wrote|asked|recalled"
        r"|explained|tweeted|continued|replied|insisted|noted)|(?:said|added|asked|explained) (?:he|she|they))\b",
        re.IGNORECASE,
    ),
    teasers=(
        (
            r"(?:read|see|watch|listen|hear|learn|find out|click|tap|swipe|scroll)\b[^.!?]{0,40}?"
            r"\b(?:more|also|here|below|now|next|video|full story)\b"
        ),
        (
            r"(?:read|watch|watch live|related|more|pictures?|images?|caption|credits?|video|gallery|comments?|tags?"
            r"|topics?|correction|updated?|published) ?:"
        ),
        r"related (?:story|stories|article|articles|content|links?)\b",
        r"more (?:on this|from|stories|news|about)\b",
        r"sign up\b",
        r"subscribe\b",
        r"follow (?:us|me|\w+ on|@)",
        r"join us\b",
        r"share (?:this|on|your) (?:story|article|page|facebook)",
        r"like us on\b",
        r"click (?:here|through|to)\b",
        r"download (?:our|the app)\b",
        r"get (?:the latest|our|breaking)\b",
        r"photos?\b ?[:(]",
        r"photos? (?:by|courtesy)",
        r"photograph(?:s|ed)? by",
        r"pictured\b",
        r"file (?:photo|picture|image)",
        r"(?:photo|picture|image) credits?",
        r"getty images",
        r"advertisement\b",
        r"story continues",
        r"continue reading",
        r"filed under",
        r"copyright\b",
        r"©",
        r"the[- ]cnn[- ]wire",
        r"editor['’]?s note",
        r"last updated",
        r"(?:hide|toggle) caption",
    ),
    teasers_inside=(
        r"\bclick here\b",
        r"\bfollow (?:\w+ ){0,3}on (?:twitter|facebook|instagram)\b",
        r"\b(?:opinions|views) expressed (?:in|are|here)\b",
        r"\ball rights reserved\b",
        r"\bto the extent permitted by (?:applicable )?law\b",
        r"\bfree to change and redistribute it\b",
        r"\bredistribute it and/or modify it\b",
        r"\bin the hope that it will be useful\b",
        r"\bcopy of the gnu (?:\w+ )?general public license\b",
        r"\bsign up for (?:our|the|her|his)\b",
        r"\bhere(?:['’]s| is| are) (?:what|how|why|where|when|who|the|your|our|some|everything)\b",
        r"\bthis is (?:its|his|her|their|our) story\b",
        r": (?:who|what|how|why|when|where)\b[^.!?]*\?\Z",
    ),
    byline_openers=(
        "[Bb]y",
        "(?:[Ww]ritten|[Ww]ords|[Tt]ext|[Ss]tory|[Ii]nterview|[Rr]eview|[Rr]eported|[Rr]eviewed) by",
    ),
    credits=(
        r"\bcontributed (?:reporting )?to th(?:is|e)\s+(?:report|story|article)\b",
        (
            rf"\A(?:{_NAME}['’]s|Journalists?|Reporters?|Correspondents?)"
            rf" {_CREDIT}(?:(?:,? and|[;,]) {_CREDIT}){{0,2}}\s?\.?\Z"
        ),
    ),
    credit_questions=(r"report\w*", "wrote", "writ(?:e|es|ten|ing)", r"contribut\w*", "authors?", "journalists?"),
    misstatements=(
        (
            r"\A\W{0,3}(?:an|the|our) (?:earlier|previous|original|initial|first) version"
            r"(?: of (?:this|the|our) (?:article|story|report|page|post|text|obituary|review|interview|piece|column))?"
            r"(?: \w+ly)?,? (?:also |had )?(?:said|stated|gave|claimed|reported|suggested|implied|indicated|referred"
            r"|described|named|identified|attributed|mis\w+(?:ed|t|d))\b"
        ),
        (
            r"\A\W{0,3}(?:an?|our) (?:article|report|story|headline|obituary|review|caption)\b[^;]{0,200}?"
            r"\b(?:misstated|misidentified|misspelled|misspelt|misquoted|(?:incorrectly|wrongly|erroneously) \w+)\b"
        ),
        (  # 'An article on 3 May ("Ferry to sail again") said that …'
            r"\A\W{0,3}an? (?:article|report|story|headline|obituary|review|caption)\b[^.;()]{0,60}"
            r"\([^()]{10,200}\)[^.;]{0,60}?\b(?:said|stated|gave|claimed|reported|suggested|referred|described|named)\b"
        ),
        (
            r"\A\W{0,3}(?:we|(?:this|our) (?:article|story|report|page|headline|caption))\b[^.;]{0,40}?"
            r"\b(?:originally|wrongly|incorrectly|mistakenly|erroneously|initially) "
            r"(?:said|stated|gave|claimed|reported|suggested|referred|described|named|identified|attributed)\b"
        ),
    ),
    error_questions=(
        "earlier version",
        "original(?:ly)?",
        "first (?:version|report)",
        r"correct\w*",
        r"mistake\w*",
        "errors?",
        "wrong(?:ly)?",
        "amended",
        "misstated",
    ),
    stamps=(r"(?:(?:first|last) )?(?:updated|published|posted|modified|revised|edited)", "last (?:update|change)"),
    dated=(
        r"last \w+(?:ed|n)\b",
        r"(?:updated|published|posted|revised|adopted|agreed|written|compiled|edited|checked|reviewed)\b",
        *whole_patterns(
            """
            up to date
            as of
            holds? from
            in force (?:from|since)
            valid (?:from|since|as of)
            """
        ),
    ),
    authored=(
        r"(?:written|compiled|edited|made|drawn up|put together|translated|maintained|prepared) (?:and \w+ )?by",
        r"(?:guide|text|article|page|story|report|words|notes|translation) by",
        r"authors? of this",
    ),
)

_SPEECH = SpeechWords(
    verbs=(
        *patterns("said says told tells explained explains stated"),
        r"(?:argued|argues)(?! (?:about|over|with))",
        *patterns("claimed warned warns insisted insists"),
        r"announced(?! (?:in|on|by|at|last))",
        *patterns("declared admitted admits confirmed noted maintained testified"),
    ),
    quotation_verbs=(
        *patterns(
            "added adds asked asks wrote writes recalled recalls replied answered continued joked remarked observed "
            "promised repeated suggested reported called cried shouted"
        ),
        "joined in",
    ),
    clause_openers=("that",),
    sources=("according to",),
    articles=patterns("the a an one her his their its my our your"),
    titles=patterns("Mrs? Ms Dr Prof Sgt Capt"),
    name_links=("of the", *patterns("of van ten bin ibn al di da dos")),
    description_ends=patterns("who whose of for from in on at that to"),
    name_prepositions=patterns("of for from at with in on near"),
    conjunctions=patterns("but and while as when that or so because though although where then now"),
    adverbs=patterns("[a-z]{2,}ly also later then now again first once still has have had"),
    non_speakers=words("he she they it we i you that this these those there one to not"),
    relative_pronouns=words("who"),
    passives=words("is was are were be been being"),
)

_WEEKDAYS = patterns("mondays? tuesdays? wednesdays? thursdays? fridays? saturdays? sundays?")
_DATES = DateWords(
    months=patterns(
        "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sep(?:t(?:ember)?)? "
        "oct(?:ober)? nov(?:ember)? dec(?:ember)?"
    ),
    weekdays=_WEEKDAYS,
    seasons=patterns("spring summer autumn winter"),
    numbers=("an?", *patterns("one two three four five six seven eight nine ten"), "a few", "several", "some"),
    units=patterns("minutes? hours? days? weeks? months? years? decades? centuries"),
    prepositions=patterns("in since by until till from during of early late around"),
    ordinal_endings=patterns("st nd rd th"),
    day_links=("of",),
    season_articles=("the",),
    season_prepositions=("in",),
    decade_openers=("the",),
    weekday_openers=patterns("on last next this"),
    weekday_closers=patterns("morning afternoon evening night"),
    distances=patterns("ago earlier later"),
    years=(r"\bthe\s+<YEAR>s\b", r"\b\d+(?:st|nd|rd|th)\s+century\b"),
    relative=(
        r"\b(?:yesterday|tonight|tomorrow|today)\b(?:\s+(?:morning|afternoon|evening))?",
        (
            r"\b(?:last|this|next|earlier this|later this)\s+"
            r"(?:night|morning|afternoon|evening|week|weekend|month|year|<SEASON>)\b"
        ),
    ),
    clock=(
        r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap](?:m\b|\.m\.)",
        r"\b(?:at|by|until|before|after|around)\s+(?:noon|midnight|dawn|dusk|sun(?:rise|set))\b",
    ),
    day_parts=(r"\bin\s+the\s+(?:morning|afternoon|evening|night|early\s+hours)\b",),
)

# What one says of doing something: "is it safe to swim here".
_JUDGEMENTS = patterns(
    """safe free legal illegal allowed forbidden permitted ok okay fine possible impossible necessary normal common
    better hard easy difficult dangerous cheap cheaper expensive"""
)

_QUESTIONS = QuestionWords(
    question_words=patterns("who whom whose what which when where why how"),
    who_words=patterns("who whom"),
    fact_words=(
        *patterns("who whose whom where when which"),
        r"how (?:many|much|long|old|far|big|large|high|tall|often)",
        r"what (?:year|time|date|number|percent\w*)",
    ),
    instruction_openings=(
        r"how (?:do|can|could|should|would|to)",
        r"(?:what|which)(?:[’']?s| is)? the command",
        "command (?:to|for)",
    ),
    helping_verbs=patterns("do does did is are was were has have had can could will would should may might must"),
    copulas=patterns("is are was were"),
    asking_words=words(
        "know like tell hear explain describe expand further detail details information interested curious wonder say "
        "said give provide learn find talk speak mean please thanks okay ok yes d ve ll re m kind sort many much long "
        "far old often happen happened im dont"
    ),
    courtesies=words("thanks thank thx you very much a lot cheers please ok okay yes no great"),
    persons=patterns("he him his she her hers"),
    objects=(
        *patterns("its? they them theirs? these those"),
        r"this(?= \w)",
        r"that(?=[?!. ]*$)",
        r"there(?=[?!. ]*$)",
        r"then(?=[?!. ]*$)",
        r"(?:the|which|another|that|this) ones?",
        r"the others?",
    ),
    # "That year", "this summer", "it is true" and "it costs … to park there" stand for nothing that was named before.
    independent=(
        (
            r"\bth(?:is|at|ese|ose) (?:week|weekend|month|year|years|season|spring|summer|autumn|fall|winter|morning"
            r"|evening|decade|century|days?)\b"
        ),
        r"\bis it (?:true|possible|likely)\b",
        r"\bwhat time is it\b",
        rf"\b(?:is|was|isn['’]?t|wasn['’]?t|would) it (?:be )?(?:[a-z]+ )?(?:{'|'.join(_JUDGEMENTS)}) to [a-z]+ (?=\w)",
        r"\bit (?:takes?|took|costs?) (?:[a-z]+ ){0,3}to [a-z]+ (?=\w)",
        r"\bhow (?:much|expensive) (?:is|was) it to [a-z]+ (?=\w)",
        r"\bhow (?:much|expensive) (?:is|was) it for\b",
        r"\bhow far is it (?:to [^?]+ from|from [^?]+ to)\b",
        r"\bit (?:rain(?:s|ed)?|snow(?:s|ed)?|freezes|froze)\b|\bis it (?:rain|snow)ing\b",
    ),
    continuations=patterns("also so or then"),
    swap_openings=("(?:what|how) about",),
    denials=patterns("no+ nope nah sorry oops wait"),
    refusals=("not",),
    meanings=(
        r"i (?:really |actually |just )?(?:mean|meant)",
        r"i(?: a|['’]?)m (?:asking|talking) about",
        r"i was (?:asking|talking|thinking) (?:about|of)",
        r"i was after",
        "meant",
    ),
    articles=patterns("the a an"),
    name_links=patterns("of the and van da"),
    times=(
        *patterns("January February March April May June July August September October November December"),
        "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
        *patterns("yesterday today tomorrow"),
        "(?:last|this|next) (?:year|month|week)",
    ),
    # Before a verb or at the end: more than one word of it could not be told from the rest.
    plain_nouns=(
        r"\b(?:the|a|an) \w+(?= (?:\w+ed|\w+en|\w+ing|shut|built|made|cost|begin|start|end|last|take|close)\b|\W*$)",
    ),
    serving_prepositions=("for",),
    time_prepositions=patterns("in on at for during since"),
    movable_prepositions=patterns("in on at for during since"),
    dropped_prepositions=patterns("in on since during"),
    place_prepositions=patterns("the in at on of from to near off outside across"),
    possessives=words("his its their"),
    object_possessives=words("her"),
    newest=(
        *patterns("latest newest lately recently currently current now nowadays today yesterday tonight"),
        "most recent",
        "(?:this|last) (?:week|month)",
        "right now",
        "so far",
        "up to date",
        "still",
        "yet",
        "(?:any|an) (?:news|updates?)",
        "(?:who|what)(?:['’]?s| is| are| will be) (?:the |their |its |our )?new",
    ),
)

_RELATIONS = RelationWords(
    male=patterns(
        "(?:half-|step)?brother(?:-in-law)? husband widower fiancé "
        "(?:grand|step|god|great-grand)?father(?:-in-law)? dad (?:grand|step|god)?son(?:-in-law)? uncle nephew "
        "grandpa boyfriend"
    ),
    female=patterns(
        "(?:half-|step)?sister(?:-in-law)? wife widow fiancée (?:grand|step|god|great-grand)?mother(?:-in-law)? "
        "mum mom (?:grand|step|god)?daughter(?:-in-law)? aunt niece grandma girlfriend"
    ),
    either=patterns(
        "cousin (?:grand|step|god)?child grandparent sibling twin partner spouse friend neighbou?r colleague rival "
        "boss coach trainer manager captain teacher tutor mentor pupil student apprentice assistant secretary "
        "deputy successor predecessor lawyer doctor agent editor founder owner director chair(?:man|woman|person)? "
        "president leader heir"
    ),
    male_pronouns=words("he him his"),
    female_pronouns=words("she her hers"),
    owner_links=("of ", "to "),
)

_THAT = r"(?:that|this|it)"
_SHOW = r"(?:(?:show|give|read|tell)(?: me)? |what(?:'s| is| was| does) )?"
_RIGHT = r"(?:right |just |directly |immediately )?"
_SENTENCE = r"(?:sentence|line|one)"
_PART = r"(?: (?:one|bit|part|line|sentence))?"
_STANDS = (
    r"what(?: (?:comes|came|stands|stood|(?:does|did|do) (?:it|he|she|they|the \w+) (?:say|write))"
    r"|(?:'s| is| was)(?: (?:written|said|there))?) (?:\w{4,11} )?"
)
_TEXT = r"(?:article|page|post|report|guide|list|rules|faq|document|text|story|notice|manual|entry|summary|thing)"
# "This" alone is the text in "when was this written?", and what it tells of in "what year is this from?".
_THIS_TEXT = rf"(?:this|that|these|those|the) {_TEXT}s?"
_MADE = r"(?:written|updated|changed|checked|revised|edited|reviewed)"
_SHOWN = r"(?:published|posted)"
_OTHERS = (
    r"(?:(?:any |the |some )?others?(?: (?:articles?|sources?|papers?|reports?))?"
    r"|another (?:article|source|paper|report)|any(?:one|body) else|someone else)"
)
_ELSEWHERE = (
    r"(?:elsewhere|anywhere else|somewhere else|by others|by any(?:one|body) else"
    r"|(?:in|by|from) (?:any |the |some )?other (?:articles?|sources?|papers?|reports?|texts?))"
)
_TOO = r"(?: too| as well| also)?"

_FOLLOWUPS = FollowupPhrases(
    before=(
        rf"{_SHOW}(?:the )?{_SENTENCE} {_RIGHT}(?:before|above)(?: {_THAT}| {_THAT} one)?(?: say)?",
        rf"{_SHOW}(?:the )?(?:previous|preceding)(?: {_SENTENCE})?(?: say)?",
        rf"{_RIGHT}before(?: {_THAT})?",
        rf"{_STANDS}before(?: {_THAT}{_PART})?",
        r"(?:go |one sentence )back",
        r"go back one sentence",
    ),
    after=(
        rf"{_SHOW}(?:the )?{_SENTENCE} {_RIGHT}(?:after|below)(?: {_THAT}| {_THAT} one)?(?: say)?",
        rf"{_SHOW}(?:the )?(?:next|following)(?: {_SENTENCE})?(?: say| after {_THAT})?",
        rf"{_RIGHT}after(?: {_THAT})?",
        rf"{_STANDS}(?:next|then|(?:after|below)(?: {_THAT}{_PART})?)",
        rf"what follows(?: {_THAT})?",
        r"how does (?:it|this|that|the article) (?:go on|continue)",
        r"(?:and )?then",
        r"read on",
    ),
    who=(
        rf"who (?:said|says)(?: (?:{_THAT}|so|those words|these words))?",
        r"who (?:claims|claimed|stated|states|thinks|thought) (?:that|this|so)",
        r"who wrote that",
        rf"who (?:is|was) (?:it|the one) (?:that|who) (?:said|says|told|claims|claimed) (?:{_THAT}|so)",
        rf"who (?:told|tells)(?: \w+){{1,2}} (?:{_THAT}|so)",
        r"(?:said|told|claimed|stated) by whom?",
        r"who(?:'s| is| was) (?:saying (?:that|this|so)|speaking|talking|(?:being )?quoted|the speaker)(?: here)?",
        r"says who",
        r"according to who(?:m)?",
        r"whose (?:words|quote|opinion|claim) (?:are|were|is|was) (?:that|this|these|those|they|it)",
    ),
    when=(
        r"when",
        rf"when (?:was|is) {_THAT}(?: said)?",
        r"when (?:was|is) (?:that|it) (?:published|posted)",
        r"when is (?:that|this) from",
        rf"when did (?:{_THAT}|all this|all that) (?:happen|occur|take place)",
        rf"when did (?:he|she|they) (?:say|write) (?:{_THAT}|so)",
        rf"(?:on |at |in )?(?:what|which) (?:day|date|time|year) (?:was|is) {_THAT}(?: said)?",
        r"what(?:'s| is| was) the date(?: of (?:that|this))?",
    ),
    written=(
        rf"when (?:was|were) (?:this|that|these|those|{_THIS_TEXT}) (?:last |first )?{_MADE}(?: last)?",
        rf"when (?:was|were) (?:this|these|{_THIS_TEXT}) (?:first )?{_SHOWN}",
        rf"when (?:is|are) {_THIS_TEXT} from",
        rf"(?:on |from )?(?:what|which) (?:day|date|year) (?:is|was) {_THIS_TEXT} (?:from|{_MADE}|{_SHOWN})",
        rf"how old (?:is|are) (?:this|that|these|those|the) {_TEXT}s?(?:,? when was .{{1,40}})?",
        (
            rf"(?:is|are) (?:this|that|{_THIS_TEXT}) (?:still )?(?:up to date|current)"
            rf"(?:\?? when was (?:it|this|that) {_MADE})?"
        ),
        rf"(?:from|since) when (?:does|do) (?:all )?(?:this|that|{_THIS_TEXT}) (?:hold|apply)",
    ),
    author=(
        rf"who (?:wrote|has written) (?:this|(?:this|that) {_TEXT})",
        rf"who (?:made|published|posted|compiled|edited) (?:this|that) {_TEXT}",
        rf"who(?:'s| is| was| are) the (?:author|writer)s?(?: of (?:this|that)(?: {_TEXT})?)?",
    ),
    again=(
        r"(?:(?:can|could|would) you )?(?:please )?(?:say|tell me|show me) (?:that|this|it) (?:again|once more)",
        r"(?:(?:can|could|would) you )?(?:please )?repeat(?: (?:that|this|it))?",
        r"come again",
        r"(?:once more|one more time)",
        r"what was (?:that|it) again",
        rf"(?:which|what) {_TEXT} (?:is|was) (?:that|this|it) (?:from|in|out of)",
        rf"(?:which|what) {_TEXT} (?:did|do) you (?:get|have|take) (?:that|this|it) (?:from|out of)",
        r"where(?:'d| did| do| have) you (?:read|get|find|got|found|have)(?: (?:that|this|it))?(?: from)?",
        r"what(?:'s| is) (?:the|your) source(?: (?:of|for) (?:that|this))?",
        r"(?:(?:the|your|any|got a) )?(?:source|link)",
        r"(?:which|what) (?:article|page|post|document)",
        r"where does (?:it|he|she) say (?:that|this|so)",
    ),
    quoting=(r"who(?: says| said|'s saying| claims| claimed| told \w+| called (?:it|them|that))(?: that)?",),
    more=(
        rf"(?:tell|show|give)(?: me)? more(?: (?:about|on|of) {_THAT})?",
        rf"more(?: (?:about|on|of) {_THAT})?",
        r"say more",
        rf"(?:any )?more (?:details|information|info)(?: (?:about|on) {_THAT})?",
        r"go on",
        r"continue",
        r"anything else",
        r"what else",
        rf"what else does (?:it|the article|this article) say(?: (?:about|on) {_THAT})?",
    ),
    elsewhere=(
        rf"{_ELSEWHERE}{_TOO}",
        r"other (?:articles|sources)",
        rf"any other (?:articles|sources)(?: (?:for|on|about) {_THAT})?",
        r"(?:what about|how about) (?:the )?other (?:articles|sources)",
        (
            rf"(?:is|was|does) {_THAT} (?:also )?"
            rf"(?:(?:said|mentioned|reported|confirmed|found|written|stand|appear) )?{_ELSEWHERE}{_TOO}"
        ),
        (
            rf"(?:do|does|did|have|has) {_OTHERS} (?:also )?(?:say|said|report|reported|confirm|confirmed|agree|claim"
            rf"|claimed|mention|mentioned)(?: (?:so|{_THAT}|the same|the same thing|about {_THAT}))?{_TOO}"
        ),
        rf"what (?:do|does|did) {_OTHERS} say(?: (?:about|on|to) {_THAT})?",
        rf"who else (?:says?|said|reports?|reported|confirms?|confirmed|claims?)(?: (?:so|{_THAT}))?{_TOO}",
        rf"where else (?:does it say (?:so|{_THAT})|is {_THAT} (?:said|written|mentioned|reported))",
    ),
    opening_words=patterns("and but so ok okay well please lol haha hm+ huh oh sorry"),
    closing_words=("please", "thanks", "btw", "anyway", "by the way"),
    filling_words=patterns("exactly actually"),
)

_CHANGES = ChangeWords(
    labels=("updated?", "corrections?", "clarification"),
    notices=(
        r"correct(?:s|ed|ion|ions|ing)?",
        r"amend(?:s|ed|ment|ments)?",
        *patterns("erratum errata revised updated? amended widened withdrawn replaces? replaced superseded"),
        r"errors?",
        r"mistaken?(?:ly)?",
        r"misprints?",
        r"(?:we were|was|were|got it|give[ns]? \w+ figures?) wrong(?:ly)?",
        r"as we (?:wrote|reported|said)",
        r"in our (?:last |latest |\w+day's )?(?:report|article|issue|obituary|newsletter|letter)",
        r"(?:we|the editors?) (?:apologi[sz]e|regret)",
        r"takes? the place of",
        r"chang(?:e|es|ed|ing)",
        r"new (?:\w+ )?(?:date|dates|place|time|times|hours|prices?|rules|terms|timetable|version)",
        r"release notes",
        r"upgrad(?:e|ing)",
        *patterns("postponed cancelled canceled rescheduled"),
    ),
    news=(
        r"no longer",
        r"(?:any|no) (?:longer|more)",
        *patterns("instead now meanwhile formerly previously originally finally corrected amended"),
        r"not (?:in|on|at|the|of|by)?\s?[\w.,:]+(?: \w+)?,? (?:but|as|that)",
        r", not ",
        r"rather than",
        r"in the end",
        r"from now on",
        r"until now",
        r"so far",
        r"than (?:we|was|were|had been) (?:reported|wrote|announced|planned|first|said)",
        (
            r"(?:has|have|had|was|were|is|are|be) (?:now |also |since )?(?:been )?(?:moved|postponed|put off|raised"
            r"|brought forward|changed|lowered|reduced|cut|extended|widened|replaced|removed|altered|shifted|dropped"
            r"|cancelled|canceled|abolished|withdrawn|rescheduled|delayed|doubled|done away with|shortened)"
        ),
        *patterns("moved rose risen fell fallen"),
    ),
    limits=(
        *patterns("except exception exceptions unless however only otherwise though although but if"),
        r"without (?:this|that|it)",
        r"not (?:if|when|for|in|on)",
    ),
    live_names=(
        r"live (?:updates?|blog|ticker|coverage|feed|text|reports?)",
        r"liveblog",
        r"live(?=\s*(?:[:|–—-]|$))",
        r"as it happen(?:s|ed)",
        r"(?:latest|rolling|running) (?:news|updates?|coverage)",
        r"(?:minute|hour) by (?:minute|hour)",
        r"updated? (?:throughout|continuously|regularly)",
        r"latest(?= (?:as|on|from)\b)",
    ),
    programme_names=(
        *patterns("programmes? programs? schedules? timetables? agenda itinerary line-?up listings? running-order"),
        r"what's on",
        r"(?:order|running order) of (?:events|service)",
    ),
)

LEXICON = Lexicon(
    code="en",
    stop_words=_STOP_WORDS,
    and_words=("and",),
    but_words=("but",),
    negations=words("no not never none nor neither without cannot"),
    negation_endings=("n't",),
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
