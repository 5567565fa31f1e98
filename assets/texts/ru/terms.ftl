format-group-backup = Резервная копия

format-group-tables-and-statistics = Таблицы и статистика

format-group-other-annotation-tools = Другие программы аннотирования

format-group-training-models = Обучение моделей

format-group-networks = Сети

format-group-the-web = Веб

format-purpose-json-lines-full-backup = JSON Lines: полная резервная копия

format-purpose-spacy-train-a-model = spaCy: обучить модель

format-purpose-prodigy-correct-annotations = Prodigy: исправить аннотации

format-purpose-argilla-review-annotations = Argilla: проверить аннотации

format-purpose-inception-take-over-a-project = INCEpTION: перенести проект

format-purpose-label-studio-continue-annotating = Label Studio: аннотировать дальше

format-purpose-doccano-continue-annotating = doccano: аннотировать дальше

format-purpose-conll-2003-train-a-tagger = CoNLL-2003: обучить теггер

format-purpose-conll-2002-train-a-tagger-two-columns = CoNLL-2002: обучить теггер, два столбца

format-purpose-bilou-train-a-tagger = BILOU: обучить теггер

format-purpose-graphml-network-in-yed-or-networkx = GraphML: сеть в yEd или NetworkX

format-purpose-graphml-network-of-every-mention = GraphML: сеть всех упоминаний

format-purpose-gexf-network-in-gephi = GEXF: сеть в Gephi

format-purpose-gexf-network-of-every-mention = GEXF: сеть всех упоминаний

format-purpose-chat-json-lines-fine-tune-a-language-model = Chat JSON Lines: дообучить языковую модель

format-purpose-labelbuddy-continue-annotating = labelbuddy: аннотировать дальше

format-purpose-hugging-face-train-a-model = Hugging Face: обучить модель

format-purpose-csv-count-in-pandas-or-r = CSV: считать в pandas или R

format-purpose-csv-for-excel-view-as-a-spreadsheet = CSV для Excel: просмотреть как таблицу

format-purpose-parquet-query-with-duckdb-or-polars = Parquet: запросы в DuckDB или Polars

format-purpose-gate-xml-continue-in-gate = GATE XML: продолжить в GATE

format-purpose-gatenlp-bdoc-json-continue-in-python = gatenlp (bdoc JSON): продолжить в Python

format-purpose-inception-xmi-continue-in-any-version = INCEpTION (XMI): продолжить в любой версии

format-purpose-inception-json-continue-in-new-versions = INCEpTION (JSON): продолжить в новых версиях

format-purpose-webanno-tsv-continue-in-webanno = WebAnno TSV: продолжить в WebAnno

format-purpose-dna-take-over-statements = DNA: перенести высказывания

format-purpose-spacy-train-at-once-without-a-script = spaCy: обучать сразу, без скрипта

format-purpose-refi-qda-maxqda-atlas-ti-or-nvivo = REFI-QDA: MAXQDA, ATLAS.ti или NVivo

format-purpose-hypothesis-take-over-annotations-of-pages = Hypothesis: перенести аннотации страниц

format-purpose-conll-u-treebanks = CoNLL-U: синтаксические корпуса

format-purpose-conll-u-treebanks-with-their-words = CoNLL-U: синтаксические корпуса, с их словами

format-purpose-web-annotations-publish-on-the-web = Web Annotations: опубликовать в интернете

format-purpose-brat-continue-annotating = brat: аннотировать дальше

format-demarche-json-lines-one-article-a-line = Demarche JSON Lines, одна статья в строке

format-spacy-training-data-and-a-script-that-converts-it = spaCy, обучающие данные и скрипт, который их преобразует

format-prodigy-examples-with-spans-and-relations = Prodigy, примеры с фрагментами и отношениями

format-argilla-2-records-and-settings = Argilla 2, записи и настройки

format-inception-a-project-or-documents-with-everyone-s-work = INCEpTION, проект или документы с работой всех

format-label-studio-tasks-and-labelling-configuration = Label Studio, задания и конфигурация разметки

format-doccano-sequence-labelling-with-relations = doccano, разметка последовательностей с отношениями

format-conll-2003-four-columns-with-iob2-tags = CoNLL-2003, четыре столбца с тегами IOB2

format-conll-2002-two-columns-with-iob2-tags = CoNLL-2002, два столбца с тегами IOB2

format-words-and-bilou-tags-tab-separated = Слова и теги BILOU через табуляцию

format-graphml-network-of-entities-weighted = GraphML, сеть сущностей, взвешенная

format-graphml-network-of-entities-an-edge-a-mention = GraphML, сеть сущностей, ребро на упоминание

format-gexf-network-of-entities-weighted = GEXF, сеть сущностей, взвешенная

format-gexf-network-of-entities-an-edge-a-mention = GEXF, сеть сущностей, ребро на упоминание

format-conversations-for-fine-tuning-a-language-model = Диалоги для дообучения языковой модели

format-labelbuddy-documents-with-annotations = labelbuddy, документы с аннотациями

format-hugging-face-datasets-json-lines-and-features = Hugging Face datasets, JSON Lines и features

format-csv-tables = Таблицы CSV

format-csv-tables-for-spreadsheets = Таблицы CSV для электронных таблиц

format-parquet-tables = Таблицы Parquet

format-gate-xml-one-file-an-article = GATE XML, файл на статью

format-bdoc-json-gatenlp-one-file-an-article = bdoc JSON (gatenlp), файл на статью

format-uima-cas-xmi-inception-one-file-an-article = UIMA CAS XMI (INCEpTION), файл на статью

format-uima-cas-json-inception-one-file-an-article = UIMA CAS JSON (INCEpTION), файл на статью

format-webanno-tsv-3-3-one-file-an-article = WebAnno TSV 3.3, файл на статью

format-discourse-network-analyzer-a-database-with-its-statements = Discourse Network Analyzer, база данных с высказываниями

format-spacy-docbin-binary-training-data = spaCy DocBin, двоичные обучающие данные

format-refi-qda-project-atlas-ti-maxqda-nvivo-qualcoder = Проект REFI-QDA (ATLAS.ti, MAXQDA, NVivo, QualCoder)

format-hypothesis-annotations-of-web-pages-with-their-texts-beside = Hypothesis, аннотации веб-страниц с текстами рядом

format-conll-u-ten-columns-with-entities-in-the-last = CoNLL-U, десять столбцов, сущности в последнем

format-conll-u-with-lemmas-and-features-as-attributes = CoNLL-U, с леммами и признаками как атрибутами

format-w3c-web-annotations-two-files-an-article = W3C Web Annotations, два файла на статью

format-brat-standoff-two-files-an-article = brat standoff, два файла на статью

loss-dropped = Удалено

loss-cut = Обрезано

loss-widened = Расширено

loss-flattened = Уплощено

loss-renamed = Переименовано

loss-reduced = Сокращено

loss-corrected = Исправлено

loss-doubtful = Сомнительно

loss-detached = Отделено

loss-meaning-it-is-missing = этого не хватает

loss-meaning-it-covers-less = охватывает меньше

loss-meaning-it-covers-more-up-to-borders-of-words = охватывает больше, до границ слов

loss-meaning-several-parts-or-levels-are-one = несколько частей или уровней сведены к одному

loss-meaning-it-has-another-name = имеет другое имя

loss-meaning-some-details-are-left-out = некоторые подробности пропущены

loss-meaning-it-was-read-differently-from-how-it-was-written = прочитано иначе, чем было записано

loss-meaning-it-is-unchanged-but-looks-wrong = не изменено, но выглядит ошибочным

loss-meaning-it-has-no-place-in-the-text-until-you-give-it-one = не имеет места в тексте, пока вы его не дадите

column-text = Текст

column-title = Заголовок

column-date = Дата

column-outlet = Издание

column-author = Автор

column-address = Адрес

column-language = Язык

column-id = Id

column-further-field = Дополнительное поле

column-leave-out = Пропустить

order-name = Название

order-title = Заголовок

order-date-newest-first = Дата, сначала новые

order-outlet = Издание

order-status = Состояние

order-most-annotations = Больше всего аннотаций

order-most-incomplete = Больше всего неполных

order-recently-opened = Недавно открытые

attribute-kind-yes-or-no = да или нет

attribute-kind-one-choice = один вариант

attribute-kind-several-choices = несколько вариантов

attribute-kind-one-choice-of-a-tree = один вариант из дерева

attribute-kind-several-choices-of-a-tree = несколько вариантов из дерева

attribute-kind-text = текст

attribute-kind-long-text = длинный текст

attribute-kind-whole-number = целое число

attribute-kind-number = число

attribute-kind-date = дата

attribute-kind-entity = сущность
