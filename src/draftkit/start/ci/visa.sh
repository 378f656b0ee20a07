if [ -s build/granskning/sammanfattning.md ]; then
  cat build/granskning/sammanfattning.md >> "${GITHUB_STEP_SUMMARY:-/dev/stdout}"
fi
if [ -s build/granskning/andringar.md ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  head -c 500000 build/granskning/andringar.md >> "$GITHUB_STEP_SUMMARY"
fi
