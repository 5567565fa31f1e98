status-text-not-begun = nicht begonnen
status-text-in-progress = in Arbeit
status-text-done = fertig
status-text-unsure = unsicher
status-text-skipped = übersprungen
annotating-text-more-labels = Weitere Labels
annotating-text-search-labels = Suchen…
annotating-text-not-defined = Das Codebuch definiert es nicht.
annotating-text-select-first = Wählen Sie zuerst Wörter aus, dann drücken Sie die Taste.
annotating-text-entity = Entität
annotating-text-not-saved = Nicht gespeichert
annotating-text-try-saving = Noch einmal speichern
annotating-text-saved = ✓ Gespeichert
annotating-text-saving = Speichert…
annotating-message-field-menu = Mehr zu { $name }
annotating-message-clear-field = Leeren
annotating-message-label-in-legend = { $label }, { $count } in diesem Artikel, Taste { $key }
annotating-message-label-without-key = { $label }, { $count } in diesem Artikel
annotating-message-status-is = Status: { $status }
annotating-message-title-from-text = Titel aus dem Text: { $headline }
annotating-message-proposed-title = { $headline } · aus dem Text
annotating-message-only-space-selected = Nur Leerraum ist ausgewählt. Wählen Sie Wörter aus.
annotating-message-select-to-tag = Wählen Sie Wörter aus, um sie als { $label } auszuzeichnen.
annotating-message-already-tagged = Das ist schon als { $label } ausgezeichnet.
annotating-message-keyboard-in-panel = Die Taste eines Labels wirkt nicht, solange ein Bereich die Tastatur hat. Esc führt zurück zum Text.
annotating-message-not-tagged = Das kann nicht ausgezeichnet werden
annotating-message-not-done = Das ist nicht möglich
annotating-message-choose-before-adding = Wählen Sie zuerst eine Annotation, dann die Wörter, die dazukommen sollen.
annotating-message-already-covered = Die Annotation enthält das schon.
annotating-message-no-annotation-yet = Es gibt noch keine Annotation. Wählen Sie Wörter aus und drücken Sie die Taste eines Labels.
annotating-message-select-and-press-key = { $examples-given ->
    [none] Wählen Sie Wörter aus und drücken Sie { $keys }.
    *[some] Wählen Sie Wörter aus und drücken Sie die Taste eines Labels, etwa { $examples }.
    }
annotating-message-select-and-choose = Wählen Sie Wörter aus und oben ein Label.
annotating-message-press-key = { $examples-given ->
    [none] Drücken Sie { $keys }, um die ausgewählten Wörter auszuzeichnen.
    *[some] Drücken Sie die Taste eines Labels, etwa { $examples }, um die ausgewählten Wörter auszuzeichnen.
    }
annotating-message-choose-label = Wählen Sie oben ein Label, um die ausgewählten Wörter auszuzeichnen.
annotating-message-none-incomplete = Keine Annotation ist unvollständig.
annotating-message-annotation-gone = Ihre Eingabe wurde nicht gespeichert: Die Annotation gibt es nicht mehr.
annotating-message-not-entered = Dieser Wert wurde nicht gespeichert
annotating-message-field-incomplete = Eingabe unvollständig
annotating-message-field-incomplete-hint = Ein Feld enthält Text, der noch kein Wert ist, und wird deshalb nicht gespeichert: Vervollständigen Sie die Zahl, das Datum oder den Namen.
annotating-message-last-of-list = Das war der letzte Artikel der Liste; einige davor sind noch nicht fertig.
annotating-message-no-other-unfinished = Kein anderer Artikel ist unfertig.
annotating-message-all-done = Alle Artikel der Liste sind fertig.
annotating-message-all-done-export = Alles fertig. { $key }: exportieren
annotating-message-field-keys = Buchstabe: Feld bearbeiten · Delete: leeren · Esc: zurück zum Text
