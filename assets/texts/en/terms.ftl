### Names of formats, kinds and orders.

# Groups of dataset formats.
format-group-backup = Backup
format-group-tables-and-statistics = Tables and statistics
format-group-other-annotation-tools = Other annotation tools
format-group-training-models = Training models
format-group-networks = Networks
format-group-the-web = The web

# What a dataset format is for: the program or the task first.
format-purpose-json-lines-full-backup = JSON Lines: full backup
format-purpose-brat-continue-annotating = brat: continue annotating
format-purpose-conll-2003-train-a-tagger = CoNLL-2003: train a tagger
format-purpose-conll-2002-train-a-tagger-two-columns = CoNLL-2002: train a tagger, two columns
format-purpose-bilou-train-a-tagger = BILOU: train a tagger
format-purpose-conll-u-treebanks = CoNLL-U: treebanks
format-purpose-spacy-train-a-model = spaCy: train a model
format-purpose-spacy-train-at-once-without-a-script = spaCy: train at once, without a script
format-purpose-hugging-face-train-a-model = Hugging Face: train a model
format-purpose-prodigy-correct-annotations = Prodigy: correct annotations
format-purpose-doccano-continue-annotating = doccano: continue annotating
format-purpose-labelbuddy-continue-annotating = labelbuddy: continue annotating
format-purpose-label-studio-continue-annotating = Label Studio: continue annotating
format-purpose-chat-json-lines-fine-tune-a-language-model = Chat JSON Lines: fine-tune a language model
format-purpose-inception-xmi-continue-in-any-version = INCEpTION (XMI): continue in any version
format-purpose-inception-json-continue-in-new-versions = INCEpTION (JSON): continue in new versions
format-purpose-webanno-tsv-continue-in-webanno = WebAnno TSV: continue in WebAnno
format-purpose-gate-xml-continue-in-gate = GATE XML: continue in GATE
format-purpose-gatenlp-bdoc-json-continue-in-python = gatenlp (bdoc JSON): continue in Python
format-purpose-web-annotations-publish-on-the-web = Web Annotations: publish on the web
format-purpose-argilla-review-annotations = Argilla: review annotations
format-purpose-refi-qda-maxqda-atlas-ti-or-nvivo = REFI-QDA: MAXQDA, ATLAS.ti or NVivo
format-purpose-csv-count-in-pandas-or-r = CSV: count in pandas or R
format-purpose-csv-for-excel-view-as-a-spreadsheet = CSV for Excel: view as a spreadsheet
format-purpose-parquet-query-with-duckdb-or-polars = Parquet: query with DuckDB or Polars
format-purpose-graphml-network-in-yed-or-networkx = GraphML: network in yEd or NetworkX
format-purpose-graphml-network-of-every-mention = GraphML: network of every mention
format-purpose-gexf-network-in-gephi = GEXF: network in Gephi
format-purpose-gexf-network-of-every-mention = GEXF: network of every mention
format-purpose-conll-u-treebanks-with-their-words = CoNLL-U: treebanks, with their words
format-purpose-hypothesis-take-over-annotations-of-pages = Hypothesis: take over annotations of pages
format-purpose-inception-take-over-a-project = INCEpTION: take over a project
format-purpose-dna-take-over-statements = DNA: take over statements

# Dataset formats: names stay, what is said of them is translated.
format-demarche-json-lines-one-article-a-line = Demarche JSON Lines, one article a line
format-brat-standoff-two-files-an-article = brat standoff, two files an article
format-conll-2003-four-columns-with-iob2-tags = CoNLL-2003, four columns with IOB2 tags
format-conll-2002-two-columns-with-iob2-tags = CoNLL-2002, two columns with IOB2 tags
format-words-and-bilou-tags-tab-separated = Words and BILOU tags, tab-separated
format-conll-u-ten-columns-with-entities-in-the-last = CoNLL-U, ten columns with entities in the last
format-spacy-training-data-and-a-script-that-converts-it = spaCy, training data and a script that converts it
format-spacy-docbin-binary-training-data = spaCy DocBin, binary training data
format-hugging-face-datasets-json-lines-and-features = Hugging Face datasets, JSON Lines and features
format-prodigy-examples-with-spans-and-relations = Prodigy, examples with spans and relations
format-doccano-sequence-labelling-with-relations = doccano, sequence labelling with relations
format-labelbuddy-documents-with-annotations = labelbuddy, documents with annotations
format-label-studio-tasks-and-labelling-configuration = Label Studio, tasks and labelling configuration
format-conversations-for-fine-tuning-a-language-model = Conversations for fine-tuning a language model
format-uima-cas-xmi-inception-one-file-an-article = UIMA CAS XMI (INCEpTION), one file an article
format-uima-cas-json-inception-one-file-an-article = UIMA CAS JSON (INCEpTION), one file an article
format-webanno-tsv-3-3-one-file-an-article = WebAnno TSV 3.3, one file an article
format-gate-xml-one-file-an-article = GATE XML, one file an article
format-bdoc-json-gatenlp-one-file-an-article = bdoc JSON (gatenlp), one file an article
format-w3c-web-annotations-two-files-an-article = W3C Web Annotations, two files an article
format-argilla-2-records-and-settings = Argilla 2, records and settings
format-refi-qda-project-atlas-ti-maxqda-nvivo-qualcoder = REFI-QDA project (ATLAS.ti, MAXQDA, NVivo, QualCoder)
format-csv-tables = CSV tables
format-csv-tables-for-spreadsheets = CSV tables for spreadsheets
format-parquet-tables = Parquet tables
format-graphml-network-of-entities-weighted = GraphML network of entities, weighted
format-graphml-network-of-entities-an-edge-a-mention = GraphML network of entities, an edge a mention
format-gexf-network-of-entities-weighted = GEXF network of entities, weighted
format-gexf-network-of-entities-an-edge-a-mention = GEXF network of entities, an edge a mention
format-conll-u-with-lemmas-and-features-as-attributes = CoNLL-U, with lemmas and features as attributes
format-hypothesis-annotations-of-web-pages-with-their-texts-beside = Hypothesis, annotations of web pages with their texts beside
format-inception-a-project-or-documents-with-everyone-s-work = INCEpTION, a project or documents with everyone’s work
format-discourse-network-analyzer-a-database-with-its-statements = Discourse Network Analyzer, a database with its statements

# Kinds of losses of an export, as headings.
loss-dropped = Dropped
loss-cut = Cut
loss-widened = Widened
loss-flattened = Flattened
loss-renamed = Renamed
loss-reduced = Reduced
loss-corrected = Corrected
loss-doubtful = Doubtful
loss-detached = Detached

# What a kind of loss means; it follows the heading.
loss-meaning-it-is-missing = it is missing
loss-meaning-it-covers-less = it covers less
loss-meaning-it-covers-more-up-to-borders-of-words = it covers more, up to borders of words
loss-meaning-several-parts-or-levels-are-one = several parts or levels are one
loss-meaning-it-has-another-name = it has another name
loss-meaning-some-details-are-left-out = some details are left out
loss-meaning-it-was-read-differently-from-how-it-was-written = it was read differently from how it was written
loss-meaning-it-is-unchanged-but-looks-wrong = it is unchanged, but looks wrong
loss-meaning-it-has-no-place-in-the-text-until-you-give-it-one = it has no place in the text until you give it one

# Meanings of the columns of a table of articles.
column-text = Text
column-title = Title
column-date = Date
column-outlet = Outlet
column-author = Author
column-address = Address
column-language = Language
column-id = Id
column-further-field = Further field
column-leave-out = Leave out

# Orders of the list of articles.
order-name = Name
order-title = Title
order-date-newest-first = Date, newest first
order-outlet = Outlet
order-status = Status
order-most-annotations = Most annotations
order-most-incomplete = Most incomplete
order-recently-opened = Recently opened
order-most-to-learn-from = Most to learn from

# Kinds of attributes.
attribute-kind-yes-or-no = yes or no
attribute-kind-one-choice = one choice
attribute-kind-several-choices = several choices
attribute-kind-one-choice-of-a-tree = one choice of a tree
attribute-kind-several-choices-of-a-tree = several choices of a tree
attribute-kind-text = text
attribute-kind-long-text = long text
attribute-kind-whole-number = whole number
attribute-kind-number = number
attribute-kind-date = date
attribute-kind-entity = entity
