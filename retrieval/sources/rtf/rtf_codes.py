"""The control words of RTF that stand for characters, name encodings, or open what is no text of the document."""

from __future__ import annotations

# Groups whose text is not shown, beside those that say so themselves with `\*`.
_UNSEEN_WORDS = """
aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnparent atnref atrfend atrfstart bkmkend bkmkstart
blipuid colorschememapping colortbl datafield datastore do falt fchars ffdeftext ffentrymcr ffexitmcr ffformat
ffhelptext ffl ffname ffstattext filetbl fldinst fonttbl footer footerf footerl footerr ftncn ftnsep ftnsepc generator
header headerf headerl headerr info latentstyles lchars leveltext levelnumbers listlevel listname listoverridetable
listpicture listtable mmath nonesttables nonshppict objalias objclass objdata objname objsect pgptbl picprop pict pntxta
pntxtb private protusertbl pxe revtbl rsidtbl rxe sn sp staticval stylesheet sv svb tc template themedata upr userprops
xe xform xmlnstbl
"""
UNSEEN = frozenset(_UNSEEN_WORDS.split())
SEEN = frozenset({"shppict", "shpinst", "ud"})  # which are shown though `\*` opens them
PROPERTIES = frozenset({"title", "author", "creatim"})  # of the document
NOTES = frozenset({"footnote", "shptxt"})  # read behind the paragraph that they stand in
MARKS = frozenset({"pntext", "listtext"})  # before the item of a list, for older programs
CHARACTERS = {
    "line": "\v", "tab": "\t", "cell": "\x1e", "nestcell": "\x1e", "emdash": "—", "endash": "–", "emspace": " ",
    "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "\u200d", "zwnj": "\u200c", "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
CHARSETS = {  # of fonts (`\fcharset`), by the numbers of Windows
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
ENCODINGS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CODE_PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gb18030", 1361: "johab"}  # that Python names otherwise
