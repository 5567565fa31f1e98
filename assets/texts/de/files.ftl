file-text-copy-annotations = Kopie der Annotationen speichern
file-text-copy-fields = Kopie der Felder speichern
file-text-copy-entities = Kopie der Entitäten speichern
file-text-copy-codebook = Kopie des Codebuchs speichern
file-text-open-folder = Ordner mit Artikeln öffnen
file-text-open-articles = Artikel öffnen
file-text-articles = Artikel
file-text-moved-title = Dieses Projekt scheint verschoben zu sein
file-text-restore-history = Verlauf wiederherstellen
file-text-start-without-history = Ohne ihn beginnen
file-text-unsaved-title = Einige Annotationen sind nicht gespeichert
file-text-leave-unsaved = Ohne Speichern verlassen
file-text-stay = Bleiben
file-text-save-copy = Kopie speichern…
file-message-not-opened = Das kann nicht geöffnet werden
file-message-check-path = { $problem }; prüfen Sie, ob es vorhanden ist und Sie es lesen dürfen: { $path }
file-message-shared-unreadable = { $problem }; die Datei bleibt, wie sie ist, reparieren Sie sie oder legen Sie sie beiseite: { $path }
file-message-not-written = Die Datei wurde nicht geschrieben
file-message-copy-saved = Die Annotationen wurden kopiert: { $path }
file-message-fields-copy-saved = Die Felder wurden kopiert: { $path }
file-message-entities-copy-saved = Die Entitäten wurden kopiert: { $path }
file-message-codebook-copy-saved = Das Codebuch wurde kopiert: { $path }
file-message-codebook-exported = Das Codebuch wurde exportiert: { $path }
file-message-losses-saved = Die Liste wurde gespeichert: { $path }
file-message-report-saved = Der Bericht wurde gespeichert: { $path }
file-message-folder-not-shown = Der Ordner konnte nicht geöffnet werden. Es ist: { $path }
file-message-log-folder = Der Ordner des Protokolls konnte nicht geöffnet werden: { $path }
file-message-project-moved = Dieses Projekt lag vorher in { $from }. Sein Verlauf ist wiederhergestellt.
file-message-problem = { $problem }
file-message-more-problems = { $count } weitere Dateien oder Ordner sind weggelassen; „demarche check“ listet sie auf.
file-message-two-versions-in-codebook = Eine Zusammenführung hat zwei Fassungen von etwas im Codebuch hinterlassen. Ctrl+M zeigt beide zur Wahl.
file-message-two-versions-in-entities = Eine Zusammenführung hat zwei Fassungen von etwas in den Entitäten hinterlassen. Ctrl+M zeigt beide zur Wahl.
file-message-two-versions = { $article }: Eine Zusammenführung hat zwei Fassungen von Annotationen hinterlassen. Ctrl+M zeigt beide zur Wahl.
file-message-two-versions-of-fields = { $article }: Eine Zusammenführung hat zwei Fassungen von Feldern hinterlassen. Ctrl+M zeigt beide zur Wahl.
file-message-article-problem = { $article }: { $problem }
file-message-more-article-problems = { $article }: { $count } weitere Probleme; „demarche check“ listet sie auf.
file-message-not-saved = { $article } ist nicht gespeichert
file-message-fields-not-saved = Die Felder von { $article } sind nicht gespeichert
file-message-codebook-not-saved = Das Codebuch ist nicht gespeichert
file-message-entities-not-saved = Die Entitäten sind nicht gespeichert
file-message-fields-unreadable = { $article }: Die Felder des Artikels sind nicht lesbar
file-message-codebook-unreadable = Das Codebuch ist nicht lesbar
file-message-entities-unreadable = Die Entitäten sind nicht lesbar
file-message-left-as-it-is = { $problem }; die Datei bleibt, wie sie ist, reparieren Sie sie oder legen Sie sie beiseite: { $path }
file-message-written-for-other-text = ein anderes Programm schrieb Annotationen für eine andere Fassung des Artikels; nichts wird überschrieben. Speichern Sie eine Kopie von Ihren (Menü Datei), dann öffnen Sie das Projekt neu
file-message-conflicts = ein anderes Programm änderte { $count } derselben Annotationen oder Felder; nichts wird überschrieben. Ctrl+M zeigt beide Fassungen zur Wahl
file-message-field-conflicts = ein anderes Programm änderte { $count } derselben Felder; nichts wird überschrieben. Ctrl+M zeigt beide Fassungen zur Wahl
file-message-entity-conflicts = ein anderes Programm änderte { $count } derselben Entitäten; nichts wird überschrieben. Ctrl+M zeigt beide Fassungen zur Wahl
file-message-codebook-conflicts = ein anderes Programm änderte { $count } derselben Einträge; nichts wird überschrieben. Ctrl+M zeigt beide Fassungen zur Wahl
file-message-no-conflicts = Dieser Artikel hat keine Konflikte.
file-message-conflict-resolved = Konflikt gelöst
file-message-without-values = { $names-given ->
    [none] Unterscheidet sich in Einzelheiten, die nicht gezeigt werden
    *[some] Ohne { $names }
    }
file-message-not-resolved = Das konnte nicht gelöst werden
file-message-annotations-deleted = { $at_once ->
    [false] { $article }: Ein anderes Programm löschte die Datei mit { $count ->
        [one] { $count } Annotation
        *[other] { $count } Annotationen
        }. Demarche schreibt mit Ihrer nächsten Änderung, was hier geöffnet ist. Ctrl+Shift+B schreibt es jetzt.
    *[true] { $article }: Ein anderes Programm löschte die Datei mit { $count ->
        [one] { $count } Annotation
        *[other] { $count } Annotationen
        }. Demarche schreibt wieder, was hier geöffnet ist.
    }
file-message-fields-deleted = { $at_once ->
    [false] { $article }: Ein anderes Programm löschte die Felder. Demarche schreibt mit Ihrer nächsten Änderung, was hier geöffnet ist.
    *[true] { $article }: Ein anderes Programm löschte die Felder. Demarche schreibt wieder, was hier geöffnet ist.
    }
file-message-codebook-deleted = { $at_once ->
    [false] Ein anderes Programm löschte das Codebuch. Demarche schreibt mit Ihrer nächsten Änderung, was hier geöffnet ist.
    *[true] Ein anderes Programm löschte das Codebuch. Demarche schreibt wieder, was hier geöffnet ist.
    }
file-message-entities-deleted = { $at_once ->
    [false] Ein anderes Programm löschte die Entitäten. Demarche schreibt mit Ihrer nächsten Änderung, was hier geöffnet ist.
    *[true] Ein anderes Programm löschte die Entitäten. Demarche schreibt wieder, was hier geöffnet ist.
    }
file-message-changes-taken-in = { $article }: Demarche hat Änderungen eines anderen Programms geladen.
file-message-fields-taken-in = { $article }: Demarche hat Felder geladen, die ein anderes Programm geändert hat.
file-message-codebook-changes-taken-in = Ein anderes Programm änderte das Codebuch; Demarche hat die Änderungen geladen.
file-message-annotations-changed = { $article }: Ein anderes Programm änderte die Annotationen
file-message-article-removed = Ein anderes Programm entfernte { $article }. Was hier geöffnet ist, bleibt, bis Sie den Artikel verlassen und alles gespeichert ist.
file-message-new-articles = { $count ->
    [one] { $count } neuer Artikel ist in der Liste.
    *[other] { $count } neue Artikel sind in der Liste.
    }
file-message-text-changed-while-unsaved = Ein anderes Programm änderte den Text eines Artikels mit ungespeicherten Annotationen. Sie sehen den alten Text, bis sie gespeichert sind.
file-message-changed-text-unreadable = { $article }: Der geänderte Text ist nicht lesbar; Sie sehen den alten
file-message-text-changed = { $article }: Ein anderes Programm änderte den Text. Frühere Schritte lassen sich nicht mehr rückgängig machen.
file-message-no-sync = Dieser Datenträger oder diese Freigabe bestätigt nicht, dass Dateien gespeichert sind: Bei Stromausfall können die letzten Änderungen verloren gehen. Behalten Sie anderswo eine Kopie: { $folder }
file-message-no-safe-new-file = Dieser Datenträger oder diese Freigabe kann eine vollständige Datei nicht in einem Schritt anlegen. Wird Demarche in diesem Moment beendet, bleibt eine leere Datei: { $folder }
file-message-no-safe-replace = Dieser Datenträger oder diese Freigabe kann eine Datei nicht in einem Schritt ersetzen: Einen Moment lang fehlt sie. Wird Demarche dann beendet, stellt der nächste Start die alte wieder her: { $folder }
file-message-no-permissions = Auf diesem Datenträger oder dieser Freigabe lassen sich keine Rechte setzen. Prüfen Sie, ob andere noch lesen können, was gespeichert wird: { $folder }
file-message-owner-not-kept = Besitzer, Gruppe oder Zugriffsliste einer Datei blieben beim Speichern nicht erhalten. Prüfen Sie, ob andere die Dateien noch lesen und ändern können: { $folder }
file-message-no-locks = Dieser Datenträger oder diese Freigabe kennt keine Sperren. Speichern Sie denselben Artikel nicht gleichzeitig in zwei Fenstern: { $folder }
file-message-stalled = { $others ->
    [0] Datenträger oder Netz antworten nicht: Gewartet wird auf { $file }. Sie können weiterarbeiten: Was Sie tun, bleibt hier und wird geschrieben, sobald eine Antwort kommt. „Kopie speichern…“ im Menü Datei schreibt es anderswohin.
    *[other] Datenträger oder Netz antworten nicht: Gewartet wird auf { $file } und { $others } weitere. Sie können weiterarbeiten: Was Sie tun, bleibt hier und wird geschrieben, sobald eine Antwort kommt. „Kopie speichern…“ im Menü Datei schreibt es anderswohin.
    }
file-message-seems-moved = Seine Dateien sind die des Projekts, das in { $from } lag und dort nicht mehr ist. Seinen Verlauf und ungespeicherte Änderungen hier wiederherstellen?
file-message-unsaved-on-leaving = { $is_stalled ->
    [false] { $is_journaled ->
        [false] Sie konnten nicht in ihre Datei geschrieben werden. Wenn Sie jetzt gehen, sind sie verloren. Schaffen Sie Platz oder berichtigen Sie die Rechte und versuchen Sie es erneut, oder speichern Sie anderswo eine Kopie.
        *[true] Sie konnten nicht in ihre Datei geschrieben werden. Das Journal hat sie: Demarche stellt sie wieder her, wenn Sie das Projekt auf diesem Rechner wieder öffnen. Schaffen Sie Platz oder berichtigen Sie die Rechte und versuchen Sie es erneut, oder speichern Sie anderswo eine Kopie.
        }
    *[true] { $is_journaled ->
        [false] Datenträger oder Netz antworten nicht. Wenn Sie jetzt gehen, sind sie verloren. Warten Sie und versuchen Sie es erneut, oder speichern Sie anderswo eine Kopie.
        *[true] Datenträger oder Netz antworten nicht. Das Journal hat sie: Demarche stellt sie wieder her, wenn Sie das Projekt auf diesem Rechner wieder öffnen. Warten Sie und versuchen Sie es erneut, oder speichern Sie anderswo eine Kopie.
        }
    }
file-message-conflicts-explained = Zwei Programme änderten { $name }. Wählen Sie eine Fassung (←: meine, →: die andere, Shift: alle). Erst mit der Bestätigung wird gespeichert.
file-message-save-choices = Auswahl speichern
file-message-enter-saves = Enter: Auswahl speichern
file-message-left-to-choose = Noch { $count } zu wählen.
file-message-mine = Meine
file-message-theirs = Andere
file-message-results-saved = Gespeichert: { $path }
