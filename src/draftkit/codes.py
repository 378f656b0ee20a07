"""Every kind of problem, in one table. A number is stable and never used again for something else.

0xx files and YAML, 1xx facts, 2xx the text, 3xx who was asked and who answered, 5xx bilagor,
6xx packs, 7xx the finished document.
"""

from __future__ import annotations

from .problems import Code, Severity, Stops

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_FINAL, _NOTHING = Stops.FINAL, Stops.NOTHING

# Files and YAML
NOT_UTF8 = Code("DK001", "not-utf8")
BYTE_ORDER_MARK = Code("DK002", "byte-order-mark")
NOT_NFC = Code("DK003", "not-nfc")
CARRIAGE_RETURN = Code("DK004", "carriage-return")
EMPTY_FILE = Code("DK005", "empty-file")
STRANGE_CHARACTER = Code("DK006", "strange-character")
UNKNOWN_FILE = Code("DK007", "unknown-file")
NOT_A_CASE = Code("DK008", "not-a-case")
SYMBOLIC_LINK = Code("DK009", "symbolic-link")
BROKEN_YAML = Code("DK010", "broken-yaml")
DUPLICATE_KEY = Code("DK011", "duplicate-key")
YAML_ALIAS = Code("DK012", "yaml-alias")
NO_FRONT_MATTER_END = Code("DK013", "front-matter-without-end")

# Facts
UNKNOWN_KEY = Code("DK101", "unknown-key")
MISSING_FACT = Code("DK102", "missing-fact")
NOT_A_DATE = Code("DK103", "not-a-date")
NOT_A_CHOICE = Code("DK104", "not-a-choice")
WRONG_FORM = Code("DK105", "wrong-form")
WRONG_SHAPE = Code("DK106", "wrong-shape")
UNKNOWN_BODY = Code("DK107", "unknown-body")
UNKNOWN_PERSON = Code("DK108", "unknown-person")
NAME_TAKEN = Code("DK109", "name-taken")
NO_PARTY = Code("DK110", "no-party", _WARNING, _FINAL)
STAGE_NOT_REACHED = Code("DK111", "stage-not-reached")
UNKNOWN_PACK = Code("DK112", "unknown-pack")
NEWER_SCHEMA = Code("DK113", "newer-schema")
OTHER_VERSION = Code("DK114", "other-version")
UNDATED_ANSWER = Code("DK115", "undated-answer", _WARNING, _NOTHING)
NO_REFERRAL_DATE = Code("DK116", "no-referral-date", _WARNING, _NOTHING)

# The text
UNKNOWN_SLOT = Code("DK201", "unknown-slot")
TEXT_OUTSIDE_SLOTS = Code("DK202", "text-outside-slots")
MISSING_SLOT = Code("DK203", "missing-slot")
RAW_HTML = Code("DK204", "raw-html")
RAW_CODE = Code("DK205", "raw-code")
UNCLOSED_FENCE = Code("DK206", "unclosed-fence")
FOOTNOTE_WITHOUT_TEXT = Code("DK207", "footnote-without-text")
TEXT_NOT_PRINTED = Code("DK208", "text-not-printed")
REMOTE_IMAGE = Code("DK209", "remote-image")
MISSING_IMAGE = Code("DK210", "missing-image")
IMAGE_WITHOUT_TEXT = Code("DK211", "image-without-text")
BROKEN_LINK = Code("DK212", "broken-link")
LOCK_BROKEN = Code("DK213", "lock-broken")
NOTHING_TO_LOCK = Code("DK214", "nothing-to-lock")
FOOTNOTE_IN_FOOTNOTE = Code("DK215", "footnote-in-footnote")
TOO_DEEP = Code("DK216", "too-deep")
EMPTY_HEADING = Code("DK217", "empty-heading")

# Who was asked and who answered; what is still to be written
MISSING_SECTION = Code("DK301", "missing-section", _WARNING, _FINAL)
MISSING_ANSWER = Code("DK302", "missing-answer", _WARNING, _FINAL)
MISSING_SUMMARY = Code("DK303", "missing-summary", _WARNING, _FINAL)
MISSING_PROPOSAL = Code("DK304", "missing-proposal", _WARNING, _FINAL)
ANSWER_NOT_ASKED_FOR = Code("DK305", "answer-not-asked-for")
ANSWERED_TWICE = Code("DK306", "answered-twice")
DECLINED_AND_ANSWERED = Code("DK307", "declined-and-answered")
SUMMARY_WITHOUT_ANSWER = Code("DK308", "summary-without-answer", _ERROR, _FINAL)
SUMMARISED_TWICE = Code("DK309", "summarised-twice")
ASKED_TWICE = Code("DK310", "asked-twice")
SECTION_TWICE = Code("DK311", "section-twice")
PROPOSED_TWICE = Code("DK312", "proposed-twice")
NO_ADMINISTRATION = Code("DK313", "no-administration")
DISSENT_WITHOUT_ANSWER = Code("DK314", "dissent-without-answer")
DISSENT_WITHOUT_TEXT = Code("DK315", "dissent-without-text")
UNEXPECTED_PROPOSAL = Code("DK316", "unexpected-proposal")

# Bilagor
MISSING_APPENDIX = Code("DK501", "missing-appendix")
OUTSIDE_FOLDER = Code("DK502", "outside-folder")
ENCRYPTED_APPENDIX = Code("DK503", "encrypted-appendix")
BROKEN_APPENDIX = Code("DK504", "broken-appendix")
UNKNOWN_APPENDIX_KIND = Code("DK505", "unknown-appendix-kind")
APPENDIX_WITHOUT_TEXT = Code("DK506", "appendix-without-text")
UNKNOWN_APPENDIX = Code("DK507", "unknown-appendix")
UNSETTLED_APPENDIX = Code("DK508", "unsettled-appendix", _WARNING, _FINAL)

# Packs
TEMPLATE_ERROR = Code("DK601", "template-error")
TEMPLATE_UNDEFINED = Code("DK602", "template-undefined")
PACK_INCOMPLETE = Code("DK603", "pack-incomplete")
UNKNOWN_PLACE = Code("DK604", "unknown-place")
MISSING_STYLE = Code("DK605", "missing-style", _WARNING, _NOTHING)

# The finished document
NOT_TYPESET = Code("DK701", "not-typeset")
TEXT_LOST = Code("DK702", "text-lost")
NO_GLYPH = Code("DK703", "no-glyph")
DOES_NOT_FIT = Code("DK704", "does-not-fit", _ERROR, _FINAL)
