"""What the gazette has in it at first: invented articles, one for each topic that ships.

Nothing in them happened, and nobody in them exists.
"""

NEWS = (
    (
        "Lawmakers in Westmere back Ukraine's NATO membership by a wide margin",
        "Odile Brannock",
        """\
The parliament of Westmere has voted to support Ukraine's NATO membership, with 112 members in
favour and 31 against.

"We have debated the road to the alliance for three years, and our answer is that Ukraine belongs
in it," Foreign Minister Tessaly Korr told the chamber in Port Lindrum. She said that her
government would ask the other allies to name a date for Ukraine's accession to NATO before the
spring.

The vote binds nobody outside Westmere. All members of the alliance must agree before an invitation
to join NATO can be sent, and two of them have asked for more time.

Opponents warned that the country had not thought through what membership would cost. "A promise
without a budget is a press release," said Harl Deven of the Coast Party, who voted against the
motion.

A study by the Lindrum Institute, published on the same day, puts the cost of Westmere's share at
40 million crowns a year. It says that the Ukrainian path to NATO depends less on money than on how
soon the allies agree about the order of the steps.

Westmere's president is expected to sign the resolution next week.""",
    ),
    (
        "Radar crews at Cape Orsley tracked a hypersonic missile in a test",
        "Ivo Tarrant",
        """\
Radar crews at Cape Orsley followed a hypersonic missile for eleven minutes during a test over the
Calder Sea, the defence ministry of Marrowland said.

The missile flew at six times the speed of sound and changed course twice before it fell into the
water 900 kilometres from the coast. It carried no warhead.

"Until this morning we could only calculate what such a flight looks like," said Colonel Ansa
Merriden, who leads the range. She said that the crews had lost the target once, for nine seconds,
when it turned.

Marrowland wants to know whether its radars, some of which are thirty years old, can see hypersonic
weapons early enough to warn the towns along the coast. The ministry will replace four of the seven
stations by 2029.

Scientists at Tarn Hollow University said that one flight proves little. A hypersonic glide vehicle
stays lower than a ballistic missile, and a radar on the ground sees it only when it is already
close, said the physicist Bram Oyelle.

The next test is planned for March.""",
    ),
    (
        "Harrowgate puts its first air defence battery on the hills above the port",
        "Mirren Quayle",
        """\
The city of Harrowgate has put its first air defence battery into service on the hills above the
port, four months later than planned.

The battery has three launchers and a radar that sees 70 kilometres far. "It will protect the
harbour, the power station and about 200,000 people," Mayor Callan Voss said this morning.

The army had to move the site twice, since the first place stood on soft ground and the second one
blocked the view of the lighthouse. The delay cost 3 million marks, which the national government
has agreed to pay.

Crews trained for sixteen weeks at Fort Abelard. In their last exercise they shot down eleven of
twelve drones, and the one that got through had been flown at the height of the waves.

Some residents fear that the battery makes the hills a target. A group called Quiet Slopes has
collected 4,300 signatures for moving it out to the island of Stell.

A second battery, with longer-range surface-to-air missiles, is to follow in the autumn. The army
has not said where it will stand.""",
    ),
)
"""Title, author and text of each, the oldest first."""
