entity-text-title = Entitäten
entity-text-filter = Entitäten filtern
entity-text-new = Neue Entität
entity-text-new-hint = Legt eine Entität mit dem Namen im Filter an (Ctrl+Enter)
entity-text-none-yet = Es gibt noch keine Entität. Wählen Sie eine Annotation und drücken Sie . , um die erste anzulegen.
entity-text-no-match-create = Keine Entität passt. Ctrl+Enter legt eine an.
entity-text-picker-title = Entität wählen
entity-text-picker-field = Entität suchen
entity-text-no-match = Keine Entität passt.
entity-text-no-entity = Keine Entität
entity-text-create-key = Ctrl+Enter
entity-text-name = Name
entity-text-aliases = Aliasse
entity-text-aliases-hint = Ein Alias je Zeile
entity-text-kind = Art
entity-text-label = Label
entity-text-part-of = Teil von
entity-text-part-of-hint = Wählen, wovon sie ein Teil ist
entity-text-country = Land
entity-text-country-hint = Drei Buchstaben, etwa UKR
entity-text-wikidata = Wikidata
entity-text-wikidata-hint = Etwa Q3874799
entity-text-memo = Memo
entity-text-merge-into = Zusammenführen mit…
entity-text-split-ask = Teilen…
entity-text-delete-ask = Löschen…
entity-text-merge = Zusammenführen
entity-text-split = Teilen
entity-text-mentions-stay = Diese Nennungen bleiben, ohne Entität. Sollen sie zu einer anderen gehören, führen Sie stattdessen zusammen.
entity-text-undo-in-one-step = Das lässt sich in einem Schritt rückgängig machen.
entity-text-name-hint = Ihr Name
entity-text-tick-mentions = Haken Sie die Nennungen der neuen Entität an:
entity-message-column-name = Name
entity-message-column-kind-and-counts = Art · Nennungen in Artikeln
entity-message-column-mention = Nennung
entity-message-column-article = Artikel
entity-message-none-for-label = Das Codebuch erlaubt keine Entität für { $label }.
entity-message-not-changed = Die Entitäten können nicht geändert werden
entity-message-file-broken = { $problem }. Reparieren Sie die Datei, dann öffnen Sie das Projekt neu
entity-message-part-of-itself = { $whole } ist schon Teil von { $part }.
entity-message-name-needed = Eine Entität braucht einen Namen.
entity-message-save-alias = „{ $words }“ als Alias speichern
entity-message-merge-keys = Enter: wählen · Esc: schließen
entity-message-mention-keys = Enter: wählen · Shift+Enter: wählen und Alias speichern · Ctrl+Enter: anlegen
entity-message-picker-keys = Enter: wählen · Ctrl+Enter: anlegen · Esc: schließen
entity-message-new-named = Neue Entität „{ $name }“
entity-message-counts = { $mentions ->
    [one] { $mentions } Nennung
    *[other] { $mentions } Nennungen
    } in { $articles } Artikeln
entity-message-counts-with-parts = { $mentions ->
    [one] { $mentions } Nennung
    *[other] { $mentions } Nennungen
    } in { $articles } Artikeln · { $parts ->
    [one] { $parts } Teil
    *[other] { $parts } Teile
    } davon
entity-message-short-counts = { $mentions } in { $articles }
entity-message-kind-and-short-counts = { $kind } · { $mentions } in { $articles }
entity-message-go-to-mention = Zu { $quote } in { $place }
entity-message-mention-in = { $quote } in { $place }
entity-message-mentions-of = { $words } ({ $count })
entity-message-broken = Hier kann nichts geändert werden: { $problem }. Reparieren Sie die Datei, dann öffnen Sie das Projekt neu.
entity-message-merge-title = „{ $from }“ mit „{ $into }“ zusammenführen
entity-message-delete-title = „{ $name }“ löschen
entity-message-split-title = „{ $name }“ teilen
entity-message-become-aliases = „{ $from }“ und die Aliasse werden Aliasse von „{ $into }“.
entity-message-become-parts = { $parts ->
    [one] { $parts } Entität, die ein Teil davon ist, wird Teil von „{ $into }“.
    *[other] { $parts } Entitäten, die Teile davon sind, werden Teile von „{ $into }“.
    }
entity-message-belong-to-none = { $parts ->
    [one] { $parts } Entität, die ein Teil davon ist, gehört dann zu keiner anderen.
    *[other] { $parts } Entitäten, die Teile davon sind, gehören dann zu keiner anderen.
    }
entity-message-touched = { $mentions ->
    [one] { $mentions } Nennung
    *[other] { $mentions } Nennungen
    } in { $articles } Artikeln.
entity-message-touched-by-coders = { $mentions ->
    [one] { $mentions } Nennung
    *[other] { $mentions } Nennungen
    } in { $articles } Artikeln, von { $coders } Codern.
entity-message-may-name-it = { $files ->
    [one] Attribute und Felder in { $files } weiteren Datei können sie nennen.
    *[other] Attribute und Felder in { $files } weiteren Dateien können sie nennen.
    }
entity-message-read-first = { $files ->
    [one] { $files } Datei wird vorher gelesen.
    *[other] { $files } Dateien werden vorher gelesen.
    }
entity-message-unreadable = { $files ->
    [one] { $files } Datei ist nicht lesbar und bleibt unverändert.
    *[other] { $files } Dateien sind nicht lesbar und bleiben unverändert.
    }
entity-message-go-to-new = { $mentions ->
    [one] { $mentions } Nennung in { $articles } Artikeln geht an die neue Entität.
    *[other] { $mentions } Nennungen in { $articles } Artikeln gehen an die neue Entität.
    }
