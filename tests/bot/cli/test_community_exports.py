"""Adding what communities export, and asking about it: pages of a wiki, and a channel of Discord."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.cli.exit_codes import Exit

if TYPE_CHECKING:
    from conftest import Desk

WIKI = """\
<mediawiki version="0.11"><siteinfo><base>https://duskvale.example/wiki/Main_Page</base></siteinfo>
<page><title>Greyiron ore</title><ns>0</ns><revision><timestamp>2025-03-04T05:06:07Z</timestamp><text>
{{Infobox item|type=[[Ore]]|sell={{Gold|12}}}}
'''Greyiron ore''' is mined in the [[low caves|caves]] below [[Harrow]].&lt;ref&gt;Notes&lt;/ref&gt;
[[Category:Ores]]</text></revision></page>
<page><title>Greyiron</title><ns>0</ns><redirect title="Greyiron ore" /></page></mediawiki>
"""


def test_pages_of_a_wiki(bare: Desk) -> None:
    (bare.folder / "wiki.xml").write_text(WIKI, encoding="utf-8")
    added = bare("add", "wiki.xml", "--json")
    assert added.code in (Exit.DONE, Exit.SKIPPED), added.err
    (row,) = bare("articles", "--json").json["articles"]
    assert row["title"] == "Greyiron ore"
    assert "Greyiron ore is mined in the caves below Harrow." in bare("ask", "Where is greyiron ore mined?").out


def test_a_channel_of_discord(bare: Desk) -> None:
    author = {"id": "5", "name": "ida", "nickname": "Ida"}
    said = {"id": "900", "type": "Default", "timestamp": "2026-05-03T09:00:00+00:00", "author": author}
    channel = {
        "guild": {"id": "10"},
        "channel": {"id": "20", "type": "GuildTextChat", "name": "mining"},
        "messages": [{**said, "content": "The raid on the keep begins at 20:30 on Friday."}],
    }
    (bare.folder / "mining.json").write_text(json.dumps(channel), encoding="utf-8")
    (bare.folder / "package.json").write_text(json.dumps({"name": "pier", "version": "1.0.0"}), encoding="utf-8")
    assert bare("add", "mining.json").code == Exit.DONE
    assert "begins at 20:30" in bare("ask", "When does the raid on the keep begin?").out
    refused = bare("add", "package.json")
    assert refused.code == Exit.SKIPPED
    assert "there are no articles in its JSON" in refused.out
