"""The benchmark: peers in front of one mock vendor, measured in turns, stored as JSON, drawn as SVG."""
