codebook-text-title = Codebuch
codebook-text-import = Importieren…
codebook-text-export = Exportieren…
codebook-text-broken = Reparieren Sie die Datei oder legen Sie sie beiseite, dann öffnen Sie das Projekt neu. Bis dahin kann das Codebuch nicht geändert werden, und die Datei bleibt, wie sie ist.
codebook-text-use-disk = Codebuch der Datei verwenden
codebook-text-format-demarche = Demarche-Codebuch (.json)
codebook-text-format-table = Tabelle (.csv)
codebook-text-format-refi = REFI-QDA (.qdc)
codebook-text-cannot-store = Dieses Format kann nicht speichern:
codebook-text-export-anyway = Trotzdem exportieren…
codebook-text-file-kind = Codebücher
codebook-text-import-title = Codebuch importieren
codebook-text-export-title = Codebuch exportieren
codebook-text-about = Allgemeines
codebook-text-guideline = Kodierleitfaden
codebook-text-no-rules = Es gibt noch keine Regeln. Fügen Sie sie im Codebuch hinzu.
codebook-text-show-codebook = Codebuch…
codebook-text-entity-kinds = Arten von Entitäten
codebook-text-labels = Labels
codebook-text-every-annotation = Jede Annotation
codebook-text-relation-types = Beziehungstypen
codebook-text-article-fields = Felder eines Artikels
codebook-text-add-label = Label hinzufügen
codebook-text-add-annotation-attribute = Zu jeder Annotation hinzufügen
codebook-text-add-relation-type = Beziehungstyp hinzufügen
codebook-text-add-article-field = Artikelfeld hinzufügen
codebook-text-new-label = Neues Label
codebook-text-new-relation-type = Neuer Beziehungstyp
codebook-text-new-annotation-attribute = Neues Attribut jeder Annotation
codebook-text-new-article-field = Neues Artikelfeld
codebook-text-name-then-enter = Name, dann Enter
codebook-text-version = Version
codebook-text-version-hint = Die Version steigt, wenn sich Annotationen ändern. Jede Datei mit Annotationen hält ihre Version fest.
codebook-text-description = Beschreibung
codebook-text-problems = Probleme
codebook-text-guideline-hint = Regeln für Grenzfälle, eine je Zeile. Coder lesen sie im Menü Hilfe.
codebook-text-rules = Regeln
codebook-text-name = Name
codebook-text-key = Taste
codebook-text-keys = Tasten
codebook-text-definition = Definition
codebook-text-extent = Was dazugehört
codebook-text-example = Beispiel
codebook-text-examples = Beispiele
codebook-text-available = Für Coder sichtbar
codebook-text-colour = Farbe
codebook-text-light-colour = Farbe auf Hell
codebook-text-dark-colour = Farbe auf Dunkel
codebook-text-mix-light-colour = Farbe auf Hell, Farbe mischen
codebook-text-mix-dark-colour = Farbe auf Dunkel, Farbe mischen
codebook-text-sample-words = einige Wörter
codebook-text-underline = Unterstreichung
codebook-text-line-solid = durchgezogen
codebook-text-line-double = doppelt
codebook-text-line-dashed = gestrichelt
codebook-text-line-dotted = gepunktet
codebook-text-line-wavy = gewellt
codebook-text-entity = Entität
codebook-text-entity-none = nennt keine
codebook-text-entity-optional = kann eine nennen
codebook-text-entity-required = muss eine nennen
codebook-text-add-attribute = Attribut hinzufügen
codebook-text-required = Erforderlich: fehlende Werte werden gemeldet
codebook-text-per-coder = Von jedem Coder kodiert: sonst haben alle Coder einen gemeinsamen Wert
codebook-text-default = Vorgabe
codebook-text-kind = Art
codebook-text-choices = Ausprägungen
codebook-text-from = Von
codebook-text-to = Zu
codebook-text-relation-required = Erforderlich
codebook-text-never-required = nie
codebook-text-inverse-name = Umgekehrter Name
codebook-text-ask-from = Frage: von
codebook-text-ask-to = Frage: zu
codebook-text-required-from = für jede Annotation, von der sie ausgeht
codebook-text-required-to = für jede Annotation, zu der sie führt
codebook-text-new-choice = Neue Ausprägung
codebook-text-another-choice = Weitere Ausprägung
codebook-text-another-choice-then-enter = Weitere Ausprägung, dann Enter
codebook-text-add-below = Darunter hinzufügen
codebook-text-key-hint = Taste
codebook-text-definition-hint = Definition
codebook-text-change-id = Id ändern…
codebook-text-merge = Zusammenführen…
codebook-text-split = Teilen…
codebook-text-delete = Löschen…
codebook-text-move-below = Unterordnen…
codebook-text-change-kind = Art ändern…
codebook-text-changing-id = Id ändern
codebook-text-merging = Zusammenführen
codebook-text-splitting = Teilen
codebook-text-deleting = Löschen
codebook-text-moving-below = Unterordnen
codebook-text-changing-kind = Art ändern
codebook-text-of-label = Label
codebook-text-of-relation-type = Beziehungstyp
codebook-text-of-attribute = Attribut
codebook-text-of-choice = Ausprägung
codebook-text-new-id = Neue Id
codebook-text-into = Mit
codebook-text-below = Unter
codebook-text-the-top = der Spitze
codebook-text-which = Welche
codebook-text-hide-from-coders = Vor Codern verbergen
codebook-text-keep-annotations = Seine Annotationen behalten, aber vor Codern verbergen
codebook-text-give-annotations = Seinen Annotationen ein anderes Label geben
codebook-text-remove-annotations = Seine Annotationen mit ihren Beziehungen entfernen
codebook-text-keep-relations = Seine Beziehungen behalten, als unbekannt gemeldet
codebook-text-give-relations = Seinen Beziehungen einen anderen Typ geben
codebook-text-remove-relations = Seine Beziehungen entfernen
codebook-text-keep-values = Seine Werte behalten, als unbekannt gemeldet
codebook-text-move-values = Seine Werte in ein anderes Attribut verschieben
codebook-text-remove-values = Seine Werte entfernen
codebook-text-keep-choice = Ihre Werte behalten, aber vor Codern verbergen
codebook-text-replace-choice = Durch eine andere Ausprägung ersetzen
codebook-text-remove-choice = Sie und die Ausprägungen darunter überall entfernen
codebook-text-move-these = Diese Annotationen verschieben:
codebook-text-move-containing = Die mit diesen Wörtern
codebook-text-move-with-value = Die mit einem Wert eines Attributs
codebook-text-move-all = Alle
codebook-text-phrase = Wörter
codebook-text-attribute = Attribut
codebook-text-value = Wert
codebook-text-affected = Betroffene Annotationen
codebook-text-nothing-lost = Keine Daten gehen verloren.
codebook-text-undo-in-one-step = Das lässt sich in einem Schritt rückgängig machen.
codebook-text-reading-all = Alle Artikel und die Annotationen aller Coder werden gelesen…
codebook-text-add-new = Neues aufnehmen
codebook-text-add-new-hint = Was beide Codebücher haben, bleibt, wie es hier ist.
codebook-text-replace = Codebuch ersetzen
codebook-text-replace-hint = Annotationen werden nicht geändert. Die mit einem entfernten Label, Attribut oder einer entfernten Ausprägung bleiben und werden gemeldet.
codebook-text-nothing-would-change = Nichts würde sich ändern.
codebook-message-column-offered = An
codebook-message-column-name = Name
codebook-message-column-key = Taste
codebook-message-column-definition = Definition
codebook-message-not-changed = Das Codebuch ist nicht geändert
codebook-message-nothing-changed = Nichts wurde geändert
codebook-message-article-changed = Ein Artikel hat sich inzwischen geändert: Prüfen Sie die betroffenen Annotationen noch einmal.
codebook-message-touched = { $relations ->
    [0] { $annotations ->
        [one] { $annotations } Annotation
        *[other] { $annotations } Annotationen
        } in { $files ->
        [one] { $files } Datei
        *[other] { $files } Dateien
        }
    *[other] { $annotations ->
        [one] { $annotations } Annotation
        *[other] { $annotations } Annotationen
        } und { $relations ->
        [one] { $relations } Beziehung
        *[other] { $relations } Beziehungen
        } in { $files ->
        [one] { $files } Datei
        *[other] { $files } Dateien
        }
    }
codebook-message-split-counts = { $moved } von { $total } gehen zu „{ $into }“. Klicken Sie auf eine Zeile oder drücken Sie Space, um sie umgekehrt zuzuordnen.
codebook-message-split-line = „{ $quote }“, { $place }: { $part }
codebook-message-goes = geht zu „{ $into }“
codebook-message-stays = bleibt in „{ $from }“
codebook-message-migrated = { $relations ->
    [0] { $annotations ->
        [one] { $annotations } Annotation
        *[other] { $annotations } Annotationen
        } in { $files ->
        [one] { $files } Datei
        *[other] { $files } Dateien
        } – das lässt sich in einem Schritt rückgängig machen.
    *[other] { $annotations ->
        [one] { $annotations } Annotation
        *[other] { $annotations } Annotationen
        } und { $relations ->
        [one] { $relations } Beziehung
        *[other] { $relations } Beziehungen
        } in { $files ->
        [one] { $files } Datei
        *[other] { $files } Dateien
        } – das lässt sich in einem Schritt rückgängig machen.
    }
codebook-message-dead-label-keys = Das Codebuch hat Labeltasten, die nie auszeichnen: { $keys }. Geben Sie diesen Labels im Codebuch andere Tasten.
codebook-message-free-key = { $key } ist frei.
codebook-message-not-imported = Das Codebuch kann nicht importiert werden
codebook-message-attribute-of = von { $holder }, in Dateien: { $id }
codebook-message-attribute-of-annotations = von jeder Annotation, in Dateien: { $id }
codebook-message-attribute-of-article = von einem Artikel, in Dateien: { $id }
codebook-message-id-in-files = in Dateien: { $id }
codebook-message-new-attribute-of = Neues Attribut von { $holder }
codebook-message-label-off = { $label } (aus)
codebook-message-from-label = Von { $label }
codebook-message-to-label = Zu { $label }
codebook-message-key-taken = { $key } bedeutet schon „{ $meaning }“.
codebook-message-not-a-key = „{ $key }“ ist keine Taste.
codebook-message-key-with-shift = { $key } zeichnet nie aus: Shift mit der Taste eines Labels zeichnet auch aus, was schon ausgezeichnet ist.
codebook-message-colour-number = Farbe { $number }
codebook-message-offer-choice = { $name } anbieten
codebook-message-name-of-choice = Name von { $name }
codebook-message-key-of-choice = Taste von { $name }
codebook-message-definition-of-choice = Definition von { $name }
codebook-message-change-choice = { $name } ändern
codebook-message-choice-in-files = In Dateien: { $path }
codebook-message-change-heading = { $change }: { $kind } { $name }
codebook-message-becomes-kind = Neue Art: { $kind }. Werte, die nicht passen, bleiben und werden aufgelistet.
codebook-message-reading = Alle Artikel und die Annotationen aller Coder werden gelesen… { $done } von { $total }
codebook-message-impossible = Das ist nicht möglich: { $why }.
codebook-message-touched-in-all = { $relations ->
    [0] { $annotations ->
        [one] { $annotations } Annotation
        *[other] { $annotations } Annotationen
        } in { $files ->
        [one] { $files } Datei
        *[other] { $files } Dateien
        }.
    *[other] { $annotations ->
        [one] { $annotations } Annotation
        *[other] { $annotations } Annotationen
        } und { $relations ->
        [one] { $relations } Beziehung
        *[other] { $relations } Beziehungen
        } in { $files ->
        [one] { $files } Datei
        *[other] { $files } Dateien
        }.
    }
codebook-message-files-of-coder = { $files ->
    [one] { $coder }: { $files } Datei
    *[other] { $coder }: { $files } Dateien
    }
codebook-message-files-without-coder = { $files ->
    [one] ohne Namen eines Coders: { $files } Datei
    *[other] ohne Namen eines Coders: { $files } Dateien
    }
codebook-message-entities = { $count ->
    [one] { $count } Entität
    *[other] { $count } Entitäten
    }
codebook-message-version-changes = Die Version wechselt von { $from } zu { $to }.
codebook-message-concerns = Zu entscheiden, oder Werte, die verloren gehen: { $count }
codebook-message-concern-with-quote = „{ $quote }“ { $why }
codebook-message-article-of-coder = { $article } ({ $coder })
codebook-message-name-and-version = { $name } { $version }
codebook-message-import-of = { $codebook } importieren
codebook-message-add-differences = { $count ->
    [one] Neues aufnehmen: { $count } Unterschied
    *[other] Neues aufnehmen: { $count } Unterschiede
    }
codebook-message-replace-differences = { $count ->
    [one] Codebuch ersetzen: { $count } Unterschied
    *[other] Codebuch ersetzen: { $count } Unterschiede
    }
codebook-message-export-as = Als .{ $extension } exportieren
codebook-message-lost = • { $item }
codebook-message-not-saved = Das Codebuch ist nicht gespeichert: { $problem }
codebook-text-judgement = Ist eine Beurteilung
codebook-text-judgement-hint = Wird nur vorgeschlagen, wenn die Einstellungen es sagen: Ein Vorschlag würde die Beurteilung beeinflussen
