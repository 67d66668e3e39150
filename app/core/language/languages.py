"""Which language a few words are in, and what follows for searching them: words that say nothing, scripts
without spaces.

The decision hidden here is that a question is too short for statistics: function words and scripts tell its
language, and where neither does, none is told. Two limits: languages that are not listed pass for English
when they are written in Latin letters, and a script stands for its commonest language. Pure. Thread: any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from app.core.language.text import STOPWORDS, fold

ENGLISH = "en"

_WORDS = {
    "de": """
        ab aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist bitte da dabei dafür
        damit danach dann darf das dass dem den denn der deren des dessen die dies diese diesem diesen dieser dieses
        doch dort du durch dürfen ein eine einem einen einer eines er es etwa etwas euch euer finde finden findet
        fuer für gab gibt groß habe haben hat hatte hatten hoch hohe ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im
        in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinem keinen keiner können könnte lang
        lange mag mal man mein meine meinem meinen meiner mich mir mit muss möchte müssen nach nicht noch nun nur ob
        oder oft ohne pro sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte sowie um und
        uns unser unsere unserem unseren unter viel viele vielen vom von vor wann war waren warum was wegen weil
        welche welchem welchen welcher welches wem wen wenn wer werde werden wessen wie wieso wieviel wir wird wo
        wofür woher wohin womit worden wurde wurden zu zum zur zwischen über
    """,
    "fr": """
        a afin ai ainsi alors après as au aucun aucune aussi autre aux avant avec avez avoir avons c car ce ceci
        cela celle celui ces cet cette ceux chez ci combien comme comment d dans de depuis des doit doivent donc
        dont du elle elles en entre es est et eu eux faire fait faut il ils j je jusque l la le les leur leurs
        longtemps lors lui là m ma mais me mes moi mon même n ne nos notre nous on ont ou où par parce pas pendant
        peu peut peuvent plus pour pourquoi pouvez puis qu quand que quel quelle quelles quels qui quoi s sa sans se
        selon sera ses si soit son sont sous souvent sur t ta te tes toi ton tous tout toute toutes trouve trouvent
        trouver très tu un une vers vos votre vous y à étaient était être
    """,
    "es": """
        a al algo alguna algunas algunos algún ante antes aquí así aunque bajo cada como con contra cual cuales
        cualquier cuando cuál cuáles cuándo cuánta cuántas cuánto cuántos cómo de debe deben del desde donde durante
        dónde e el ella ellas ellos en encuentra encuentro entre era es esa ese eso estas este esto estos está están
        fue ha había han hasta hay la las le les lo los me menudo mi mis mucho muy más ni no nos nosotros o os otra
        otro para pero poco por porque puede pueden pues que quien quienes quién quiénes qué se sea según ser si sin
        sobre son su sus sí también tan tanto te tengo tiene tienen todo todos tu tus un una unas uno unos usted
        ustedes y ya yo él
    """,
    "it": """
        a ad agli ai al alla alle allo anche ancora avere c che chi ci ciò come con contro cosa così cui d da dagli
        dai dal dalla dalle dallo degli dei del dell della delle dello deve devono di dopo dov dove due e ed era
        essere fa fino fra gli ha hanno ho i il in io l la le lei li lo loro lui ma me mi mia mio molto ne negli nei
        nel nell nella nelle noi non nostro o ogni oppure per perché più poi possono prima può qual quale quali
        quando quanta quante quanti quanto quella quelle quelli quello questa queste questi questo qui sara se sei
        senza si sia sono sopra sotto spesso su sua sue sugli sul sulla sulle suo suoi tra trova trovo tu tua tuo
        tutti tutto un una uno vengono vi viene voi è
    """,
    "nl": """
        aan achter al alle als altijd andere ben bent bij bijna binnen boven daar dan dat de deze die dit doen door
        dus een eens elk elke en er geen groot haar had hadden heb hebben heeft hem het hier hij hoe hoeveel hoog
        hun iemand iets ik in is ja je jij jouw jullie kan komt krijg krijgt kunnen lang maar mag me meer men met
        mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook op over per sinds te tegen tot
        tussen u uit uw vaak van vanaf veel via vind vinden voor waar waarom wanneer waren was wat we wel welk welke
        werd wie wij worden wordt zal ze zelf zich zij zijn zo zonder zou zullen
    """,
    "pt": """
        a ao aos após as até cada com como da das de dela dele deles depois desde deve devem do dos e ela elas ele
        eles em encontra encontro entre era essa esse esta este está estão eu fica foi frequência há isso isto já
        lhe mais mas me mesmo meu meus minha muito na nas nem no nos nossa nosso num numa não nós o onde os ou para
        pela pelas pelo pelos pode podem por porque porquê posso quais qual quando quanta quantas quanto quantos que
        quem quê se sem ser seu seus sob sobre sua suas são só também tem ter teu todo todos tu têm um uma umas uns
        você vocês à às é
    """,
    "sv": """
        alla allt att av blev bli blir både de dem den denna deras dess det detta dig din ditt du där då efter ej
        eller en enligt er ett finns från få får för genom ha hade han hans har hennes hitta hittar hon honom hos
        hur hög högt i icke ifrån in inom inte jag kan kunde länge lång långt man med mellan men mig min mina mot
        mycket många måste nu när någon något några och ofta om oss per på redan sedan sig sin sina ska skall skulle
        som stor stort så till under upp ut utan vad var varför varje vart vem vems vi vid vilka vilken vilket vill
        än är åt över
    """,
    "da": """
        af alle alt at begge blev blive bliver da de den denne der deres det dette dig din dit du efter eller en end
        er et finder findes for fra få får før ham han hans har havde hende hendes her hos hun hvad hvem hvilke
        hvilken hvilket hvis hvor hvordan hvorfor hvornår høj højt i ikke ind ingen jeg kan kunne lang langt længe
        man mange med meget mellem men mig min mine mod må nogen noget nogle nu når ofte og også om op os over per
        på sig sin sine skal skulle som stor stort til ud uden under var ved vi vil være
    """,
    "pl": """
        a aby albo ale bez by byli być był była było będzie będą co czy często dla dlaczego do długo gdy gdzie go i
        ich ile im iz ja jak jaka jaki jakie jakim jako je jego jej jest jeśli już każdy kiedy kim kogo komu kto
        która które którego której który których którym ku ma mają mi mnie może można mu my na nad nie niż o od on
        ona one oni oraz po pod podczas ponieważ przed przez przy się skąd są tak także tam te tego tej ten to tu ty
        tych tylko tym u w wam we więc wszystkie wszystko z za ze że
    """,
    "ru": """
        а без бы был была были было быть в вам вас весь во вот все всех вы где для до долго его ее если есть еще же
        за и из или им их к как какая какие каким какой каком какую когда кого ком кому кто куда ли мне может можно
        мой мы на надо нам нас наш не него нет ни но нужно о об он она они от откуда очень по под после почему при
        про с сколько со так там то тоже только тот ты у уже часто чего чем что чтобы чье чья эта эти это этот я
    """,
    # Of these scripts the pairs of characters that questions are asked with, and characters that no telling
    # pair has.
    "zh": "的 了 吗 呢 吧 是 由 谁 几 么 哪 怎 们 请 多少 多久 如何 可以",
    "ja": "何 誰",
    "ko": "어디 디에 언제 무엇 누가 누구 얼마 습니 니까 니다 있습 합니 입니 까요 나요 에서 는지 인가 은가 하는 몇",
}
"""Function words, question words, what is asked after them ("wie hoch") and the commonest verbs of questions;
negations are told before.
"""


_STOPWORDS = {ENGLISH: STOPWORDS} | {code: frozenset(fold(listed).split()) for code, listed in _WORDS.items()}
_ASKING = frozenset("list show give name find explain describe define".split())
"""English verbs that questions begin with."""
_ONLY = {
    code: listed - frozenset().union(*(other for key, other in _STOPWORDS.items() if key != code))
    for code, listed in _STOPWORDS.items()
}
"""Those that no other language of the list has."""

_LATIN_CODES = tuple(code for code in _STOPWORDS if code not in ("ru", "zh", "ja", "ko"))

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")),
    ("ko", re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("lo", re.compile(r"[\u0e80-\u0eff]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("ru", re.compile(r"[\u0400-\u052f]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_WORTH_NAMING = 0.1

COMPOUNDING = frozenset({"de", "nl", "sv", "da"})
"""Languages that write compounds as one word."""

_LATIN = re.compile(r"[a-zA-Z\u00aa-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W\d_]+")

NAMES = {
    "ar": "Arabic", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "it": "Italian", "ja": "Japanese", "km": "Khmer", "ko": "Korean", "lo": "Lao", "my": "Burmese", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "th": "Thai", "zh": "Chinese",
}  # fmt: skip
"""English names of the languages that are told, by ISO 639-1 code."""


def stopwords(code: str) -> frozenset[str]:
    """Return the folded words of a language that say nothing about what a question is about; none for a
    language that is not listed.
    """
    return _STOPWORDS.get(code, frozenset())


def reads(embedder: str, code: str) -> bool:
    """Tell whether an embedding model, by its id, can tell what a text in a language means; a text that tells
    none passes for English.
    """
    return code in (ENGLISH, "") or embedder.startswith("multilingual-")


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the share of each language of which at least a tenth of a collection is, the largest first; of
    what no language is told, none.

    Args:
        counts: how much of the collection is in each language.
    """
    total = sum(count for code, count in counts.items() if code)
    ordered = sorted(((count, code) for code, count in counts.items() if code), reverse=True)
    return {code: count / total for count, code in ordered if count >= _WORTH_NAMING * total}


def unread(counts: Mapping[str, int], embedder: str) -> str:
    """Return the names of those languages of a collection that its embedder does not read ("German and
    French"), or nothing.
    """
    names = [named(code) for code in shares(counts) if not reads(embedder, code)]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def named(code: str) -> str:
    """Return the English name of a language, or its code where it has none here."""
    return NAMES.get(code, f"the language “{code}”")


@lru_cache(maxsize=1024)
def language(text: str) -> str:
    """Return the ISO 639-1 code of a question or a short text, or "" when nothing tells it."""
    letters = {code: len(pattern.findall(text)) for code, pattern in _SCRIPTS}
    written = sum(letters.values())
    if written > len(_LATIN.findall(text)):
        # Japanese is written in Chinese characters as well, and only it has kana beside them.
        return "ja" if letters["ja"] else max(letters, key=lambda code: letters[code])
    forms = [fold(match.group()) for match in _WORD.finditer(text)]
    counts = {code: sum(form in _STOPWORDS[code] for form in forms) for code in _LATIN_CODES}
    english = counts.pop(ENGLISH) + sum(form in _ASKING for form in forms)
    own = {code: sum(form in _ONLY[code] for form in forms) for code in counts}
    best = max(counts, key=lambda code: (counts[code], own[code]))
    if counts[best] > english and (own[best] or counts[best] >= 2):
        return best
    return ENGLISH if english else ""
