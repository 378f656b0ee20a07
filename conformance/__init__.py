"""Is what draftkit makes accessible, archivable and correct? Others are asked: `make conformance`.

    documents.py   what is to be judged: every example and pack, as draft and as final document
    ownpack.py     a pack of a city's own, made as docs/mallpaket.md tells
    commonmark.py  every example of the CommonMark specification as an answer (answers.py builds them), whole or refused
    odd.py         texts that nobody has foreseen: those of texts/, and some at random
    fetched.py     the judges, in pinned versions whose hashes are checked, in .venv/judges/
    verdict.py     Row: what one judge says of one document
    table.py       the rows as a table
    verapdf.py     PDF/UA-1 and PDF/A: veraPDF
    axe.py         the web page in a real Chromium: axe-core, a narrow screen, the keyboard (browser.mjs)
    htmlvalidity.py  the web page as HTML: the Nu Html Checker and html-validate
    openxmlaudit.py, openxmlsdk.py   Office Open XML: openxml-audit, and Microsoft's Open XML SDK
    libreoffice.py   the Word files opened: the same text as the PDF's, on as many pages
    redlined.py    two versions in one: Word files with tracked changes, and their PDFs

A judge is a module with a `NAME` and a `judge(documents) -> rows`; `__main__.py` lists them. A judge that is not there
has failed, and so has one that says nothing. None is skipped.
"""
