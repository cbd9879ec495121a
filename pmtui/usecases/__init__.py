"""The verbs of the product: each loads, lets the domain decide, and saves in one transaction."""
