"""The twenty product activities that time goes into.

Imported where one is named: most entries name none, and enumerations take long to make.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class ActivityGroup(StrEnum):
    """The three families of product activities."""

    STRATEGIC = "strategic"
    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Activity(StrEnum):
    """The twenty activities of the Product Activities Framework.

    Source: Product Focus; method §3.
    """

    MARKET_RESEARCH = "market-research"
    CUSTOMER_RESEARCH = "customer-research"
    COMPETITIVE_RESEARCH = "competitive-research"
    PRODUCT_PERFORMANCE = "product-performance"
    SEGMENTATION = "segmentation"
    PROPOSITIONS = "propositions"
    POSITIONING = "positioning"
    BUSINESS_CASES = "business-cases"
    PRODUCT_STRATEGY = "product-strategy"
    VISION = "vision"
    ROADMAPS = "roadmaps"
    PRICING = "pricing"
    DISCOVERY = "discovery"
    REQUIREMENTS = "requirements"
    DESIGN_BUILD = "design-build"
    READINESS = "readiness"
    LAUNCH = "launch"
    PROMOTION = "promotion"
    CONTENT = "content"
    SALES_SUPPORT = "sales-support"


_INBOUND = frozenset({Activity.DISCOVERY, Activity.REQUIREMENTS, Activity.DESIGN_BUILD, Activity.READINESS})
_OUTBOUND = frozenset({Activity.LAUNCH, Activity.PROMOTION, Activity.CONTENT, Activity.SALES_SUPPORT})


def _group(activity: Activity) -> ActivityGroup:
    if activity in _INBOUND:
        return ActivityGroup.INBOUND
    return ActivityGroup.OUTBOUND if activity in _OUTBOUND else ActivityGroup.STRATEGIC


ACTIVITY_GROUPS: Mapping[Activity, ActivityGroup] = MappingProxyType({a: _group(a) for a in Activity})
"""The group of each activity, in the framework's order: strategic, inbound, outbound."""
