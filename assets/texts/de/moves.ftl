move-text-orphans-title = Annotationen ohne Text
move-message-orphans-found = { $offered ->
    [0] Dateien mit Annotationen oder Feldern, deren Text fehlt ({ $files }): { $names }. Ctrl+Shift+A listet sie auf.
    *[other] { $offered ->
        [one] Dateien mit Annotationen oder Feldern, deren Text fehlt ({ $files }): { $names }. { $offered } Artikel ohne Annotationen hat denselben Text: Ctrl+Shift+A zeigt sie und übernimmt die Annotationen.
        *[other] Dateien mit Annotationen oder Feldern, deren Text fehlt ({ $files }): { $names }. { $offered } Artikel ohne Annotationen haben denselben Text: Ctrl+Shift+A zeigt sie und übernimmt die Annotationen.
        }
    }
move-message-no-orphans = Alle Annotationen haben ihren Text.
move-message-orphans-explained = Diese Texte fehlen, ihre Annotationen sind noch da. Ein Artikel mit genau demselben Text und ohne Annotationen kann sie übernehmen: Die Dateien werden umbenannt, mit denen aller Coder und den Feldern.
move-message-orphan-with-text = { $files ->
    [one] { $text } ({ $files } Datei): Denselben Text hat { $article }
    *[other] { $text } ({ $files } Dateien): Denselben Text hat { $article }
    }
move-message-orphan-without-text = { $files ->
    [one] { $text } ({ $files } Datei): Kein Artikel ohne Annotationen hat denselben Text
    *[other] { $text } ({ $files } Dateien): Kein Artikel ohne Annotationen hat denselben Text
    }
move-message-take-over = Übernehmen
move-message-take-over-of = Annotationen von { $text } übernehmen
move-message-take-over-all = Alle übernehmen ({ $count })
move-message-taken-over = Annotationen wurden übernommen: { $names }.
move-message-renamed = { $from } wurde in { $to } umbenannt. Annotationen, Status und Verlauf bleiben.
move-message-not-renamed = { $article }: Eine Datei neben dem Text konnte nicht mit umbenannt werden
move-message-written-without-text = { $article } gibt es nicht mehr; die Annotationen wurden ohne den Text geschrieben: { $path }
move-message-removed = { $relations ->
    [0] { $article }: Ein anderes Programm entfernte { $annotations ->
        [one] { $annotations } Annotation
        *[other] { $annotations } Annotationen
        }. War das nicht gewollt, etwa weil eine ältere Kopie der Datei an ihre Stelle kam, stellt Ctrl+Shift+B das Entfernte wieder her.
    *[other] { $article }: Ein anderes Programm entfernte { $annotations ->
        [one] { $annotations } Annotation
        *[other] { $annotations } Annotationen
        } und { $relations ->
        [one] { $relations } Beziehung
        *[other] { $relations } Beziehungen
        }. War das nicht gewollt, etwa weil eine ältere Kopie der Datei an ihre Stelle kam, stellt Ctrl+Shift+B das Entfernte wieder her.
    }
move-message-brought-back = { $count ->
    [one] Demarche hat { $count } Annotation oder Beziehung wiederhergestellt.
    *[other] Demarche hat { $count } Annotationen oder Beziehungen wiederhergestellt.
    }
move-message-nothing-to-bring-back = Andere Programme haben nichts entfernt, das noch fehlt.
move-message-not-brought-back = Das Entfernte konnte nicht wiederhergestellt werden
move-message-not-taken-over = Die Annotationen von { $text } wurden nicht übernommen
