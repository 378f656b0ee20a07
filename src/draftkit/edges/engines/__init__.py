"""The two engines, pandoc and typst, each behind one door. Both come in wheels and are pinned as a pair."""
