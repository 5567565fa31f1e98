pending-message-other-not-done = Nicht geschehen: Demarche liest Artikel für: { $purpose }. Versuchen Sie es danach noch einmal, oder drücken Sie in der Statusleiste auf Abbrechen.
pending-message-not-changed = Nicht geändert: Demarche liest Artikel für: { $purpose }. Versuchen Sie es danach noch einmal, oder drücken Sie in der Statusleiste auf Abbrechen.
pending-message-entered-later = Ihre Eingabe bleibt: Demarche liest zuerst Artikel für: { $purpose }.
pending-message-article-unreadable = { $others ->
    [0] ein Artikel ist nicht lesbar: { $problem }
    *[other] { $others ->
        [one] ein Artikel ist nicht lesbar: { $problem } und { $others } weiterer
        *[other] ein Artikel ist nicht lesbar: { $problem } und { $others } weitere
        }
    }
pending-message-history-changed = Nichts wurde rückgängig gemacht oder wiederholt: Der Verlauf änderte sich, während Artikel gelesen wurden.
pending-message-codebook-changed = Nichts wurde geändert: Das Codebuch änderte sich, während Artikel gelesen wurden. Versuchen Sie es noch einmal.
pending-message-search-changed = Nichts wurde annotiert: Die Suche änderte sich, während Artikel gelesen wurden.
pending-message-entity-changed = Nichts wurde geändert: Ein anderes Programm änderte die Entität, während Artikel gelesen wurden. Versuchen Sie es noch einmal.
pending-message-mention-gone = Die Nennung gibt es nicht mehr.
purpose-undo = rückgängig machen
purpose-undo-step = „{ $step }“ rückgängig machen
purpose-redo = wiederholen
purpose-redo-step = „{ $step }“ wiederholen
purpose-go-to-step = zu einem anderen Schritt des Verlaufs gehen
purpose-preview-codebook = Vorschau der Änderung des Codebuchs
purpose-annotate-hits = Treffer annotieren
purpose-merge-entities = Entitäten zusammenführen
purpose-split-entity = Entität teilen
purpose-delete-entity = Entität löschen
purpose-set-status = Status ändern
purpose-show-mention = Nennung zeigen
purpose-compare = Coder vergleichen
