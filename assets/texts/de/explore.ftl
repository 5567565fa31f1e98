explore-text-title = Ergebnisse
explore-text-close = Ergebnisse schließen
explore-text-close-hint = Schließen (Esc)
explore-text-views = Ansicht
explore-text-statements = Aussagen
explore-text-crosstab = Kreuztabelle
explore-text-network = Netzwerk
explore-text-over-time = Im Zeitverlauf
explore-text-field = Aussagen filtern
explore-text-from = Von
explore-text-until = Bis
explore-text-date-hint = 2025-04
explore-text-no-date = Das ist kein Datum. Geben Sie einen Tag, einen Monat oder ein Jahr ein, etwa 2025-04-11, 2025-04 oder 2025.
explore-text-coding = Kodierung
explore-text-coding-hint = Wessen Kodierung bei einem Artikel zählt, den mehrere kodiert haben und der keine abgestimmte Fassung hat
explore-text-first-coder = erster Coder
explore-text-without-coder = kein Coder
explore-text-remove = Alle Filter entfernen
explore-text-article = Artikel
explore-text-article-title = Titel
explore-text-outlet = Medium
explore-text-author = Autor
explore-text-language = Sprache
explore-text-coder = Coder
explore-text-status = Status
explore-text-date = Datum
explore-text-maker = Urheber
explore-text-maker-kind = Art des Urhebers
explore-text-country = Land
explore-text-organisation = Organisation
explore-text-top = Oberste Organisation
explore-text-category = Kategorie
explore-text-addressees = Adressaten
explore-text-quote = Zitat
explore-text-memo = Memo
explore-text-origin = Herkunft
explore-text-annotated-by = Annotiert von
explore-text-week = Woche
explore-text-month = Monat
explore-text-quarter = Quartal
explore-text-year = Jahr
explore-text-reading = Aussagen aller Artikel werden gelesen…
explore-text-cancelled = Das Lesen wurde abgebrochen.
explore-text-read-again = Neu lesen
explore-text-empty = Es gibt noch keine Aussagen. Eine Aussage ist eine Forderung mit ihrem Urheber: Annotieren Sie eine Forderung, drücken Sie R und wählen Sie, wer sie erhebt.
explore-text-nothing-left = Keine Aussage passt zum Filter.
explore-text-no-field = Das Codebuch hat dieses Feld nicht mehr. Wählen Sie ein anderes.
explore-text-updating = Wird aktualisiert…
explore-text-cancel = Abbrechen
explore-text-no-value = (keine)
explore-text-rows = Zeilen
explore-text-columns = Spalten
explore-text-cells = Zellen
explore-text-as-statements = Aussagen
explore-text-as-articles = Artikel
explore-text-as-row-share = Anteil der Zeile
explore-text-as-column-share = Anteil der Spalte
explore-text-total = Summe
explore-text-as-table = Tabelle
explore-text-as-bars = Balken
explore-text-as-heat-map = Heatmap
explore-text-first-mode = Knoten
explore-text-second-mode = und
explore-text-shared-mode = mit gleicher
explore-text-two-modes = Zwei Arten
explore-text-one-mode = Eine Art
explore-text-ties = Kanten
explore-text-ties-ignore = alle Aussagen
explore-text-ties-subtract = dafür minus dagegen
explore-text-ties-congruence = Einigkeit
explore-text-ties-conflict = Uneinigkeit
explore-text-ties-difference = Einigkeit minus Uneinigkeit
explore-text-divided = Geteilt durch
explore-text-by-nothing = nichts
explore-text-by-average = mittlere Aktivität
explore-text-by-jaccard = was einer von beiden sagt (Jaccard)
explore-text-by-product = Produkt der Aktivitäten
explore-text-by-activity = Aussagen der Zeile
explore-text-by-prominence = Aussagen der Spalte
explore-text-repetitions = Wiederholungen
explore-text-count-all = zählen
explore-text-once-per-article = einmal je Artikel
explore-text-once-per-day = einmal am Tag
explore-text-once-per-week = einmal je Woche
explore-text-once-per-month = einmal im Monat
explore-text-once-per-year = einmal im Jahr
explore-text-once = einmal
explore-text-least = Mindestens
explore-text-edges = Kanten
explore-text-no-ties = Nichts verbindet diese Knoten. Wählen Sie andere Kanten oder andere Felder.
explore-text-no-column = Das Codebuch hat eines dieser Felder nicht mehr. Wählen Sie ein anderes.
explore-text-no-polarity = Diese Kanten brauchen die Polarität von Forderungen, die dieses Codebuch nicht hat.
explore-text-by = nach
explore-text-no-dates = Keine dieser Aussagen hat ein Datum.
explore-text-copy = Tabelle kopieren
explore-text-copy-hint = Alle Zeilen kopieren, für ein Tabellenprogramm oder einen Text
explore-text-save-table = Tabelle speichern…
explore-text-save-table-title = Tabelle speichern
explore-text-save-picture = Bild speichern…
explore-text-save-picture-title = Bild speichern
explore-text-svg-file = Bild (SVG)
explore-text-csv-file = Tabelle (CSV)
explore-message-copied = Die Tabelle wurde kopiert.
explore-message-after-comparing = Ergebnisse stehen nach dem Vergleich wieder neben der Seite. Escape beendet ihn.
explore-message-counted = { $statements ->
    [one] { $statements } Aussage
    *[other] { $statements } Aussagen
    } in { $articles } Artikeln
explore-message-counted-of = { $shown } von { $statements ->
    [one] { $statements } Aussage
    *[other] { $statements } Aussagen
    } in { $articles } Artikeln
explore-message-left-out = { $count } weggelassen
explore-message-detached = { $count ->
    [one] { $count } Forderung, deren Wörter
    *[other] { $count } Forderungen, deren Wörter
    } nicht mehr im Artikel stehen
explore-message-without-maker = { $count ->
    [one] { $count } Forderung
    *[other] { $count } Forderungen
    } ohne Urheber
explore-message-own-voice = { $count ->
    [one] { $count } Forderung
    *[other] { $count } Forderungen
    } in eigener Stimme des Mediums oder Autors
explore-message-several-first = { $articles ->
    [one] { $articles } Artikel von mehreren kodiert: Es zählt die abgestimmte Fassung, sonst der erste Coder
    *[other] { $articles } Artikel von mehreren kodiert: Es zählt die abgestimmte Fassung, sonst der erste Coder
    }
explore-message-several-chosen = { $articles ->
    [one] { $articles } Artikel von mehreren kodiert: Es zählt die abgestimmte Fassung, sonst { $coder }, sonst der erste Coder
    *[other] { $articles } Artikel von mehreren kodiert: Es zählt die abgestimmte Fassung, sonst { $coder }, sonst der erste Coder
    }
explore-message-unread = { $articles ->
    [one] { $articles } Artikel nicht lesbar
    *[other] { $articles } Artikel nicht lesbar
    }
explore-message-too-large = Die Tabelle hätte { $rows } Zeilen und { $columns } Spalten. Wählen Sie andere Felder oder filtern Sie die Aussagen.
explore-message-too-many-bars = Ein Bild hat keinen Platz für { $rows } Zeilen und { $columns } Spalten. Filtern Sie die Aussagen oder zeigen Sie die Tabelle.
explore-message-too-many-nodes = { $nodes } Knoten mit { $edges } Kanten lassen sich nicht zeichnen. Erhöhen Sie die Mindestzahl der Aussagen oder filtern Sie sie; die Liste hat alle.
explore-message-too-many-periods = Ein Bild hat keinen Platz für { $periods } Zeiträume. Wählen Sie längere oder filtern Sie nach Datum.
explore-message-undated = { $count ->
    [one] { $count } Aussage ohne Datum
    *[other] { $count } Aussagen ohne Datum
    }
explore-message-statements = { $count ->
    [one] { $count } Aussage
    *[other] { $count } Aussagen
    }
explore-message-at-least = { $count ->
    [one] { $count } Aussage
    *[other] { $count } Aussagen
    }
explore-message-repetitions-left-out = { $count ->
    [one] { $count } Wiederholung weggelassen
    *[other] { $count } Wiederholungen weggelassen
    }
explore-message-by-fields = { $first } nach { $second }
explore-message-one-mode = { $first }: gemeinsam: { $second }
explore-message-by-time = Aussagen nach { $unit }
explore-message-node = { $statements ->
    [one] { $statements } Aussage
    *[other] { $statements } Aussagen
    }, { $degree ->
    [one] { $degree } Kante
    *[other] { $degree } Kanten
    }
explore-message-for-and-against = { $in_favour } dafür, { $against } dagegen
explore-message-tie = { $from } – { $to }: { $note }
explore-message-network-size = { $nodes } Knoten, { $edges ->
    [one] { $edges } Kante
    *[other] { $edges } Kanten
    }
explore-message-progress = { $done } von { $total } Artikeln
explore-message-sort-by = Nach { $column } sortieren
explore-message-sorted-up = Nach { $column } sortieren, von A bis Z sortiert
explore-message-sorted-down = Nach { $column } sortieren, von Z bis A sortiert
explore-message-any-value = { $column }: alle
explore-message-filter = { $column }: { $value }
explore-message-remove-filter = Filter entfernen: { $column }: { $value }
explore-message-category-level = Kategorie, Ebene { $level }
explore-message-statement-row = { $facts }
explore-message-cell = { $row }, { $column }: { $value }
explore-message-of-row = { $row }: { $value }
