"""Words that show how an act stands in the world: our own lists for `modality`, English and Chinese.

All are for small letters with straight quotation marks. A list of pairs is in order: the first that is found counts.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from talleyrand.reading.proposals import Modality


def straight(text: str) -> str:
    """A text with straight quotation marks, letter for letter as long."""
    return text.translate(_STRAIGHT)


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "\t": " "})


def _form(*parts: str) -> re.Pattern[str]:
    """A pattern for any of the parts as whole words."""
    return re.compile(r"(?<![\w'-])(?:" + "|".join(part.strip() for part in parts) + r")(?![\w])")


HAN = re.compile(r"[\u3400-\u9fff]")
LAST_WORD = re.compile(r"([\w'-]+)[ ,]*$")

_BE = "am|is|are|was|were|be|been|being|isn't|aren't|wasn't|weren't|'s|'re"
_HAVE = "has|have|had|having|hasn't|haven't|hadn't"
_DO = "do|does|did|don't|doesn't|didn't"
_MODAL = (
    "will|would|shall|should|may|might|could|can|cannot|must|ought|won't|wouldn't|can't|couldn't|shouldn't|mustn't"
    "|need|needs|needed|'ll|'d|dare"
)
_ADVERB = (
    r"not|never|no|longer|also|still|yet|now|again|soon|once|already|then|both|just|even|only|ever|too|so|first"
    r"|in|fact"
    r"|long|often|always|sometimes|instead|indeed|perhaps|maybe|more|principle|effect|merely|hardly|barely|all|each"
    r"|\w+ly(?<!ally)(?<!family)(?<!assembly)(?<!italy)(?<!monopoly)(?<!supply)(?<!july)(?<!reply)|\w{3,}ally"
)
_MEANT = (
    r"agree[sd]?|agreeing|plan|plans|planned|planning|intend\w*|pledg\w+|vow(?:s|ed|ing)?|promis\w+|undertak\w+"
    r"|undertook"
    r"|commit\w*|itself|themselves|himself|herself|refus\w+|declin\w+|fail(?:s|ed|ing|ure)?|threat\w*|consider\w*"
    r"|weigh\w*|mull(?:s|ed|ing)?|want(?:s|ed|ing)?|wish\w*|hop(?:e|es|ed|ing)|expect\w*|set|due|likely|unlikely"
    r"|ready|prepared"
    r"|willing\w*|unwilling\w*|read(?:y|iness)|able|unable|ability|about|poised|slated|bound|scheduled|supposed"
    r"|decid\w+"
    r"|decision|begin\w*|began|begun|start\w*|continu\w+|offer\w*|seek\w*|sought|try\w*|tries|tried|aim\w*|appear\w*"
    r"|seem\w*|tend\w*|propos\w+|inclined|hesitat\w+|going|used|commitment|obligation|assurance|proposal|intention"
    r"|right|swore|sworn|consent\w*|opt(?:s|ed)?|chose|loath|reluctant|keen|eager|attempt\w*|effort\w*|managed"
    r"|moved|prepar\w+|say|saying|said|reported|understood|believed|thought|allowed|permitted|required|forced|asked"
    r"|urged|let|help\w*|cease[sd]?|stop\w*|of|from|threatening|contemplat\w+|under|an?|its|their|his|her|free"
)
LINK = re.compile(f"to|{_BE}|{_HAVE}|{_DO}|{_MODAL}|{_ADVERB}|{_MEANT}")

# --- denied ---
NOT = _form(
    r"not(?! (?:only|just|merely|simply|least))", "never", r"\w+n't", "cannot", "no longer", "hardly", "barely",
    "neither",
    "nor", r"refus(?:e|es|ed|ing|al) to", r"declin(?:e|es|ed|ing) to", r"fail(?:s|ed|ing|ure)? to", "unable to",
    "unwilling to", "reluctant to", "loath to", r"no (?:intention|plans?|wish|desire) (?:of|to)",
    r"(?:cease|stop)(?:s|d|ped|ping) (?:to|short of)",
)  # fmt: skip
REFUSED = _form(
    r"refus(?:e|es|ed|ing|al) to", r"declin(?:e|es|ed|ing) to", r"fail(?:s|ed|ing|ure)? to", "unable to",
    r"(?:did|does|do|has|have|had|was|were)(?:n't| not| never)",
)  # fmt: skip
REFUSES = re.compile(r"(?:refus|reject|declin|rebuff|den(?:y|ie)|rul\w+ out|veto|spurn|fail|balk|block)")
NOBODY = re.compile(
    r"(?:^|[,;:\"] ?|\b(?:that|and|but|said|says|while) )\"?(?:no(?! (?:doubt|later|more|fewer|less|sooner))"
    r"|neither|nobody"
    r"|none|no one|not (?:a|one|any)|nothing|nor)\b"
)
NOTHING = re.compile(
    r"^(?: \w+ly)?(?: (?:to|on|in|with))? ?(?:no(?! (?:doubt|later than|more than|fewer than|less than|longer))"
    r"|neither|none"
    r"|nobody|nothing|not (?:a|one|any))\b|^ (?:up|out|down|off|over|back)? ?(?:short of)\b"
)
SHORT_OF = _form(
    r"(?:stop|stops|stopped|stopping|fall|falls|fell|fallen) short of",
    r"(?:den(?:y|ies|ied|ying)|denial)(?: (?:that|having|reports?|claims?|allegations?|of|any|it|they|he|she|had"
    r"|has))*",
    r"rul(?:e|es|ed|ing) out", r"no (?:intention|plans?) of", "instead of", "rather than",
)  # fmt: skip

# --- conditional ---
IF = re.compile(
    r"(?<![\w'-])(?:(?<!even )(?<!as )(?<!what )(?<!ask )(?<!asked )(?<!know )(?<!wonder )if(?! (?:any|ever|not"
    r"|required|necessary|needed|possible|asked|anything|only"
    r" partly|at all)\b)"
    r"|unless|provided(?: that)?(?= \w+)(?! (?:by|to|for|with|in|from))|providing that"
    r"|on (?:the )?condition(?: that)?"
    r"|as long as|so long as|in the event (?:that|of)|in exchange for|in return for|contingent (?:up)?on"
    r"|conditional on"
    r"|subject to|failing (?:a|an|that|this|which)|assuming(?: that)?|only (?:when|once|after)|but only"
    r"|until (?:and unless)"
    r"|(?:once|when|as soon as)(?= [^,.;]{0,60}\b(?:is|are|were|was|has been|have been|come|comes"
    r"|had been)\b)(?![^,.;]{0,80}"
    r"\b(?:\d{1,2}|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)"
    r"|were [^,.;]{3,60} to\b|were [^,.;]{3,50}(?= not )|(?:^|(?<=, )|(?<=that ))should(?= [a-z])"
    r"|had(?= \w+ not been)"
    r"|one more|any further|anyone who|those who|whoever|for any|or (?:lose|face|be)|after which)(?![\w-])"
)

# --- groups: form, modality ("will" and "would" are looked into), and whether a hostile act makes it "announced" ---
_PROMISED = (
    r"agree[sd]?(?: in principle)?(?: not)? to|agreeing to|pledg\w+(?: not)? to|promis\w+(?: not)? to|vow(?:s|ed"
    r"|ing)?(?: not)? to"
    r"|undert(?:ak\w+|ook)(?: not)? to|commit\w*(?: (?:itself|themselves|himself|herself))?(?: not)? to|(?:swore"
    r"|sworn|swears?) to"
    r"|commitment to|obligation to|assurance (?:of|to)|consent\w* to|offer(?:s|ed|ing)? to|ready to|readiness to"
    r"|prepared to"
    r"|willing(?:ness)? to|agree[sd]? on|bound to"
)
_ANNOUNCED = (
    r"(?:is|are|was|were|'s) (?:set|due|about|poised|slated|scheduled|going|expected)(?: \w+ly)? to|(?:is|are|was"
    r"|were) (?:\w+ly )?to(?= \w)"
    r"|plan(?:s|ned|ning)? to|intend\w* to|intention (?:to|of)|decid\w+(?: not)? to|decision to|prepar(?:es?|ing) to"
    r"|(?:set|due|scheduled|slated|poised|about|opt(?:s|ed)?) to|threat\w*(?: (?:to|of))|going to"
)
_HYPOTHETICAL = (
    r"may(?! (?:now|no longer))|might|could|can|were to|(?:be |is |are )?able to|ought to|should|must|would have"
    r"|wouldn't have"
    r"|considering|weighing|mulling|contemplating|unlikely to|likely to|want\w* to|wish\w* to|hop(?:e|es|ed"
    r"|ing) to|seek\w* to"
    r"|sought to|tr(?:y|ies|ied|ying) to|aim\w* to|attempt\w* to|effort\w* to|inclined to|propos(?:es?|ed|al"
    r"|ing) to|right to"
    r"|expected to|supposed to|appear\w* to|seem\w* to|needs? to|(?:has|have) to|keen to|eager to|reluctant to"
    r"|asked to"
    r"|urged to|required to|perhaps|maybe"
)
# "will" and "would" are looked into further; True where a hostile act makes the answer "announced".
GROUPS: tuple[tuple[re.Pattern[str], Modality | Literal["will", "would"], bool], ...] = (
    (_form(_HYPOTHETICAL), "hypothetical", False),
    (_form(_PROMISED), "promised", True),
    (_form(_ANNOUNCED), "announced", False),
    (_form("will", "shall", "won't", r"\w+'ll"), "will", True),
    (_form("would", "wouldn't", r"\w+'d"), "would", True),
)
HOSTILE = _form(
    r"impos\w+", r"lev(?:y|ies|ied)\b", r"slap\w*", r"ban(?:s|ned|ning)?", r"bar(?:s|red)?", r"block\w*",
    r"clos(?:e|es|ed|ing)",
    r"expel\w*", r"suspend\w*", r"restrict\w*", r"sanction\w*", r"retaliat\w+", r"seiz\w+", r"arrest\w*",
    r"deport\w*",
    r"blacklist\w*", r"revok\w+", r"withdraw\w* (?:from|the|its)", r"cut(?:s|ting)? off", r"halt\w*", r"punish\w*",
    r"fin(?:e|es|ed)",
    r"strik\w+", r"attack\w*", r"bomb\w*", r"march(?:es|ed)? on", r"overrun", r"aveng\w+", r"invad\w+",
    r"fac(?:e|es|ed)",
    r"refus\w+", r"den(?:y|ied) ", r"evict\w*", r"prosecut\w+", r"(?:be )?tried", r"freez\w+",
    r"raise (?:\w+ )?(?:duties|tariffs)",
    r"leave", r"quit", r"boycott\w*", r"dock", r"crush\w*", r"shoot", r"destroy\w*", r"countermeasures?",
    r"tariffs?", r"penal\w+",
    r"strip\w*", r"withhold\w*", r"shut\w*", r"cancel\w*", r"terminat\w+", r"limit\w*",
)  # fmt: skip
SETTLED = _form(
    r"from (?:\d|midnight|next|the|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\w*", "take effect", "takes effect",
    "come into force",
    "starting", "beginning", "effective", "host",
)  # fmt: skip

# --- who says so: group 1 holds the words ---
APART = re.compile(
    r"[;()] |, (?:while|but|although|though|whose|which|who|and|after|before|despite|whereas)\b|\bwhile\b"
    r"|\balthough\b"
)
_PROMISING = (
    r"promis\w+|pledg\w+|vow(?:s|ed|ing)?|undert(?:ook|ak\w+)|assur(?:es?|ed|ing|ances?)|guarant\w+|commitments?"
    r"|committed"
    r"|agree[sd]?|agreeing|agreements?|g[ia]ven? (?:his|her|its|their) word|swore|sworn|understanding|compact"
)
_ANNOUNCING = (
    r"announc\w+|declar(?:es?|ed|ing)|disclos\w+|confirm\w*|proclaim\w*|decreed?|rul(?:es|ed)|notif\w+"
    r"|g[ia]ves? notice"
    r"|served notice|decid\w+|order(?:s|ed)|warn(?:s|ed|ing)?|caution(?:s|ed)|threaten\w*"
)
_THINKING = (
    r"believ\w+|thinks?|thought|argu(?:es?|ed|ing)|contend(?:s|ed)?|expect(?:s|ed)?|predict(?:s|ed)?|hop(?:es?"
    r"|ed)|fear(?:s|ed)?"
    r"|doubt(?:s|ed)?|reckon(?:s|ed)?|assum(?:es?|ed)|imagin\w+|wonder\w*|ask(?:s|ed)? if|whether|plans?"
    r"|propos(?:als?|es|ed)"
    r"|bill|draft|weigh\w+|consider\w+|debat\w+|estimat(?:es?|ed)|calculat\w+|worr(?:y|ies|ied)|recommend\w*"
    r"|suggest\w* that"
)
_SAYING = (
    r"sa(?:id|ys?)|told|tells|stat(?:es|ed)|report(?:s|ed)|add(?:s|ed)|not(?:es|ed)|explain(?:s|ed)|insist(?:s"
    r"|ed)|shows?"
    r"|maintain(?:s|ed)|reveal(?:s|ed)|indicat(?:es|ed)|signal(?:s|l?ed)|suggest(?:s|ed)|hint(?:s|ed)"
    r"|acknowledg(?:es|ed)"
    r"|let \w+ know|repl(?:ies|ied)|claim(?:s|ed)|assert(?:s|ed)|stress(?:es|ed)|recalled|wrote|writes|posted"
    r"|informed"
    r"|know that"
)
_SAYERS: tuple[tuple[str, Modality], ...] = (
    (_PROMISING, "promised"), (_ANNOUNCING, "announced"), (_THINKING, "hypothetical"), (_SAYING, "done"),
)  # fmt: skip
# Before the clause: "the ministry said that it ..."; after it: "..., the ministry said".
FRAMES = tuple((re.compile(rf"\b({words})\b[^;:?]{{0,110}}$"), told) for words, told in _SAYERS)
AFTERWARDS = tuple(
    (re.compile(rf"[,\"] ?\"? ?(?:[\w'. -]{{1,80}} )?({words})\b(?! (?:by|of|that|to \w+ing))"), told)
    for words, told in _SAYERS
    if told != "hypothetical"
)
REPORTED = _form(
    "reportedly", "allegedly", "according to", r"(?:is|are|was|were) (?:said|reported|understood|believed"
    r"|thought) to",
    r"(?:sources|officials|diplomats|people|persons) (?:said|say|familiar|briefed|close|acquainted)", "rumours?",
    "rumors?",
    "unconfirmed",
)  # fmt: skip

# --- the verb itself ---
HEADS: tuple[tuple[re.Pattern[str], Modality], ...] = tuple(
    (re.compile(words), cast("Modality", told))
    for words, told in (
        (
            r"(?:consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|mull\w*|ponder\w*|contemplat\w+|debat(?:es|ed|ing)"
            r"|explor(?:es|ed|ing)"
            r"|eye[sd]|studying|float(?:s|ed)|incline[sd])\b(?! (?:it |him |her )?(?:itself|as)\b)"
            r"|(?:is|are|was|were|be)\b (?:under|in) (?:study|consideration|review|discussion|preparation)",
            "hypothetical",
        ),
        (
            r"(?:seek(?:s|ing)?|(?:want|wish)(?:e?s|ed)?(?= to)|hope[sd]?|hoping|seeking|aspire\w*|prefer\w*"
            r"|tend[s]?|aim[sd]?)\b",
            "hypothetical",
        ),
        (r"(?:threat\w+(?! with)|warn(?:s|ed|ing)?|menac\w+|caution(?:s|ed)|hint(?:s|ed)? (?:at|that)"
         r"|served? (?:notice|an ultimatum))\b",
         "announced"),
        (r"(?:put|puts) .{2,40} on notice|serv(?:es|ed) .{0,20}(?:notice|ultimatum)|(?:gave"
         r"|gives) .{0,40}(?:notice|hours?)\b",
         "announced"),
        (r"(?:announc\w+|decid\w+|schedul\w+|plan(?:s|ned|ning)?|intend\w*)\b", "announced"),
        (r"(?:agree[sd]?(?: in principle)?(?: not)? (?:to|that)|(?:ready|prepared|willing|stood ready) to)\b",
        "promised"),
        (
            r"(?:pledg\w+|vow(?:s|ed|ing)|promis\w+|undert(?:ook|ak\w+)|guarant\w+|assur(?:es|ed|ing)|swore"
            r"|swears)\b(?! [\w ]{0,24}(?:of|allegiance|loyalty)\b)"
            r"|commit(?:s|ted|ting)? (?:(?:it|them|him|her)sel\w+ )?to\b|g[ia]ven? (?:his|her|its|their) word"
            r"|consent(?:s|ed) to (?!the|an?\b)",
            "promised",
        ),
    )
)  # fmt: skip
SWEARS = re.compile(r"vow|pledg|promis|sw[oe][ar]")
BARE_TO = re.compile(r"(?:not )?to (?:\w+ly )?(?!be able)")
# What stands before "to" and its subject: "urged it", "a plan", "the right".
_NEAR = r"(?:[^,;:]{0,60})$"
OBJECTS: tuple[tuple[re.Pattern[str], Modality], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b{_NEAR}"), cast("Modality", told))
    for words, told in (
        (
            r"urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|call(?:s|ed|ing)?|demand(?:s|ed|ing)?|request(?:s|ed|ing)?"
            r"|press(?:es|ed|ing)?"
            r"|invit(?:es|ed|ing)|requir(?:es|ed|ing)|advis(?:es|ed|ing)|encourag\w+|want(?:s|ed)?|appeal\w*"
            r"|beg(?:s|ged)?"
            r"|persuad\w+|expect(?:s|ed)?|proposals?|bid|calls?|incentives?|ways?|chance|right|power|authority|effort"
            r"|attempt|bill|opportunity|willingness|need|pressure|plea",
            "hypothetical",
        ),
        (r"order(?:s|ed|ing)?|instruct(?:s|ed|ing)|direct(?:s|ed|ing)|decisions?|plans?|notice|orders?", "announced"),
        (r"agree(?:s|d|ments?)?|pledges?|promises?|commitments?|deal|pact|undertakings?|accord|vows?", "promised"),
    )
)  # fmt: skip
FINITE = _form(
    _BE, _HAVE, _DO, _MODAL, r"\w{2,}ed", "met|held|sent|put|took|made|gave|began|said|told|won|led|kept|left"
                             "|brought|came",
    "went|cut|set|let|saw|flew|sat|spoke|chose|rose|fell|drew|built|paid|wrote|ran|stood|sought|used|meets?"
    "|holds?|sends?",
)  # fmt: skip

# --- opinion, habit ---
WILL = _form("will", "won't", "shall", r"\w+'ll")
DATED = re.compile(
    r"\d|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july"
    r"|august"
    r"|september|october|november|december|tomorrow|tonight|next|midnight|easter|spring|summer|autumn|winter)\b"
)
# What nobody does by promising it: verbs of forecasts.
FORETOLD = re.compile(
    r"(?:be|become|remain|need|have|continue|argue|succeed|require|depend|matter|prove|seek|want|face|benefit"
    r"|fail|lose|win|gain"
    r"|grow|shrink|undermine|affect|shape|determine|generate|preclude|dwarf|help|hurt|likely|inevitably|struggle"
    r"|find|feel|see"
    r"|think|believe|know|understand|happen|result|lead|come|go|carry|make|take|test|tell|define|serve|reflect"
    r"|rise|fall|persist"
    r"|endure|last|cause|create|increase|decrease|worsen|improve|deepen|only|view|regard|expect|try|enjoy|suffer)$"
)
VIEW = _form(
    "should", "must", "ought", "unlikely", "likely", r"will only", r"(?:appear|seem)(?:s|ed)?(?: \w+ly)? to",
    "shouldn't", "perhaps",
    "arguably", "probably", "presumably", r"needs? to", "would have", "cannot", "can", "might as well",
    "will inevitably", "had better",
)  # fmt: skip
VIEWED = _form(
    "i (?:think|believe|argue|expect|suspect|wrote)", "we (?:think|believe|argue|expect|should|must|need|can|will)",
    "in my view",
    "in our view", "arguably", "presumably", "it (?:is|seems|appears|remains|would be) (?:likely|clear|unclear"
    "|hard|difficult|possible"
    "|important|essential|unlikely|worth|too|easy|tempting|necessary|unwise|wise|better|best|obvious|no surprise)",
    "the (?:question|challenge|risk|danger|problem|lesson|point|goal|task) is", "suggests? that", "in short",
    "to be sure",
    "at best", "at worst", "in theory",
)  # fmt: skip
STATE = re.compile(
    r"(?:(?:also|still|now|thus|\w+ly) )*(?:seeks?|wants?|believes?|hopes?|fears?|regards?|views?|prefers?|tends?"
    r"|enjoys?"
    r"|relies|rely|depends?|aims?|aspires?|values?|lacks?|matters?|suggests?|implies|imply|reflects?|reveals?"
    r"|indicates?"
    r"|underscores?|highlights?|demonstrates?|illustrates?|represents?|requires?|remains?|appears?|seems?"
    r"|deserves?|risks?"
    r"|considers?|worry|worries|understands?|knows?|thinks?|expects?|poses?|offers? a|serves? as|means?)$"
)
COPULA = re.compile(
    r"(?:^|\s)(?:is|are|was|were|be|been|remains?|looks?|became|becomes?|proved|seems?|appears?)(?: \w+ly)?$"
)
WORTH = _form(
    r"(?:more|less|too|so|as|most|least) \w+", "important", "dangerous", "unwise", "wise", "good", "bad", "better",
    "best", "worse",
    "worst", "weak", "strong", "unlikely", "likely", "clear", "unclear", "crucial", "critical", "vital",
    "essential", "necessary",
    "significant", "mistaken", "naive", "doubtful", "promising", "risky", "difficult", "hard", "easy", "impossible",
    "possible",
    "successful", "unprecedented", "remarkable", "puzzling", "sensible", "counterproductive", "futile", "fragile",
    "costly",
    "the (?:right|wrong|key|best|only|main)", "an? (?:mistake|success|failure|problem|challenge|opportunity|sign"
    "|step|matter)",
    "unable", "able", "willing", "eager", "reluctant", "dubious", "inevitable", "desirable", "worth", "reasonable",
    "unfair", "fair",
)  # fmt: skip
HABIT = _form(
    r"(?:has|have|had) (?:long|always|often|repeatedly|traditionally|historically|routinely)", "used to",
    "for (?:years|decades)",
    "routinely", "usually", "traditionally", "typically", "regularly", "often", "frequently", "each year",
    "every year", "historically",
    "generally", "at times", "sometimes", "oftentimes", "always",
)  # fmt: skip

# --- Chinese ---
CHINESE: tuple[tuple[re.Pattern[str], Modality], ...] = tuple(
    (re.compile(words), cast("Modality", told))
    for words, told in (
        (r"如果|若(?!干)|倘若|假如|除非|只要|一旦|只有.{0,20}才|以.{1,20}为条件|作为交换", "conditional"),
        (r"可能|或将|考虑|或许|也许|拟议|能否|是否|有望|酝酿|吗[？?]|希望", "hypothetical"),
        (r"承诺|答应|保证|允诺|同意|愿意", "promised"),
        (r"宣布.{0,40}(?:将|拟|计划|决定)|计划|决定|自.{1,16}起|拟(?!议)|打算|威胁|警告|定于", "announced"),
        (r"(?<!即)将(?!军|领|近|士|其)|即将|会(?=在|于|继续|进一步)", "promised"),
    )
)
CHINESE_NOT = re.compile(
    r"没有|并未|并没|尚未|未能|未(?!来)|不会|不再|拒绝|否认|无法|不予|不同意|不接受|从未|从不|绝不|無法|沒有|拒絕|否認"
)
CHINESE_VIEW = re.compile(r"应该|应当|必须|需要|似乎|大概|显然|我认为|值得|应(?=尽|采|停|取)")
CHINESE_REPORTED = re.compile(r"据.{0,12}(?:报道|称|悉|透露)|表示|称[，：,:]|[说說](?:[，：,:]|道)?|消息人士|知情人士")
