"""The commands, their options and choices in every language, by a key that says where each stands.

`library.add.address.description` describes the option `address` of `/library add`. A front-end sends the English text
with its key, and asks `translated` for the others.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.i18n.phrases import Phrases


class InEach(NamedTuple):
    """A text in each language, by its code."""

    en: str
    de: str
    es: str
    fr: str


_LIST = InEach(
    "a title: choose it while you type",
    "ein Titel: beim Tippen auswählen",
    "un título: elígelo mientras escribes",
    "un titre : choisissez-le en tapant",
)
_ARTICLE = InEach("article", "artikel", "artículo", "article")

TEXTS = {
    "ask.name": InEach("ask", "frag", "preguntar", "demander"),
    "ask.description": InEach(
        "Ask this server's articles a question",
        "Stelle den Artikeln dieses Servers eine Frage",
        "Haz una pregunta a los artículos de este servidor",
        "Posez une question aux articles de ce serveur",
    ),
    "ask.question.name": InEach("question", "frage", "pregunta", "question"),
    "ask.question.description": InEach(
        "in your own words; answers appear while you type",
        "in deinen eigenen Worten; Antworten erscheinen beim Tippen",
        "con tus propias palabras; las respuestas aparecen mientras escribes",
        "avec vos propres mots ; les réponses s’affichent pendant que vous tapez",
    ),
    "summary.name": InEach("summary", "zusammenfassung", "resumen", "résumé"),
    "summary.description": InEach(
        "The most important sentences of an article",
        "Die wichtigsten Sätze eines Artikels",
        "Las frases más importantes de un artículo",
        "Les phrases les plus importantes d’un article",
    ),
    "summary.article.name": _ARTICLE,
    "summary.article.description": _LIST,
    "summary.length.name": InEach("length", "länge", "longitud", "longueur"),
    "summary.length.description": InEach(
        "how many sentences", "wie viele Sätze", "cuántas frases", "combien de phrases"
    ),
    "summary.length.short": InEach("short", "kurz", "corto", "court"),
    "summary.length.medium": InEach("medium", "mittel", "medio", "moyen"),
    "summary.length.long": InEach("long", "lang", "largo", "long"),
    "summary.focus.name": InEach("focus", "schwerpunkt", "enfoque", "thème"),
    "summary.focus.description": InEach(
        "what the summary should be about",
        "worum es in der Zusammenfassung gehen soll",
        "de qué debe tratar el resumen",
        "ce dont le résumé doit parler",
    ),
    "random.name": InEach("random", "zufall", "azar", "hasard"),
    "random.description": InEach(
        "The summary of an article chosen at random",
        "Die Zusammenfassung eines zufällig gewählten Artikels",
        "El resumen de un artículo elegido al azar",
        "Le résumé d’un article choisi au hasard",
    ),
    "digest.name": InEach("digest", "überblick", "panorama", "synthèse"),
    "digest.description": InEach(
        "What all articles say about something, in order of date",
        "Was alle Artikel über etwas sagen, nach Datum",
        "Lo que todos los artículos dicen de algo, por fecha",
        "Ce que tous les articles disent d’un sujet, par date",
    ),
    "digest.about.name": InEach("about", "über", "sobre", "sujet"),
    "digest.about.description": InEach(
        "words: a name, an object, a subject",
        "Wörter: ein Name, eine Sache, ein Thema",
        "palabras: un nombre, una cosa, un tema",
        "des mots : un nom, une chose, un sujet",
    ),
    "articles.name": InEach("articles", "artikel", "artículos", "articles"),
    "articles.description": InEach(
        "The articles that answers on this server come from",
        "Die Artikel, aus denen die Antworten auf diesem Server stammen",
        "Los artículos de los que salen las respuestas en este servidor",
        "Les articles d’où viennent les réponses sur ce serveur",
    ),
    "articles.filter.name": InEach("filter", "filter", "filtro", "filtre"),
    "articles.filter.description": InEach(
        "words of the title or the source",
        "Wörter aus Titel oder Quelle",
        "palabras del título o de la fuente",
        "des mots du titre ou de la source",
    ),
    "search.name": InEach("search", "suche", "buscar", "chercher"),
    "search.description": InEach(
        "Find passages by words and meaning",
        "Finde Abschnitte nach Wörtern und Bedeutung",
        "Encuentra pasajes por palabras y significado",
        "Trouvez des passages par les mots et le sens",
    ),
    "search.words.name": InEach("words", "wörter", "palabras", "mots"),
    "search.words.description": InEach(
        "what to look for",
        "wonach gesucht wird",
        "lo que se busca",
        "ce qu’il faut chercher",
    ),
    "library.name": InEach("library", "bibliothek", "biblioteca", "bibliothèque"),
    "library.description": InEach(
        "Manage this server's articles",
        "Verwalte die Artikel dieses Servers",
        "Administra los artículos de este servidor",
        "Gérez les articles de ce serveur",
    ),
    "library.add.name": InEach("add", "hinzufügen", "añadir", "ajouter"),
    "library.add.description": InEach(
        "Add articles: a file or a web address here, or several in a form",
        "Füge Artikel hinzu: hier eine Datei oder Webadresse, oder mehrere in einem Formular",
        "Añade artículos: aquí un archivo o una dirección web, o varios en un formulario",
        "Ajoutez des articles : ici un fichier ou une adresse web, ou plusieurs dans un formulaire",
    ),
    "library.add.file.name": InEach("file", "datei", "archivo", "fichier"),
    "library.add.file.description": InEach(
        "text, Markdown, PDF, Word, Excel, PowerPoint, RTF, an e-book, e-mail, page, chat, wiki or JSON",
        "Text, Markdown, PDF, Word, Excel, PowerPoint, RTF, E-Book, E-Mail, Seite, Chat, Wiki oder JSON",
        "texto, Markdown, PDF, Word, Excel, PowerPoint, RTF, libro, correo, página, chat, wiki o JSON",
        "texte, Markdown, PDF, Word, Excel, PowerPoint, RTF, livre, courriel, page, chat, wiki ou JSON",
    ),
    "library.add.address.name": InEach("address", "adresse", "dirección", "adresse"),
    "library.add.address.description": InEach(
        "a page, a feed, a sitemap or the front page of a site: https://…",
        "eine Seite, ein Feed, eine Sitemap oder die Startseite einer Website: https://…",
        "una página, un feed, un sitemap o la portada de un sitio: https://…",
        "une page, un flux, un plan de site ou la page d’accueil d’un site : https://…",
    ),
    "library.remove.name": InEach("remove", "entfernen", "quitar", "retirer"),
    "library.remove.description": InEach(
        "Remove an article",
        "Entferne einen Artikel",
        "Quita un artículo",
        "Retirez un article",
    ),
    "library.remove.article.name": _ARTICLE,
    "library.remove.article.description": _LIST,
    "library.refresh.name": InEach("refresh", "aktualisieren", "actualizar", "actualiser"),
    "library.refresh.description": InEach(
        "Read again what was added, to find new, changed and vanished articles",
        "Lies noch einmal, was hinzugefügt wurde, um neue, geänderte und verschwundene Artikel zu finden",
        "Vuelve a leer lo añadido para encontrar artículos nuevos, cambiados y desaparecidos",
        "Relisez ce qui a été ajouté pour trouver les articles nouveaux, modifiés et disparus",
    ),
    "library.stats.name": InEach("stats", "zahlen", "cifras", "chiffres"),
    "library.stats.description": InEach(
        "How many articles, passages and words there are",
        "Wie viele Artikel, Abschnitte und Wörter es gibt",
        "Cuántos artículos, pasajes y palabras hay",
        "Combien il y a d’articles, de passages et de mots",
    ),
    "library.gaps.name": InEach("gaps", "lücken", "lagunas", "lacunes"),
    "library.gaps.description": InEach(
        "Questions that got no answer, with the nearest article",
        "Fragen ohne Antwort, mit dem nächsten Artikel",
        "Preguntas sin respuesta, con el artículo más cercano",
        "Les questions sans réponse, avec l’article le plus proche",
    ),
    "library.sources.name": InEach("sources", "quellen", "fuentes", "sources"),
    "library.sources.description": InEach(
        "The locations that are read again, and how to stop following one",
        "Die Adressen, die wieder gelesen werden, und wie man eine nicht mehr beobachtet",
        "Las direcciones que se vuelven a leer, y cómo dejar de seguir una",
        "Les adresses qui sont relues, et comment ne plus en suivre une",
    ),
    "library.pinned.name": InEach("pinned", "angeheftet", "fijadas", "épinglées"),
    "library.pinned.description": InEach(
        "The verified answers, and how to remove one",
        "Die geprüften Antworten, und wie man eine entfernt",
        "Las respuestas comprobadas, y cómo quitar una",
        "Les réponses vérifiées, et comment en retirer une",
    ),
    "library.forget.name": InEach("forget", "vergessen", "olvidar", "oublier"),
    "library.forget.description": InEach(
        "Delete everything that is kept of this server",
        "Lösche alles, was von diesem Server aufbewahrt wird",
        "Borra todo lo que se guarda de este servidor",
        "Supprimez tout ce qui est conservé de ce serveur",
    ),
    "settings.name": InEach("settings", "einstellungen", "ajustes", "réglages"),
    "settings.description": InEach(
        "See and change how Footnote works in this server",
        "Sieh und ändere, wie Footnote auf diesem Server arbeitet",
        "Consulta y cambia cómo funciona Footnote en este servidor",
        "Consultez et modifiez le fonctionnement de Footnote sur ce serveur",
    ),
    "settings.channel.name": InEach("channel", "kanal", "canal", "salon"),
    "settings.channel.description": InEach(
        "only for this channel; leave it empty for the whole server",
        "nur für diesen Kanal; leer lassen für den ganzen Server",
        "solo para este canal; déjalo vacío para todo el servidor",
        "pour ce salon seulement ; laissez vide pour tout le serveur",
    ),
    "settings.footnote.name": InEach("footnote-channel", "footnote-kanal", "canal-footnote", "salon-footnote"),
    "settings.footnote.description": InEach(
        "whether questions there are answered without a mention",
        "ob Fragen dort ohne Erwähnung beantwortet werden",
        "si allí se responden las preguntas sin mención",
        "si les questions y reçoivent une réponse sans mention",
    ),
    "settings.askers.name": InEach("who", "wer", "quién", "qui"),
    "settings.askers.description": InEach(
        "the role that may ask; @everyone for all",
        "die Rolle, die fragen darf; @everyone für alle",
        "el rol que puede preguntar; @everyone para todos",
        "le rôle qui peut poser des questions ; @everyone pour tous",
    ),
    "settings.keepers.name": InEach("keepers", "pflege", "responsables", "responsables"),
    "settings.keepers.description": InEach(
        "the role that may keep the library, beside those who manage the server; @everyone for none",
        "die Rolle, die neben den Verwaltern die Bibliothek pflegen darf; @everyone für keine",
        "el rol que puede cuidar la biblioteca, además de quien administra; @everyone para ninguno",
        "le rôle qui peut tenir la bibliothèque, outre les gestionnaires ; @everyone pour aucun",
    ),
    "settings.log.name": InEach("log", "protokoll", "registro", "journal"),
    "settings.log.description": InEach(
        "the channel where it is said what keepers do",
        "der Kanal, in dem steht, was bei der Pflege getan wird",
        "el canal donde se dice lo que hacen quienes cuidan la biblioteca",
        "le salon où l’on dit ce que font les responsables",
    ),
    "settings.private.name": InEach("private", "privat", "privado", "privé"),
    "settings.private.description": InEach(
        "whether only the person who asks sees the answers",
        "ob nur die fragende Person die Antworten sieht",
        "si solo quien pregunta ve las respuestas",
        "si seule la personne qui demande voit les réponses",
    ),
    "settings.sureness.name": InEach("sure", "sicher", "seguridad", "certitude"),
    "settings.sureness.description": InEach(
        "how many answers may be wrong; fewer wrong answers also mean fewer answers",
        "wie viele Antworten falsch sein dürfen; weniger falsche heißt auch weniger Antworten",
        "cuántas respuestas pueden ser erróneas; menos errores son también menos respuestas",
        "combien de réponses peuvent être fausses ; moins d’erreurs, c’est aussi moins de réponses",
    ),
    "settings.sureness.20": InEach("1 in 20 wrong", "1 von 20 falsch", "1 errónea de cada 20", "1 fausse sur 20"),
    "settings.sureness.10": InEach("1 in 10 wrong", "1 von 10 falsch", "1 errónea de cada 10", "1 fausse sur 10"),
    "settings.sureness.5": InEach("1 in 5 wrong", "1 von 5 falsch", "1 errónea de cada 5", "1 fausse sur 5"),
    "settings.sureness.3": InEach("1 in 3 wrong", "1 von 3 falsch", "1 errónea de cada 3", "1 fausse sur 3"),
    "settings.language.name": InEach("language", "sprache", "idioma", "langue"),
    "settings.language.description": InEach(
        "language of Footnote's messages; quotes are never translated",
        "Sprache der Meldungen von Footnote; Zitate werden nie übersetzt",
        "idioma de los mensajes de Footnote; las citas nunca se traducen",
        "langue des messages de Footnote ; les citations ne sont jamais traduites",
    ),
    "settings.language.asker": InEach(
        "language of the person who asks",
        "Sprache der fragenden Person",
        "idioma de quien pregunta",
        "langue de la personne qui demande",
    ),
    "settings.person.name": InEach("per-person", "pro-person", "por-persona", "par-personne"),
    "settings.person.description": InEach(
        "questions per day for each person; 0 for no limit",
        "Fragen pro Tag für jede Person; 0 für unbegrenzt",
        "preguntas al día por persona; 0 para no limitar",
        "questions par jour et par personne ; 0 pour aucune limite",
    ),
    "settings.server.name": InEach("per-server", "pro-server", "por-servidor", "par-serveur"),
    "settings.server.description": InEach(
        "questions per day for the server; 0 for no limit",
        "Fragen pro Tag für den Server; 0 für unbegrenzt",
        "preguntas al día para el servidor; 0 para no limitar",
        "questions par jour pour le serveur ; 0 pour aucune limite",
    ),
    "privacy.name": InEach("privacy", "datenschutz", "privacidad", "confidentialité"),
    "privacy.description": InEach(
        "See and delete what is stored about you",
        "Sieh und lösche, was über dich gespeichert ist",
        "Consulta y borra lo que hay guardado sobre ti",
        "Consultez et supprimez ce qui est enregistré sur vous",
    ),
    "status.name": InEach("status", "zustand", "estado", "état"),
    "status.description": InEach(
        "The state of Footnote, for its operators",
        "Der Zustand von Footnote, für seine Betreiber",
        "El estado de Footnote, para sus operadores",
        "L’état de Footnote, pour ses opérateurs",
    ),
    "answer_this.name": InEach("Answer this", "Beantworten", "Responder a esto", "Répondre à ceci"),
    "this_is_the_answer.name": InEach(
        "This is the answer", "Das ist die Antwort", "Esta es la respuesta", "C’est la réponse"
    ),
    "keep_as_article.name": InEach(
        "Keep as article", "Als Artikel behalten", "Guardar como artículo", "Garder comme article"
    ),
    "add_to_library.name": InEach(
        "Add to the library", "Zur Bibliothek hinzufügen", "Añadir a la biblioteca", "Ajouter à la bibliothèque"
    ),
}


def translated(key: str, locale: str) -> str | None:
    """Return the text at the key for a locale as Discord writes it (`en-GB`, `es-419`), or None where there is none."""
    texts = TEXTS.get(key)
    return None if texts is None else texts._asdict().get(locale.partition("-")[0])


def typed(path: str, phrases: Phrases) -> str:
    """Return a command as people of the language type it: `library.add` is `/bibliothek hinzufügen`."""
    parts = path.split(".")
    names = [TEXTS[".".join([*parts[: end + 1], "name"])] for end in range(len(parts))]
    return "/" + " ".join(name._asdict()[phrases.code] for name in names)


def command_named(word: str) -> str | None:
    """Return the key of the command that has a name in any language, without a subcommand; None where there is none."""
    name = word.casefold()
    paths = (path for path, texts in TEXTS.items() if path.count(".") == 1 and name in texts)
    return next((path.removesuffix(".name") for path in paths if path.endswith(".name")), None)
