article-list-text-filter = Artikel filtern
article-list-text-filter-help = Der Filter durchsucht Namen und Felder. Möglich ist auch:
article-list-text-no-match = Kein Artikel passt. Der Filter durchsucht Namen und Felder. Möglich ist auch:
article-list-text-all-coded = Sie haben alles fertig, was Ihnen zugeteilt ist. Leeren Sie den Filter, um alle Artikel zu sehen.
article-list-text-no-article = Hier ist noch kein Artikel.
article-list-text-without = mit einem Minus: alle anderen
article-list-text-incomplete-hint = Nur Artikel, in denen etwas Erforderliches fehlt
article-list-text-filter-menu = Filter und Reihenfolge der Liste
article-list-text-show-only = Nur anzeigen
article-list-text-unfinished = Unfertige
article-list-text-with-label = Mit Annotationen des Labels
article-list-text-order = Reihenfolge
article-list-text-by-folder = Nach Ordnern gruppieren
article-list-text-titles = Titel statt Dateinamen anzeigen
article-list-text-open-beside = Im anderen Teil öffnen
article-list-text-click-beside = Ctrl und Klick
article-list-text-click-beside-on-mac = ⌘ und Klick
article-list-text-gone = von einem anderen Programm entfernt
article-list-text-beside = daneben
article-list-message-incomplete = Unvollständig ({ $count })
article-list-message-status-count = { $status } ({ $count })
article-list-message-shown = { $shown } von { $all } Artikeln
article-list-message-done = { $done } von { $all } fertig
article-list-message-done-lately = { $count } in 7 Tagen
article-list-message-done-in-words = { $done } von { $all } Artikeln sind fertig, und { $words_done } von { $words } Wörtern.
article-list-message-done-lately-in-words = Bei { $count } davon entstand die letzte Annotation in den letzten 7 Tagen. Artikel, die ohne Annotation fertig sind, zählen hier nicht.
article-list-message-folder-share = { $finished } von { $articles }
article-list-message-folder-open = Ordner { $name }, { $finished } von { $articles } fertig, offen
article-list-message-folder-closed = Ordner { $name }, { $finished } von { $articles } fertig, geschlossen
article-list-message-row = { $facts }
article-list-message-row-problem = { $article }: { $problem }
article-list-message-label-count = { $count } { $label }
article-list-message-more-labels = +{ $count }
article-list-message-incomplete-count = { $count } unvollständig
article-list-message-words = { $count ->
    [one] { $count } Wort
    *[other] { $count } Wörter
    }
