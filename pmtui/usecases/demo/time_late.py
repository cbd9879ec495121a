"""The time log of the demo story, days −20 to today, in the words of quick entry: a block of lines for each day."""

from __future__ import annotations

LATE_DAYS = """
8:55-9:50 planned sprint planning ~requirements
10:00-11:30 strat video identity check, ten people >X4 ~discovery
11:30-12:00 admin mail
13:00-14:20 fire import of 900 employees before the weekend @globex !promise
14:30-15:55 fire board wants a forecast of the forecast @ceo !jdi
16:00-16:50 planned acceptance of the import ~design-build

9:00-10:30 fire import, row 412 @globex !promise
10:40-12:00 strat partner webinar outline >KA2 ~content
13:00-13:50 planned backlog grooming
14:00-15:25 fire identity provider down !outage
15:30-16:40 strat which partners activate >KR1 ~product-performance

-

9:05-10:40 fire outage @acme !out
10:50-12:05 strat pipeline review >KA5 @initech
13:00-13:55 planned story mapping ~requirements
14:05-15:20 fire outage report @support !escalation
15:30-16:25 admin one-to-one

9:00-9:30 admin mail
9:30-11:00 strat identity check, what we saw >X4 ~product-performance
11:10-12:00 planned design review ~design-build
13:00-14:25 fire SSO by the end of the quarter @initech !rhino
14:35-15:50 fire wrong logo on 300 cards @support !escalation
15:50-16:40 planned release notes ~readiness

9:00-10:35 strat filters, 140 become 112 >OB3 ~product-performance
10:45-11:50 fire cards, the reprint @support !escalation
13:00-13:55 planned sprint review ~readiness
14:05-15:40 fire questionnaire, a new one @sales !request
15:40-16:10 hallway

8:50-9:45 planned sprint planning ~requirements
9:50-11:15 strat referral fee on one page >KA6 @legal ~business-cases
11:20-11:50 admin expenses
13:00-14:30 fire data deletion request, all of it @globex !request
14:40-16:15 fire the CEO likes the other button @ceo !jdi

9:00-10:20 strat what people filter by >X5 ~product-performance
10:30-11:45 fire button, the committee @ceo !jdi
13:00-13:50 planned backlog grooming
14:00-15:25 strat sandbox on day one >KA8 ~propositions
15:35-17:20 fire slow quotes !dev
20m admin time sheets

9:00-9:25 admin mail
9:25-10:50 fire slow quotes, the cache @dev !dev
11:00-12:10 strat call three partners >KA1
13:00-14:05 planned acceptance of the cache ~design-build
14:15-15:35 fire exception in the exception @acme !rhino
15:40-16:20 quick question

9:10-10:30 strat price, doctor, deductible >OB3 ~customer-research
10:40-11:30 planned design review ~design-build
11:30-12:00 admin travel
13:00-14:30 fire prospect wants it on paper @sales !request
14:40-15:50 strat value for consultants in a sentence >KR2 ~positioning
16:00-17:15 fire certificate ran out overnight !outage

9:00-10:10 planned sprint review ~readiness
10:20-11:50 strat weekend of clicks >X5 ~product-performance
13:00-14:25 fire angry call, calm follow-up @globex !escalation
14:35-15:50 fire API limits @initech !rhino
15:50-16:30 admin one-to-one

8:50-9:40 planned sprint planning ~requirements
9:45-11:05 fire outage @acme !out
11:15-12:05 strat pipeline review >KA5 @initech
13:00-14:25 strat subsidy in plain words >OB2 ~propositions
14:35-15:40 fire outage, the apology @acme !escalation
15:45-16:35 planned story mapping ~requirements

9:00-10:25 strat doctor filter on top >X6 ~discovery
10:35-11:20 planned backlog grooming
11:20-11:50 admin mail
13:00-14:20 fire SSO, the estimate @initech !rhino
14:30-15:30 strat joint deal, step by step >KR3 ~customer-research
15:40-16:55 fire test data in production @dev !self

9:05-9:55 planned acceptance of the filter ~design-build
10:05-11:35 strat webinar, the storyline >KA2 ~content
13:00-14:20 fire refund for 12 members @support !escalation
14:30-15:45 strat cancelled plans, seven calls >KA14 ~customer-research
16:00-17:15 fire last-minute slide @ceo !jdi

9:00-9:30 admin mail
9:30-11:00 strat sandbox with the first partner >KA8 @globex
11:10-12:00 planned design review ~design-build
13:00-14:15 fire tender with 90 pages @sales !request
14:25-15:40 fire tender, pages 91 to 140 @sales !request
15:45-16:40 strat doctor filter, day two >X6 ~product-performance

9:00-10:20 strat price comes first >X6 ~product-performance
10:30-11:20 planned sprint review ~readiness
13:00-14:30 fire statement for the regulator @legal !request
14:40-15:35 strat referral fee, eleven comments >KA6 @legal
15:45-17:00 fire duplicate invoices !dev
25m admin expenses

8:50-9:40 planned sprint planning ~requirements
9:45-11:10 strat renewals, where people call >O2 ~customer-research
11:15-11:45 admin one-to-one
13:00-14:15 fire duplicate invoices, the sum @dev !dev
14:25-15:30 fire quote for 4,000 people by tonight @acme !rhino
15:30-16:30 planned story mapping ~requirements

9:00-10:30 strat five who stopped >X7 ~customer-research
10:40-11:25 planned backlog grooming
13:00-14:20 fire quote for 4,000 people, again @acme !rhino
14:30-15:45 strat seven renewal calls >KA10 ~customer-research
15:55-16:50 fire bug in the bug tracker @dev !dev
16:50-17:05 inbox

9:05-10:05 fire outage @acme !out
10:15-11:40 strat partners without a first deal >KR3 ~segmentation
11:40-12:05 admin mail
13:00-14:20 strat two of five called back >X7 ~customer-research
14:30-15:20 planned design review ~design-build
15:30-17:15 fire SSO, the promise @initech !promise

9:00-9:50 planned sprint review ~readiness
10:00-11:20 strat pipeline review >KA5 @initech
11:20-11:50 admin one-to-one
13:00-14:25 fire angry hospital, round two @globex !escalation
14:35-15:35 strat six renewal calls >KA10 ~customer-research
15:45-17:15 fire release moved to tonight @dev !dev
"""

TODAY = """
9:00-11:00 strat pricing tiers >KR1 ~pricing
11:00-11:30 planned backlog grooming
12:15-13:00 fire exports time out @globex !escalation
13:30-14:10 fire SSO deal @initech !rhino
14:20-15:00 planned webinar rehearsal >KA2 ~promotion
15:10-16:00 strat third of five called back >X7 ~customer-research
16:05-16:45 fire the wrong price on the right page @sales !request
16:55-17:35 admin mail
"""
