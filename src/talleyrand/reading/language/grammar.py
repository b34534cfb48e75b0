"""Classes of English words by which a sentence is taken apart: our own lists.

A set holds words as they are written, small, or their stems where any form of a verb is meant.
"""

from __future__ import annotations

from talleyrand.reading.language.stems import stem


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


# Words with which verb groups are made.
MODALS = _set(
    """will would may might can could shall should must cannot won't wouldn't can't couldn't shouldn't mustn't"""
)
BE = _set("is are was were be been being am isn't aren't wasn't weren't gets get got")
HAVE = _set("has have had having hasn't haven't hadn't")
DO = _set("do does did doesn't don't didn't")
AUXILIARY = MODALS | BE | HAVE | DO
ADVERBS = _set(
    """not never yet also then now still already soon only just even again once twice both all each jointly formally
    recently later earlier yesterday today tomorrow often always ever first finally ultimately largely further
    instead therefore however too effectively thus indeed meanwhile promptly abruptly back long reportedly allegedly
    no longer almost nearly together tonight overnight forward far better"""
)
DETERMINERS = _set(
    """the a an this that these those its his her their our my your some any no every each all both many few"""
)
PREPOSITIONS = _set(
    """of on in to for with from by at under against over between among after before during since about into onto
    upon toward towards through within without via amid despite across around near behind beyond like than as per
    outside inside following regarding concerning including until till off along alongside throughout besides"""
)
OPENERS = _set(
    """while although though because after before when if as since until unless whereas that which who whom whose
    where than so once whether lest provided why how what"""
)
CONJUNCTIONS = _set("and or but nor yet plus")
RELATIVES = _set("which who that")
MARKS = frozenset(',;:()"“”—–[]!?')

# Words that look like past forms and are not.
NOT_PAST = _set(
    """united hundred need indeed speed seed feed breed deed weed bleed greed creed embed red bed fed-up sacred
    naked wicked hatred kindred shed sled rugged so-called armed alleged men women bit saw wound left-wing
    unprecedented limited detailed skilled combined related unrelated disputed led-by based-in aged beloved advanced
    interested hooded masked retired exiled"""
)
NOT_ING = _set(
    """according during including following regarding concerning nothing something anything everything morning
    evening"""
)
NUMBERS = _set("one two three four five six seven eight nine ten eleven twelve date least most much full")

NO_VERBS = DETERMINERS | PREPOSITIONS | OPENERS | CONJUNCTIONS | NUMBERS
PRONOUNS = _set("it he she who which they we")

# Past forms that are no participles.
PAST_ONLY = _set(
    """spoke went took gave broke saw rose fell drew threw flew wrote began swore tore stole rode chose ate shook
    sang rang sank withdrew overthrew undertook blew grew knew forgave forbade did was bore drove fled came became
    overcame ran responded retaliated answered replied reacted agreed objected protested arrived"""
)

# Past forms that are nouns, adjectives or bare forms too: verbs only straight after a subject.
SHY = _set(
    """cut set hit put let shut quit split spread left bound shot broken cost bid cast hurt read beat led
    met-with"""
)

# Nouns that look like verbs, and what follows where they are nouns.
NOUNISH = _set(
    """talks sanctions tariffs controls strikes bans limits curbs attacks visits calls plans moves demands threats
    pledges exports imports deals accords aids claims reports offers trades exercises patrols protests drills raids
    tests heads deaths arms hopes fears costs shares restrictions measures duties levies fees orders purchases
    concerns promises requests warnings ties counts forces troops bombs ships flights sales interests rights leaders
    needs results remarks comments holds rules charges works"""
)
AFTER_NOUN = _set("that on against between in of at with over by and are were have had will would was is from into")

# Nouns for bodies of a state and people who act; endings of such nouns, and words of those endings that are not.
AGENTS = _set(
    """official officials government governments ministry ministries minister ministers troops forces soldiers
    police leader leaders negotiator negotiators army navy military militaries president presidents premier
    premiers spokesman
    spokeswoman spokesperson side sides delegation delegations authorities authority lawmakers legislators diplomats
    diplomat team envoy envoys regulator regulators cabinet parliament senate congress court courts judges judge
    prosecutors commission agency agencies company companies firm firms maker makers banks bank buyers importers
    exporters party coalition opposition rebels militia militias fighters commanders commander generals general
    junta regime administration ambassador ambassadors embassy consulate state media broadcaster airline carriers
    coastguard customs fleet air jets warships ships vessels planes aircraft bombers drones trawlers boats fishermen
    students workers unions union farmers miners protesters demonstrators citizens people nationals activists
    mediators representatives representative chief head secretary officers officer agents guards guard king queen
    emir prince governor mayor mps envoy's hackers capital capitals bloc members counterparts counterpart businesses
    investors operators producers growers groups group clerics bishops dockers drivers teachers doctors nurses
    villagers settlers refugees council assembly board committee panel inspectors monitors observers peacekeepers
    aide aides adviser advisers executive executives delegate delegates department departments mission missions
    organization organisation association federation troika institute university inquiry emperor pope church force
    drone warship jet plane trawler tribunal institution institutions embassies consulates newspaper paper
    contingent battalion brigade spy spies premier's chair trade central foreign house command commission's lawyers
    women men man woman youths legislature"""
)
CALLINGS = ("men", "women", "ers", "ors", "ists", "ians", "crats", "eers", "children", "folk", "police", "ees", "ants")
THINGS = _set(
    """tankers containers numbers orders papers powers sectors semiconductors factors corridors letters matters
    waters borders computers processors reactors boosters shelters barriers offers chapters ministers' tensors
    conductors majors doors floors errors colors flavors employees' others tethers years fers volunteers' committees
    fees guarantees degrees trees decrees restaurants plants grants warrants variants quarters members' customers'
    consumers' airliners trailers liners routers scanners chargers meters liters litres layers rivers offenders'
    disasters transfers wafers speakers answers corners favors favours labors tumors rumors rumours motors tractors
    detectors sensors contractors' careers rollers freezers boilers printers lasers centers manners covenants
    specimen regimen contaminants pollutants lubricants"""
)
ABSTRACT = (
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ity",
    "ities",
    "ism",
    "ship",
    "ance",
    "ence",
    "ency",
    "ure",
    "ing",
    "ings",
    "logy",
)

# Nouns that are no body and no people.
GOODS = _set(
    """exports export imports import goods product products economy economies market markets stocks shares currency
    yuan dollar growth demand supply supplies prices price output debt bonds steel coal oil gas soybeans soybean
    beef wine barley corn wheat minerals earths chips chip semiconductors cars vehicles vehicle batteries panels
    cotton trade investment investments territory soil waters airspace border borders land coast province provinces
    region regions city cities island islands sea strait river language culture history people's food medicine law
    laws standards share role dominance influence power interests relations relationship ties dependence reliance
    assets asset reserves capital visa visas students' technology technologies software equipment components tankers
    carriers version text term terms deadline window truce war conflict dispute crisis case cases claim factories
    factory farmland port ports mine mines plant plants services service revenue income surplus deficit population
    birth time day year week month side's view views position stance priorities priority strategy's goals goal aim
    aims reach"""
)

# Participles after "be" that tell how the subject stands rather than what is done to it.
MINDED = _stems(
    """prepared expected scheduled set concerned poised determined interested involved engaged committed opposed
    inclined supposed due located based aligned convinced worried alarmed resolved slated meant bound agreed
    united"""
)

# Verbs that our lists of deeds do not begin with.
SAID = _stems(
    """say tell announce report declare state insist argue claim confirm add note disclose reveal write suggest
    explain believe think expect hope want need seek try begin start continue stop keep see call make take give hold
    let show view face maintain regard consider remain become go come mean put set run turn use build buy sell fear
    know contain spend host issue publish file unveil launch adopt pass approve weigh mull impose raise lower cut
    slap"""
)

# Verbs of saying.
SPEECH = _stems(
    """say tell announce report declare state insist argue claim confirm add note disclose reveal write suggest
    explain believe think warn promise pledge vow predict allege assert maintain reiterate stress emphasise
    emphasize signal hint indicate admit acknowledge deny complain remark estimate contend propose recall reply
    respond quip tweet post"""
)

# What two do together, and what is no deed though two share it.
MUTUAL = _stems(
    """meet agree negotiate talk discuss confer sign clash exchange consult converse speak settle parley initial ink
    conclude reconcile debate argue cooperate spar trade swap huddle convene hold reach strike resume open begin"""
)
STATES = _stems(
    """be have benefit seem remain need want face appreciate believe think hope say fear know expect suffer lose
    gain see feel understand recognise recognize become rise fall grow stand share possess own include"""
)

# With these verbs the one named after them is to act; with the second, has acted.
OTHERS_ACT = _stems(
    """urge ask order press force allow warn invite persuade tell request require want expect pressure push compel
    permit advise instruct encourage enable beg implore exhort call lobby oblige command convince help let get bar
    stop prevent prohibit forbid dissuade accuse blame suspect charge thank praise condemn criticise criticize
    fault prompt cause drive induce provoke"""
)
OF_OTHERS = _stems(
    """accuse suspect blame thank praise condemn criticise criticize stop prevent bar dissuade fault keep"""
)

# What somebody wants done: "demanded that Japan withdraw".
WISHING = _stems("demand insist urge request ask propose recommend stipulate require")

# The subject receives it "from" whoever acts.
RECEIVING = _stems("receive draw win earn get obtain suffer secure extract face incur attract elicit field")

# Verbs of which a place is the object.
GOING = _stems("visit arrive travel fly go come land return invade enter head march sail move deploy stay host tour")

# Prepositions of place, of direction, and of what only stands beside the deed.
PLACES = _set("in at near around inside outside across throughout via")
TOWARD = frozenset({"with", "against", "toward", "towards", "to"})
ASIDE = _set(
    """after before amid despite during since until when while as because although though if unless without
    following under through where than like alongside"""
)

MEETING = _stems("meet agree negotiate talk confer clash consult speak")

# Nouns for what a state uses or does: whoever owns them acts.
TOOLS = _set(
    """tariff tariffs sanction sanctions ban bans control controls restriction restrictions curb curbs measure
    measures move decision decisions policy policies action actions step steps order orders threat threats proposal
    demand demands refusal offer plan plans announcement statement attack attacks strike strikes duties levies fees
    embargo blockade retaliation response strategy campaign aid missile missiles artillery rockets fire bombs
    pressure"""
)

# Nouns after which "to" says what is meant to be done.
INTENTS = _set(
    """decision plan plans threat threats promise pledge vow offer bid attempt effort efforts move refusal agreement
    readiness willingness commitment intention proposal request call calls desire failure right demand push drive"""
)

# Nouns for what stands between two.
TALKS = _set("talks meeting negotiations discussions agreement deal dialogue summit call accord truce")


def is_agent(noun: str) -> bool:
    """True if a noun is somebody who acts: a body of a state, or people of some calling."""
    if noun in AGENTS or f"{noun}s" in AGENTS or (noun.endswith(CALLINGS) and noun not in THINGS):
        return True
    return "-" in noun and is_agent(noun.rpartition("-")[2])


def is_thing(noun: str) -> bool:
    """True if a noun is no body and no people: a good, a figure, something abstract."""
    return noun in GOODS or noun in NOUNISH or (noun.endswith(ABSTRACT) and not is_agent(noun))
