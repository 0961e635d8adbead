"""Decoding: converts bytes into text, or recognises that they are not text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from retrieval.core.errors import SourceNotText

_MARKS = (  # the longer first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DOCUMENTS = (b"%PDF-", b"{\\rtf")  # formats that may pass for text byte by byte
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\b\t\n\v\f\r\x1b") + b"\x7f"
_CONTROL_SHARE = 0.01  # of all bytes; text has next to none, random bytes have 11%
_LEAST_UTF16 = 16  # bytes of a text without a byte order mark
_WORDLIKE = 0.8  # of the characters of such a text: letters, digits and blanks
_SOUND_PER_FAULT = 20  # a UTF-8 file with a few broken characters is still UTF-8; another encoding is mostly faults

# charset-normalizer alone read French cp1252 as cp1250 at every length tried, and short koi8-r and EUC-JP as something
# else. So its proposals are tried in order, and the first stands whose text is in a language that is written so.
_CENTRAL = "bs cs hr hu pl ro sk sl sq"
_LANGUAGES = {
    encoding: frozenset(languages.split())
    for encoding, languages in {
        "cp1252": "af ca da de en es eu fi fr ga gl id is it lb ms nb nl nn no pt sv sw",
        "cp1250": _CENTRAL,
        "iso8859_2": _CENTRAL,
        "cp1251": "be bg mk ru sr uk",
        "koi8_r": "ru",
        "cp1253": "el",
        "cp1254": "tr",
        "cp1255": "he",
        "cp1256": "ar fa ur",
        "shift_jis": "ja",
        "euc_jp": "ja",
        "gb18030": "zh",
        "big5": "zh",
        "euc_kr": "ko",
    }.items()
}
_LEGACY = ("cp", "iso8859", "koi8", "mac", "shift_jis", "euc", "gb", "big5", "tis", "johab")  # codecs a page may name
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
_ESCAPE = b"\x1b$"  # begins a stretch of characters of two bytes in the encodings of seven bits
_KOREAN_SHIFTS = (b"\x0e", b"\x0f")  # between Korean and Latin letters in ISO-2022-KR
_ASCII_CODED = ("hz", "utf-7")  # other letters are written in those of ASCII, so they are read only where declared
_ESCAPED_ENCODINGS = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext")
_KOREAN_HEAD = b"\x1b$)C"  # of ISO-2022-KR, which Python's Japanese encodings read as well, wrongly
_SAMPLE = 200_000  # bytes that an encoding is told by
_ENOUGH = 100  # bytes; on 40 characters of Russian and Chinese one guess in eight was wrong, on 120 none in a hundred


def decode(content: bytes, *, where: str, declared: str = "") -> str:
    """Return the text of a file.

    Tried in order: a byte order mark, UTF-16 without one, ISO-2022 where its escape sequences are there, UTF-8, what
    the document itself declares, UTF-8 with a few broken characters (they become U+FFFD), and an encoding told by the
    language of the text.

    Args:
        content: the whole file.
        where: the file's path, for messages.
        declared: the encoding that the document names; empty for none.

    Raises:
        SourceNotText: a binary, or an encoding that cannot be told.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _marked(content, encoding, where)
    if (wide := _unmarked_utf16(content)) is not None:
        return wide
    if _is_binary(content):
        raise SourceNotText(
            "it is a binary file or UTF-16 without a byte order mark",
            where=where,
            advice="If it is text, save it as UTF-8; else leave it out.",
        )
    for text in _tries(content, declared):
        if text is not None:
            return text
    raise SourceNotText("the encoding of its text cannot be told", where=where, advice="Save it as UTF-8.")


def _tries(content: bytes, declared: str) -> Iterator[str | None]:
    """Yield the result of each way to decode, computed on demand: the last takes seconds."""
    if _codec(declared) in _ASCII_CODED:
        yield _strict(content, _codec(declared))
    if _KOREAN_HEAD in content:
        yield _strict(content, "iso2022_kr")
    if _ESCAPE in content:
        yield next((text for name in _ESCAPED_ENCODINGS if (text := _strict(content, name)) is not None), None)
    yield _strict(content, "utf-8")
    yield decode_as(content, declared)
    yield _nearly_utf8(content)
    yield _by_language(content)


def _marked(content: bytes, encoding: str, where: str) -> str:
    text = _strict(content, encoding)
    if text is None or "\0" in text:
        raise SourceNotText(f"it is not the {encoding} text it begins as", where=where, advice="Save it as UTF-8.")
    return text


def _unmarked_utf16(content: bytes) -> str | None:
    """Return the text of UTF-16 without a byte order mark, as Windows programs write it; None for other bytes.

    ASCII letters, blanks and line ends have a zero in every second byte. Chinese and Japanese text is recognised by its
    letters.
    """
    if len(content) % 2 or len(content) < _LEAST_UTF16 or not _is_binary(content):
        return None
    for encoding, low, high in (("utf-16-le", 0, 1), ("utf-16-be", 1, 0)):
        text = _strict(content, encoding)
        if text is None or not all(map(_is_shown, text[:_SAMPLE])):
            continue
        is_cased = b"\0" in content[high::2] and b"\0" not in content[low::2] and _is_wordlike(text[:_SAMPLE])
        if is_cased or _is_ideographic(text[:_SAMPLE]):
            return text
    return None


def _is_shown(character: str) -> bool:
    return character.isprintable() or character in "\t\n\v\f\r"


def _is_wordlike(text: str) -> bool:
    return sum(character.isalnum() or character.isspace() for character in text) >= _WORDLIKE * len(text)


def _is_ideographic(text: str) -> bool:
    """Return whether a text is Chinese or Japanese: its letters are, and it has one of their full stops or commas."""
    own = sum("\u3000" <= character <= "\u30ff" or "\u4e00" <= character <= "\u9fff" for character in text)
    return own >= _WORDLIKE * len(text) and any(sign in text for sign in "。、，")


def _is_binary(content: bytes) -> bool:
    if b"\0" in content or content.startswith(_DOCUMENTS):
        return True
    if _ESCAPE in content:
        content = content.replace(_KOREAN_SHIFTS[0], b"").replace(_KOREAN_SHIFTS[1], b"")
    controls = len(content) - len(content.translate(None, delete=_CONTROLS))
    return controls > max(1, _CONTROL_SHARE * len(content))


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def decode_as(content: bytes, label: str) -> str | None:
    """Return the text as the document labels it; None where it is not, or the label names no encoding of texts.

    As in browsers, a label stands for the wider encoding it is used for.
    """
    name = _codec(label)
    encoding = _WIDER.get(name, name)
    return _strict(content, encoding) if encoding.startswith(_LEGACY) else None


def _codec(label: str) -> str:
    """Python's name of an encoding; empty for none that it knows."""
    try:
        return codecs.lookup(label).name if label else ""
    except LookupError:
        return ""


def _nearly_utf8(content: bytes) -> str | None:
    text = content.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - faults
    return text if sound >= _SOUND_PER_FAULT * faults else None


def _by_language(content: bytes) -> str | None:
    import py3langid  # noqa: PLC0415  heavy
    from charset_normalizer import from_bytes  # noqa: PLC0415  heavy

    sample = content if len(content) <= _SAMPLE else content[:_SAMPLE].rpartition(b"\n")[0] or content
    for match in from_bytes(sample, cp_isolation=list(_LANGUAGES)):
        for encoding in (match.encoding, *match.could_be_from_charset):
            text = _strict(content, encoding) if _may_be(encoding, content) else None
            if text is not None and py3langid.classify(text[:_SAMPLE])[0] in _LANGUAGES[encoding]:
                return text
    return None


def _may_be(encoding: str, content: bytes) -> bool:
    return encoding == "cp1252" or (encoding in _LANGUAGES and len(content) >= _ENOUGH)
