format-group-backup = Резервна копія

format-group-tables-and-statistics = Таблиці та статистика

format-group-other-annotation-tools = Інші програми для анотування

format-group-training-models = Навчання моделей

format-group-networks = Мережі

format-group-the-web = Веб

format-purpose-json-lines-full-backup = JSON Lines: повна резервна копія

format-purpose-spacy-train-a-model = spaCy: навчити модель

format-purpose-prodigy-correct-annotations = Prodigy: виправити анотації

format-purpose-argilla-review-annotations = Argilla: перевірити анотації

format-purpose-inception-take-over-a-project = INCEpTION: перенести проєкт

format-purpose-label-studio-continue-annotating = Label Studio: анотувати далі

format-purpose-doccano-continue-annotating = doccano: анотувати далі

format-purpose-conll-2003-train-a-tagger = CoNLL-2003: навчити тегер

format-purpose-conll-2002-train-a-tagger-two-columns = CoNLL-2002: навчити тегер, два стовпці

format-purpose-bilou-train-a-tagger = BILOU: навчити тегер

format-purpose-graphml-network-in-yed-or-networkx = GraphML: мережа в yEd або NetworkX

format-purpose-graphml-network-of-every-mention = GraphML: мережа всіх згадок

format-purpose-gexf-network-in-gephi = GEXF: мережа в Gephi

format-purpose-gexf-network-of-every-mention = GEXF: мережа всіх згадок

format-purpose-chat-json-lines-fine-tune-a-language-model = Chat JSON Lines: донавчити мовну модель

format-purpose-labelbuddy-continue-annotating = labelbuddy: анотувати далі

format-purpose-hugging-face-train-a-model = Hugging Face: навчити модель

format-purpose-csv-count-in-pandas-or-r = CSV: рахувати в pandas або R

format-purpose-csv-for-excel-view-as-a-spreadsheet = CSV для Excel: переглянути як таблицю

format-purpose-parquet-query-with-duckdb-or-polars = Parquet: запити в DuckDB або Polars

format-purpose-gate-xml-continue-in-gate = GATE XML: продовжити в GATE

format-purpose-gatenlp-bdoc-json-continue-in-python = gatenlp (bdoc JSON): продовжити в Python

format-purpose-inception-xmi-continue-in-any-version = INCEpTION (XMI): продовжити в будь-якій версії

format-purpose-inception-json-continue-in-new-versions = INCEpTION (JSON): продовжити в нових версіях

format-purpose-webanno-tsv-continue-in-webanno = WebAnno TSV: продовжити у WebAnno

format-purpose-dna-take-over-statements = DNA: перенести висловлювання

format-purpose-spacy-train-at-once-without-a-script = spaCy: навчати одразу, без скрипту

format-purpose-refi-qda-maxqda-atlas-ti-or-nvivo = REFI-QDA: MAXQDA, ATLAS.ti або NVivo

format-purpose-hypothesis-take-over-annotations-of-pages = Hypothesis: перенести анотації сторінок

format-purpose-conll-u-treebanks = CoNLL-U: синтаксичні корпуси

format-purpose-conll-u-treebanks-with-their-words = CoNLL-U: синтаксичні корпуси, з їхніми словами

format-purpose-web-annotations-publish-on-the-web = Web Annotations: оприлюднити в інтернеті

format-purpose-brat-continue-annotating = brat: анотувати далі

format-demarche-json-lines-one-article-a-line = Demarche JSON Lines, одна стаття в рядку

format-spacy-training-data-and-a-script-that-converts-it = spaCy, навчальні дані та скрипт, що їх перетворює

format-prodigy-examples-with-spans-and-relations = Prodigy, приклади з фрагментами й відношеннями

format-argilla-2-records-and-settings = Argilla 2, записи й налаштування

format-inception-a-project-or-documents-with-everyone-s-work = INCEpTION, проєкт або документи з роботою всіх

format-label-studio-tasks-and-labelling-configuration = Label Studio, завдання й конфігурація розмітки

format-doccano-sequence-labelling-with-relations = doccano, розмітка послідовностей з відношеннями

format-conll-2003-four-columns-with-iob2-tags = CoNLL-2003, чотири стовпці з тегами IOB2

format-conll-2002-two-columns-with-iob2-tags = CoNLL-2002, два стовпці з тегами IOB2

format-words-and-bilou-tags-tab-separated = Слова й теги BILOU через табуляцію

format-graphml-network-of-entities-weighted = GraphML, мережа сутностей, зважена

format-graphml-network-of-entities-an-edge-a-mention = GraphML, мережа сутностей, ребро на згадку

format-gexf-network-of-entities-weighted = GEXF, мережа сутностей, зважена

format-gexf-network-of-entities-an-edge-a-mention = GEXF, мережа сутностей, ребро на згадку

format-conversations-for-fine-tuning-a-language-model = Розмови для донавчання мовної моделі

format-labelbuddy-documents-with-annotations = labelbuddy, документи з анотаціями

format-hugging-face-datasets-json-lines-and-features = Hugging Face datasets, JSON Lines і features

format-csv-tables = Таблиці CSV

format-csv-tables-for-spreadsheets = Таблиці CSV для електронних таблиць

format-parquet-tables = Таблиці Parquet

format-gate-xml-one-file-an-article = GATE XML, файл на статтю

format-bdoc-json-gatenlp-one-file-an-article = bdoc JSON (gatenlp), файл на статтю

format-uima-cas-xmi-inception-one-file-an-article = UIMA CAS XMI (INCEpTION), файл на статтю

format-uima-cas-json-inception-one-file-an-article = UIMA CAS JSON (INCEpTION), файл на статтю

format-webanno-tsv-3-3-one-file-an-article = WebAnno TSV 3.3, файл на статтю

format-discourse-network-analyzer-a-database-with-its-statements = Discourse Network Analyzer, база даних із висловлюваннями

format-spacy-docbin-binary-training-data = spaCy DocBin, двійкові навчальні дані

format-refi-qda-project-atlas-ti-maxqda-nvivo-qualcoder = Проєкт REFI-QDA (ATLAS.ti, MAXQDA, NVivo, QualCoder)

format-hypothesis-annotations-of-web-pages-with-their-texts-beside = Hypothesis, анотації вебсторінок з текстами поруч

format-conll-u-ten-columns-with-entities-in-the-last = CoNLL-U, десять стовпців, сутності в останньому

format-conll-u-with-lemmas-and-features-as-attributes = CoNLL-U, з лемами й ознаками як атрибутами

format-w3c-web-annotations-two-files-an-article = W3C Web Annotations, два файли на статтю

format-brat-standoff-two-files-an-article = brat standoff, два файли на статтю

loss-dropped = Вилучено

loss-cut = Обрізано

loss-widened = Розширено

loss-flattened = Сплощено

loss-renamed = Перейменовано

loss-reduced = Скорочено

loss-corrected = Виправлено

loss-doubtful = Сумнівно

loss-detached = Відокремлено

loss-meaning-it-is-missing = цього бракує

loss-meaning-it-covers-less = охоплює менше

loss-meaning-it-covers-more-up-to-borders-of-words = охоплює більше, до меж слів

loss-meaning-several-parts-or-levels-are-one = кілька частин або рівнів зведено до одного

loss-meaning-it-has-another-name = має іншу назву

loss-meaning-some-details-are-left-out = деякі подробиці пропущено

loss-meaning-it-was-read-differently-from-how-it-was-written = прочитано інакше, ніж було записано

loss-meaning-it-is-unchanged-but-looks-wrong = не змінено, але виглядає помилковим

loss-meaning-it-has-no-place-in-the-text-until-you-give-it-one = не має місця в тексті, доки ви його не дасте

column-text = Текст

column-title = Заголовок

column-date = Дата

column-outlet = Видання

column-author = Автор

column-address = Адреса

column-language = Мова

column-id = Id

column-further-field = Додаткове поле

column-leave-out = Пропустити

order-name = Назва

order-title = Заголовок

order-date-newest-first = Дата, спочатку новіші

order-outlet = Видання

order-status = Стан

order-most-annotations = Найбільше анотацій

order-most-incomplete = Найбільше неповних

order-recently-opened = Нещодавно відкриті

attribute-kind-yes-or-no = так чи ні

attribute-kind-one-choice = один варіант

attribute-kind-several-choices = кілька варіантів

attribute-kind-one-choice-of-a-tree = один варіант із дерева

attribute-kind-several-choices-of-a-tree = кілька варіантів із дерева

attribute-kind-text = текст

attribute-kind-long-text = довгий текст

attribute-kind-whole-number = ціле число

attribute-kind-number = число

attribute-kind-date = дата

attribute-kind-entity = сутність
