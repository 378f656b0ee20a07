ulimit -d 4000000 # kB: mer minne får ingen ta
fel=0
draftkit build --sedan "$DRAFTKIT_BAS" --out build/granskning/utkast || fel=1
timeout 300 draftkit diff --format md "$DRAFTKIT_BAS" -- > build/granskning/andringar.md || fel=1
timeout 300 draftkit diff --format html "$DRAFTKIT_BAS" -- > build/granskning/andringar.html || fel=1
exit "$fel"
