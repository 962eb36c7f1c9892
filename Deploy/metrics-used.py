"""Prints the names of the server's metrics that alert rules and dashboards ask for, without the endings of histograms.

    python3 metrics-used.py FILE …
"""

import re
import sys
from pathlib import Path

HISTOGRAM = r"_(bucket|sum|count)$"

names = set()
for path in sys.argv[1:]:
    for name in re.findall(r"\b(?:huddle|process)_[a-z_]+", Path(path).read_text(encoding="utf-8")):
        names.add(re.sub(HISTOGRAM, "", name))
print("\n".join(sorted(names)))
