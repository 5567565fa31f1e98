review-text-accept = Accepter
review-text-reject = Refuser
review-text-accept-all = Tout accepter
review-text-not-found = introuvable
review-message-annotations-to-review = { $article } : le texte a changé. Ses annotations : { $fates }. J montre la suivante.
review-message-counted = { $fates }
review-message-not-moved = Les annotations n’ont pas été déplacées
review-message-nothing-left = Aucune annotation n’est à vérifier.
review-message-nothing-to-decide = Cette annotation n’est pas à vérifier.
review-message-stands-nowhere = Ses mots ne sont pas dans ce texte. Sélectionnez les mots qui conviennent et appuyez sur +.
review-message-nothing-proposed = Cet article n’a pas de positions proposées.
review-message-changed-and-counted = Le texte a changé. Annotations : { $fates }.
review-message-counted-only = Annotations : { $fates }.
review-message-key-shows-next = { $key } montre la suivante.
review-message-place-by-hand = Pour la placer, sélectionnez les mots qui conviennent et appuyez sur { $key }.
review-message-moved = déplacée, { $percent } %
review-message-proposed = ici ? { $percent } %
review-message-row = { $fate } : { $label } : { $words }
review-message-was-at = Avant : { $words }
review-message-now-at = Maintenant : { $words }
review-message-context = …{ $before }[{ $words }]{ $after }…
fate-message-kept = { $count ->
    [one] { $count } gardée
    *[other] { $count } gardées
    }
fate-message-moved = { $count ->
    [one] { $count } déplacée
    *[other] { $count } déplacées
    }
fate-message-proposed = { $count } à vérifier
fate-message-detached = { $count ->
    [one] { $count } introuvable
    *[other] { $count } introuvables
    }
