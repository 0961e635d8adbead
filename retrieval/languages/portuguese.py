"""The words of Portuguese."""

from __future__ import annotations

import re

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="pt",
    boundaries=BoundaryWords(
        never_last=words(
            "Sr Sra Srta Srs Sras Dr Dra Drs Prof Profa Profs Eng Engª Arq Exmo Exma Ilmo Ilma D Pe Sto Sta St Cap Cel "
            "Gen Sgt Ten Mons dr dra prof profa profª sr sra aprox cf fig figs p.ex Cia"
        ),
        seldom_last=words(
            "pág págs p pp n art arts vol vols Av av R tel séc ed eds obs cap caps fl fls trad org orgs Ltda"
        ),
        openers=words(
            "Ainda Ao Aos Após As Cada Com Como Da Das De Depois Desde Do Dos Durante E Ela Elas Ele Eles Em Então "
            "Entre Era Essa Esse Esta Este Eu Foi Há Isso Já Mas Muitos Na Nas No Nos Não Os Outros Para Pela Pelo Por "
            "Porque Quando Se Segundo Sem Ser Seu Sobre Sua Também Todos Um Uma Você"
        ),
        labels=re.compile(
            r"\b(?i:porto|portão|cais|plataforma|terminal|sala|bloco|linha|grupo|opção|classe|tipo|plano|anexo|ponto"
            r"|setor|saída|vitamina|coluna|nível|zona|armazém)\s[A-Z]$"
        ),
    ),
)
