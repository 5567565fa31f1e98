search-text-finder = Durch Tippen auswählen
search-text-finder-hint = Wörter tippen, oder erstes…letztes
search-text-previous = Vorheriges Ergebnis
search-text-next = Nächstes Ergebnis
search-text-searching = Suche läuft…
search-text-not-found = Nicht in diesem Artikel
search-text-field = Alle Artikel durchsuchen
search-text-close = Konkordanz schließen
search-text-close-hint = Schließen (Esc)
search-text-nothing-typed = Tippen Sie Wörter, um alle Artikel zu durchsuchen, oder wählen Sie unter dem Feld ein Label.
search-text-nothing-found = Nichts gefunden.
search-text-match-case = Groß/klein
search-text-match-case-hint = Groß- und Kleinbuchstaben unterscheiden
search-text-whole-words = Ganze Wörter
search-text-whole-words-hint = Nur ganze Wörter
search-text-word-forms = Wortformen
search-text-word-forms-hint = Auch Plural und andere Formen der Wörter finden
search-text-match-accents = Akzente
search-text-match-accents-hint = Buchstaben mit und ohne Akzent unterscheiden
search-text-regex = Regex
search-text-regex-hint = Die Wörter sind ein regulärer Ausdruck, etwa cease-?fires?
search-text-where = Wo
search-text-articles = Artikel
search-text-this-article = dieser Artikel
search-text-all-articles = alle Artikel
search-text-place = Stelle
search-text-anywhere = überall
search-text-inside = in Annotationen
search-text-outside = außerhalb von Annotationen
search-text-label = Label
search-text-any-label = jedes Label
search-text-value = Wert
search-text-any-value = jeder Wert
search-text-entity = Entität
search-text-any-entity = jede Entität
search-text-status = Status
search-text-any-status = jeder Status
search-text-yes = ja
search-text-no = nein
search-text-sort-by = Sortieren
search-text-by-article = Artikel
search-text-by-before = davor
search-text-by-after = danach
search-text-sort-by-article = Nach Artikel sortieren
search-text-sort-by-before = Nach den Wörtern davor sortieren
search-text-sort-by-after = Nach den Wörtern danach sortieren
search-text-annotated = annotiert
search-text-already-annotated = schon annotiert
search-text-overlaps = überlappt eine Annotation dieses Labels
search-text-changed = der Artikel hat sich geändert
search-text-all-occurrences = Alle Vorkommen…
search-text-all-occurrences-hint = Diese Wörter in allen Artikeln finden und annotieren, was Sie anhaken
search-text-tick-all = Alle anhaken
search-text-annotate-as = Annotieren als
search-text-assign-entity = Auch die Entität zuordnen
search-text-annotate-ticked = Angehakte annotieren
search-text-annotate-hint = Das lässt sich in einem Schritt rückgängig machen (Enter)
search-text-tick-hint = Treffer mit Space anhaken, alle mit Ctrl+A
search-message-not-in-article = „{ $typed }“ steht nicht in diesem Artikel.
search-message-wrapped-to-top = Suche beginnt wieder oben
search-message-wrapped-to-bottom = Suche beginnt wieder unten
search-message-several-pieces = Für eine Annotation aus mehreren Teilen lassen sich nicht alle Vorkommen finden.
search-message-choose-words = Wählen Sie eine Annotation oder Wörter aus, um alle Vorkommen zu finden.
search-message-article-changed = Der Artikel hat sich seit der Suche geändert. Suchen Sie neu.
search-message-nothing-annotated = Nichts wurde annotiert
search-message-annotated = { $skipped ->
    [0] { $annotated ->
        [one] { $annotated } Stelle
        *[other] { $annotated } Stellen
        } in { $articles } Artikeln annotiert
    *[other] { $annotated ->
        [one] { $annotated } Stelle
        *[other] { $annotated } Stellen
        } in { $articles } Artikeln annotiert; { $skipped } ausgelassen, die Liste sagt warum
    }
search-message-finder-keys = Enter: auswählen · /: weiter · ?: zurück
search-message-keys-to-annotate = Space: anhaken · Ctrl+A: alle · Enter: diesen Treffer annotieren
search-message-keys-to-tag = Space: anhaken · Ctrl+A: alle · Labeltaste: diesen Treffer annotieren
search-message-annotate-ticked = Enter: { $ticked } annotieren · Space: anhaken · Ctrl+A: alle oder keinen
search-message-tag-ticked = Labeltaste: { $ticked } annotieren · Space: anhaken · Ctrl+A: alle oder keinen
search-message-found = { $number } von { $count }
search-message-found-wrapped = { $number } von { $count } · von vorn
search-message-found-so-far = bisher { $count }
search-message-find-last = Wörter tippen, oder / für „{ $last }“
search-message-field-with-value = { $field }: { $value }
search-message-hit = { $line }, { $place }
search-message-hit-with-facts = { $line }, { $place }, { $facts }
search-message-annotate = { $ticked } annotieren
search-message-unreadable = { $articles } nicht lesbar
search-message-searched = { $hits } Treffer in { $articles } Artikeln · { $searched } von { $total } Artikeln durchsucht, { $rate } je Sekunde
search-message-complete = { $annotated ->
    [0] { $skipped ->
        [0] { $hits } Treffer in { $articles } Artikeln
        *[other] { $hits } Treffer in { $articles } Artikeln · { $skipped } ausgelassen
        }
    *[other] { $skipped ->
        [0] { $hits } Treffer in { $articles } Artikeln · { $annotated } annotiert
        *[other] { $hits } Treffer in { $articles } Artikeln · { $annotated } annotiert · { $skipped } ausgelassen
        }
    }
search-message-cut = Die ersten { $hits } Treffer in { $articles } Artikeln; suchen Sie etwas Selteneres, um alle zu sehen
search-message-stopped = { $hits } Treffer in { $articles } Artikeln · angehalten nach { $searched } von { $total } Artikeln
search-message-with-ticked = { $found } · { $ticked } angehakt
