entity-text-title = Entités
entity-text-filter = Filtrer les entités
entity-text-new = Nouvelle entité
entity-text-new-hint = Crée une entité du nom saisi dans le filtre (Ctrl+Enter)
entity-text-none-yet = Il n’y a pas encore d’entité. Choisissez une annotation et appuyez sur . pour créer la première.
entity-text-no-match-create = Aucune entité ne convient. Ctrl+Enter en crée une.
entity-text-picker-title = Choisir une entité
entity-text-picker-field = Chercher une entité
entity-text-no-match = Aucune entité ne convient.
entity-text-no-entity = Aucune entité
entity-text-create-key = Ctrl+Enter
entity-text-name = Nom
entity-text-aliases = Alias
entity-text-aliases-hint = Un alias par ligne
entity-text-kind = Genre
entity-text-label = Étiquette
entity-text-part-of = Partie de
entity-text-part-of-hint = Choisir de quoi elle fait partie
entity-text-country = Pays
entity-text-country-hint = Trois lettres, par exemple UKR
entity-text-wikidata = Wikidata
entity-text-wikidata-hint = Par exemple Q3874799
entity-text-memo = Mémo
entity-text-merge-into = Fusionner avec…
entity-text-split-ask = Scinder…
entity-text-delete-ask = Supprimer…
entity-text-merge = Fusionner
entity-text-split = Scinder
entity-text-mentions-stay = Ces mentions restent, sans entité. Pour les donner à une autre, fusionnez plutôt.
entity-text-undo-in-one-step = Cela s’annule en une étape.
entity-text-name-hint = Son nom
entity-text-tick-mentions = Cochez les mentions de la nouvelle entité :
entity-message-column-name = Nom
entity-message-column-kind-and-counts = Genre · mentions dans les articles
entity-message-column-mention = Mention
entity-message-column-article = Article
entity-message-none-for-label = Le livre de codes n’autorise pas d’entité pour { $label }.
entity-message-not-changed = Les entités ne peuvent pas être modifiées
entity-message-file-broken = { $problem }. Réparez le fichier, puis rouvrez le projet
entity-message-part-of-itself = { $whole } fait déjà partie de { $part }.
entity-message-name-needed = Une entité a besoin d’un nom.
entity-message-save-alias = Enregistrer « { $words } » comme alias
entity-message-merge-keys = Enter : choisir · Esc : fermer
entity-message-mention-keys = Enter : choisir · Shift+Enter : choisir et garder l’alias · Ctrl+Enter : créer
entity-message-picker-keys = Enter : choisir · Ctrl+Enter : créer · Esc : fermer
entity-message-new-named = Nouvelle entité « { $name } »
entity-message-counts = { $mentions ->
    [one] { $mentions } mention
    *[other] { $mentions } mentions
    } dans { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    }
entity-message-counts-with-parts = { $mentions ->
    [one] { $mentions } mention
    *[other] { $mentions } mentions
    } dans { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    } · { $parts ->
    [one] { $parts } partie
    *[other] { $parts } parties
    }
entity-message-short-counts = { $mentions } dans { $articles }
entity-message-kind-and-short-counts = { $kind } · { $mentions } dans { $articles }
entity-message-go-to-mention = Aller à { $quote } dans { $place }
entity-message-mention-in = { $quote } dans { $place }
entity-message-mentions-of = { $words } ({ $count })
entity-message-broken = Rien ne peut être modifié ici : { $problem }. Réparez le fichier, puis rouvrez le projet.
entity-message-merge-title = Fusionner « { $from } » avec « { $into } »
entity-message-delete-title = Supprimer « { $name } »
entity-message-split-title = Scinder « { $name } »
entity-message-become-aliases = « { $from } » et ses alias deviennent des alias de « { $into } ».
entity-message-become-parts = { $parts ->
    [one] { $parts } entité qui en fait partie fera partie de « { $into } ».
    *[other] { $parts } entités qui en font partie feront partie de « { $into } ».
    }
entity-message-belong-to-none = { $parts ->
    [one] { $parts } entité qui en fait partie n’appartiendra plus à une autre.
    *[other] { $parts } entités qui en font partie n’appartiendront plus à une autre.
    }
entity-message-touched = { $mentions ->
    [one] { $mentions } mention
    *[other] { $mentions } mentions
    } dans { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    }.
entity-message-touched-by-coders = { $mentions ->
    [one] { $mentions } mention
    *[other] { $mentions } mentions
    } dans { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    }, de { $coders ->
    [one] { $coders } codeur
    *[other] { $coders } codeurs
    }.
entity-message-may-name-it = { $files ->
    [one] Des attributs et champs peuvent la nommer dans { $files } fichier de plus.
    *[other] Des attributs et champs peuvent la nommer dans { $files } fichiers de plus.
    }
entity-message-read-first = { $files ->
    [one] { $files } fichier sera lu d’abord.
    *[other] { $files } fichiers seront lus d’abord.
    }
entity-message-unreadable = { $files ->
    [one] { $files } fichier est illisible et reste tel quel.
    *[other] { $files } fichiers sont illisibles et restent tels quels.
    }
entity-message-go-to-new = { $mentions ->
    [one] { $mentions } mention
    *[other] { $mentions } mentions
    } dans { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    } pour la nouvelle entité.
