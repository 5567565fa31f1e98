dataset-message-exporting = Export en cours…
dataset-message-all = Tout
dataset-message-all-articles = Tous les articles
dataset-message-all-labels = Toutes les étiquettes
dataset-message-exported = { $unread ->
    [0] { $losses ->
        [0] Export : articles { $articles }, annotations { $annotations } : { $path }
        *[other] Export : articles { $articles }, annotations { $annotations }, pertes { $losses } : { $path }
        }
    *[other] { $losses ->
        [0] Export : articles { $articles }, annotations { $annotations }, illisibles { $unread } : { $path }
        *[other] Export : articles { $articles }, annotations { $annotations }, illisibles { $unread }, pertes { $losses } : { $path }
        }
    }
dataset-message-not-exported = Le jeu de données n’a pas été exporté
dataset-message-files-changed = Des fichiers ont changé depuis le dernier export ; rien n’a été écrit.
dataset-message-incomplete = { $unread ->
    [0] Il n’y a pas d’articles ; les fichiers du dernier export ont été gardés.
    [one] { $unread } article est illisible ; les fichiers du dernier export ont été gardés.
    *[other] { $unread } articles sont illisibles ; les fichiers du dernier export ont été gardés.
    }
dataset-message-place-needed = Choisissez où l’écrire.
dataset-message-place-unusable = Ce fichier ou dossier ne peut pas servir
dataset-message-not-unicode = son nom n’est pas de l’Unicode valide : { $path }
dataset-message-imported = { $earlier ->
    [0] { $articles ->
        [one] { $articles } article a été importé.
        *[other] { $articles } articles ont été importés.
        }
    *[other] { $articles ->
        [one] { $articles } article a été importé. Un import précédent en avait écrit { $earlier } de plus.
        *[other] { $articles } articles ont été importés. Un import précédent en avait écrit { $earlier } de plus.
        }
    }
dataset-message-imported-in-part = { $imported } Pas le reste : { $problem }.
dataset-message-not-imported = Le jeu de données n’a pas été importé
dataset-message-import-running = Un autre import est en cours.
