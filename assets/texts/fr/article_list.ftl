article-list-text-filter = Filtrer les articles
article-list-text-filter-help = Le filtre cherche dans les noms et les champs. Vous pouvez aussi taper :
article-list-text-no-match = Aucun article ne convient. Le filtre cherche dans les noms et les champs. Vous pouvez aussi taper :
article-list-text-all-coded = Vous avez terminé tout ce qui vous est attribué. Videz le filtre pour voir tous les articles.
article-list-text-no-article = Il n’y a pas encore d’article ici.
article-list-text-without = avec un moins : tous les autres
article-list-text-incomplete-hint = Seulement les articles où manque quelque chose de requis
article-list-text-filter-menu = Filtres et ordre de la liste
article-list-text-show-only = Afficher seulement
article-list-text-unfinished = Inachevés
article-list-text-with-label = Avec des annotations de l’étiquette
article-list-text-order = Ordre
article-list-text-by-folder = Grouper par dossier
article-list-text-titles = Afficher les titres au lieu des noms de fichiers
article-list-text-open-beside = Ouvrir dans l’autre volet
article-list-text-click-beside = Ctrl et clic
article-list-text-click-beside-on-mac = ⌘ et clic
article-list-text-gone = supprimé par un autre programme
article-list-text-beside = à côté
article-list-message-incomplete = Incomplets ({ $count })
article-list-message-status-count = { $status } ({ $count })
article-list-message-shown = { $shown } articles sur { $all }
article-list-message-done = { $done } sur { $all } terminés
article-list-message-done-lately = { $count } en 7 jours
article-list-message-done-in-words = { $done } articles sur { $all } sont terminés, et { $words_done } mots sur { $words }.
article-list-message-done-lately-in-words = Pour { $count } d’entre eux, la dernière annotation date des 7 derniers jours. Les articles terminés sans annotation n’y sont pas comptés.
article-list-message-folder-share = { $finished } sur { $articles }
article-list-message-folder-open = Dossier { $name }, { $finished } sur { $articles } terminés, ouvert
article-list-message-folder-closed = Dossier { $name }, { $finished } sur { $articles } terminés, fermé
article-list-message-row = { $facts }
article-list-message-row-problem = { $article } : { $problem }
article-list-message-label-count = { $count } { $label }
article-list-message-more-labels = +{ $count }
article-list-message-incomplete-count = { $count ->
    [one] { $count } incomplète
    *[other] { $count } incomplètes
    }
article-list-message-words = { $count ->
    [one] { $count } mot
    *[other] { $count } mots
    }
