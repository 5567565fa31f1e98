### Names of formats, kinds and orders.

# Groups of dataset formats.
term-backup = Backup
term-tables-and-statistics = Tables and statistics
term-other-annotation-tools = Other annotation tools
term-training-models = Training models
term-networks = Networks
term-the-web = The web

# What a dataset format is for: the program or the task first.
term-json-lines-full-backup = JSON Lines: full backup
term-spacy-train-a-model = spaCy: train a model
term-prodigy-correct-annotations = Prodigy: correct annotations
term-argilla-review-annotations = Argilla: review annotations
term-inception-take-over-a-project = INCEpTION: take over a project
term-label-studio-continue-annotating = Label Studio: continue annotating
term-doccano-continue-annotating = doccano: continue annotating
term-conll-2003-train-a-tagger = CoNLL-2003: train a tagger
term-conll-2002-train-a-tagger-two-columns = CoNLL-2002: train a tagger, two columns
term-bilou-train-a-tagger = BILOU: train a tagger
term-graphml-network-in-yed-or-networkx = GraphML: network in yEd or NetworkX
term-graphml-network-of-every-mention = GraphML: network of every mention
term-gexf-network-in-gephi = GEXF: network in Gephi
term-gexf-network-of-every-mention = GEXF: network of every mention
term-chat-json-lines-fine-tune-a-language-model = Chat JSON Lines: fine-tune a language model
term-labelbuddy-continue-annotating = labelbuddy: continue annotating
term-hugging-face-train-a-model = Hugging Face: train a model
term-csv-count-in-pandas-or-r = CSV: count in pandas or R
term-csv-for-excel-view-as-a-spreadsheet = CSV for Excel: view as a spreadsheet
term-parquet-query-with-duckdb-or-polars = Parquet: query with DuckDB or Polars
term-gate-xml-continue-in-gate = GATE XML: continue in GATE
term-gatenlp-bdoc-json-continue-in-python = gatenlp (bdoc JSON): continue in Python
term-inception-xmi-continue-in-any-version = INCEpTION (XMI): continue in any version
term-inception-json-continue-in-new-versions = INCEpTION (JSON): continue in new versions
term-webanno-tsv-continue-in-webanno = WebAnno TSV: continue in WebAnno
term-dna-take-over-statements = DNA: take over statements
term-spacy-train-at-once-without-a-script = spaCy: train at once, without a script
term-refi-qda-maxqda-atlas-ti-or-nvivo = REFI-QDA: MAXQDA, ATLAS.ti or NVivo
term-hypothesis-take-over-annotations-of-pages = Hypothesis: take over annotations of pages
term-conll-u-treebanks = CoNLL-U: treebanks
term-conll-u-treebanks-with-their-words = CoNLL-U: treebanks, with their words
term-tagging = tagging
term-identifying = identifying
term-commenting = commenting
term-web-annotations-publish-on-the-web = Web Annotations: publish on the web
term-brat-continue-annotating = brat: continue annotating

# Dataset formats: names stay, what is said of them is translated.
term-demarche-json-lines-one-article-a-line = Demarche JSON Lines, one article a line
term-spacy-training-data-and-a-script-that-converts-it = spaCy, training data and a script that converts it
term-prodigy-examples-with-spans-and-relations = Prodigy, examples with spans and relations
term-argilla-2-records-and-settings = Argilla 2, records and settings
term-inception-a-project-or-documents-with-everyone-s-work = INCEpTION, a project or documents with everyone’s work
term-label-studio-tasks-and-labelling-configuration = Label Studio, tasks and labelling configuration
term-doccano-sequence-labelling-with-relations = doccano, sequence labelling with relations
term-conll-2003-four-columns-with-iob2-tags = CoNLL-2003, four columns with IOB2 tags
term-conll-2002-two-columns-with-iob2-tags = CoNLL-2002, two columns with IOB2 tags
term-words-and-bilou-tags-tab-separated = Words and BILOU tags, tab-separated
term-graphml-network-of-entities-weighted = GraphML network of entities, weighted
term-graphml-network-of-entities-an-edge-a-mention = GraphML network of entities, an edge a mention
term-gexf-network-of-entities-weighted = GEXF network of entities, weighted
term-gexf-network-of-entities-an-edge-a-mention = GEXF network of entities, an edge a mention
term-conversations-for-fine-tuning-a-language-model = Conversations for fine-tuning a language model
term-labelbuddy-documents-with-annotations = labelbuddy, documents with annotations
term-hugging-face-datasets-json-lines-and-features = Hugging Face datasets, JSON Lines and features
term-csv-tables = CSV tables
term-csv-tables-for-spreadsheets = CSV tables for spreadsheets
term-parquet-tables = Parquet tables
term-gate-xml-one-file-an-article = GATE XML, one file an article
term-bdoc-json-gatenlp-one-file-an-article = bdoc JSON (gatenlp), one file an article
term-uima-cas-xmi-inception-one-file-an-article = UIMA CAS XMI (INCEpTION), one file an article
term-uima-cas-json-inception-one-file-an-article = UIMA CAS JSON (INCEpTION), one file an article
term-webanno-tsv-3-3-one-file-an-article = WebAnno TSV 3.3, one file an article
term-discourse-network-analyzer-a-database-with-its-statements = Discourse Network Analyzer, a database with its statements
term-spacy-docbin-binary-training-data = spaCy DocBin, binary training data
term-refi-qda-project-atlas-ti-maxqda-nvivo-qualcoder = REFI-QDA project (ATLAS.ti, MAXQDA, NVivo, QualCoder)
term-hypothesis-annotations-of-web-pages-with-their-texts-beside = Hypothesis, annotations of web pages with their texts beside
term-conll-u-ten-columns-with-entities-in-the-last = CoNLL-U, ten columns with entities in the last
term-conll-u-with-lemmas-and-features-as-attributes = CoNLL-U, with lemmas and features as attributes
term-w3c-web-annotations-two-files-an-article = W3C Web Annotations, two files an article
term-brat-standoff-two-files-an-article = brat standoff, two files an article

# Kinds of losses of an export, as headings.
term-dropped = Dropped
term-cut = Cut
term-widened = Widened
term-flattened = Flattened
term-renamed = Renamed
term-reduced = Reduced
term-corrected = Corrected
term-doubtful = Doubtful
term-detached = Detached

# What a kind of loss means; it follows the heading.
term-it-is-missing = it is missing
term-it-covers-less = it covers less
term-it-covers-more-up-to-borders-of-words = it covers more, up to borders of words
term-several-parts-or-levels-are-one = several parts or levels are one
term-it-has-another-name = it has another name
term-some-details-are-left-out = some details are left out
term-it-was-read-differently-from-how-it-was-written = it was read differently from how it was written
term-it-is-unchanged-but-looks-wrong = it is unchanged, but looks wrong
term-it-has-no-place-in-the-text-until-you-give-it-one = it has no place in the text until you give it one

# Meanings of the columns of a table of articles.
term-text = Text
term-title = Title
term-date = Date
term-outlet = Outlet
term-author = Author
term-address = Address
term-language = Language
term-id = Id
term-further-field = Further field
term-leave-out = Leave out

# Orders of the list of articles.
term-name = Name
term-date-newest-first = Date, newest first
term-status = Status
term-most-annotations = Most annotations
term-most-incomplete = Most incomplete
term-recently-opened = Recently opened

# Kinds of attributes.
term-yes-or-no = yes or no
term-one-choice = one choice
term-several-choices = several choices
term-one-choice-of-a-tree = one choice of a tree
term-several-choices-of-a-tree = several choices of a tree
term-long-text = long text
term-whole-number = whole number
term-number = number
term-entity = entity
