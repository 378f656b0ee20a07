rm -rf build # kan vara en länk som leder bort
mkdir -p build/granskning
draftkit check --format "$DRAFTKIT_FORMAT" \
  --rapport md=build/granskning/sammanfattning.md \
  --rapport gitlab=build/granskning/gitlab.json \
  --rapport junit=build/granskning/junit.xml
