export-text-title = Datensatz exportieren
export-text-filter = Wofür ist es?
export-text-no-match = Kein Format passt.
export-text-everything = Speichert alles.
export-text-articles = Artikel
export-text-labels = Labels
export-text-since = Annotiert seit
export-text-duplicates = Doppelte
export-text-parts = Teile
export-text-split-by-article = Nach Artikeln teilen
export-text-parts-and-shares = Teile und Anteile
export-text-seed = Startwert
export-text-balance = Labels ausgleichen
export-text-coders = Coder
export-text-mine = Meine
export-text-first-coders = Eine je Artikel: abgestimmt, sonst die erste
export-text-agreed-versions = Abgestimmte Fassungen
export-text-all-coders = Von allen
export-text-without-coder = Ohne Coder
export-text-tokenizer = Tokenisierung
export-text-tokens-words = Unicode-Wörter
export-text-tokens-whitespace = Leerraum
export-text-tokens-spacy = spaCy Englisch
export-text-folder = Ordner
export-text-file = Datei
export-text-keep = Behalten
export-text-replace = Ersetzen
export-text-export = Exportieren
export-text-losses = Verluste
export-text-not-text = Diese Datei ist keine Textdatei.
export-text-nothing-lost = Nichts geht verloren.
export-text-nothing-lost-in-these = In diesen Artikeln geht nichts verloren.
export-text-save-list = Liste speichern…
export-text-list-file = Datei für die Liste, .json oder .txt
export-text-save = Speichern
export-text-not-now = Nicht jetzt
export-text-lost-article = der Artikel
export-message-cannot-store = Kann nicht speichern: { $items }.
export-message-valid-forms = Gültig sind { $forms }.
export-message-file-exists = Diese Datei gibt es schon: { $path }
export-message-files-exist = { $count ->
    [one] { $count } Datei gibt es schon, etwa { $first }
    *[other] { $count } Dateien gibt es schon, etwa { $first }
    }
export-message-losses = Verluste ({ $count })
export-message-left-out = { $others ->
    [0] Weggelassen: { $first }
    *[other] Weggelassen: { $first } und { $others } weitere
    }
export-message-whole = { $articles } Artikel · { $annotations ->
    [one] { $annotations } Annotation
    *[other] { $annotations } Annotationen
    } · { $relations ->
    [one] { $relations } Beziehung
    *[other] { $relations } Beziehungen
    } · { $files ->
    [one] { $files } Datei
    *[other] { $files } Dateien
    }
export-message-first = die ersten { $articles } Artikel · { $annotations ->
    [one] { $annotations } Annotation
    *[other] { $annotations } Annotationen
    } · { $relations ->
    [one] { $relations } Beziehung
    *[other] { $relations } Beziehungen
    } · { $files ->
    [one] { $files } Datei
    *[other] { $files } Dateien
    }
export-message-more = und { $count } weitere
export-message-format = { $purpose }, { $title }
export-message-loss-group = { $kind }, { $count }: { $why }
export-message-loss-kind = { $kind } { $count }
export-message-lost-line = Zeile { $line }
export-message-lost-annotation = Annotation { $id }
export-message-lost-quote = „{ $quote }“
export-message-lost-relation = eine Beziehung von „{ $quote }“
export-message-loss = { $item } { $kind }: { $why }, in { $article }
