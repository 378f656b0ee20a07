ulimit -d 4000000 # kB: mer minne får ingen ta
fel=0
draftkit build --sedan "$DRAFTKIT_BAS" --out build/granskning/utkast || fel=1
timeout 300 draftkit diff --format md "$DRAFTKIT_BAS" -- > build/granskning/andringar.md || fel=1
timeout 300 draftkit diff --format html "$DRAFTKIT_BAS" -- > build/granskning/andringar.html || fel=1
# En äldre version som inte går att bygga är inget fel i förslaget.
timeout 300 draftkit redline "$DRAFTKIT_BAS" --out build/granskning/andringar -- || true
exit "$fel"
