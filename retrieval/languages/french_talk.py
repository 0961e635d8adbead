"""The words of French with which people talk to a bot and ask about its collection."""

from __future__ import annotations

from retrieval.languages.lexicon import TalkWords, patterns, patterns_by_kind, texts_by_kind, whole_patterns, words

# An apostrophe ties two words: "t'as" is read as "tas", "d'articles" as "darticles".
# Patterns that others are made of; a name in angle brackets stands for one.
_PARTS = {
    "YOU": r"(?:tu|toi|vous|le bot|ce bot|bot|footnote)",
    "YOUR": r"(?:tes|ta|ton|vos|votre|les|la|le|ces|cette)",
    "ARTICLES": (
        r"(?:[dl]?articles?|textes?|documents?|[dl]?histoires?|papiers?|actus?|[dl]?actualites?|nouvelles|reportages?"
        r"|sources|billets?|news)"
    ),
    "COLLECTION": r"(?:collection|bibliotheque|base|[dl]?archives?|memoire|index|serveur|fonds|stock)",
    "MATTER": r"(?:[dl]?infos?|[dl]?informations?|donnees|trucs?|choses?|contenus?|connaissances)",
    "LANGUAGE": r"(?:francais|anglais|allemand|espagnol|italien|portugais|[dl]?arabe|langues?)",
}

_ARTICLE_PARTS = {
    "LE_TEXTE": (
        r"(?:larticle|cet article|le texte|ce texte|le billet|le reportage|la critique|linterview|la chronique)"
    ),
    "DU_TEXTE": (
        r"(?:de (?:larticle|cet article|ce texte|la critique|linterview|la chronique)|du (?:texte|billet|reportage))"
    ),
    "SUR": r"(?:sur|avec|a propos d[eu]s?|au sujet d[eu]s?|intitule|qui parle d[eu]s?|,)",
    "AUTEUR": r"(?:lauteure?|lautrice|le redacteur|la redactrice)",
    "PUBLIE": r"(?:publiee?|ecrite?|redigee?)",
}

TALK = TalkWords(
    vocabulary=words("""
        article articles darticle darticles larticle texte textes document documents histoire histoires dhistoires
        papier papiers actu
        actus dactus actualite actualites lactualite dactualite nouvelle nouvelles reportage reportages source sources
        billet billets news
        journal journaux magazine presse blog site web internet page pages collection bibliotheque base archive archives
        darchives memoire index serveur fonds stock ici la dedans dans info infos dinfos information informations
        dinformations donnees donnee truc trucs chose choses contenu contenus connaissances quelque quelquechose rien
        tout
        toute tous toutes quelquun personne tu te toi vous tes ta ton vos votre ten tas tes ties mes ma mon moi me jai
        jsuis jpeux jveux
        je suis cest cetait cetais sest est sont etait es etes as avez avais avoir ai nouveau nouveaux nouveautes neuf
        recent
        recents recente recentes recemment dernier derniere derniers dernieres derniermeent frais fraiche vieux vieil
        vieille
        vieilles ancien anciens ancienne anciennes premier premiere premiers date dates datent jour jours mise mises
        maj actualise
        actualisee actualises annee annees mois semaine hier aujourdhui demain maintenant quand combien cb nombre
        quantite total
        taille grand grande gros grosse cent centaines mille milliers plus moins environ exactement juste vraiment
        toujours encore
        deja seulement aussi tres bien mal mieux pire peu beaucoup trop fois chaque souvent oui ouais ouai ouep yep si
        non nan nope
        nah pas point jamais faux fausse vrai daccord ok okay okey dac exact voila ca cela ce cette ces celui celle ceux
        celles cest autre autres lautre merci mercii mille remercie svp stp plait sil te genial geniale parfait
        parfaite super top cool
        chouette excellent excellente bravo chapeau formidable nickel impeccable utile utiles adore jadore aime jaime
        meilleur
        meilleure sympa reponse reponses repondre reponds repond repondez tresbien fort forte malin intelligent
        bonjour bonsoir bonne bon bonnes salut slt coucou cc hello hey yo wesh hi soiree journee nuit matin apres midi
        apresmidi
        revoir aurevoir bientot plus tard ciao bye adieu tchao allez file vais dois filer partir dormir dodo prochaine
        weekend
        comment vas va vont allez aller dormi fatigue forme quoi neuf roule gaze marche marches marchent fonctionne
        fonctionnes
        fonctionner mdr ptdr lol haha hahaha hihi hehe xd drole marrant rigole blague bot bots footnote robot humain
        humaine personne machine ia chatgpt gpt programme ordinateur vrai vraie nom tappelles tappelle appelles
        appelle qui cree
        creee fait faite faits faire fabrique programme invente developpe gere derriere proprietaire
        que quest quesceque queske estce est-ce sais sait savez savoir connais connait connaissez connaitre peux peut
        pouvez pouvoir
        pourrais peuxtu astu estu saistu veux voudrais veut besoin dois devrais garde gardes stocke stockes contient
        contiens couvre couvres
        trouve trouves trouver cherche chercher montre montremoi donne donnemoi dis dismoi dire dit disent parle
        parles parlent parler parlez
        explique expliquemoi expliquer liste lis lire lu lit ecris ecrire ecrit ecrits ecrite ecrivent publie publies
        publier auteur
        auteurs journaliste journalistes redaction tires sors sort sortent vient viennent provient proviennent prends
        trouve ou dou
        confiance fiable fiables croire crois question questions demander demande demandes poser pose comprends
        comprend compris
        comprendre ajouter ajoute ajoutes ajout mettre mets met mettez inserer envoyer envoie deposer depose importer
        charger televerser supprimer
        supprime effacer efface enlever retirer retire modifier changer resume resumes resumer resumez traduire
        traduis traduction
        mentionner taguer pinger fichier fichiers pdf lien liens utiliser utilise sers sert servir servez commencer
        commence commande
        commandes aide aider aidez aidemoi aides secours mode emploi notice manuel guide fonctions sujet sujets theme
        themes thematique
        thematiques domaine domaines categorie categories genre genres type types sorte sortes traite traitent surtout
        principalement
        politique sport sports culture science economie technologie local locale locales monde jour regulierement
        souvent tous frequence remonte
        remontent loin jusqua jusquou test tests tester essai essais essaie ping entends entend recois recoit allo
        reveille vivant la un deux trois
        nul nulle nuls con conne idiot idiote debile stupide bete imbecile merde merdique pourri ordure poubelle
        inutile inutiles
        deteste hais gueule tais taistoi ferme lent lente chiant chiante ennuyeux honte minable naze cretin abruti sert
        francais anglais allemand espagnol italien portugais arabe langue langues larabe en grands grandes principaux
        quels quelles quel
        quelle lequel laquelle les le la des du de dun dune un une et ou mais donc or ni car a au aux en par pour sur
        avec sans
        chez entre il elle ils elles on nous leur leurs lui se sa son ses y ne nas na nont dont quil quelle quon lon
        puis alors
        bah ben euh hein hm hmm ah oh eh bref enfin bon voila tiens mec gars pote tout-le-monde monde gens equipe
        debutant nouveau nouvelle
        perdu perdue attends pardon desole excuse pensais croyais voulais cherchais attendais coup bot tellement assez
        plutot
        faut sert servent existe existes ecoute ecoutes marche vis surprise surpris etonnant au-secours clair claire
        exacte evidemment bien sur entendu vu note simple simplement vite rapide rapidement chatbot quelques
        serieux serieusement reel reelle etre suis serais connecte online
        parlent faire fais fait fasse tfaire tcest tu-peux jcomprends jsais sais pige capte capte nimporte dhab
        utilite possible possibles permet permis
        essayer essaye essayez pense penses crois dire blague rigoler serieux interessant interessante curieux curieuse
        exemple exemples suggestion conseil hasard gratuit gratuite payer cout prive privee message messages
        conversation
        lentement casse cassee quelqu un copain ami amis bro frere tout tous monde seconde minute heure minutes oups
        zut flute
        mince hmpf bof youpi waouh ouah incroyable fantastique magnifique merveilleux impressionnant bluffe mauvais
        mauvaise
        ete etiez mis tinquiete mercibeaucoup gentil gentille aimable rends service rendu sauve aide maide ma
    """),
    address=words("""
        tu te toi tes ta ton tas vous vos votre bot footnote article articles darticles textes collection bibliotheque
        archives sais connais peux astu peuxtu
    """),
    indefinite=words("un une des dautres nouveau"),
    cores=patterns_by_kind(
        r"""
        update: \bmis(?:e|es)? a jour\b|\bmaj\b|\bactualise(?:e|es|s)?\b|\bquand\b.*\b(?:ajoute|nouveau|nouveautes
            |derniere fois|recu|nourri)\b|\b(?:infos?|dinfos|informations|donnees|connaissances)\b.*\b(?:dates?
            |datent|quand|recentes?|fraiches?|vieilles?|jour)\b|\b(?:a jour|de quand (?:date|datent
            |sont))\b(?!.*\bvie)|\b(?:tous les combien|a quelle frequence)\b
        oldest: \b(?:plus (?:vieil|vieux|vieille|ancien|ancienne|anciens)s?|premier <ARTICLES>|remontent?
            |jusqua quand|jusquou)\b
        count: \b(?:combien|cb|nombre|quantite)\b.*\b(?:<ARTICLES>|<MATTER>|tas|as|avez)\b|\b(?:quelle|la) taille\b
            |\b(?:\d+|cent|mille|centaines|milliers)(?: de| d)? ?<ARTICLES>\b|\b<ARTICLES>\b.*\ben tout\b
        howto: \b(?:ajout\w*|mettre|mets|inser\w+|envoy\w+|envoie|depos\w+|import\w+|charger|televers\w+|supprim\w+
            |effac\w+|enlever|retir\w+|modifier)\b.*\b(?:<ARTICLES>|pdf|fichiers?|liens?|mes|mon|quelque)\b
        howto: \b(?:resumes?|resumer|traduire|traduis|traduction|mentionner|taguer|pinger)\b
            |\b(?:en |parles? )?<LANGUAGE>\b
        newest: \b(?:plus recent(?:e|s|es)?|dernier(?:e|s|es)? (?:<ARTICLES>|<MATTER>|truc|chose)|quoi de neuf
            |nouveautes|recemment|plus nouveau)\b|\b<ARTICLES> recents?\b|\bdu nouveau\b|\bnouveaux <ARTICLES>\b
        identity: \b(?:tes|es|vous etes|etes) (?:tu |vous )?(?:qui|quoi)\b|\b(?:qui|quoi|quest ce que) (?:es|tes|etes
            |est)(?: tu| vous| toi| ce bot| le bot| footnote)\b|\bqui (?:ta|tas|vous a|a|est)\b.*\b(?:cree|creee|fait
            |fabrique|programme|invente|developpe|derriere|toi|bot)\b|\b(?:ton|votre) (?:\w+ )?(?:nom|age|createur)\b
            |\b(?:tappelles?|tu tappelles|appelles tu|quel age)\b|\b(?:humain|humaine|robot|ia|machine|chatgpt|gpt
            |vraie? personne|vrai)\b(?: ou\b|$)|\b(?:tes|es|est|cest|etes)(?: tu| vous)? (?:un|une|le
            |la) (?:\w+ )?(?:humain|humaine|robot|ia|machine|bot|personne|programme|chatgpt)\b|\bcest quoi footnote\b
        sources: \bsources?\b|\b(?:dou|ou)\b.*\b(?:ca|tires?|sors|sortent|vient|viennent|provien\w+|prends|trouves?
            |infos?|tu|cela)\b|\b(?:ca|tires?|sors|sortent|vient|viennent|provien\w+|prends|trouves?)\b.*\bdou\b
            |\bqui (?:a|ont|ecrit|ecrivent|publie)\b.*\b(?:ecrits?|publies?|ca|ces|les)\b|\bauteurs?\b
            |\bquel journal\b|\b(?:fiables?|confiance)\b|\bcomment (?:tu|le)? ?sais\b
        topics: \b(?:sujets?|themes?|thematiques?|domaines?|categories?)\b|\bparl(?:e|es|ent) de quoi\b
            |\bde quoi (?:\w+ )?(?:parlent?|traitent?|tu|ca|vous|sagit)\b|\bquel(?:s|le|les)? (?:genres?|types?
            |sortes?) d\w* ?(?:<ARTICLES>|<MATTER>|questions)?\b|\b(?:y a|tas|as tu|il y a) quoi (?:dans|ici|la
            |dedans|chez|comme|en)\b|\bquest ce (?:quil y a|que tu as|que tu sais|quon trouve)\b
            |\bcest que\b.*\bou aussi\b|\bsur quoi\b
        help: ^(?:\w+ )?(?:a l)?aide(?: moi| stp| svp| s il te plait| bot)*$|\b(?:aide|aidez|aidemoi|au secours
            |a laide|help)\b|\b(?:tu|vous|ca|il|bot) (?:peux|sais|fais|fait|peut|savez|pouvez
            |faites) (?:faire )?quoi\b|\b(?:que|quest ce que|quoi|quesceque) (?:\w+ ){0,2}(?:peux|sais|fais|fait|sert
            |peut|pouvez|faites|savez)\b|\b(?:commandes?|mode demploi|notice|manuel|guide|fonctions)\b
            |\bcomment (?:\w+ ){0,3}(?:marches?|fonctionnes?|utilis\w+|sert|servir|commence\w*|pose|demande|fait)\b
            |\b(?:a|pour) quoi (?:\w+ )?(?:sers|sert|servez)\b|\b(?:tu )?sers? a quoi\b
            |\b(?:je |jsuis |suis )?(?:nouveau|nouvelle|debutant|perdue?)(?: ici)?$|\b(?:comprends|comprend|pige
            |capte) (?:rien|pas)\b|\bque (?:dois|puis|peux) je\b|\bquest ce que je (?:peux|dois)\b|\bje (?:peux
            |dois) (?:te |vous )?(?:demander|ecrire|poser|taper|faire) quoi\b|\bcest quoi (?:ca|ce bot|ce truc
            |le but)\b
        wellbeing: \bcomment (?:ca va|tu vas|vas tu|allez vous|vous allez|va|tu te sens|tu te portes)\b|\b(?:ca|tu
            |tout) (?:va|vas|roule|gaze|baigne)(?: bien| toi| mieux)?\b|\bbien dormi\b|\bla forme\b|\bquoi de beau\b
            |\btu fais quoi\b|\bpas trop fatigue\b
        insult: \b(?:nul|nulle|nuls|con|conne|idiote?|debile|stupide|bete|imbecile|merde|merdique|pourri|ordure
            |poubelle|inutile|deteste|hais|gueule|tais toi|ta gueule|ferme la|chiante?|ennuyeux|honte|minable|naze
            |cretin|abruti|sers a rien|sert a rien|pire)\b
        thanks: \b(?:merci|mercii|remercie)\b
        goodbye: \b(?:au revoir|aurevoir|a (?:bientot|plus|demain|la prochaine|tout a lheure|ce soir|plus tard)
            |bonne (?:nuit|journee|soiree|fin)|ciao|bye|adieu|tchao|salut a tous|je (?:file|dois (?:y aller|filer
            |partir)|men vais))\b
        test: ^(?:\w+ )?(?:test|tests|tester|essai|essais|ping|allo)\b|\b(?:tu|vous|on) (?:me )?(?:mentends?|entends?
            |recois|recevez|lis|ecoutes|ecoutez)\b|\b(?:y a|il y a)(?: t il)? (?:quelquun|du monde)\b
            |\bquelquun (?:est )?(?:la|ici)\b|\b(?:ca|le bot|ce bot|tu|il) (?:marches?
            |fonctionnes?)(?: ici| la| bien| encore)?$|\btes (?:la|reveille|vivant|en ligne|connecte)\b|\btu es la\b
            |\bun deux\b|\b1 2\b
        praise: \b(?:genial|geniale|incroyable|fantastique|magnifique|impressionnant|parfaite?|super|top|cool
            |chouette|excellente?|bravo|chapeau|formidable|nickel|impeccable|utile|jadore|adore|meilleure?
            |bien (?:joue|vu|fait)|bonne reponse|bon bot|pas mal|trop (?:bien|fort)|tres bien|malin)\b
        deny: \b(?:non|nan|nope|pas (?:ca|celui|celle|du tout|vraiment|lui|elle|le|la)|faux|nimporte quoi
            |laisse tomber|tant pis)\b
        affirm: \b(?:oui|ouais|ouai|ouep|yep|daccord|ok|okay|okey|dac|exact|exactement|voila|cest (?:ca|vrai|bon
            |exact)|bien sur|entendu|vu|compris|evidemment|ca marche)\b
        laugh: \b(?:mdr|ptdr|lol|(?:ha)+h?|(?:hi){2,}|(?:he)+h?|xd|drole|marrant)\b
        greeting: \b(?:bonjour|bonsoir|salut|slt|coucou|cc|hello|hey|yo|wesh|hi|bien le bonjour)\b
        """,
        **_PARTS,
    ),
    openings=patterns_by_kind(r"""
        thanks: (?:ok |super |ah |bon |grand |un grand )?(?:merci|mercii)(?: (?:beaucoup|bien|bot|footnote|infiniment
            |mille fois|a toi|a vous|encore|tout))* (?:pour|davoir|de|du|cest|ca|a toi|tu|cetait|jai
            |maintenant)\b(?! (?:qui|quoi))|(?:ca|tu|cela)(?: (?:ma|mas|me|mas bien|ma bien|ma vraiment))+ (?:aide
            |sauve|aides|rendu|servi|suffit|sert|arrange|aidee?)\b|je te remercie\b|cest (?:tres |vraiment )?gentil\b
        praise: (?:tres |super |quelle |vraiment |trop |une )?(?:bonne?|belle|excellente?|super|parfaite?|geniale?
            |chouette) (?:reponse|bot|boulot|travail|info|explication|citation)\b|(?:tes|tu es|vous etes
            |ce bot est)(?: (?:vraiment|trop|tres|le|super|bien|si|la|plutot|plus))* (?:fort|top|meilleur|genial
            |malin|intelligent|cool|utile|gentil|chouette|bon|parfait|efficace)\b|(?:jadore|jaime(?: bien)?
            |cest exactement|exactement ce|pile ce|bien (?:joue|vu)|trop (?:bien|fort|cool))\b|(?:genial|super
            |parfait|top|waouh|wow|nickel)\b(?: (?:cest|ca|ce|exactement|jai|tu|merci))
        insult: (?:mais |putain |franchement |oh |non mais |quest ce que |que )?(?:tes|tu es|vous etes|ce bot|le bot
            |bot|quel|quelle|espece d|espece de|tas|tu)(?: (?:est|es|etes|vraiment|trop|tellement|qu|un|une|si|de
            |tres|completement|que|du|le|la|plus|bot|pas))* (?:nul|nulle|con|conne|idiote?|debile|stupide|bete
            |imbecile|merde|pourri|inutile|chiant|naze|cretin|abruti|lent|minable|mauvais|daube|catastrophe
            |sers a rien|rien compris)\b|(?:bot|robot|machine) (?:de merde|nul|inutile|pourri|debile|stupide
            |a la con)\b|(?:ta gueule|tais toi|ferme la|va te|je te deteste|tu sers a rien|tu me saoules
            |tu comprends rien|tu dis nimporte|degage)\b|(?:sale|stupide|foutu) (?:bot|robot|machine)\b|(?:mon
            |ma) (?:chien|chat|grand mere|mamie|grille pain)\b.*\bplus\b
        goodbye: (?:bon |allez )?(?:je|jdois|faut que je)(?: (?:dois|vais|men|y|te))* (?:file|filer|pars|partir|vais
            |aller|laisse|dormir|coucher|aille|sauve|retourne)\b|(?:bonne (?:nuit|journee|soiree)|au revoir
            |a (?:demain|bientot|plus|la prochaine)|ciao|bye|salut)(?: (?:a|tous|tout|le|monde|demain|bientot|plus|et
            |bot|footnote|les|amis|la|prochaine|toi|vous|merci))+\b
        deny: (?:non|nan|nope|faux|mais non)(?: (?:non|mais|bot))* (?:pas|cest|ce|je|le|la|lautre|les|ca|rien|celui
            |celle|tu|il|elle|jai|jamais|du|plutot|on)\b|(?:cest )?pas (?:ca|celui|celle|lui|elle|le|la|les|du|ce)\b
            |je (?:parle|parlais|voulais|pensais|veux) (?:de|du|dire|a|au|pas)\b|nimporte quoi\b|lautre\b
        affirm: (?:oui|ouais|ouep|yep|si|daccord|ok|exact|exactement|voila)(?: (?:oui|voila|exactement|stp
            |svp))* (?:cest|celui|celle|le|la|les|ca|voila|avec|sur|je|bien|tout|du|celui)\b
        laugh: (?:mdr|ptdr|lol|(?:ha)+h?|(?:hi){2,}|(?:he)+h?|xd)\b
        greeting: (?:salutations|bises|bonjour) (?:de|du|depuis)\b|cest (?:encore )?moi\b
        test: (?:test|essai)\b
    """),
    coverage=whole_patterns(r"""
        (?:(?:est ce que|estce que) )?(?:tu|vous|le bot|footnote|on|ta collection|tas|vous avez|jai|taurais|tu aurais
            |vous auriez)?(?: ?(?:as|tas|aurais|avez|auriez|a|connais|connaissez|sais|savez|gardes|couvres|trouves
            |tes au courant|es au courant))?(?: (?:tu|vous))?(?: (?:pas|aussi|peut etre|par hasard|deja
            |ici))*(?: (?:quelque ?chose|quelquechose|un truc|des trucs|un article|des articles|des? infos?|dinfos
            |quelques articles|des choses|des? textes?|un texte|des? documents?|des? informations|de quoi
            |des nouvelles|des actus|truc|rien|parle|ecrit|publie|lu))+(?: (?:ici|dedans|chez toi|dans ta collection
            |la dedans|a lire|de beau))? (?:sur|a propos de|a propos du|a propos des|concernant|au sujet de
            |au sujet du|qui parlent? de|qui parlent? du|qui mentionnent?|en rapport avec|de|du
            |des) (?P<about>.+?)(?: (?:ici|dedans|chez toi|dans ta collection|dans tes articles|la dedans|en stock
            |en magasin|par hasard|stp|svp))?
        (?:il )?(?:y a|y a t il|ya|existe t il|on trouve|trouve t on)(?: (?:quelque ?chose|un truc|des trucs
            |un article|des articles|des? infos?|des choses|des? textes?|de quoi|des documents|quoi))+(?: (?:ici
            |dedans|chez toi|dans ta collection|dans tes articles))? (?:sur|a propos de|a propos du|concernant
            |au sujet de|au sujet du|qui parlent? de|qui parlent? du) (?P<about>.+?) (?:ici|dedans|chez toi|chez vous
            |dans ta collection|dans tes articles|dans la collection|la dedans|en stock|dans tes archives
            |dans la base)
        (?P<about>(?:\w+ ){0,8}\w+) , (?:(?:tu|vous|tas|on|ca|il y a|y a|cest|est ce)(?: \w+){0,6})(?: (?:parle
            |quelque chose|un truc|ca|dessus|couvert|quoi|connais|articles|article|rien|au courant
            |la dessus))(?: (?:ou pas|ou non|dessus|la dessus|la dedans|ici|chez toi|dans tes articles))?
        (?:(?:est ce que|estce que) )?(?:tes articles|vos articles|ta collection|tes textes|un de tes articles
            |lun de tes articles) (?:parlent?|mentionnent?|traitent?|couvrent?|disent|contient|abordent?)(?: (?:de|du
            |des|quelque chose sur))? ?(?P<about>.+)
        (?:tu|vous) (?:couvres|couvrez|connais|connaissez|traites|parles
            |as) (?:de |du |des )?(?P<about>.+?) (?:dans tes articles|dans ta collection|ici|la dedans
            |dans vos articles)
    """),
    news=words("nouvelle nouvelles nouveau news"),
    bare_coverage=whole_patterns(r"""
        (?:il )?(?:y a|y a t il|ya|existe t il|on trouve|trouve t on|peut on lire)(?: (?:quelque ?chose|un truc
            |des trucs|un article|des articles|des? infos?|des choses|des? textes?|de quoi|des documents))+ (?:sur
            |a propos de|a propos du|concernant|au sujet de|au sujet du|qui parlent? de|qui parlent? du) (?P<about>.+)
        (?:quelque ?chose|un truc|des trucs|un article|des articles|articles|des? infos?|infos?) (?:sur|a propos de
            |a propos du|concernant|au sujet de|au sujet du) (?P<about>.+)
        (?:montre|donne|cherche|trouve|montremoi|donnemoi|je cherche)(?: moi)?(?: (?:tous les|les|des|un|tout
            |quelque chose|ce que tu as|articles?|textes?|infos?|trucs?))* (?:sur|a propos de|a propos du
            |concernant) (?P<about>.+)
    """),
    article_author=whole_patterns(
        r"""
        qui (?:a ecrit|a redige|ecrivit) <LE_TEXTE>(?: <SUR>)? (?P<about>.+)
        qui (?:est|etait) <AUTEUR> <DU_TEXTE>(?: <SUR>)? (?P<about>.+)
        (?:de|par) qui (?:est|a ete ecrit) <LE_TEXTE>(?: <SUR>)? (?P<about>.+)
        qui (?:a ecrit|a redige) (?P<title>.+)
        qui (?:est|etait) <AUTEUR> d[eu] (?P<title>.+)
    """,
        **_ARTICLE_PARTS,
    ),
    article_date=whole_patterns(
        r"""
        quand (?:a ete|fut) <PUBLIE> <LE_TEXTE>(?: <SUR>)? (?P<about>.+)
        quand (?:est paru|est sorti|parut) <LE_TEXTE>(?: <SUR>)? (?P<about>.+)
        quand <LE_TEXTE>(?: <SUR>)? (?P<about>.+?) a(?: t (?:il|elle))? ete <PUBLIE>
        (?:de quand (?:date|est)|quelle est la date de) <LE_TEXTE>(?: <SUR>)? (?P<about>.+)
        quand (?:a ete|fut) <PUBLIE> (?P<title>.+)
        quand (?P<title>.+?) a(?: t (?:il|elle))? ete <PUBLIE>
    """,
        **_ARTICLE_PARTS,
    ),
    fillers=patterns(
        r"""
        bonjour bonsoir salut slt coucou hello hey ok daccord bon et mais ou alors donc euh hm ah oh stp svp
        sil\ste\splait merci mdr mdrr ptdr haha lol oui non bot footnote le\sbot tout\sle\smonde dis
        dis\smoi une\squestion juste au\sfait maintenant super
        """
    ),
    questions=patterns(r"""
        qui que quest quoi quel quelle quels quelles quand ou dou pourquoi comment combien cb lequel laquelle
        cest\squoi
        (?:a|de|en|par|pour|avec|depuis|jusqua|sur|chez|grace\sa|dans)\s(?:qui|quoi|quel|quelle|quels|quelles|quand|ou|combien)
        est\sce estce (?:est|sont|a|ont|peut|va|faut|sera)\s(?:il|elle|on|ils|elles|t)\b
        tu\ssais\s(?:qui|quoi|ou|quand|pourquoi|comment|combien|si)
    """),
    inner_questions=patterns("pourquoi combien comment quel quelle quels quelles"),
    relatives=patterns(
        """ce exactement ceux celui tout cest pas voila ca celle ou truc chose sur parle et plus il ya avec de article
        articles"""
    ),
    sentence_words=words("""
        je jai tu il elle on nous vous ils me te se cest ca cetait est etait suis es sont a ont tes mas ma
    """),
    replies=texts_by_kind("""
        greeting: Bonjour ! Posez-moi une question, et je cite la phrase des articles qui y répond.
        thanks: De rien. Demandez-moi quand vous voulez en savoir plus.
        goodbye: Au revoir ! Les articles seront encore là à votre retour.
        wellbeing: Tout va bien, merci. Que voulez-vous savoir des articles ?
        affirm: Bien. Demandez-moi ce que vous voulez encore savoir.
        deny: Alors j’ai mal compris. Redemandez en une phrase entière, avec le nom ou l’année que vous voulez dire.
        laugh: Je ne fais que citer les articles. Que voulez-vous savoir maintenant ?
        praise: Merci ! Le mérite en revient aux articles : je ne fais que les citer.
        insult: Je regrette de ne pas avoir aidé. Redemandez avec d’autres mots.
        test: Oui, je suis là et je vous lis. Posez-moi une question sur les articles.
        nonsense: Je ne trouve rien de tel dans les articles. Demandez-moi en quelques mots ou en une phrase entière.
        help: Posez-moi une question avec vos propres mots, et je cite la phrase des articles qui y répond, avec sa
            source. Vous pouvez aussi demander un résumé, chercher, ou demander combien d’articles il y a et de quoi
            ils parlent.
        identity: Je suis Footnote, un programme qui trouve des réponses dans des articles. Je n’écris rien : ce que
            je montre est cité mot pour mot, avec sa source.
        howto: On ajoute et on retire des articles par des commandes : « footnote add » et « footnote remove » dans
            un terminal, « /add » et « /remove » dans la console, « /bibliothèque ajouter » et « /bibliothèque retirer »
            dans Discord. « /summary », dans Discord « /résumé », donne les phrases les plus importantes d’un article.
            Vous pouvez écrire en français, en anglais, en allemand ou en espagnol.
        count: J’ai {count} articles.
        count_single: J’ai un article.
        empty: Je n’ai pas encore d’articles. On les ajoute avec « /bibliothèque ajouter » dans Discord, « /add » dans
            la console ou « footnote add » dans un terminal.
        newest: L’article le plus récent est « {title} » ({date}).
        newest_undated: Le dernier article ajouté est « {title} », le {date}.
        oldest: L’article le plus ancien est « {title} » ({date}).
        oldest_undated: Aucun article n’a de date ; le premier ajouté est « {title} », le {date}.
        topics: J’ai {count} articles, par exemple {titles}. Demandez-moi si j’ai quelque chose sur un sujet.
        topics_single: J’ai un article, {titles}. Demandez-moi s’il a quelque chose sur un sujet.
        sources: Ce que je montre est cité mot pour mot des articles, et chaque citation nomme son article, avec son
            lien s’il en a un. C’est l’équipe de ce lieu qui a choisi les articles : {sources}.
        update: Le dernier article a été ajouté le {added}. Le plus récent est « {title} » ({date}).
        author: « {title} » a pour auteur {author}.
        published: « {title} » est daté du {date}.
        coverage: Oui : {count} articles ont quelque chose sur {about}, d’abord « {title} ». Demandez-moi ce que vous
            voulez savoir.
        coverage_single: Oui : « {title} » a quelque chose sur {about}. Demandez-moi ce que vous voulez savoir.
        coverage_none: Non, je n’ai rien trouvé sur {about} dans les {count} articles.
        coverage_none_single: Non, je n’ai rien trouvé sur {about} dans le seul article.
        multilingual: Aucun article n’est dans la langue de votre question. Un modèle multilingue peut trouver
            davantage : donnez à models.embedder_model la valeur "{model}" ({size} Go à télécharger, environ deux fois
            plus lent) et à library.path un nouveau fichier, et ajoutez-y les articles.
        quoted: « {title} »
        and: et
    """),
)
