search-text-finder = Sélectionner en tapant
search-text-finder-hint = Tapez des mots, ou premier…dernier
search-text-previous = Résultat précédent
search-text-next = Résultat suivant
search-text-searching = Recherche…
search-text-not-found = Absent de cet article
search-text-field = Chercher dans tous les articles
search-text-close = Fermer la concordance
search-text-close-hint = Fermer (Esc)
search-text-nothing-typed = Tapez des mots pour chercher dans tous les articles, ou choisissez une étiquette sous le champ.
search-text-nothing-found = Rien n’a été trouvé.
search-text-match-case = Casse
search-text-match-case-hint = Distinguer majuscules et minuscules
search-text-whole-words = Mots entiers
search-text-whole-words-hint = Seulement des mots entiers
search-text-word-forms = Formes
search-text-word-forms-hint = Trouver aussi les pluriels et autres formes des mots
search-text-match-accents = Accents
search-text-match-accents-hint = Distinguer les lettres avec et sans accent
search-text-regex = Regex
search-text-regex-hint = Les mots sont une expression régulière, par exemple cease-?fires?
search-text-where = Où
search-text-articles = Articles
search-text-this-article = cet article
search-text-all-articles = tous les articles
search-text-place = Endroit
search-text-anywhere = partout
search-text-inside = dans les annotations
search-text-outside = hors des annotations
search-text-label = Étiquette
search-text-any-label = toute étiquette
search-text-value = Valeur
search-text-any-value = toute valeur
search-text-entity = Entité
search-text-any-entity = toute entité
search-text-status = Statut
search-text-any-status = tout statut
search-text-yes = oui
search-text-no = non
search-text-sort-by = Trier par
search-text-by-article = article
search-text-by-before = avant
search-text-by-after = après
search-text-sort-by-article = Trier par article
search-text-sort-by-before = Trier par les mots avant
search-text-sort-by-after = Trier par les mots après
search-text-annotated = annoté
search-text-already-annotated = déjà annoté
search-text-overlaps = recouvre une annotation de cette étiquette
search-text-changed = l’article a changé
search-text-all-occurrences = Toutes les occurrences…
search-text-all-occurrences-hint = Trouver ces mots dans tous les articles, et annoter ceux que vous cochez
search-text-tick-all = Tout cocher
search-text-annotate-as = Annoter comme
search-text-assign-entity = Attribuer aussi l’entité
search-text-annotate-ticked = Annoter les cochés
search-text-annotate-hint = Cela s’annule en une étape (Enter)
search-text-tick-hint = Cochez les résultats avec Space, ou tous avec Ctrl+A
search-message-not-in-article = « { $typed } » n’est pas dans cet article.
search-message-wrapped-to-top = La recherche reprend en haut
search-message-wrapped-to-bottom = La recherche reprend en bas
search-message-several-pieces = Toutes les occurrences ne peuvent pas être trouvées pour une annotation en plusieurs morceaux.
search-message-choose-words = Choisissez une annotation ou sélectionnez des mots pour trouver toutes les occurrences.
search-message-article-changed = L’article a changé depuis la recherche. Cherchez de nouveau.
search-message-nothing-annotated = Rien n’a été annoté
search-message-annotated = { $skipped ->
    [0] Endroits annotés : { $annotated }, articles : { $articles }
    *[other] Endroits annotés : { $annotated }, articles : { $articles } ; sautés : { $skipped }, la liste dit pourquoi
    }
search-message-finder-keys = Enter : sélectionner · / : suivant · ? : précédent
search-message-keys-to-annotate = Space : cocher · Ctrl+A : tous · Enter : annoter ce résultat
search-message-keys-to-tag = Space : cocher · Ctrl+A : tous · touche d’étiquette : annoter ce résultat
search-message-annotate-ticked = Enter : annoter { $ticked } · Space : cocher · Ctrl+A : tous ou aucun
search-message-tag-ticked = touche d’étiquette : annoter { $ticked } · Space : cocher · Ctrl+A : tous ou aucun
search-message-found = { $number } sur { $count }
search-message-found-wrapped = { $number } sur { $count } · reprise
search-message-found-so-far = { $count } pour l’instant
search-message-find-last = Tapez des mots, ou / pour « { $last } »
search-message-field-with-value = { $field } : { $value }
search-message-hit = { $line }, { $place }
search-message-hit-with-facts = { $line }, { $place }, { $facts }
search-message-annotate = Annoter { $ticked }
search-message-unreadable = { $articles ->
    [one] { $articles } illisible
    *[other] { $articles } illisibles
    }
search-message-searched = { $hits ->
    [one] { $hits } résultat
    *[other] { $hits } résultats
    } dans { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    } · { $searched } articles sur { $total } parcourus, { $rate } par seconde
search-message-complete = { $hits ->
    [one] { $hits } résultat
    *[other] { $hits } résultats
    } dans { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    }{ $annotated ->
    [0] {""}
    *[other] {" · "}annotés : { $annotated }
    }{ $skipped ->
    [0] {""}
    *[other] {" · "}sautés : { $skipped }
    }
search-message-cut = Les { $hits } premiers résultats dans { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    } ; cherchez quelque chose de plus rare pour tout voir
search-message-stopped = { $hits ->
    [one] { $hits } résultat
    *[other] { $hits } résultats
    } dans { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    } · arrêté après { $searched } articles sur { $total }
search-message-with-ticked = { $found } · cochés : { $ticked }
