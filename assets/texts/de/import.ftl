import-articles-text-title = Artikel importieren
import-articles-text-file-kinds = Worin Artikel kommen
import-articles-text-folder-title = Artikel ablegen in
import-articles-text-new-folder = importierte Artikel
import-articles-text-nothing-to-add = Es gibt nichts hinzuzufügen.
import-articles-text-tick-new = Neue anhaken
import-articles-text-tick-all = Alle anhaken
import-articles-text-tick-none = Keinen anhaken
import-articles-text-folder = Ordner…
import-articles-text-report = Bericht
import-articles-text-copy-report = Bericht kopieren
import-articles-text-not-ticked = nicht angehakt
import-dataset-text-title = Datensatz importieren
import-dataset-text-import = Importieren
import-dataset-text-sources = Dateien oder Ordner, eine je Zeile
import-dataset-text-choose-files = Dateien wählen…
import-dataset-text-choose-folder = Ordner wählen…
import-dataset-text-format = Format
import-dataset-text-detect = Automatisch erkennen
import-dataset-text-folder = Ordner im Projekt
import-dataset-text-everything = Alles kann importiert werden.
import-message-columns-of = Spalten von { $file }
import-message-meaning-of = Bedeutung von { $column }
import-message-found = { $same ->
    [0] { $near ->
        [0] { $articles } Artikel, Dateien: { $files }.
        *[other] { $articles } Artikel, Dateien: { $files }, fast doppelt: { $near }.
        }
    *[other] { $near ->
        [0] { $articles } Artikel, Dateien: { $files }, doppelt: { $same }.
        *[other] { $articles } Artikel, Dateien: { $files }, doppelt: { $same }, fast doppelt: { $near }.
        }
    }
import-message-failed = Nicht importierbar: { $count }
import-message-written-to = Artikel werden geschrieben nach { $folder }
import-message-import-articles = { $count ->
    [one] { $count } Artikel importieren
    *[other] { $count } Artikel importieren
    }
import-message-added = { $count ->
    [one] { $count } Artikel kam hinzu.
    *[other] { $count } Artikel kamen hinzu.
    }
import-message-left-out = { $title }: weggelassen. { $why }.
import-message-notice = { $title }: { $notice }
import-message-not-written = { $title }: { $problem }.
import-message-stopped = { $count ->
    [one] Angehalten: { $count } Artikel kam nicht hinzu.
    *[other] Angehalten: { $count } Artikel kamen nicht hinzu.
    }
import-message-marked-labels = Das Codebuch hat die Labels der Hervorhebungen und Notizen bekommen; Rückgängig nimmt sie zurück: { $labels }.
import-message-folder-unusable = Der Ordner ist nicht verwendbar: { $problem }.
import-message-articles-with-annotations = { $articles } Artikel mit { $annotations ->
    [one] { $annotations } Annotation
    *[other] { $annotations } Annotationen
    }
import-message-label-count = { $label } { $count }
import-message-extend-codebook = Fehlende Labels und Typen ins Codebuch aufnehmen ({ $count })
import-message-renamed = Unter anderem Namen geschrieben: { $count }
import-message-changed = Geändert oder weggelassen: { $count }
