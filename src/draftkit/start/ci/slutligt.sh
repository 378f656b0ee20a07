fel=0
arende="drafts/${tagg%%/*}"
if [ -n "$tagg" ] && [ -f "$arende/arende.yaml" ]; then
  # Taggen är uppkallad efter ett ärende: det ska vara klart.
  draftkit build --final --out build/granskning/slutliga "$arende" || fel=1
else
  # Annars byggs de ärenden som är klara, och de andra räknas upp.
  draftkit build --final --klara --out build/granskning/slutliga || fel=1
fi
if compgen -G 'build/granskning/slutliga/*/manifest.json' > /dev/null; then
  draftkit verify build/granskning/slutliga || fel=1
fi
exit "$fel"
