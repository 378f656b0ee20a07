"""draftkit: an ärende's folder becomes a finished statement in Word and PDF.

Where to look, in the order of a run (`pipeline.py` tells it):

    project.py            Project: the files and the day, as a value
    stages/load/          Project -> Case          facts.py and model.py declare what can be written
    stages/checks/        Case -> Problems         one function for each rule; codes.py has what reading finds
    stages/ledger.py      Case -> Ledger           who was asked, and what became of it
    stages/assemble.py    Case -> Statement        plain data, and the texts that go in its places
    stages/templating.py  Statement -> Skeleton    through the pack: templates/<pack>/*.md.j2 and fraser.yaml
    stages/render.py      Skeleton -> Document     the texts in their places
    stages/formats.py     Document -> trees        one for each writer; stages/opendata/: JSON and Akoma Ntoso;
                                                   stages/webpage/: the web page, gathered by webpage.py
    publish.py            Document -> files        by edges/engines (pandoc, typst) and edges/finish; counted

`draftkit status` runs another way: survey.py reads the facts, only glances at the texts, and asks stages/standing.py
how the case stands; provenance.py finds the files that a draft was made from.
`draftkit build --final` asks finality.py whether all is in Git; `draftkit verify` holds files against their manifest
and its commit (verification.py), and builds them anew (rebuilding.py); conformance.py asks veraPDF of them.
`draftkit diff` takes two such runs: revisions.py has the working folder as it stood at a commit, review.py and
comparison.py compare two of them by stages/review, and edges/report/review tells what was found.
What others have sent goes the other way: `arrival.py` tells how a file becomes fragments (stages/intake, edges/intake).

Where does a sentence of the document come from? From a fragment in the case's folder, or from
templates/<pack>/fraser.yaml: every sentence that nobody wrote by hand stands there.

`draftkit redline` composes two versions as `build` does one (redlining.py), and lays them into each other: in Word
edges/finish/redline.py, in the PDF stages/review/merging.py.

What `draftkit new` asks and writes: stages/drafts/ makes questions of the facts and files of the answers, drafting.py
judges them by the rules before they are written, interview.py is the conversation.

The rules: `draftkit rules` lists them, stages/checks/ has them, and each one's docstring is its manual page.

A module may import those of the layers below its own: spans, messages, problems, facts, blocks, swedish;
model; stages; edges; pipeline, survey, revisions, publish, comparison, review, arrival, drafting and interview; cli.
"""

__version__ = "0.1.0"
DISTRIBUTION = "draftkit-utlatande"  # what pip calls it: on the package index, draftkit is something else
