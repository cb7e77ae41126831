"""Words that recur in any debate and name nothing that this one is about. From general knowledge of English, from no corpus."""

from __future__ import annotations

from argmap.read._words import word_set

__all__ = ["EMPTY_HEADS", "GENERIC_NOUNS", "NO_ACRONYMS", "NO_START"]

GENERIC_NOUNS = word_set(
    """
    ability account act action activity actor addition advantage agreement aim alternative amount analogy analysis answer
    anybody anyone anything approach april area argument article aspect assertion assumption attempt attention audience
    august author bar base basis beginning behavior behaviour belief benefit bit blog bold book boy brother bunch candidate
    case category cause century certainty challenge chance change chapter child children choice circumstance citation claim
    clarification class cmv color colour combination comment commenter community company comparative comparison complaint
    concept concern conclusion condition consequence consideration content context contrast contribution conversation copy
    core correlation cost country couple course criterion criticism crux culture data day deal debate decade december
    decision default definition degree delta deltas description detail development difference difficulty direction
    disadvantage disagreement discussion distinction doubt downside ease edit effect effort element end entity environment
    error essay everybody everyone everything evidence example exception existence expectation experience explanation
    expression extent eye face fact factor fallacy family feature february feeling field figure focus folk folks footnote
    force form friday friend front function future gain gap generation girl goal government great ground group guess guy
    half hand head heart help hint history hour human humans hypothesis idea ie image impact impression improvement
    individual inference influence information instance intent intention internet intuition issue item january job joke
    judgement judgment july june justification kid kind kudos lack language law leap length level life likelihood limit line
    link list logic look loss lot magnitude majority man manner march mark material matter may mean meaning means measure
    media member memory men mention method middle million mind minority minute mistake model moment monday money month
    mother motivation name nature need news nobody none note nothing notion november number object objection objective
    observation occasion october one op opinion opportunity opposite option order outcome output page paper paragraph parent
    part party past path pattern people percent percentage period person perspective phrase picture piece place plan play
    plenty point portion position possibility post practice premise presence present pretty principle probability problem
    procedure process product progress project proof property proposal proposition public purpose quality quantity question
    quote range rate ratio reader reading reality reason reasoning rebuttal reddit redditor reference regard relation
    relationship remark reply request requirement research resource respect response responsibility rest result return right
    risk role room rule saturday scale scenario school scope scriptum search section sense sentence september series set
    setting shape share side sign significance sister site situation size skill society solution somebody someone something
    sort source space spot stage stance standard start stat state statement statistic step stop story strategy strength
    stretch structure student stuff sub subject subreddit subset sum sunday support surprise system table tag talk task team
    tendency term test text thank thanks theme thing think thinking thought thread threshold thursday tie time title today
    tomorrow tool top topic total touch trade trait treatment trend trouble truth try tuesday turn type understanding unit
    update use user value variable variation variety version victim video view viewpoint way web website wednesday week
    weekend weight while whole will woman women word wording work world worry writer writing wrong year yesterday
    """
)
"""Nouns, in the singular where they have one."""

NO_START = word_set(
    """
    able above actual additional aforementioned afraid alleged amazing another apparent average awful bad basic being below
    best better big bigger biggest brand certain clear coming common compelling complete concrete constant convincing
    correct countless crazy current day-to-day decent decisive different difficult doing dumb earlier early easy enough
    entire eventual ex exact excellent extra fair false favorite favourite few fewer fifth final fine first following former
    fourth full fundamental funny further general getting given giving glad going good great happy hard having high higher
    highest honest horrible huge hypothetical important impossible improved incorrect increased incredible initial
    interesting keeping key kind large larger largest last late later latter least legitimate less letting likely little
    long longer looking low lower main mainstream major making many massive mere minor more most much n't necessary new
    newer next nice normal numerical numerous obvious ok okay old older only ordinary original other others overall own
    particular perfect personal plain plausible possible potential previous proper pure putting radical random real
    reasonable recent relevant right same saying second serious several sheer short significant silly similar simple single
    small smaller smallest so-called sorry special specific strange strong stupid subsequent substantial such sufficient
    supposed sure taking talking terrible thinking third tiny total true trying typical ultimate unable unlikely using usual
    valid various vast very weak weird whatsoever widespread worse worst wrong year years young
    """
)
"""Words that a term does not begin with: they say how much, how good or which one, and not what."""

NO_ACRONYMS = word_set(
    """
    AFAICT AFAIK AKA ALL AM AMA ANY ASAP ASIDE BC BCE BS BTW CE CET CMV DELTA DM EDIT EG ELI EST ET ETA FAQ FTFY FWIW FYI
    GMT HN HTML HTTP HTTPS IANAL IDK IE II III IIRC IIUC IMHO IMO INB IRL ISBN IV IX JPG LMAO LOL MIT NB NO NOT NOW NP NSFW
    NVM OC OFC OK OMG ONLY OP OPS OT OTOH PDF PHD PM PNG PS PST QED RE ROFL SMH STFU TBF TBH TIA TIL TL TLDR TM TMI TV
    UPDATE URL US USD UTC VERY VI VII VIII VS WTF WWW XI XX YES YMMV YOU
    """
)
"""What looks like an acronym and names nothing: a forum's own shorthand, numerals, times of day."""

EMPTY_HEADS = word_set(
    """
    amount anything argument bit bunch case comment couple day end example fact guy issue kind line lot moment month nothing
    number one op part percent person place point possibility post problem question reason side something sort stuff thing
    time today way week year
    """
)
"""Nouns that make no term of what stands before them."""
