conflicts-text-title = Konflikte lösen
conflicts-text-entities = die Entitäten
conflicts-text-codebook = das Codebuch
conflicts-text-lost-end = Eine Fassung entfernte, was die andere verknüpfte
conflicts-text-status = Status des Artikels
conflicts-text-header = Coder und Codebuch in der Datei
conflicts-text-removed = Entfernt
conflicts-text-kept-with-relation = Sie bleibt mit ihrer Beziehung
conflicts-text-header-here = Wie es hier ist
conflicts-text-header-there = Wie es dort ist
conflicts-text-words = Wörter
conflicts-text-entity = Entität
conflicts-text-type = Typ
conflicts-text-name = Name
conflicts-text-label = Label
conflicts-text-kind = Art
conflicts-text-aliases = Aliasse
conflicts-text-part-of = Teil von
conflicts-text-country = Land
conflicts-text-wikidata = Wikidata
conflicts-text-memo = Memo
conflicts-message-chosen = { $version }, gewählt
conflicts-message-version = { $version }: { $lines }
conflicts-message-annotation = „{ $words }“
conflicts-message-relation = Beziehung: { $kind }
conflicts-message-field = Feld „{ $name }“ des Artikels
conflicts-message-entity = Entität: { $name }
conflicts-message-place = { $path }
conflicts-message-value = { $name }: { $value }
conflicts-message-made-by = { $time-given ->
    [none] Von { $coder }
    *[some] { $coder-given ->
        [none] Um { $time }
        *[some] Von { $coder } { $time }
        }
    }
conflicts-message-ends = Von { $from } zu { $to }
conflicts-message-quoted = „{ $words }“
conflicts-message-quote-kept = „{ $words }“ bleibt mit seiner Beziehung
