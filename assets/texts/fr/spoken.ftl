spoken-message-chosen = Choisie : { $annotation }
spoken-message-annotation = { $label } « { $quote } », { $number } sur { $count }
spoken-message-annotation-with-entity = { $label } « { $quote } », { $number } sur { $count }, entité { $entity }
spoken-message-removed = L’annotation a été supprimée.
spoken-message-entity = Entité : { $name }
spoken-message-no-entity = Aucune entité
spoken-message-value = { $attribute } : { $value }
spoken-message-no-value = { $attribute } : sans valeur
spoken-message-article = { $annotations ->
    [one] { $article }, { $annotations } annotation
    *[other] { $article }, { $annotations } annotations
    }
spoken-message-facts = { $facts }
spoken-message-marks = { $marks }
spoken-message-in-order = { $texts }
spoken-message-paragraph = Paragraphe { $number } sur { $count }
spoken-message-selected = Sélectionné : { $words }
spoken-message-no-annotation-here = Pas d’annotation ici
spoken-message-card-closed = Détails fermés
spoken-message-lacks = il manque : { $names }
spoken-message-more = { $count ->
    [one] et { $count } autre
    *[other] et { $count } autres
    }
spoken-message-no-messages = Il n’y a pas encore de messages.
spoken-message-results = { $count ->
    [0] Aucun résultat
    [one] { $count } résultat
    *[other] { $count } résultats
    }
spoken-message-row-of = { $number } sur { $count }
spoken-message-link-ways = { $question } : { $ways }
spoken-message-keyed = { $key } { $action }
spoken-message-link-end = { $letters-given ->
    [none] { $label } : { $words }, { $number } sur { $count }
    *[some] { $label } : { $words }, { $number } sur { $count }, lettre { $letters }
    }
spoken-message-hit = « { $words } », { $place }
spoken-message-not-saved = Non enregistré
spoken-message-saved = Enregistré
spoken-message-progress = { $work } : { $percent } %
