fel=0
draftkit build --sedan "$DRAFTKIT_BAS" --out build/granskning/utkast || fel=1
draftkit diff "$DRAFTKIT_BAS" --format md > build/granskning/andringar.md || fel=1
draftkit diff "$DRAFTKIT_BAS" --format html > build/granskning/andringar.html || fel=1
exit "$fel"
