"""The time log of the demo story, days −39 to −21, in the words of quick entry: a block of lines for each day."""

from __future__ import annotations

EARLY_DAYS = """
8:55-9:20 admin mail
9:20-11:05 fire login loop after the release !outage
11:15-12:00 planned backlog grooming
13:00-14:25 fire one more field for the contract @acme !rhino
14:40-15:40 strat partner short list >KR1 ~segmentation
16:05-17:10 fire report for the board, today please @ceo !jdi

9:00-9:45 planned sprint planning ~requirements
9:45-11:20 fire login loop, part two !outage
11:30-12:00 admin expenses
13:10-14:15 fire bespoke export for a demo @globex !rhino
14:30-15:30 strat what partners want from us >KR1 ~customer-research @initech
15:40-16:20 fire wrong premium in 40 letters @support !escalation

9:10-10:25 fire letters again, now 60 @support !escalation
10:40-12:10 strat five people buy while we watch >X1 ~customer-research
13:00-13:40 hallway
13:50-15:05 fire promised in March, due any minute @acme !promise
15:15-16:00 planned acceptance of the new search page ~design-build
16:15-17:05 fire deck for a prospect @sales !request

9:00-10:30 fire deck for a prospect, final @sales !request
10:40-11:25 planned roadmap questions from the team ~roadmaps
11:25-12:10 fire deck for a prospect, really final @sales !request
13:00-14:10 strat median time to buy, by hand >TC1 ~product-performance
14:25-15:50 fire field for the contract is the wrong field @acme !rhino
45m admin interviews for the junior role

8:50-9:15 admin mail
9:15-10:40 fire payment provider slow !outage
10:50-12:00 planned release notes ~readiness
13:05-14:15 strat constraint stack with the team >O3 ~product-strategy
14:30-15:45 fire pricing exception @globex !rhino
15:50-16:30 fire own typo in the tariff table !self

9:00-9:40 planned stand-up and grooming
9:45-11:25 fire tariff table, cleaning up after myself !self
11:30-12:00 admin travel
13:00-14:05 strat call two partners >KA1
14:20-15:50 fire audit asks for last year's numbers @legal !request
16:00-16:45 fire the CEO met somebody on a train @ceo !jdi

9:05-10:50 fire audit numbers @legal !request
11:00-12:05 planned story mapping ~requirements
13:00-14:20 strat papers that people look for >OB1 ~customer-research
14:30-15:40 fire broken upload on phones !outage
15:50-16:20 inbox
30m admin time sheets

9:00-10:15 fire broken upload, root cause @dev !dev
10:20-11:00 planned design review ~design-build
11:00-12:00 fire escalation call @globex !escalation
13:00-14:30 strat lead rules with initech >KA4 @initech
14:45-16:05 fire side letter to the contract @acme !rhino
16:15-16:50 planned support training ~readiness

9:10-9:35 admin mail
9:35-11:00 fire side letter, version four @acme !rhino
11:10-12:00 planned sprint review ~readiness
13:05-14:20 strat list of papers for one day >X2 ~discovery
14:30-15:40 fire translations missing !promise
15:50-16:40 fire help sales with a questionnaire @sales !request

8:55-9:55 planned sprint planning ~requirements
10:00-11:25 fire questionnaire, 148 questions @sales !request
11:30-12:00 admin one-to-one
13:00-14:25 strat papers later, how we would do it >OB1 ~discovery
14:40-15:55 fire payments stuck overnight !outage
16:00-16:35 planned story mapping ~requirements

9:00-10:20 strat twenty people, papers later >X3 ~discovery
10:30-11:40 fire contract field, the sequel @acme !rhino
11:40-12:05 admin mail
13:00-13:55 planned backlog grooming
14:00-15:15 fire the CEO's nephew has feedback @ceo !jdi
15:30-16:30 fire payments stuck, follow-up !outage

9:05-10:00 planned acceptance of papers later ~design-build
10:05-11:30 fire roaming discount promised at a fair @globex !promise
13:00-14:35 strat joint offer template >KA7 @initech
14:45-15:55 fire complaint on social media @support !escalation
16:00-16:30 hallway
30m admin expenses

9:00-9:30 admin mail
9:30-10:45 fire complaint, the journalist version @support !escalation
10:55-12:00 planned design review ~design-build
13:00-14:30 strat lead rules signed >KA4 @initech
14:40-16:10 fire numbers for the board @ceo !jdi

9:00-10:30 strat pricing talk with three partners >KR1 ~pricing
10:40-11:50 fire search returns nothing for umlauts !dev
13:00-14:00 planned sprint review ~readiness
14:10-15:25 fire exception for one hospital @acme !rhino
15:40-16:20 planned support training ~readiness
16:20-16:45 admin time sheets

8:50-9:40 planned sprint planning ~requirements
9:45-11:05 fire hospital exception, legal view @legal !rhino
11:15-12:00 strat who else sells to small employers >KR1 ~competitive-research
13:00-14:10 fire slow search over lunch !outage
14:20-15:30 strat eighteen of twenty >X3 ~product-performance
15:45-16:15 admin one-to-one

9:00-10:25 strat first joint deal, why so slow >KR3 ~customer-research
10:35-11:50 fire slow search, index rebuilt @dev !dev
13:00-13:50 planned backlog grooming
14:00-15:30 fire questionnaire, 60 more @sales !request
15:40-16:00 quick question
16:00-16:40 planned release notes ~readiness

9:10-9:35 admin mail
9:35-10:55 fire demo environment down before a demo @sales !outage
11:00-12:10 strat plan finder by need >KA12 ~discovery
13:00-14:00 planned story mapping ~requirements
14:10-15:40 fire discount nobody approved @globex !promise
35m strat reading on subsidies >KA13 ~market-research

9:00-10:40 strat partner call day >KA1
10:50-11:40 planned design review ~design-build
11:40-12:10 admin travel
13:00-14:15 fire one field, three meanings @acme !rhino
14:25-15:25 fire password mails in spam !dev
15:30-16:05 planned stand-up notes

9:00-9:50 planned sprint review ~readiness
10:00-11:20 fire spam, now ours @dev !dev
11:25-12:05 admin interviews for the junior role
13:00-14:30 strat where the five questions come up >KA15 ~customer-research
14:45-15:55 fire contract wording @initech !rhino
"""
