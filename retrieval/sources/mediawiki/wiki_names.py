"""Names in wikis: what a namespace, a template or a parameter is, by its name in English, German, French or Spanish."""

from __future__ import annotations

import re

# Names of namespaces, and codes of other wikis, that stand before the colon of a link.
_FILES = "file image datei bild fichier archivo imagen media"
_CATEGORIES = "category kategorie catégorie categoría"
FILE_NAMESPACES = frozenset(_FILES.split())
CATEGORY_NAMESPACES = frozenset(_CATEGORIES.split())
# An article in another language is linked so; the link is shown beside the page and not in it.
OTHER_LANGUAGE = re.compile(r"(?:[a-z]{2,3}(?:-[a-z]{2,12})?|simple)")
_OTHER_WIKIS_TEXT = """
w wikipedia wikt wiktionary commons c s wikisource b wikibooks q wikiquote n wikinews d wikidata m meta mw
mediawikiwiki v voy wikivoyage
"""
OTHER_WIKIS = frozenset(_OTHER_WIKIS_TEXT.split())

# Templates that say nothing about the subject of the page: sources and notes, navigation, references to other pages,
# the state of the page, and layout. They are left out. Compared without case, spaces, hyphens and underscores.
_LEFT_OUT_NAMES = """
cite citation citationneeded cn fact refn efn efnua efnlr sfn sfnp sfnm harv harvnb harvtxt r rp ref notelist
reflist references refbegin refend refimprove unreferenced morecitationsneeded onesource primarysources
einzelnachweis internetquelle literatur webarchiv tomadode refweb ouvrage article lienweb citaweb citalibro citar
main mainarticle see seealso further furtherinformation about for distinguish otheruses otheruse redirect hatnote
dablink selfref disambig disambiguation disambigpage begriffsklärung begriffsklärungshinweis homonymie
hauptartikel siehe sieheauch articledétaillé voir voiraussi homonymes véase véasetambién principal
clarify when who which bywhom whom updateneeded vague dubious failedverification deadlink dead
expandsection emptysection pov neutrality cleanup copyedit orphan notability wip underconstruction outdated
lückenhaft überarbeiten belege quellen ébauche àsourcer esbozo referencias
spoileralert spoilerwarning endspoiler
shortdescription usedmydates usemdydates usebritishenglish italictitle displaytitle lowercase lowercasetitle
defaultsort coord coordinates koordinaten authoritycontrol normdaten autorité portal portalbar commons
commonscat commonscategory sisterproject wikiquote wikisource wiktionary wikibooks wikidata
toc tocright tocleft notoc compacttoc clear clr br anchor anchors shortcut
listen multipleimage imagemap externalmedia
succession sstart send sbef sttl saft successionbox navi userbox tl tlx documentation doc
ambox languages otherlanguages interlang hiddenbegin hiddenend colbegin colend divcol divcolend colbreak
"""
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_LEFT_OUT_PARTS = re.compile(
    r"cite.*|.*navbox.*|nav(?:bar|igation).*|.*(?:nav|stub|navigationsleiste)|pp|pp(?:semi|move|protected).*"
    r"|.*needed|expand.*|.*disambig.*|.*cleanup.*|css.*"
)
_PLAIN = re.compile(r"[\s_-]+")
# Parameters of a box that say how it looks.
_LAYOUT_PARAMETER = re.compile(
    r"(?:image|img|icon|bild|imagen|photo|picture|logo|sprite|render)(?:[\s_-]?(?:\d+|[a-z]+))*"
    r"|.*(?:caption|width|style|class|colou?r|align|bgcolor|background|_alt|légende|breite|größe|farbe)\d*"
    r"|alt\d*|css|float|clear|nocat|categories|category|sortkey|collapse[d]?|border|theme|templatestyles|below"
)
# Values that are files, sizes and colours.
_LAYOUT_VALUE = re.compile(
    r"[^\n]{1,200}\.(?:png|jpe?g|gif|svg|webp|bmp|ogg|oga|mp3|wav|ogv|webm|mp4)|\d{1,4}(?:x\d{1,4})?px|#[0-9a-f]{3,8}",
    re.IGNORECASE,
)


def plain_name(name: str) -> str:
    """Return a name as names are compared: without case, spaces, hyphens and underscores."""
    return _PLAIN.sub("", name).casefold()


def is_left_out(template: str) -> bool:
    """Return whether a template with this plain name says nothing about the subject of a page."""
    return template in _LEFT_OUT or _LEFT_OUT_PARTS.fullmatch(template[:60]) is not None


def is_layout(parameter: str, value: str = "") -> bool:
    """Return whether a parameter of a box only says how the box looks."""
    return (
        _LAYOUT_PARAMETER.fullmatch(parameter.casefold()[:60]) is not None or _LAYOUT_VALUE.fullmatch(value) is not None
    )
