spoken-message-chosen = Gewählt: { $annotation }
spoken-message-annotation = { $label } „{ $quote }“, { $number } von { $count }
spoken-message-annotation-with-entity = { $label } „{ $quote }“, { $number } von { $count }, Entität { $entity }
spoken-message-removed = Die Annotation wurde entfernt.
spoken-message-entity = Entität: { $name }
spoken-message-no-entity = Keine Entität
spoken-message-value = { $attribute }: { $value }
spoken-message-no-value = { $attribute }: kein Wert
spoken-message-article = { $annotations ->
    [one] { $article }, { $annotations } Annotation
    *[other] { $article }, { $annotations } Annotationen
    }
spoken-message-facts = { $facts }
spoken-message-marks = { $marks }
spoken-message-in-order = { $texts }
spoken-message-paragraph = Absatz { $number } von { $count }
spoken-message-selected = Ausgewählt: { $words }
spoken-message-no-annotation-here = Hier ist keine Annotation
spoken-message-card-closed = Einzelheiten geschlossen
spoken-message-lacks = es fehlt: { $names }
spoken-message-more = und { $count } weitere
spoken-message-no-messages = Es gibt noch keine Meldungen.
spoken-message-results = { $count ->
    [0] Keine Ergebnisse
    *[other] { $count ->
        [one] { $count } Ergebnis
        *[other] { $count } Ergebnisse
        }
    }
spoken-message-row-of = { $number } von { $count }
spoken-message-link-ways = { $question }: { $ways }
spoken-message-keyed = { $key } { $action }
spoken-message-link-end = { $letters-given ->
    [none] { $label }: { $words }, { $number } von { $count }
    *[some] { $label }: { $words }, { $number } von { $count }, Buchstabe { $letters }
    }
spoken-message-hit = „{ $words }“, { $place }
spoken-message-not-saved = Nicht gespeichert
spoken-message-saved = Gespeichert
spoken-message-progress = { $work }: { $percent } %
