"""An invented debate of the size of a real one: a city's post about bike lanes, with its comments."""

from __future__ import annotations

from argmap.model import POST, ArgumentMap, Thread

from .debate import Document, build

TEXT = """
## 1 What I propose

Our council will vote in spring. {lanes| The city should build protected bike lanes on its six main avenues within
three years.} I will also argue that {parking| kerbside parking on those avenues should go to make room}, and that
{pilot| a painted pilot lane would be worse than waiting for the real thing}.

## 2 Why safety comes first

{safety| Protected lanes would roughly halve serious injuries among cyclists on the avenues.} The mechanism is not
mysterious: {separation| a kerb keeps turning lorries and bicycles out of each other's way}, and {crashes^| four in
five of last year's serious crashes involved a vehicle crossing into the lane}. {porto^| When the riverside road got a
kerb, injuries there fell by more than half in two years.} One might worry that {risk| people who feel safe ride less
carefully}. I doubt it: {care| nobody rides carelessly next to a lorry, whatever they are told}, and {hospital^|
hospital admissions fell along with the crash counts}.

## 3 Who would ride

{riders| At least one commuter in ten would switch to cycling if the lanes were continuous.} In our survey {survey^| a
third of drivers said that fear of traffic is the only thing that keeps them off a bicycle}, and {gaps| a route is
only as frightening as its worst junction}, so {continuous| a continuous network removes the reason they give}.
{distance^| Half of all car trips in the city are shorter than four kilometres.} {hills| The electric bicycle has made
our hills irrelevant.} {air| Fewer car trips would bring the air on the avenues within the legal limit}, since
{traffic^| most of the soot at the kerb comes from short car trips}. {noise| The avenues would also be quieter.}

## 4 What it costs

{cheap| The network costs less than resurfacing the avenues would alone}, because {bundle| it can be built while the
water mains are replaced anyway} and {mains^| five of the six avenues are to be dug up by next year}. {health| Better
health saves the city's insurer more than the lanes cost to maintain}: {insurer^| the insurer's own estimate is nine
hundred a year for each new regular rider}. {maintain| A kerb needs hardly any upkeep.}

## 5 Parking and shops

{space| There is no room for a kerb unless one row of parked cars goes.} {shops| Shops would not lose by it}, for
{customers^| nine customers in ten arrive on foot or by tram} and {loading| loading bays at every corner keep
deliveries possible}. {fair| Street space belongs to everybody, so giving most of it to parked cars needs a reason},
and {noreason| nobody has given one}.

## 6 Why not just paint

{ignored| Painted lanes are parked in}, {fake| so a pilot with paint would measure the wrong thing}, and {backlash| a
pilot that disappoints would set the real network back by years}. {election| The next council will be less friendly
than this one.} {alternative?| Is there any cheap way of testing a kerb for a month?}
"""

COMMENTS = """
=== c1 | Ines Okafor | 14 | 6 | post
{selfselect| The riverside road got its kerb in the year when the whole city's traffic fell}, so {regression| the drop
there shows little about kerbs}. {cameras| Junction cameras have cut injuries elsewhere for a tenth of the money.}

=== c2 | Mara Lindqvist | 9 | 3 | c1
{corrected| The figure is already adjusted for the city-wide fall.} {junctions| The junctions on the riverside road
had no cameras}, so they cannot be what did it. I grant that cameras are worth having.

=== c3 | tram_driver_88 | 31 | -4 | post
{snow| Kerbed lanes cannot be cleared of snow with the ploughs we have}, and {winter| a lane that is closed for ten
weeks a year is no commuter route}. {survey2| People say many things in surveys; in the spring count not one in forty
came by bicycle.}

=== c4 | Ines Okafor | 6 | 2 | c3
{plough| Narrow ploughs exist and two neighbouring towns hire them by the hour.} {mild^| We had nine days of lying
snow in the last three winters together.}

=== c5 | Aunt Petra's Bakery | 22 | 11 | post
{deliveries| My flour comes in a lorry that does not fit into any bay at a corner.} {elderly| My older customers come
by car and will simply stop coming}, so {bakery| shops like mine will lose}. And {cost| a kerb that is dug out again
for every burst pipe is not cheap}.

=== c6 | Mara Lindqvist | 4 | 1 | c5
{vans| The wholesale market already delivers with vans that fit the bays.} {count^| We counted at three bakeries: of
their customers over seventy, one in twelve came by car.}

=== c7 | nullhypothesis | 17 | 8 | post
{stated| What people say keeps them off a bicycle is not what keeps them off it.} {induced| The emptied road space
fills with other cars within a year}, so {noair| the air would not get any better}. {who?| Who would pay if the mains
are delayed?}

=== c8 | Jonas W. | 12 | 5 | post
{delayed^| The water works have just moved two of the avenues to the year after next.} {quick| A pilot with planters
instead of paint can be up in a week and cannot be parked in.} {oldcouncil| No council has ever torn out a lane that
people used.}

=== c9 | Mara Lindqvist | 2 | 0 | c8
{planters| Planters are pushed aside at night; we tried that on Mill Street.}
"""

RELATIONS = """
safety + riders > lanes
cheap > lanes
air + noise > lanes
health > lanes
separation + crashes > safety
porto > safety
risk x safety
care x risk
hospital x risk
survey + continuous > riders
gaps > continuous
distance > riders
hills > riders
traffic + riders > air
bundle + mains > cheap
maintain > cheap
insurer + riders > health
space > parking
shops > parking
fair + noreason > parking
customers > shops
loading > shops
fake > pilot
backlash > pilot
ignored > fake
election > backlash
regression / porto > safety
selfselect > regression
corrected x selfselect
cameras x safety
junctions / cameras > safety
winter x riders
snow > winter
plough x snow
mild x winter
survey2 x riders
deliveries x loading
elderly > bakery
bakery x shops
vans x deliveries
count x elderly
cost x cheap
stated / survey+continuous > riders
noair x air
induced > noair
delayed x mains
quick x fake
oldcouncil x election
planters x quick
"""


def bike_lanes() -> tuple[Thread, ArgumentMap]:
    """Return the thread and its map: 58 claims, 49 steps, two questions, nine comments."""
    documents = [Document(POST, "Mara Lindqvist", TEXT)]
    for comment in COMMENTS.split("=== ")[1:]:
        head, _, body = comment.partition("\n")
        id, author, karma, agreement, reply_to = head.split(" | ")
        documents.append(Document(id, author, body, int(karma), int(agreement), reply_to))
    return build(
        "Six avenues, three years: the case for protected bike lanes",
        documents,
        RELATIONS,
        date="2024-02-11",
        url="https://example.org/posts/six-avenues",
        score=48,
        tags=("Streets", "Local politics"),
        stated_comments=9,
    )
