# Verktygen väljs av den gren som ändringen ska in i, inte av ändringen själv.
git show "$bas:draftkit-krav.txt" > "$verktyg/krav.txt" || cp draftkit-krav.txt "$verktyg/krav.txt"
grep '^draftkit-utlatande==' "$verktyg/krav.txt" > "$verktyg/draftkit.txt"
sed '/^draftkit-utlatande==/d' "$verktyg/krav.txt" > "$verktyg/beroenden.txt"
python3 -I -m venv "$verktyg/python"
"$verktyg/python/bin/python" -I -m pip install -q --only-binary :all: --require-hashes -r "$verktyg/beroenden.txt"
"$verktyg/python/bin/python" -I -m pip install -q --only-binary :all: --no-deps -r "$verktyg/draftkit.txt"
