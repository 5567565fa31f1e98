compare-message-decision-in-conflict = Décision de la version convenue
compare-message-version-taken = Version de { $coder } retenue
compare-message-nobody-taken = Aucune version retenue
compare-message-decided-by = Décidé par { $coder }
compare-text-title = Comparer les codeurs
compare-text-close = Fermer
compare-text-decided = Décidé
compare-text-hide-names = Masquer les noms
compare-text-hide-names-tip = Les codeurs s’appellent 1, 2, 3 dans un ordre qui ne dit rien d’eux
compare-text-all-lanes = Toutes les pistes
compare-text-all-lanes-tip = Ce que chaque codeur a, sous chaque ligne. Touche : L
compare-text-all = Toutes
compare-text-open = Ouvertes
compare-text-borders = Limites
compare-text-values = Valeurs
compare-text-label = Étiquette
compare-text-only-some = Chez certains
compare-text-links = Liens
compare-text-fields = Champs
compare-text-any-label = Toutes les étiquettes
compare-text-filter-label = Étiquette des différences
compare-text-any-coder = Tous les codeurs
compare-text-filter-coder = Codeur qui est seul de son avis
compare-text-state-open = ouverte
compare-text-state-reopened = rouverte : un codeur l’a modifiée
compare-text-state-decided = décidée
compare-text-edited = modifiée à la main
compare-text-agreed-layer = Commun à tous
compare-text-open-layer = Différence ouverte
compare-text-value = Valeur
compare-text-taken = Convenue
compare-text-entity = Entité
compare-text-whole = Valeur du champ
compare-text-nothing = rien ici
compare-text-has-link = a ce lien
compare-text-empty = vide
compare-text-not-asked = –
compare-text-no-differences = Les codeurs sont d’accord en tout.
compare-text-none-in-filter = Aucune différence de ce type.
compare-text-nobody = Aucune
compare-text-open-again = Rouvrir
compare-text-proposal = Retenir la proposition
compare-text-take-proposals = Retenir toutes les propositions…
compare-text-proposals-title = Retenir toutes les propositions
compare-text-take-them = Retenir
compare-text-take-agreed = Retenir ce qui est commun à tous
compare-text-note = Note
compare-text-note-hint = Pourquoi cette décision
compare-text-memos = Mémos
compare-text-report-title = Types de différences
compare-text-counting = Comparaison de tous les articles
compare-text-nothing-compared = Aucun article n’a été annoté par deux codeurs. Comparer demande deux codages d’un même texte.
compare-text-label-table = Étiquettes
compare-text-value-table = Valeurs
compare-text-border-table = Limites
compare-text-choose-cell = Choisissez un nombre pour voir ses exemples.
compare-text-add-example = Ajouter aux exemples
compare-text-add-example-tip = Ajoute ce qui a été retenu aux exemples de son étiquette dans le livre de codes, avec ce qui ne l’a pas été
compare-text-add-rule = Faire de la note une règle
compare-text-add-rule-tip = Ajoute la note aux consignes du livre de codes, et son numéro à la décision
compare-text-keys = 1–9 : version d’un codeur · Y : proposition · X : aucune · 0 : rouvrir · N, P : ouverte suivante, précédente · Shift+Y : toutes les propositions · Enter : valeurs · L : toutes les pistes · G : autre bout · M : note · Esc : fermer
compare-text-card-keys = Flèches : choisir une valeur · 1–9 : celle d’un codeur · X : vide · 0 : rouvrir · Esc : retour
comparing-message-needs-two = { $coders-given ->
    [none] Personne n’a encore annoté cet article. Comparer demande deux codeurs.
    *[some] { $count ->
        [one] { $only-given ->
            [none] Seul un codeur sans nom a annoté cet article. Comparer demande deux codeurs.
            *[some] Seul { $only } a annoté cet article. Comparer demande deux codeurs.
            }
        *[other] Comparer demande deux codeurs qui ont annoté cet article : { $names }.
        }
    }
comparing-message-blind = project.json est illisible, donc un tour peut être en aveugle et ce que d’autres ont annoté reste fermé. Corrigez project.json, puis rouvrez le projet.
comparing-message-texts-differ = Les annotations de { $coder } appartiennent à une autre version du texte. Ouvrez d’abord l’article en tant que ce codeur et vérifiez-les.
comparing-message-not-done = Non marqué terminé par : { $coders }. Ce qu’ils modifient rouvre des décisions.
comparing-message-some-not-done = Certains codeurs n’ont pas marqué l’article terminé. Ce qu’ils modifient rouvre des décisions.
comparing-message-counted = { $article } · { $differences ->
    [one] { $differences } différence
    *[other] { $differences } différences
    }, { $open ->
    [one] { $open } ouverte
    *[other] { $open } ouvertes
    }
comparing-message-coder = { $number } { $coder }
comparing-message-no-code = { $number } (sans code)
comparing-message-unnamed = { $number }
comparing-message-filter = { $name } { $count }
comparing-message-words = { $label } : « { $words } »
comparing-message-link = « { $from } » { $relation } « { $to } »
comparing-message-field = Champ : { $name }
comparing-message-heading = { $kind } · { $number } sur { $count }
comparing-message-lacking = – { $words }
comparing-message-version = { $is_taken ->
    [false] { $coders } : { $lines }
    *[true] { $coders } : { $lines }, retenue
    }
comparing-message-lane = Retenir { $coder } : { $lines }
comparing-message-at-hand = { $number } sur { $count } : { $kind } : { $versions } ; { $state }
comparing-message-took = Retenu : { $coder }
comparing-message-took-nobody = Aucune version retenue
comparing-message-took-proposal = Proposition retenue
comparing-message-opened-again = Rouverte
comparing-message-row = { $words }, { $kind }, { $state }
comparing-message-cell = { $name }, { $coder } : { $value }
comparing-message-memo = { $coder } : { $memo }
comparing-message-proposals = La plupart des codeurs sont d’accord sur { $count } des { $open } différences ouvertes. Les retenir ?
comparing-message-proposed = { $taken } ({ $coders } codeurs)
comparing-message-proposed-value = { $name } : { $value }
comparing-message-more = { $count ->
    [one] et { $count } autre
    *[other] et { $count } autres
    }
comparing-message-no-proposals = Aucune n’a de majorité : décidez une par une.
comparing-message-no-majority = Pas de majorité : appuyez sur le numéro d’un codeur.
comparing-message-no-such-coder = Il y a { $coders } codeurs : appuyez sur l’un de leurs numéros.
comparing-message-no-values = Il n’y a pas de valeurs à choisir ici.
comparing-message-no-other-open = Aucune autre différence de la liste n’est ouverte.
comparing-message-all-decided = Toutes les différences de cet article sont décidées.
comparing-message-still-open = { $open ->
    [one] { $open } différence est ouverte. Appuyez encore sur la touche pour marquer la version convenue comme terminée.
    *[other] { $open } différences sont ouvertes. Appuyez encore sur la touche pour marquer la version convenue comme terminée.
    }
comparing-message-all-compared = Il n’y a pas d’autre article dont les codeurs sont à comparer.
comparing-message-first-decide = Décidez d’abord : une note appartient à une décision.
comparing-message-not-decided = La décision n’a pas pu être prise
comparing-message-compared-articles = { $count ->
    [one] { $count } article comparé
    *[other] { $count } articles comparés
    }
comparing-message-unread = { $count ->
    [one] { $count } codage est illisible : { $why }
    *[other] { $count } codages sont illisibles, le premier : { $why }
    }
comparing-message-value-of = { $label } : { $attribute }
comparing-message-border-count = { $is_start ->
    [false] { $words-given ->
        [none] { $label } : plus de mots à la fin, { $count } sur { $all }
        *[some] { $label } : « { $words } » à la fin, { $count } sur { $all }
        }
    *[true] { $words-given ->
        [none] { $label } : plus de mots au début, { $count } sur { $all }
        *[some] { $label } : « { $words } » au début, { $count } sur { $all }
        }
    }
comparing-message-confused = { $one } et { $other } : { $count }
comparing-message-reading-of = { $is_taken ->
    [false] { $coder } : { $reading }
    *[true] { $coder } : { $reading } (retenue)
    }
comparing-message-compare-here = Comparer ici les codeurs de { $article }
comparing-message-noted = { $rule-given ->
    [none] Note : { $note }
    *[some] Note : { $note } (règle { $rule })
    }
comparing-message-example-of = { $wrong-given ->
    [none] « { $right } »
    *[some] « { $right } », non « { $wrong } »
    }
comparing-message-example-added = Ajouté aux exemples de { $label }. Le livre de codes a maintenant la version { $version }.
comparing-message-example-there = Le livre de codes a déjà cet exemple.
comparing-message-no-example = Seul ce qui est retenu des annotations d’un codeur peut être un exemple.
comparing-message-note-first = Écrivez d’abord une note : elle devient la règle.
comparing-message-rule-added = La note est la règle { $number } des consignes.
