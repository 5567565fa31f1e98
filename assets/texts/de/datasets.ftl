dataset-message-exporting = Export läuft…
dataset-message-all = Alle
dataset-message-all-articles = Alle Artikel
dataset-message-all-labels = Alle Labels
dataset-message-exported = { $unread ->
    [0] { $losses ->
        [0] { $articles } Artikel mit { $annotations ->
            [one] { $annotations } Annotation
            *[other] { $annotations } Annotationen
            } exportiert: { $path }
        *[other] { $articles } Artikel mit { $annotations ->
            [one] { $annotations } Annotation
            *[other] { $annotations } Annotationen
            } exportiert, mit { $losses ->
            [one] { $losses } Verlust
            *[other] { $losses } Verlusten
            }: { $path }
        }
    *[other] { $losses ->
        [0] { $articles } Artikel mit { $annotations ->
            [one] { $annotations } Annotation
            *[other] { $annotations } Annotationen
            } exportiert, { $unread } nicht lesbar: { $path }
        *[other] { $articles } Artikel mit { $annotations ->
            [one] { $annotations } Annotation
            *[other] { $annotations } Annotationen
            } exportiert, { $unread } nicht lesbar, mit { $losses ->
            [one] { $losses } Verlust
            *[other] { $losses } Verlusten
            }: { $path }
        }
    }
dataset-message-not-exported = Der Datensatz wurde nicht exportiert
dataset-message-files-changed = Dateien haben sich seit dem letzten Export geändert; nichts wurde geschrieben.
dataset-message-incomplete = { $unread ->
    [0] Es gibt keine Artikel; die Dateien des letzten Exports sind geblieben.
    *[other] { $unread } Artikel nicht lesbar; die Dateien des letzten Exports sind geblieben.
    }
dataset-message-place-needed = Wählen Sie, wohin geschrieben wird.
dataset-message-place-unusable = Diese Datei oder dieser Ordner ist nicht verwendbar
dataset-message-not-unicode = der Name ist kein gültiges Unicode: { $path }
dataset-message-imported = { $earlier ->
    [0] { $articles ->
        [one] { $articles } Artikel wurde importiert.
        *[other] { $articles } Artikel wurden importiert.
        }
    *[other] { $articles ->
        [one] { $articles } Artikel wurde importiert. Ein früherer Import hatte { $earlier } weitere geschrieben.
        *[other] { $articles } Artikel wurden importiert. Ein früherer Import hatte { $earlier } weitere geschrieben.
        }
    }
dataset-message-imported-in-part = { $imported } Der Rest nicht: { $problem }.
dataset-message-not-imported = Der Datensatz wurde nicht importiert
dataset-message-import-running = Ein anderer Import läuft.
