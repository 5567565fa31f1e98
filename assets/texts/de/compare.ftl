compare-message-decision-in-conflict = Entscheidung der abgestimmten Fassung
compare-message-version-taken = Fassung von { $coder } übernommen
compare-message-nobody-taken = Keine Fassung übernommen
compare-message-decided-by = Entschieden von { $coder }
compare-text-title = Coder vergleichen
compare-text-close = Schließen
compare-text-decided = Entschieden
compare-text-hide-names = Namen verbergen
compare-text-hide-names-tip = Coder heißen 1, 2, 3 in einer Reihenfolge, die nichts über sie verrät
compare-text-all-lanes = Alle Spuren
compare-text-all-lanes-tip = Was jeder Coder hat, unter jeder Zeile. Taste: L
compare-text-all = Alle
compare-text-open = Offen
compare-text-borders = Grenzen
compare-text-values = Werte
compare-text-label = Label
compare-text-only-some = Nur einige
compare-text-links = Verknüpfungen
compare-text-fields = Felder
compare-text-any-label = Alle Labels
compare-text-filter-label = Label der Unterschiede
compare-text-any-coder = Alle Coder
compare-text-filter-coder = Coder, der allein steht
compare-text-state-open = offen
compare-text-state-reopened = wieder offen: ein Coder hat es geändert
compare-text-state-decided = entschieden
compare-text-edited = von Hand geändert
compare-text-agreed-layer = Bei allen gleich
compare-text-open-layer = Offener Unterschied
compare-text-value = Wert
compare-text-taken = Abgestimmt
compare-text-entity = Entität
compare-text-whole = Wert des Feldes
compare-text-nothing = hier nichts
compare-text-has-link = hat diese Verknüpfung
compare-text-empty = leer
compare-text-not-asked = –
compare-text-no-differences = Die Coder stimmen in allem überein.
compare-text-none-in-filter = Kein Unterschied dieser Art.
compare-text-nobody = Keine
compare-text-open-again = Wieder öffnen
compare-text-proposal = Vorschlag übernehmen
compare-text-take-proposals = Alle Vorschläge übernehmen…
compare-text-proposals-title = Alle Vorschläge übernehmen
compare-text-take-them = Übernehmen
compare-text-take-agreed = Übernehmen, was alle gleich haben
compare-text-note = Notiz
compare-text-note-hint = Warum so entschieden wurde
compare-text-memos = Memos
compare-text-report-title = Arten von Unterschieden
compare-text-counting = Alle Artikel werden verglichen
compare-text-nothing-compared = Keine zwei Coder haben denselben Artikel annotiert. Ein Vergleich braucht zwei Kodierungen eines Textes.
compare-text-label-table = Labels
compare-text-value-table = Werte
compare-text-border-table = Grenzen
compare-text-choose-cell = Wählen Sie eine Zahl, um ihre Beispiele zu sehen.
compare-text-add-example = Zu den Beispielen
compare-text-add-example-tip = Nimmt das Übernommene in die Beispiele seines Labels im Codebuch auf, zusammen mit dem nicht Übernommenen
compare-text-add-rule = Notiz zur Regel machen
compare-text-add-rule-tip = Nimmt die Notiz in den Kodierleitfaden des Codebuchs auf, und ihre Nummer in die Entscheidung
compare-text-keys = 1–9: Fassung eines Coders · Y: Vorschlag · X: keine · 0: wieder öffnen · N, P: nächster, vorheriger offener · Shift+Y: alle Vorschläge · Enter: Werte · L: alle Spuren · G: anderes Ende · M: Notiz · Esc: schließen
compare-text-card-keys = Pfeile: Wert wählen · 1–9: den eines Coders · X: leer · 0: wieder öffnen · Esc: zurück
comparing-message-needs-two = { $coders-given ->
    [none] Diesen Artikel hat noch niemand annotiert. Ein Vergleich braucht zwei Coder.
    *[some] { $count ->
        [one] { $only-given ->
            [none] Nur ein Coder ohne Namen hat diesen Artikel annotiert. Ein Vergleich braucht zwei Coder.
            *[some] Nur { $only } hat diesen Artikel annotiert. Ein Vergleich braucht zwei Coder.
            }
        *[other] Ein Vergleich braucht zwei Coder, die diesen Artikel annotiert haben: { $names }.
        }
    }
comparing-message-blind = project.json ist nicht lesbar; eine Runde könnte blind sein, deshalb bleibt verborgen, was andere annotiert haben. Berichtigen Sie project.json und öffnen Sie das Projekt neu.
comparing-message-texts-differ = Die Annotationen von { $coder } gehören zu einer anderen Fassung des Textes. Öffnen Sie den Artikel zuerst als dieser Coder und prüfen Sie sie.
comparing-message-not-done = Nicht als fertig markiert von: { $coders }. Was sie ändern, öffnet Entscheidungen wieder.
comparing-message-some-not-done = Einige Coder haben den Artikel nicht als fertig markiert. Was sie ändern, öffnet Entscheidungen wieder.
comparing-message-counted = { $article } · { $differences ->
    [one] { $differences } Unterschied
    *[other] { $differences } Unterschiede
    }, { $open } offen
comparing-message-coder = { $number } { $coder }
comparing-message-no-code = { $number } (kein Kürzel)
comparing-message-unnamed = { $number }
comparing-message-filter = { $name } { $count }
comparing-message-words = { $label }: „{ $words }“
comparing-message-link = „{ $from }“ { $relation } „{ $to }“
comparing-message-field = Feld: { $name }
comparing-message-heading = { $kind } · { $number } von { $count }
comparing-message-lacking = – { $words }
comparing-message-version = { $is_taken ->
    [false] { $coders }: { $lines }
    *[true] { $coders }: { $lines }, übernommen
    }
comparing-message-lane = { $coder } übernehmen: { $lines }
comparing-message-at-hand = { $number } von { $count }: { $kind }: { $versions }; { $state }
comparing-message-took = { $coder } übernommen
comparing-message-took-nobody = Keine übernommen
comparing-message-took-proposal = Vorschlag übernommen
comparing-message-opened-again = Wieder offen
comparing-message-row = { $words }, { $kind }, { $state }
comparing-message-cell = { $name }, { $coder }: { $value }
comparing-message-memo = { $coder }: { $memo }
comparing-message-proposals = Bei { $count } von { $open } offenen Unterschieden sind sich die meisten Coder einig. Übernehmen?
comparing-message-proposed = { $taken } ({ $coders } Coder)
comparing-message-proposed-value = { $name }: { $value }
comparing-message-more = { $count ->
    [one] und { $count } weiterer
    *[other] und { $count } weitere
    }
comparing-message-no-proposals = Für keinen davon gibt es eine Mehrheit: Entscheiden Sie einzeln.
comparing-message-no-majority = Keine Mehrheit: Drücken Sie die Nummer eines Coders.
comparing-message-no-such-coder = Es gibt { $coders } Coder: Drücken Sie eine ihrer Nummern.
comparing-message-no-values = Hier gibt es keine Werte zur Auswahl.
comparing-message-no-other-open = Kein anderer Unterschied in der Liste ist offen.
comparing-message-all-decided = Alle Unterschiede dieses Artikels sind entschieden.
comparing-message-still-open = { $open ->
    [one] { $open } Unterschied ist offen. Drücken Sie die Taste noch einmal, um die abgestimmte Fassung als fertig zu markieren.
    *[other] { $open } Unterschiede sind offen. Drücken Sie die Taste noch einmal, um die abgestimmte Fassung als fertig zu markieren.
    }
comparing-message-all-compared = Es gibt keinen anderen Artikel, dessen Coder zu vergleichen sind.
comparing-message-first-decide = Entscheiden Sie zuerst: Eine Notiz gehört zu einer Entscheidung.
comparing-message-not-decided = Die Entscheidung war nicht möglich
comparing-message-compared-articles = { $count ->
    [one] { $count } Artikel verglichen
    *[other] { $count } Artikel verglichen
    }
comparing-message-unread = { $count ->
    [one] { $count } Kodierung ist nicht lesbar: { $why }
    *[other] { $count } Kodierungen sind nicht lesbar, die erste: { $why }
    }
comparing-message-value-of = { $label }: { $attribute }
comparing-message-border-count = { $is_start ->
    [false] { $words-given ->
        [none] { $label }: mehr Wörter am Ende, { $count } von { $all }
        *[some] { $label }: „{ $words }“ am Ende, { $count } von { $all }
        }
    *[true] { $words-given ->
        [none] { $label }: mehr Wörter am Anfang, { $count } von { $all }
        *[some] { $label }: „{ $words }“ am Anfang, { $count } von { $all }
        }
    }
comparing-message-confused = { $one } und { $other }: { $count }
comparing-message-reading-of = { $is_taken ->
    [false] { $coder }: { $reading }
    *[true] { $coder }: { $reading } (übernommen)
    }
comparing-message-compare-here = Die Coder von { $article } hier vergleichen
comparing-message-noted = { $rule-given ->
    [none] Notiz: { $note }
    *[some] Notiz: { $note } (Regel { $rule })
    }
comparing-message-example-of = { $wrong-given ->
    [none] „{ $right }“
    *[some] „{ $right }“, nicht „{ $wrong }“
    }
comparing-message-example-added = In die Beispiele von { $label } aufgenommen. Das Codebuch hat jetzt Version { $version }.
comparing-message-example-there = Das Codebuch hat dieses Beispiel schon.
comparing-message-no-example = Nur was von Annotationen eines Coders übernommen wurde, kann ein Beispiel sein.
comparing-message-note-first = Schreiben Sie zuerst eine Notiz: Sie wird die Regel.
comparing-message-rule-added = Die Notiz ist Regel { $number } des Kodierleitfadens.
