"""The words of German with which people talk to a bot and ask about its collection."""

from __future__ import annotations

from retrieval.languages.lexicon import TalkWords, patterns, patterns_by_kind, texts_by_kind, whole_patterns, words

# An umlaut stands without its dots, "ß" as "ss": that is how lines are read.
# Patterns that others are made of; a name in angle brackets stands for one.
_PARTS = {
    "YOU": r"(?:du|ihr|sie|der bot|dieser bot|bot|footnote)",
    "YOUR": r"(?:dein|deine|deinen|deiner|deinem|euer|eure|euren|eurer|der|die|den|diese|diesen|dieser)",
    "ARTICLES": (
        r"(?:artikeln?|texte?n?|beitrage?n?|geschichten?|meldungen?|nachrichten?|dokumente?n?"
        r"|berichte?n?|quellen|eintrage?n?|news)"
    ),
    "COLLECTION": r"(?:sammlung|bibliothek|datenbank|archiv|bestand|speicher|fundus|index|server)",
    "MATTER": r"(?:infos?|informationen|daten|wissen|material|inhalte?|zeug|sachen|dinge)",
    "LANGUAGE": r"(?:deutsch|englisch|franzosisch|spanisch|italienisch|polnisch|russisch|turkisch|arabisch|sprachen?)",
}

_ARTICLE_PARTS = {
    "DEN": r"(?:der|den|die|das|dieser|diesen|dein|deinen)",
    "DES": r"(?:des|vom|von dem|der|von der)",
    "TEXT": r"(?:artikel|beitrag|(?:spiel)?bericht|meldung|text|nachruf|kommentar|kritik|rezension|interview|kolumne)",
    "UEBER": r"(?:uber|auf|mit|zu|zum|zur|mit dem titel|namens|,)",
    "AUTOR": r"(?:der autor|die autorin|der verfasser|die verfasserin)",
    "ERSCHIENEN": r"(?:erschienen|veroffentlicht(?: worden)?|geschrieben(?: worden)?|verfasst(?: worden)?)",
}

TALK = TalkWords(
    vocabulary=words("""
        artikel artikeln texte texten text beitrag beitrage beitragen geschichte geschichten meldung meldungen nachricht
        nachrichten dokument dokumente dokumenten bericht berichte berichten quelle quellen eintrag eintrage news
        zeitung
        zeitungen blatt magazin blog seite seiten webseite internet netz web sammlung bibliothek datenbank archiv
        bestand
        speicher fundus index server kanal kanal hier da drin drinnen dort info infos information informationen daten
        wissen material inhalt inhalte zeug sachen ding dinge kram was etwas irgendwas irgendetwas alles nichts nix
        jemand wer wen niemand ihr euch eure eurer dein deine deinen deiner deinem dir dich du euer mir mich mein meine
        meinen eigene eigenen eigener neu neue neuer neues neuen neuste neueste neuester neuestes neusten neuesten
        aktuell aktuelle aktuellste aktuellsten aktueller aktuelles letzte letzter letztes letzten zuletzt kurzlich
        frisch alt alte alter altes alten alteste altester altestes altesten fruheste erste erster erstes ersten datum
        stand jahr jahre jahren tag tage tagen woche monat heute gestern morgen jetzt gerade wann wie viel viele vieler
        wieviel wieviele anzahl zahl menge gesamt insgesamt gross grosse umfang hundert tausend mehr weniger ungefahr
        etwa genau eigentlich wirklich denn so mal doch schon noch nur auch immer uberhaupt halt eben ja jaja jep jup
        jo joa jawohl nein ne nee noe no nicht nie falsch richtig stimmt korrekt genau klar sicher okay ok okey gut
        gute guten guter gutes schon schoner schones schonen super toll prima klasse stark geil cool krass spitze
        perfekt
        hervorragend ausgezeichnet genial hilfreich nutzlich nutzlos schlecht schlechter schlechtester beste bester
        bestes
        besten mies bescheuert dumm dummer doof blod bloder blode idiot trottel depp mull schrott scheiss scheisse
        mist kacke murks unnutz nervst nervt nerv klappe halts maul fresse hasse hass lugner luge lahm langweilig
        schlau schlauer klug kluger wow hut respekt chapeau bravo gemacht geholfen hilft half geschickt danke dank danke
        dankeschon vielen tausend herzlichen lieben bitte gern gerne merci thx super passt alles hallo hallochen hi hey
        na moin moinsen servus gruss gruezi guten tag abend nacht nachmittag mahlzeit huhu tach grussgott gott
        tschuss tschussi tschau ciao bye wiedersehen wiederhoren bis dann spater bald machs machts gut muss weg los
        schlaf geschlafen geht gehts laufts lauft wies gehen los stress zu tun fit wohl mude glucklich
        haha hahaha hihi hehe lol rofl lustig witzig witz lachen lach scherz spass mega hammer ey alter mann digga
        bot bots footnote roboter mensch maschine ki chatgpt gpt computer programm echt echter echte person name namen
        heisst heissen nennt programmiert gebaut gemacht erfunden entwickelt erstellt betreibt gehort gehorst hinter
        steckt bist seid sind ist war warst sein kannst konnt konnen kann konnte konntest darf durfen soll sollte will
        wollte muss mussen mochte habe hab hast habt haben hat hatte gibt gibts gib zeig zeige nenn nenne sag sage
        sagen erzahl erklar erklare erklaren liste kennst kenst kennt kennen weisst wisst weiss gewusst wusste findest
        finde finden fuhrst steht stehen enthalt umfasst deckst ab liest lesen gelesen schreib schreibe schreiben
        geschrieben veroffentlicht verfasst autor autoren journalist journalisten redaktion stammen stammt kommen kommt
        bekommst bekommen kriegst krieg kriegen holst nimmst genommen fragen frage fragst gefragt antwort antworten
        antwortest rede reden redest sprich sprichst sprechen spricht verstehst versteht verstehe verstanden versteh
        glaub glaube traue trauen verlassen hinzufugen hinzu fuge fugen hinzufuge lege anlegen legen lade hochladen hoch
        laden einstellen stelle ein eintragen einfugen einreichen reinstellen rein packe tun losche loschen entfernen
        entferne andern andere anderes anderen anders zusammenfassen zusammenfassung zusammenfassungen fasst fasse
        zusammen ubersetzen ubersetzt ubersetzung erwahnen taggen anpingen datei dateien pdf link links nutze nutzen
        benutze benutzen bedien bediene bedienen verwende verwenden funktioniert funktionierst funktionieren starte
        starten anfangen fange befehl befehle kommando kommandos hilfe help helfen hilf anleitung handbuch funktionen
        funktion zweck sinn dafur wofur wozu worum thema themen bereich bereiche gebiet gebiete kategorien rubriken
        art arten sorte sorten handeln handelt geht gehen drum darum hauptsachlich meistens meist politik sport kultur
        wissenschaft wirtschaft technik lokales lokal welt aktualisiert aktualisierst update updates upgedatet gefuttert
        futtert auffrischt regelmassig taglich oft haufig zuruck reichen reicht weit test teste testen tester ping hort
        horst hore probe eins zwei drei da wach online an aus lebst lebt zuhause jemand neuling verloren neugierig
        deutsch englisch franzosisch spanisch italienisch polnisch russisch turkisch arabisch sprache sprachen auf in
        meinte meine mein gemeint wollte gesucht suche suchen gebraucht erwartet gedacht hatte egal schade vergiss
        woher wo wohin wieso warum weshalb wem wessen welche welcher welches welchen welchem wird wurde wurdest werden
        wurden wirst sie es er man mit von vom zum zur bei im ins ans am um fur als ob weil wenn dann das der die den
        dem des ein eine einen einem einer kein keine keinen meiner nichts hm hmm ah aha oh ach so uff puh also gell
        oder doch bitteschon sorry entschuldigung verzeihung ganz sehr echt total voll ziemlich etwas bisschen mal
        tut leid kurz schnell einfach nochmal wieder endlich immerhin toller tolle antwortet blubber fragst
        kamen kam gekommen woruber worauf darauf daran wovon genannt leute zusammen team freund kumpel bro bruder
        digga kollege
        reingekommen reinkommen dazugekommen funktionieren versuch versuche probier probiere erwarte hoffe glaubst
        denkst denke
        findest meinst erinnerst vergessen vergiss aufhoren hor stopp warte moment sekunde minute stunde egal nochmal
        quatsch
        blodsinn unsinn lugst lugen luge kaputt defekt schnell langsam schneller besser schlechter interessant spannend
        beispiel beispiele vorschlag empfehlung zufall irgendein irgendeine irgendeinen kostenlos kostet kosten
        datenschutz
        privat nachricht nachrichten antwort antworten entschuldige schuldigung achso achja juhu yay hmpf oje ohje uff
        hammer wahnsinn unglaublich beeindruckend beeindruckt fantastisch wunderbar grossartig ausgezeichnet richtig
        kann kanns wars meinst dazu genannt heissts habs hats ists wars nachher nachste naechste danach vorher
        wochenende schlafst
    """),
    address=words("""
        du dir dich dein deine deinen deiner deinem ihr euch eure euren eurer bot footnote artikel artikeln texte texten
        sammlung bibliothek datenbank archiv nachrichten bist hast kannst kennst weisst
    """),
    indefinite=words("ein eine einen einem einer keinen neuen"),
    cores=patterns_by_kind(
        r"""
        update: \b(?:wann|wie oft)\b.*\b(?:aktualisiert|update|upgedatet|neue[sn]?|gefuttert|hinzu|bekommen|bekommst
            |dazu|dazugekommen|reingekommen)\b|\b(?:letzte[sn]?|nachstes?) (?:update|aktualisierung|stand)\b
        update: \b(?:wie (?:aktuell|alt|frisch|neu) (?:bist|seid|sind|ist)
            |auf dem (?:neu(?:e)?sten |aktuellen )?stand|von wann (?:sind|ist|stammen)|aktualisiert|(?:noch
            |uberhaupt) aktuell|auf welchem stand)\b(?!.*\balte)
        oldest: \b(?:alteste[rsn]?|fruheste[rsn]?|weit zuruck|zuruck reichen|reichen .*zuruck|wie weit reich(?:en|t)
            |erste[rsn]? <ARTICLES>)\b
        count: \b(?:wie ?viele?|anzahl|zahl|menge)\b.*\b(?:<ARTICLES>|<MATTER>)\b|\b(?:<ARTICLES>)\b.*\b(?:insgesamt
            |anzahl|wie ?viele)\b|\bwie (?:gross|umfangreich)\b.*\b(?:<COLLECTION>|<YOUR>)\b
            |\bwie ?viele?\b.*\b(?:kennst|hast|habt|drin|gespeichert)\b|\b(?:\d+|hundert|tausend) <ARTICLES>\b
        howto: \b(?:hinzufugen|hinzu|anlegen|lege|lade|hochladen|hoch|einstellen|stelle|einfugen|einreichen|eintragen
            |reinstellen|losche|loschen|entfernen|entferne|andern|packe|krieg|bekomm)\b.*\b(?:<ARTICLES>|pdf|datei
            |link|eigenen?|was|hinzu|hoch)\b|\b<ARTICLES>\b.*\b(?:hinzufugen|hinzu|anlegen|hochladen|einstellen
            |einfugen|einreichen|eintragen|loschen|entfernen|rein|losche)\b
        howto: \b(?:zusammenfass(?:en|ung|ungen|t)|fass\w*\b.*\bzusammen|ubersetz(?:en|t|ung))\b|\b(?:auf|in
            |mit)? ?<LANGUAGE>\b|\b(?:erwahnen|taggen|anpingen)\b
        newest: \b(?:gibts|gibt es|hast du) (?:\w+ )?(?:was |etwas )?neue[sn]?$|\b(?:neu(?:e)?ste[rsn]?
            |aktuellste[rsn]?|letzte[rsn]? <ARTICLES>|zuletzt|kurzlich|jungste[rsn]?)\b|\bwas (?:gibts|gibt es|ist
            |hast du) (?:\w+ )?neue?s?\b|\bneue <ARTICLES>\b
        identity: \b(?:wer|was) (?:bist|seid|ist) (?:<YOU>|das hier|dieser)\b|\bwer (?:\w+ )?(?:dich|euch|den bot
            |diesen bot)\b|\bbist du\b.*\b(?:mensch|bot|roboter|maschine|ki|chatgpt|gpt|echt(?:er|e)?|computer
            |programm|person)\b|\bwie (?:heisst|alt bist|nennt man) (?:<YOU>|dich)\b|\b(?:dein|deinen) name\b
            |\bwer steckt\b.*\b(?:dir|bot)\b|\b(?:mensch|roboter|ki) oder\b|\boder (?:mensch|roboter|ki)\b
        sources: \bquellen?\b|\bwoher\b|\bwo\b.*\bher\b|\bwer (?:hat|schreibt|verfasst)\b.*\b(?:geschrieben|verfasst
            |artikel|texte|das|die)\b|\bautoren?\b|\baus (?:der|welcher|einer|dem) (?:zeitung|zeitungen|netz
            |internet)\b|\bvon wem (?:ist|sind|stammt|stammen)\b|\b(?:verlassen|trauen|glaub)\b
        topics: \b(?:themen?|bereiche?|gebiete?|kategorien|rubriken)\b|\bworum (?:geht|gehts|handelt)\b
            |\bum was geht\b|\bwas fur (?:<ARTICLES>|<MATTER>|\w+ <ARTICLES>)\b|\bwas (?:steht|gibt|gibts|findet
            |finde|ist)\b.*\b(?:hier|drin|bei dir|<COLLECTION>|<ARTICLES>)\b|\bwas (?:weisst|kennst|hast) du (?:alles
            |so|denn|hier|eigentlich)\b|\bwas kann ich (?:\w+ )?(?:finden|lesen)\b|\bworuber\b|\bwelche (?:art|arten
            |sorte)\b
        help: ^(?:\w+ )?(?:hilfe|help|hilf)(?: mir| bitte| mal| bot)*$|\bhilfe\b|\bwas (?:kannst|kann|machst|macht
            |tust) (?:<YOU>|man|das|ich)\b|\b(?:befehle?|kommandos?|anleitung|handbuch|funktionen)\b
            |\bwie (?:\w+ )?(?:bedien|benutze?|nutze?|verwende|funktioniert|geht das|frage|frag|starte|fange?
            |funktionierst)\w*\b|\bw(?:ofur|ozu) (?:\w+ )?(?:bist|ist|seid|dient|soll|gut)\b|\bwas (?:soll|muss|kann
            |darf) ich\b|\bneu hier\b|\b(?:verstehe?|versteh|kapier)\b.*\bnicht\b|\bkannst du (?:\w+ )?helfen\b
            |\bkann mir (?:\w+ )?(?:jemand|wer)\b.*\b(?:helfen|erklaren)\b|\bwozu\b|\bwas bringst? du\b
        wellbeing: \bwie (?:geht|gehts|laufts|lauft|ist dein|war dein|fuhlst)\b|\b(?:alles|bist du) (?:klar|gut|fit
            |ok|okay|wach|mude|paletti|in ordnung|glucklich)\b.*\b(?:dir|heute|bot|footnote|du|da|euch)\b
            |^(?:na |hey |hi |hallo )?alles (?:klar|gut|fit|ok|paletti)$|\bgut geschlafen\b|\bwas (?:machst
            |treibst) du (?:so|gerade|heute)\b|\b(?:viel|stress) zu tun\b|\bwas geht\b|\bgehts dir\b|\bna wie\b
        insult: \b(?:dumm|dummer|doof|blod(?:er|e)?|idiot|trottel|depp|mull|schrott|scheiss|scheisse|mist|kacke|murks
            |nutzlos|unnutz|nervst|nervt|klappe|maul|fresse|hasse|lugner|lahm|langweilig|bescheuert|mies
            |schlecht(?:er|ester)?)\b(?<!nicht schlecht)
        thanks: \b(?:danke|dank|dankeschon|merci|thx|bedankt)\b
        goodbye: \b(?:tschuss|tschussi|tschau|ciao|bye|wiedersehen|gute nacht|bis (?:dann|spater|bald|morgen|nachher
            |gleich|nachste)|machs gut|schonen (?:tag|abend|feierabend)|schones wochenende|muss (?:weg|los)
            |schlaf gut)\b
        test: ^(?:\w+ )?(?:test|teste|testen|ping|probe)\b|\b(?:hort|horst|liest) (?:mich|du|ihr|das|hier|man)\b
            |\b(?:funktioniert|geht|laufts?) (?:das|der|dieser|es|hier|er|du)\b(?!.*\bwie\b)|\b(?:da|hier) (?:jemand
            |wer)\b|\b(?:jemand|wer) (?:da|hier|zuhause|wach)\b|\bbist du (?:da|online|wach|an|noch da)\b
            |\blebst du\b|\beins zwei\b
        praise: \b(?:super|toll|prima|klasse|stark|wahnsinn|beeindruckend|fantastisch|wunderbar|grossartig|geil|cool
            |krass|spitze|perfekt|hervorragend|ausgezeichnet|genial|hilfreich|schlau|klug|wow|hut ab|respekt|chapeau
            |bravo|gut gemacht|geholfen|nicht schlecht|beste[rsn]?|mega|hammer|gute[rs]? (?:bot|antwort)|gesucht
            |schon gemacht)\b
        deny: \b(?:nein|ne|nee|noe|falsch|nicht (?:das|der|die|den|richtig|so|ganz|wirklich|gemeint)|stimmt nicht
            |egal|vergiss)\b
        affirm: \b(?:ja|jaja|jep|jup|jo|joa|jawohl|genau|stimmt|richtig|korrekt|klar|sicher|okay|ok|okey|gut|passt
            |verstanden|verstehe|alles klar|aha|ach so|einverstanden)\b
        laugh: \b(?:(?:ha)+h?|(?:hi){2,}|(?:he)+h?|lol|rofl|lustig|witzig|lach)\b
        greeting: \b(?:hallo|hallochen|hi|hey|moin|moinsen|servus|gruss|gruezi|guten (?:tag|morgen|abend|nachmittag)
            |morgen|mahlzeit|huhu|tach|na)\b
        """,
        **_PARTS,
    ),
    openings=patterns_by_kind(r"""
        thanks: (?:ja |ok |super |cool )?(?:vielen |tausend |herzlichen |lieben |besten )?(?:danke?|dankeschon|merci
            |thx)(?: (?:dir|euch|bot|schon|sehr|footnote|vielmals|nochmal))* (?:fur|das|dass|hat|jetzt|passt|hast|ich
            |genau|war|die)\b|(?:das|die antwort|hat)(?: mir)?(?: (?:wirklich|echt|sehr))? (?:hilft|half|hat|reicht
            |mir)(?: .*)?(?:geholfen|weiter|hilft|reicht)?\b|du hast mir\b
        praise: (?:sehr |echt |richtig |wirklich |das war eine? |was fur eine? |mega |ziemlich )?(?:gute?[rs]?
            |tolle?[rs]?|super|starke?[rs]?|prima|klasse|perfekte?|geniale?|schone?|hilfreiche?) (?:antwort|bot
            |auskunft|arbeit|sache|info|leistung|zitat)\b|(?:du bist|bist ja|bist du) (?:\w+ )?(?:super|toll|klasse
            |schlau|klug|der beste|genial|spitze|hilfreich|besser|schlauer|gut)\b|genau (?:das|was|die|den|so)\b
            |(?:super|stark|wow|toll|perfekt|klasse|geil)\b(?: (?:dass|das|genau|wie|du|gemacht))
        insult: (?:alter |man |ey |boah |mann |oh |ach )?(?:du|bist du|bist ja|der bot|dieser bot|so ein|was fur ein
            |ihr seid)(?: (?:bist|ist|so|echt|ein|einfach|wirklich|total|vollig|ja|aber|der|du|doch|nur))* (?:dumm
            |dummer|doof|blod|bloder|idiot|trottel|depp|mull|schrott|scheisse?|mist|scheiss|schlecht|schlechter
            |schlechteste|nutzlos|unnutz|nervst|bescheuert|lahm|langweilig|behindert|hohl|wertlos|daneben)\b
            |(?:dummer|bloder|doofer|scheiss|schlechter|mieser|nutzloser|bescheuerter|lahmer|verdammter) (?:bot
            |roboter|kerl|computer|automat|verein|kiste|ki)\b|(?:halt|halts) (?:die|s|dein|maul|den)\b|(?:mein
            |meine) (?:hund|katze|oma|toaster|goldfisch)\b.*\b(?:schlauer|kluger|besser|mehr)
        goodbye: (?:ich )?(?:muss|geh|gehe|bin|mach|hau)(?: (?:dann|jetzt|mal|nun|wieder|gleich|erstmal
            |schnell))* (?:weg|los|zum|zur|in|auf|nach|schlafen|ins|dann|ab)\b|(?:tschuss|tschussi|tschau|ciao|bye
            |bis|gute nacht|schonen|schones|machs gut)(?: (?:dann|zusammen|alle|spater|morgen|bald|gut|und|bot
            |footnote|nachher|noch|abend|tag|wochenende|euch))+\b
        deny: (?:nein|ne|nee|noe|quatsch|falsch)(?: (?:nein|falsch|bot))* (?:das|der|die|den|nicht|ich|es|doch
            |falsche[rs]?|so|du|quatsch|andere[rsn]?)\b|nicht (?:das|der|die|den|so|diese[rsn]?|gemeint)\b
            |(?:ich )?mein(?:te|e)\b|falsche[rsn]? \w+\b|stimmt (?:doch |gar |so |aber )?nicht\b|das (?:stimmt|ist
            |war) (?:nicht|falsch|doch|aber)\b|(?:die|den|das|der) anderen?\b
        affirm: (?:ja|jap|jep|jup|jo|genau|richtig|stimmt|klar|ok|okay|korrekt)(?: (?:ja|genau|bitte|richtig
            |stimmt))* (?:den|die|das|der|dies|bitte|mit|ich|so|es|genau|stimmt|gerne|alle|beide|diese[rsn]?)\b
        laugh: (?:(?:ha)+h?|(?:hi){2,}|(?:he)+h?|lol|rofl|xd|lmao)\b
        greeting: (?:gruss|grusse|schone grusse|liebe grusse) (?:aus|von|vom|in)\b|ich bins\b
        test: (?:test|teste) (?:test|ob|mal)\b
    """),
    coverage=whole_patterns(r"""
        (?:hast|habt|haben|hat|kennst|kennt|weisst|wisst|weiss|weist|findest|fuhrst)(?: (?:du|ihr|sie|der bot
            |footnote|dein archiv|die sammlung))?(?: (?:hier|da|denn|eigentlich|auch|vielleicht|zufallig|schon
            |bei dir|in deiner sammlung|in der sammlung|irgendwo|noch|mal|drin))*(?: (?:irgendwas|irgendetwas|etwas
            |was|einen?|artikel|texte|mehr|infos?|informationen|irgendwelche|nen|n|ein paar|paar|nachrichten
            |berichte|beitrage|meldungen|was neues|sachen|dinge|material|stoff|ne
            |geschichten))*(?: (?:hier|drin|da))? (?:uber|zum thema|zu|zur|zum|vom|von|wegen|ubers|uber das thema
            |betreffend|mit) (?P<about>.+?)(?: (?:drin|da|bei dir|in deiner sammlung|auf lager|im archiv|gespeichert
            |im bestand|in petto|parat|irgendwas|etwas|was))?
        (?:gibts|gibt es|gibs|steht|findet man|findet sich|finde ich|ist|existiert|existieren|stehen)(?: (?:hier|da
            |denn|eigentlich|auch|vielleicht|zufallig|schon|irgendwo|noch))*(?: (?:bei dir|bei euch
            |in deiner sammlung|in der sammlung|im archiv|in deinen artikeln|in deinen texten|in der datenbank
            |in deinem archiv))(?: (?:irgendwas|irgendetwas|etwas|was|einen?|artikel|texte|auch|schon|infos?|nen
            |berichte|nachrichten|drin|irgendwo|irgendwelche|sachen))* (?:uber|zum thema|zu|zur|zum|vom|von|ubers
            |wegen) (?P<about>.+)
        (?P<about>(?:\w+ ){0,7}\w+) , (?:hast|habt|weisst|wisst|kennst|gibts|gibt es|steht|findet|hattet
            |hattest)(?: (?:du|ihr|es|sich))?(?: \w+){0,5}(?: (?:dazu|daruber|druber|was|etwas|davon|im archiv
            |bei dir|bei euch))(?: (?:was|drin|etwas|da|oder nicht))?
        (?:kommt|kommen|taucht|wird|werden|ist|sind) (?P<about>.+?)(?: irgendwo| auch)? (?:in (?:deinen|euren|den
            |deiner|der|einem deiner) (?:artikeln|texten|sammlung|datenbank)|im archiv|bei dir)(?: (?:vor|auf|erwahnt
            |behandelt|drin|irgendwo|abgedeckt))*
    """),
    news=words("neues neuigkeiten nachrichten news"),
    bare_coverage=whole_patterns(r"""
        (?:gibts|gibt es|gibs|hats|irgendwas|irgendetwas|etwas|was|artikel|texte|infos?|nachrichten|berichte
            |steht)(?: (?:hier|da|denn|eigentlich|auch|irgendwo|drin|schon|noch))*(?: (?:irgendwas|irgendetwas|etwas
            |was|einen?|artikel|texte|infos?|nachrichten|berichte|auch|drin|nen))*(?: (?:hier|drin|da))? (?:uber
            |zum thema|ubers|zu|zum|zur) (?P<about>.+)
        (?:zeig|gib|such|nenn|suche?)(?: (?:mir|mal|bitte|uns))*(?: (?:alle|alles|was|etwas|artikel|texte|die|den
            |einen|infos|nachrichten))* (?:uber|zum thema|ubers|zu|zum|zur) (?P<about>.+)
    """),
    article_author=whole_patterns(
        r"""
        wer (?:hat|schrieb) <DEN> <TEXT> <UEBER> (?P<about>.+?)(?: (?:geschrieben|verfasst))?
        von wem (?:ist|stammt|wurde) <DEN> <TEXT> <UEBER> (?P<about>.+?)(?: (?:geschrieben|verfasst))?
        wer (?:ist|war) <AUTOR> <DES> <TEXT>s? <UEBER> (?P<about>.+)
        wer hat (?P<title>.+) (?:geschrieben|verfasst)
        wer schrieb (?P<title>.+)
        von wem (?:ist|stammt) (?P<title>.+)
        wer (?:ist|war) <AUTOR> von (?P<title>.+)
    """,
        **_ARTICLE_PARTS,
    ),
    article_date=whole_patterns(
        r"""
        wann (?:ist|wurde) <DEN> <TEXT> <UEBER> (?P<about>.+) <ERSCHIENEN>
        wann erschien <DEN> <TEXT> <UEBER> (?P<about>.+)
        von wann (?:ist|stammt) <DEN> <TEXT> <UEBER> (?P<about>.+)
        wie alt ist <DEN> <TEXT> <UEBER> (?P<about>.+)
        wann (?:ist|wurde) (?P<title>.+) <ERSCHIENEN>
        wann erschien (?P<title>.+)
    """,
        **_ARTICLE_PARTS,
    ),
    fillers=patterns(
        r"""
        hi hey hallo na moin huhu servus guten\stag guten\smorgen guten\sabend ok okay gut cool so und aber
        oder also hm hmm oh ah ach bitte danke haha lol ja nein nee mal sag sag\smal sagt\smal bot footnote
        leute zusammen jetzt dann denn achja ach\sja kurze\sfrage eigentlich wirklich
        """
    ),
    questions=patterns(r"""
        wer wen wem wessen was(?!\sfur\sein) welche[rsnm]? wann wo wohin woher warum wieso weshalb
        wie(?!\s(?:geil|toll|schon|cool|krass|dumm|doof|blod|gut|lieb|schade|lustig|witzig|peinlich)) wieviele? wozu
        worum wodurch womit wofur woran wovon
        (?:ist|sind|war|waren|hat|haben|hatte|wird|werden|wurde|wurden|kann|konnen|darf|durfen|muss|mussen|soll|sollen|gibt|gibts|geht|kommt|kommen|stimmt|weisst|kennt)\s(?:der|die|das|den|es|er|sie|man|ein|eine|ihr|wir|ich|du|dein|im|in|am|schon|jetzt|auch|denn|noch|dieser?|diese)
        ab\swann bis\swann seit\swann um\s(?:was|wie|wieviel) an\swen von\swem mit\swem
    """),
    inner_questions=patterns(
        r"wer wen wem wessen welche[rsnm]? wann wo wohin woher warum wieso weshalb wieviele? wozu worum"
    ),
    relatives=patterns("genau das alles nicht weiss was"),
    sentence_words=words("""
        ich du er sie es wir ihr mir mich dir dich uns euch ist sind war waren bin bist hat hast habe hab heisst wird
        wurde das kann muss
    """),
    replies=texts_by_kind("""
        greeting: Hallo! Stell mir eine Frage, und ich zitiere den Satz aus den Artikeln, der sie beantwortet.
        thanks: Gern geschehen. Frag mich, wenn du mehr wissen willst.
        goodbye: Tschüss! Die Artikel sind noch da, wenn du wiederkommst.
        wellbeing: Alles in Ordnung, danke. Was möchtest du aus den Artikeln wissen?
        affirm: Gut. Frag mich, was du noch wissen willst.
        deny: Dann habe ich es falsch verstanden. Frag noch einmal in einem ganzen Satz, mit dem Namen oder dem Jahr,
            das du meinst.
        laugh: Ich zitiere nur, was in den Artikeln steht. Was möchtest du als Nächstes wissen?
        praise: Danke! Das Verdienst haben die Artikel: Ich zitiere sie nur.
        insult: Es tut mir leid, dass ich nicht helfen konnte. Frag noch einmal mit anderen Worten.
        test: Ja, ich bin da und lese mit. Stell mir eine Frage zu den Artikeln.
        nonsense: In den Artikeln finde ich nichts dergleichen. Frag mich in wenigen Worten oder einem ganzen Satz.
        help: Stell mir eine Frage in deinen eigenen Worten, und ich zitiere den Satz aus den Artikeln, der sie
            beantwortet, mit seiner Quelle. Du kannst auch eine Zusammenfassung verlangen, suchen oder fragen, wie
            viele Artikel es gibt und wovon sie handeln.
        identity: Ich bin Footnote, ein Programm, das Antworten in Artikeln findet. Ich schreibe selbst nichts: Was
            ich zeige, ist wörtlich zitiert, mit seiner Quelle.
        howto: Artikel werden mit Befehlen hinzugefügt und entfernt: „footnote add“ und „footnote remove“ im
            Terminal, „/add“ und „/remove“ in der Konsole, „/bibliothek hinzufügen“ und „/bibliothek entfernen“ in
            Discord. „/summary“, in Discord „/zusammenfassung“, gibt die wichtigsten Sätze eines Artikels. Du kannst auf
            Deutsch, Englisch, Spanisch oder Französisch schreiben.
        count: Ich habe {count} Artikel.
        count_single: Ich habe einen Artikel.
        empty: Ich habe noch keine Artikel. Hinzugefügt werden sie mit „/bibliothek hinzufügen“ in Discord, „/add“ in
            der Konsole oder „footnote add“ im Terminal.
        newest: Der neueste Artikel ist „{title}“ ({date}).
        newest_undated: Der zuletzt hinzugefügte Artikel ist „{title}“, am {date}.
        oldest: Der älteste Artikel ist „{title}“ ({date}).
        oldest_undated: Kein Artikel hat ein Datum; der erste hinzugefügte ist „{title}“, am {date}.
        topics: Ich habe {count} Artikel, zum Beispiel {titles}. Frag mich, ob ich etwas zu einem Thema habe.
        topics_single: Ich habe einen Artikel, {titles}. Frag mich, ob er etwas zu einem Thema hat.
        sources: Was ich zeige, ist wörtlich aus den Artikeln zitiert, und jedes Zitat nennt seinen Artikel, mit
            Link, wenn er einen hat. Wer diesen Ort betreibt, hat die Artikel ausgesucht: {sources}.
        update: Zuletzt kam am {added} ein Artikel dazu. Der neueste ist „{title}“ ({date}).
        author: „{title}“ ist von {author}.
        published: „{title}“ ist vom {date}.
        coverage: Ja: {count} Artikel haben etwas über {about}, zuerst „{title}“. Frag mich, was du wissen willst.
        coverage_single: Ja: „{title}“ hat etwas über {about}. Frag mich, was du wissen willst.
        coverage_none: Nein, über {about} habe ich in den {count} Artikeln nichts gefunden.
        coverage_none_single: Nein, über {about} habe ich in dem einen Artikel nichts gefunden.
        multilingual: Kein Artikel ist in der Sprache deiner Frage. Mehr findet vielleicht ein mehrsprachiges Modell:
            setze models.embedder_model auf "{model}" ({size} GB Download, etwa halb so schnell) und library.path auf
            eine neue Datei, und füge die Artikel dort hinzu.
        quoted: „{title}“
        and: und
    """),
)
