"""The words of English with which people talk to a bot and ask about its collection."""

from __future__ import annotations

from retrieval.languages.lexicon import TalkWords, patterns, patterns_by_kind, texts_by_kind, whole_patterns, words

# Patterns that others are made of; a name in angle brackets stands for one.
_PARTS = {
    "INSIDE": (
        r"(?:in (?:there|here|it|<YOUR> (?:\w+ )?<COLLECTION>|your (?:articles|stuff|texts|files)|store|stock)"
        r"|there|here|stored|saved|indexed|available)"
    ),
    "YOU": r"(?:you|u|ya|(?:the|this|that) bot|bot|footnote)",
    "YOUR": r"(?:your|ur|the|this|these|those|any of your)",
    "ARTICLES": r"(?:articles?|stor(?:y|ies)|texts?|pieces?|posts?|documents?|docs|entr(?:y|ies)|news|items?|reports?)",
    "COLLECTION": (
        r"(?:collection|library|database|db|archives?|index|memory|storage|pile|stock|dataset|knowledge base|server)"
    ),
    "MATTER": r"(?:stuff|things?|info|information|data|contents?|material|knowledge)",
    "LANGUAGE": (
        r"(?:english|german|french|spanish|italian|portuguese|dutch|polish|russian|turkish|arabic|chinese|languages?)"
    ),
}

_ARTICLE_PARTS = {
    "WROTE": r"who (?:wrote|authored|(?:is|was) the (?:author|writer) of)",
    "THE": r"(?:the|your|that|this)",
    "TEXT": (
        r"(?:(?:news )?(?:article|story)|(?:blog )?post|(?:opinion )?piece|(?:match |court )?report|obituary|obit"
        r"|review|interview|column|editorial|op ed|profile|live ?blog)"
    ),
    "ABOUT": r"(?:(?:that is |thats )?about|on|of|with|titled|called|headed|entitled|,)",
    "PUBLISHED": r"(?:published|written|posted|released)",
}

TALK = TalkWords(
    vocabulary=words("""
        article articles story stories text texts piece pieces post posts document documents doc docs entry entries news
        item items page pages report reports source sources newspaper newspapers paper papers magazine blog website site
        web internet collection library database db archive archives index memory storage pile stock dataset server
        channel here there inside stuff thing things info information data content contents material knowledge
        anything something anyone anybody everything everyone somebody someone nothing whatever
        you u ya your ur yours youre youve youd ure r im ive id ill its thats whats wheres whos hows theres theyre whens
        dont doesnt didnt cant isnt arent wasnt wont havent couldnt shouldnt wouldnt hasnt got gotta get gets getting
        know knows knew known hold holds contain contains include includes keep store stored stores saved index indexed
        add adding added put upload uploads uploaded uploading insert import delete deleting deleted remove removing
        removed edit change replace submit send feed read reads reading use using used uses work working works start
        type typing write writing written wrote ask asking asked question questions answer answers answering answered
        reply speak say said saying talk talking tell telling explain show list give find search look looking help
        helping helps helped see hear chat message messages command commands summary summaries summarise summarize
        summarising translate translation mention tag ping dm private privately login account pay free pdf file files
        link links url own new newest latest last recent recently most freshest lately old older oldest earliest first
        early date dates dated updated update updates updating upgrade refresh refreshed fresh current currently daily
        weekly regularly day week month year years today yesterday tomorrow now often ago up far back go goes long big
        large size many much number nr no total amount count counting dozen hundred hundreds thousand thousands million
        more less fewer least than over around about like roughly exactly actually really even still ever just only also
        too well maybe please pls plz kindly topics topic subjects subject themes theme kinds kind sorts sort types type
        areas area categories category cover covers covered covering deal politics sports sport science tech local world
        business history culture mostly mainly mean means meant ment made make makes making built build created create
        creator programmed coded trained developed developer owner owns runs run name named called call human person
        people man woman robot robots bot bots machine ai chatgpt gpt chatbot computer program real fake alive brain
        smart smarter clever good great nice bad better best wow cool awesome amazing perfect brilliant excellent
        helpful useful useless fine okay ok okey kay k alright right true correct wrong false sure yes yeah yep yup yea
        ys yess no nope nah nuh naw uh not never mind nevermind sorry oh ah aha hm hmm um uhm huh hey heya hi hello hiya
        howdy yo sup wassup greetings morning afternoon evening night welcome bye goodbye cya later care thanks thank
        thx thnx tnx ty tysm thankyou cheers mate buddy friend dude man bro guys all folks dear appreciate appreciated
        grateful love like hate stupid dumb dumber idiot garbage trash worst sucks suck shit crap stfu fuck fucking damn
        moron rubbish terrible awful pathetic lame annoying boring clown loser worthless hopeless liar broken silly hell
        slow fast omg wtf going doing doin life busy tired happy sleep slept feel feeling feels test testing check mic
        online offline on off awake home needed wanted expected wanna want need needs instead again time times another
        other else ones every rather way guess understand understood idea sense makes point fun funny joke jokes
        hilarious killing me self lot lots bit little two three whole wait quick let lets come came comes read
        publish publishes published publisher author authors journalist journalists trust believe reliable trustworthy
        mum been anymore already yet soon tonight weekend enough simple simply native quickly purpose supposed job able
        features feature functions options manual tutorial instructions guide usage beginner minute hour language
        languages english german french spanish italian portuguese dutch polish russian turkish arabic chinese
        someday ago since till until goes gone thing anyways anyway btw tho though lol lmao rofl lmfao xd haha hahaha
        hehe xoxo pretty very quite super totally definitely absolutely indeed course agreed obviously got seen
        legend genius spot sweet neat fantastic wonderful impressive impressed done keep shut up it ver version
        talks smth uninstall quoting quote quotes quoted everywhere anywhere clue bunch million ton junk toy bin
        started starting begin begins beginning began
        writes shows showed shown tells knows gives finds says asks answers am completely entirely fully night nights
        things try tried trying tries happen happened happening hope wish remember forget forgot kept leave left turn
        turned follow stop stopped calling bring brought wonder wondering sound sounds looks looked seem seems seemed
        checked checking interested interesting curious familiar difficult hard easy easily certain specific particular
        general generally basically usually normally sometimes anytime somehow both same different several various
        whose using works worked wow seriously honestly literally apparently figured figure play playing stay staying
        coming thinking think thought thoughts believe believed opinion opinions care cares talked spoken chatting
        chats conversation conversations reply replies respond responds responding response responses options option
        choose pick picked select random example examples sample samples recommend suggest suggestion suggestions
        better faster slower wiser nicer funnier kidding joking nonsense gibberish bla blah yay yeay yikes ugh meh hmpf
        phew oops wowsers sir madam maam folks people team crew gang yall buddy bestie fam homie pal chap lad lass
        private public offline app application tool tools service services product version free cost costs price paid
        money privacy track tracking recorded remembered safe secure tomorrow later soon mins minutes seconds hours
        sleep bed dinner lunch coffee dog cat grandma toaster calculator somewhere nowhere possible allowed ways
        difference differ sec second moment
    """),
    address=words("""
        you u ya your ur youre yours bot footnote article articles story stories text texts news collection library
        archive
    """),
    indefinite=words("a an any another new"),
    cores=patterns_by_kind(
        r"""
        update: \bwhen\b.*\b(?:updated?|refreshed|add(?:ed)?|new|last (?:get|got|read|change|fed))\b
        update: \bup to date\b|\b(?:last|latest|next|recent|most recent) updated?\b|\bhow (?:old|fresh|recent|current
            |new|up to date) (?:is|are|r) (?:your|ur|the|this|all|that|these|it|you|u)\b(?! the| oldest| newest)
        update: \bhow often\b.*\b(?:updated?|add(?:ed)?|new|refresh(?:ed)?|get)\b|\b(?:updated?|refreshed) (?:daily
            |weekly|often|every|regularly|recently|today)\b
        oldest: \b(?:oldest|earliest|how far back|far back|furthest back)\b|\bfirst (?:ever )?<ARTICLES>\b
            |\bhow old\b.*\boldest\b
        count: \bhow (?:many|much) (?:\w+ ){0,2}(?:<ARTICLES>|<MATTER>)(?: (?:\w+ ){0,4}(?:<YOU>|in (?:here|there
            |total|all|it|store)|<COLLECTION>|stored|saved|indexed|available|total|altogether|here|there)\b| (?:are
            |is) (?:there|it)|$)|\bhow (?:many|much) (?:do|have|are|is|does|did)\b.*\b(?:<YOU>|in (?:here|there)
            |(?:in|on|of) (?:<YOUR> )?(?:\w+ )?<COLLECTION>)\b
            |\bhow (?:many|much) (?:do|does) (?:<YOUR> )?<COLLECTION> (?:have|hold|contain|store)\b
        count: \b(?:number|nr|amount|count|total|quantity)\b.*\b<ARTICLES>\b|\b<ARTICLES> (?:count|total|number)\b
            |\b(?:\d+|hundreds?|thousands?|dozens?) (?:of )?(?:<ARTICLES>)\b|\bcount (?:the|your|all)\b
        count: \bhow (?:big|large|long) (?:is|are|was)\b.*\b(?:<COLLECTION>|you)\b
            |\bhow (?:big|large) (?:an?|of an?)\b.*\byou\b|\bsize of\b.*\b<COLLECTION>\b
        newest: \b(?:newest|latest|freshest|most recent(?:ly)?|recently|lately)\b|\blast (?:\w+ )?(?:<ARTICLES>
            |<MATTER>)\b|\b(?:came|come|added|put|got|read) (?:in )?last\b|\blast added\b
        newest: \b(?:whats|what is|anything|something) new\b|\bnew <ARTICLES>\b.*\b(?:have|got|there|any)\b|\b(?:any
            |got|have) new\b
        howto: \b(?:add|upload|insert|import|submit|put|delete|remove|edit|replace|send|feed
            |change)(?:ing)?\b.*\b(?:<ARTICLES>|pdf|own)\b
        howto: \b(?:add|upload|insert|import|submit|put|delete|remove|edit|replace|send|feed
            |change)(?:ing)?\b.*\b(?:files?|links?|url|website|page|something|stuff|things)\b.*\b(?:<YOU>|here
            |<COLLECTION>)\b
        howto: \b(?:get|bring)\b.*\b<ARTICLES>\b.*\b(?:into|in)\b|\b(?:summari[sz](?:e|ing)|summar(?:y|ies)
            |translat(?:e|ion))\b
        howto: \b(?:ask|write|type|talk|answer|speak|questions?|use|understand|know|in|do)\b.*\b<LANGUAGE>\b
            |\b<LANGUAGE> (?:too|as well|ok|only|possible|allowed)\b
        howto: \b(?:mention|tag|ping|dm|message) (?:you|u)\b|@ (?:<YOU>)\b|\b(?:ask|write|message
            |talk)\b.*\b(?:in private|privately|dms?|dm you)\b|\b(?:need|have) to (?:login|log in|pay)\b|\b(?:search
            |find|read|see|show|list|open)\b.*\b(?:the|your|all) (?:articles|texts|sources|documents)\b
        identity: \bwho(?:s| are| r|re| is)? (?:<YOU>|ur)\b|\bwho am i (?:talking|speaking|chatting|writing)\b
            |\bwhat (?:are|r) (?:you|u)(?: exactly| even| actually| really)?(?! (?:for|about|able|good|doing|up))\b
            |\bwhat(?:s| is) (?:a )?footnote\b
        identity: \b(?:are|r|is|youre|u) (?:<YOU> |this |that |it |they )?(?:\w+ ){0,4}(?:bot|robot|human|person|ai
            |machine|chatgpt|gpt|real|computer|program|chatbot)\b
        identity: \bwho (?:made|built|created|wrote|programmed|developed|owns|runs|coded|trained|invented
            |is behind) (?:<YOU>|this bot)\b|\b(?:your|ur) (?:\w+ )?(?:name|creator|owner|developer|maker|age)\b
            |\bhow old (?:are|r) (?:you|u)\b|\b(?:you|u) have a name\b|\bwhat (?:can|should|do|shall) (?:i
            |we) call (?:you|u)\b
        sources: \bsources?\b|\bwho (?:wrote|writes|publish(?:es|ed)?|has written)\b.*\b(?:<ARTICLES>|<MATTER>|this
            |that|these|those|it|your|here|all)\b|\bauthors?\b.*\b(?:<ARTICLES>|this|these|those|your|here)\b
            |\bwho (?:is|are) (?:the )?authors?\b|\bauthors? of (?:<YOUR>|all)\b|\bwheres?\b.*\b(?:this|that|it|these
            |those|your|you|u|stuff|info|information|they|all)\b.*\b(?:from|get|got|find|found|take|know|come)\b
            |\bwheres? (?:it|that|this) from\b|\bwhere (?:did|do) (?:you|u)\b|\bfrom (?:a|the|which
            |what) (?:newspapers?|papers?|web|internet|site)\b|\bhow do (?:you|u) know\b|\bwritten by\b|\b(?:reliable
            |trustworthy|made up)\b|\bcan i trust\b|\bai (?:write|wrote|written|made)\b
        topics: \b(?:topics?|subjects?|themes?|categor(?:y|ies)|areas)\b|\b(?:what|which) (?:kinds?|sorts?
            |types?) of (?:<ARTICLES>|<MATTER>|questions?)\b.*\b(?:<YOU>|have|there|here|cover|find|ask|stored)\b
            |\bwhats?\b.*\b(?:<YOUR>|all) (?:<ARTICLES>|<MATTER>|<COLLECTION>)\b.*\babout\b|\bwhat (?:are|is) (?:they
            |it|this|these|those|all this|everything)\b.*\babout\b
        topics: \bwhat (?:do|can|does) <YOU> (?:know|cover|have|contain|talk|answer)\b|\bis (?:it|this|that
            |there) (?:all|only|just|mostly|mainly)\b|\bwhat(?:s| is| do you have| have you got)? (?:all )?in (?:here
            |there|<YOUR> (?:<COLLECTION>|<ARTICLES>))\b|\bwhat can (?:i|we) (?:find|read|search|learn)\b
            |\bwhat do (?:your|the) <ARTICLES> (?:cover|say|deal|talk)\b|\bwhat (?:\w+ ){0,2}(?:articles|texts
            |stories|news) (?:do|have|are|is)\b
        help: ^(?:\w+ )?(?:please )?help(?: me| please| pls| plz| us| bot| footnote)*$|\bneed (?:some )?help\b
            |\b(?:can|could|will) (?:<YOU>|anyone|someone|somebody) (?:please )?help\b|\bcommands?\b|\b(?:manual
            |tutorial|instructions|usage|features?|functions)\b|\bhow to (?:use|start)\b
        help: \bwhat (?:else )?(?:all )?(?:can|could|do|does|will|is|are) (?:<YOU>|this|it|that|the)(?: \w+)? (?:do
            |able)\b|\bwhat(?:s| is| are| r)? (?:<YOU>|this|it|that|the bot) (?:\w+ )?(?:for|good for|able|supposed
            |job|purpose|point)\b|\bwhat(?:s| is) (?:this|(?:your|the) (?:purpose|job|point))\b|\bwhat (?:you
            |u) (?:can )?do\b
        help: \bno (?:idea|clue)\b.*\b(?:do|what|how|use|work)\b|\bhow (?:do|does|can|to|should|would
            |could)\b.*\b(?:use|work|works|start|started|starting|begin|ask|talk|search)\b|\bwhat (?:do|can|should
            |must|could) i (?:type|ask|do|say|write|use)\b|\b(?:new|beginner) here\b|\bdont (?:get|understand)\b
            |\bexplain\b.*\b(?:<YOU>|this|use)\b|\bwhat now\b|\bgive me (?:a )?(?:guide|hint|idea)\b
        wellbeing: \bhow (?:are|r) (?:you|u|ya|things|we)\b|\bhow(?:s| is| was) (?:it going|life|things|everything
            |your|the day)\b|\bhow do (?:you|u) (?:do|feel)\b|\bhow (?:you|u) (?:doin|doing|feeling|been)\b
            |\bhow have (?:you|u) been\b|\bwhats up\b
        wellbeing: ^(?:are |r |hey |hi )?(?:you|u) (?:ok|okay|alright|good|fine|well|busy|tired|happy)\b|\bare (?:you
            |u) (?:ok|okay|alright|good|fine|well|busy|tired|happy|feeling)\b|\b(?:sleep|slept) well\b
            |\b(?:everything|all) (?:ok|okay|good|fine|alright) (?:with you|today|there|here)\b|\bwhat are (?:you
            |u) (?:doing|up)\b
        insult: \b(?:stupid|dumb(?:er)?|idiot|useless|garbage|trash|worst|sucks?|shit|crap|stfu|fuck(?:ing)?|shut up
            |hate|moron|rubbish|terrible|awful|pathetic|lame|annoying|boring|clown|junk|bad bot|shut it|loser|brain
            |worthless|hopeless|liar|broken|slow as)\b
        thanks: \b(?:thanks|thank|thankyou|thx|thnx|tnx|ty|tysm|cheers|appreciated?|grateful)\b
        goodbye: \b(?:bye|night night|nighty|goodbye|good night|gn|cya|farewell|take care|gotta go|got to go
            |have to go|im off|im out|ttyl|so long)\b|\bsee (?:you|ya|u)\b|\b(?:talk|catch|until) (?:\w+ )?(?:later
            |soon|tomorrow)\b|^later\b|\bhave a (?:nice|good|great)\b|\bthats (?:all|it) (?:from|for)\b
        test: ^(?:\w+ )?(?:just )?(?:a )?(?:test(?:ing)?|ping|mic)\b|\bhear me\b|\b(?:is|are) (?:this|it
            |<YOU>)(?: thing)? (?:on|working|online|alive|awake|there|up|here|live|broken|dead)\b|\b(?:do|does
            |can) (?:this|it|<YOU>)(?: thing)? (?:work|read|see)\b|\b(?:anyone|anybody|somebody) (?:there|here|home
            |online)\b|\b(?:you|u) (?:there|here|alive|awake|online)\b|\b(?:anybody|anyone|somebody|someone) in\b
            |\b1 2 3\b
        praise: \b(?:good|great|nice|awesome|perfect|amazing|brilliant|excellent|helpful|useful|love|cool|smart
            |clever|smarter|best|wow|impressive|impressed|well done|spot on|legend|genius|not bad|better|neat|sweet
            |fantastic|wonderful|10 10)\b(?! (?:morning|afternoon|evening|day|night))|\bthat (?:helped|helps)\b
            |\bexactly what i\b
        deny: \b(?:no|nope|nah|nuh|naw|wrong|incorrect|false|nevermind|never mind|not (?:that|this|it|really|what
            |quite|the))\b
        affirm: \b(?:yes|yeah|yep|yup|yea|yess?|ys|ya|ok|okay|okey|kay|k|sure|correct|exactly|right|true|indeed
            |agreed|alright|fine|absolutely|definitely|of course|got it|i see|makes sense|understood|i know)\b
        laugh: \b(?:(?:ha)+h?|(?:he)+h?|lo+l|lmao|lmfao|rofl|xd|funny|hilarious|killing me|got me)\b
        greeting: \b(?:hi|hello|hey|heya|hiya|howdy|yo|sup|wassup|greetings|good (?:morning|afternoon|evening|day)
            |morning|afternoon|evening|welcome|its me|gday)\b
        """,
        **_PARTS,
    ),
    openings=patterns_by_kind(r"""
        thanks: (?:many |so much |a lot of )?(?:thanks|thank you|thank u|thx|thnx|ty|cheers)(?: (?:so
            |very) much| a lot| a bunch| a million| a ton| again| bot| mate| footnote)* (?:for|that|this|now|you|it|i
            |but|exactly|my|much)\b
        thanks: (?:saved|made|helped|sorted|solved) (?:me|my|it|that)\b|(?:i )?(?:really |do )?appreciate\b|(?:that
            |this|it) (?:really )?(?:helps?|helped|sorted|solved|saved|answers|answered|worked|clears|cleared)\b
        praise: (?:very |really |what a |such a |thats a |pretty )?(?:good|great|nice|excellent|perfect|brilliant
            |amazing|awesome|helpful|useful|wonderful|fantastic|superb|solid) (?:answer|anwser|reply|bot|job|work
            |find|one|quote|explanation|summary|stuff|service|info|information)\b
        praise: (?:i )?(?:love|like) (?:this|the|that|your|ur|how) (?:bot|answer|way|you)\b|(?:wow|nice|great|perfect
            |amazing|brilliant|awesome|cool)(?: wow)? (?:that|this|you|it|exactly|just)\b|(?:exactly|just) what i\b
            |(?:you|u|youre|ure|this bot)(?: are| r| is)? (?:so |really |very |pretty |the |actually |way )?(?:smart
            |clever|smarter|good|great|best|better|awesome|amazing|helpful|useful|brilliant|a genius|a legend)\b
            |(?:didnt|did not) expect\b
        insult: (?:omg |wow |lol |ugh |man )?(?:you|u|youre|ure|ur|this bot|the bot|footnote|bot|what a|such a|its a
            |its|thats)(?: (?:is|are|r|s|so|really|such|a|an|the|just|absolutely|completely|totally|bloody|fucking
            |brain|answers?|all))* (?:stupid|dumb|idiot|useless|garbage|trash|worst|sucks?|suck|shit|crap|moron
            |rubbish|terrible|awful|pathetic|lame|annoying|boring|clown|potato|liar|joke|toaster|wrong|broken
            |worthless|hopeless|waste|piece|junk|toy)\b|.*\b(?:you|u) (?:\w+ )?(?:moron|idiot|clown|fool|loser|dummy
            |donkey|muppet|twat|bastard|liar|potato|bucket)\b|.*\b(?:stfu|fuck you|shut up bot)\b
        insult: (?:stupid|dumb|useless|worst|shitty|crappy|fucking|bloody|damn|lousy|bad|silly) (?:bot|footnote
            |machine|thing|robot|ai|program)\b|(?:stfu|shut up|fuck|screw) (?:you|u|off|bot|footnote|this|stupid)\b
            |i hate (?:you|this|u)\b|go to hell|get lost|my (?:dog|cat|toaster|grandma|hamster|goldfish) (?:is|knows
            |could|would)\b
        goodbye: (?:im|i am|gotta|i gotta|i have to|got to|i must|ive got to|need to|i need to|heading
            |off)(?: now| be)? (?:off|go|leave|run|out|going|heading|to (?:bed|work|sleep))\b|(?:bye|goodbye|good bye
            |good night|see (?:you|ya|u)|cya|talk to you|take care|have a)(?: bye)? (?:for|all|everyone|later|soon
            |tomorrow|then|now|around|next|on|nice|good|great|lovely|and)\b
        deny: (?:no|nope|nah|nuh uh|naw|wrong)(?: no| man| bot)? (?:thats|that|it|its|not|i|the other|wrong|the wrong
            |you|this|he|she|they|we)\b|not (?:that|the|this|what|him|her)\b|thats not\b|wrong (?:one|person|place
            |year|city|thing)\b|i (?:meant|mean|said|was talking about|am talking about|was thinking of)\b
        affirm: (?:yes|yeah|yep|yup|yea|ys|ya|ok|okay|sure|correct|exactly|right
            |true)(?: yes| yeah| exactly| thats| please| pls)? (?:the (?:one|other|first|second|last|same)|that|thats
            |this|please|it|its|i|exactly|him|her|them|he|she|they|so|one)\b
        laugh: (?:(?:ha)+h?|(?:he)+h?|lo+l|lmao|lmfao|rofl|xd|omg lol)\b
        greeting: greetings from\b|its me\b|(?:long time no see)\b|anyone (?:home|here|there)$
        test: (?:testing|is this thing|can you hear)\b
    """),
    coverage=whole_patterns(
        r"""
        (?:do|did|would|could|can|will|might|may) (?:you|u|ya|footnote
            |the bot)(?: guys| all)?(?: happen to| perhaps| maybe| by any chance| also| even)? (?:know|have|got|hold
            |store|find|contain|include|carry|keep|cover|mention|offer)(?: of)?(?: (?:any|some|a|an|a single|many
            |much|more|other))?(?: (?:recent|new|old|good|further))?(?: (?:anything|something|things?|stuff|info
            |information|articles?|stor(?:y|ies)|texts?|pieces?|news|posts?|documents?|reports?|bit|lot|sources?
            |material))? (?:about|on|regarding|concerning|of|that mentions?|mentioning|which mentions?|dealing with
            |covering|related to|to do with|with|around|for) (?P<about>.+)
        (?:(?:do|would|could) )?(?:you|u|ya) (?:know|have|got)(?: (?:anything|something|things?|stuff|info|articles?
            |any articles?|a bit))? (?:about|on|regarding) (?P<about>.+)
        (?:would|do|did|could) (?:you|u)(?: happen to| perhaps| by any chance)? (?:have|cover|know of|mention|include
            |store|carry) (?P<about>.+?) <INSIDE>
        (?:have|has|had) (?:you|u|ya|anyone|anybody|someone)(?: guys| ever| already)? (?:got|read|seen|added|stored
            |any|heard|an|a|put)(?: in)?(?: (?:anything|something|things?|stuff|info|articles?|an articles?
            |any articles?|a text|any|some|text|news|of))?(?: (?:articles?|stor(?:y|ies)|texts?|stuff
            |news))? (?:about|on|regarding|of) (?P<about>.+)
        (?:is|are|was|were) there (?:anything|something|any|some|an?|articles?|stuff|much|more)(?: (?:articles?
            |stor(?:y|ies)|texts?|pieces?|news|info|information|stuff|documents?|posts?))? (?:about|on|regarding
            |that mentions?|mentioning|covering|which mentions?) (?P<about>.+?) <INSIDE>
        (?:anything|something|stuff|articles?|any articles?|info|news) (?:about|on|regarding
            |mentioning) (?P<about>.+?) (?:in (?:there|here|your \w+|the (?:collection|library|archive|database))
            |stored)
        (?:is|are|was|were) (?P<about>.+?) (?:covered|mentioned|included|described|discussed|contained
            |part)(?: anywhere| somewhere| at all)? (?:in|of|by) (?:(?:any of )?(?:your|ur|the|these|those)(?: \w+)?
            |there|here|this) ?(?:<ARTICLES>|<COLLECTION>)?
        (?:do|does|did) (?:any(?: of)?|some(?: of)?|one of|your|the|these)(?: (?:your|the|these|ur))? ?(?:<ARTICLES>
            |<COLLECTION>) (?:mention|cover|talk about|say anything about|deal with|discuss|include|contain|have
            |describe)(?: (?:anything|something))?(?: (?:about|on))? (?P<about>.+)
        (?:im|i am|we are|were) (?:looking|searching) for (?:something (?:about|on) |anything (?:about
            |on) |articles? (?:about|on) |info (?:about|on) |stuff (?:about|on) )?(?P<about>.+?) , (?:do|can|have|is
            |are|got|any|you)\b.*
        (?P<about>(?:\w+ ){0,7}\w+) , (?:(?:do|did|have|can) (?:you|u|ya)|you|got|is (?:that|it) (?:covered|in)
            |is there (?:anything|something)|anything)\b.*\b(?:know|have|got|cover|anything|something|covered|that|it
            |there|here)\b(?: (?:about|on|of))?(?: (?:that|it|this|them))?(?: (?:too|at all|or not|in there|in here))?
    """,
        **_PARTS,
    ),
    news=words("news"),
    bare_coverage=whole_patterns(r"""
        (?:got|any|are there|is there|is there any|are there any|there|is there an?|have|do we have|can i find
            |where can i find|can i read)(?: (?:any|some|an?|more))?(?: (?:anything|something|stuff|articles?
            |stor(?:y|ies)|texts?|pieces?|news|info|information|material))? (?:about|on|regarding|that mentions?
            |mentioning|covering) (?P<about>.+)
        (?:anything|something|stuff|articles?|info) (?:about|on|regarding|mentioning) (?P<about>.+)
        (?:show|give|find|list|send)(?: me)? (?:all |all the |the |some |any |your |every )?(?:articles?|stor(?:y
            |ies)|texts?|pieces?|stuff|everything|anything|something|news)(?: (?:you|u) (?:have|got|know))? (?:about
            |on|regarding|that mentions?|mentioning) (?P<about>.+)
    """),
    article_author=whole_patterns(
        r"""
        <WROTE> <THE> <TEXT>(?: <ABOUT>)? (?P<about>.+)
        <WROTE> <THE> (?P<about>.+) <TEXT>
        (?:who|by whom) (?:was|is) <THE> <TEXT>(?: <ABOUT>)? (?P<about>.+) (?:written|authored)(?: by)?
        (?:who|by whom) (?:was|is) <THE> (?P<about>.+) <TEXT> (?:written|authored)(?: by)?
        <WROTE> (?P<title>.+)
        (?:who|by whom) (?:was|is) (?P<title>.+) written(?: by)?
    """,
        **_ARTICLE_PARTS,
    ),
    article_date=whole_patterns(
        r"""
        when (?:was|is) <THE> <TEXT>(?: <ABOUT>)? (?P<about>.+) <PUBLISHED>
        when (?:was|is) <THE> (?P<about>.+) <TEXT> <PUBLISHED>
        when did <THE> <TEXT>(?: <ABOUT>)? (?P<about>.+) (?:come out|appear)
        when did <THE> (?P<about>.+) <TEXT> (?:come out|appear)
        (?:what is|whats|what was) the (?:publication )?date of <THE> <TEXT>(?: <ABOUT>)? (?P<about>.+)
        how old is <THE> <TEXT> <ABOUT> (?P<about>.+)
        when (?:was|is) (?P<title>.+) <PUBLISHED>
    """,
        **_ARTICLE_PARTS,
    ),
    fillers=patterns(
        r"""
        hi hello hey heya yo hiya good\smorning good\sevening good\safternoon morning evening ok okay k cool
        well so and but or um hm hmm oh ah please pls thx thanks lol haha hahaha lmao really actually yes
        yeah no wait sorry footnote bot there everyone all mate guys btw now then just quick\squestion
        i\swonder i\swant\sto\sknow
        """
    ),
    questions=patterns(r"""
        who whos whom whose what(?!\sa\b) whats which when whens where wheres why(?!\snot) how hows
        (?:do|does|did|is|are|was|were|has|had|can|could|will|would|should|may|might|must|shall)\s\w+
        (?:isnt|arent|wasnt|didnt|doesnt|dont|hasnt|cant|couldnt|wont)\s(?:it|he|she|they|the|we|there|this|that|you)
        have\s(?:they|we|the|he|she|there|it|people|any)
        (?:tell|show|explain|describe|give|find|summari[sz]e|compare|list)\b in\s(?:what|which) at\s(?:what|which)
        by\s(?:how|what|when) for\s(?:how|what|whom) to\s(?:what|which|whom) from\s(?:what|where) since\swhen
        until\swhen any\s(?:idea|news)
    """),
    inner_questions=patterns(r"who whos whom whose what(?!\sa\b) whats which when where wheres why(?!\snot) how hows"),
    relatives=patterns("exactly just thats is not that wasnt isnt nt know see guess of understand get like"),
    sentence_words=words("""
        i im ive ill id me my mine we our us you u your youre it its that thats this he hes she shes they theyre them
        there is isnt are arent was wasnt were be been am will would can cant could should have has had did didnt dont
        does doesnt do
    """),
    replies=texts_by_kind("""
        greeting: Hello! Ask me a question, and I quote the sentence from the articles that answers it.
        thanks: You are welcome. Ask me whenever you want to know more.
        goodbye: Goodbye! The articles will be here when you come back.
        wellbeing: All is well, thank you. What would you like to know from the articles?
        affirm: Good. Ask me whatever else you want to know.
        deny: Then I took it for something else. Ask again in a whole question, with the name or the year you mean.
        laugh: I only quote what the articles say. What would you like to know next?
        praise: Thank you! The articles deserve the credit: I only quote them.
        insult: I am sorry that I did not help. Ask again in other words.
        test: Yes, I am here and I read you. Ask me a question about the articles.
        nonsense: I find nothing like that in the articles. Ask me in a few words or a whole question.
        help: Ask me a question in your own words, and I quote the sentence from the articles that answers it, with
            its source. You can also ask for a summary, search, or ask me how many articles there are and what they
            are about.
        identity: I am Footnote, a program that finds answers in articles. I write nothing myself: what I show is
            quoted word for word, with its source.
        howto: Articles are added and removed with commands: “footnote add” and “footnote remove” in a terminal,
            “/add” and “/remove” in the console, “/library add” and “/library remove” in Discord. “/summary” gives the
            most important sentences of an article. You may write in English, German, Spanish or French.
        count: I have {count} articles.
        count_single: I have one article.
        empty: I have no articles yet. They are added with “/library add” in Discord, “/add” in the console, or
            “footnote add” in a terminal.
        newest: The newest article is “{title}” ({date}).
        newest_undated: The article that was added last is “{title}”, on {date}.
        oldest: The oldest article is “{title}” ({date}).
        oldest_undated: No article has a date; the first that was added is “{title}”, on {date}.
        topics: I have {count} articles, such as {titles}. Ask me whether I have anything about a subject.
        topics_single: I have one article, {titles}. Ask me whether it has anything about a subject.
        sources: What I show is quoted word for word from the articles, and each quote names its article, with its
            link where it has one. Whoever runs this place chose the articles: {sources}.
        update: An article was last added on {added}. The newest is “{title}” ({date}).
        author: “{title}” was written by {author}.
        published: “{title}” is dated {date}.
        coverage: Yes: {count} articles have something about {about}, first of all “{title}”. Ask me what you want to
            know.
        coverage_single: Yes: “{title}” has something about {about}. Ask me what you want to know.
        coverage_none: No, I found nothing about {about} in the {count} articles.
        coverage_none_single: No, I found nothing about {about} in the one article.
        multilingual: No article is in the language of your question. A multilingual model may find more: set
            models.embedder_model to "{model}" ({size} GB to download, about half as fast) and library.path to a new
            file, and add the articles to it.
        quoted: “{title}”
        and: and
    """),
)
