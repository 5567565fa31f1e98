suggest-text-take-all-title = Reprendre des suggestions
suggest-text-take = Accepter
suggest-text-take-hint = L’ajoute comme annotation à vous
suggest-text-reject = Refuser
suggest-text-reject-hint = Elle ne revient pas
suggest-text-suggested = Suggéré
suggest-text-this-suggestion = Suggestion
suggest-text-least-to-take = Au moins
suggest-text-learning = Apprend des articles terminés…
suggest-text-nothing-finished = Les suggestions s’apprennent des articles que vous avez marqués terminés. Il n’y en a pas encore.
suggest-text-nothing-suggested = Plus rien n’est suggéré pour cet article.
suggest-text-article-finished = Cet article est terminé. Les suggestions sont pour les articles en cours.
suggest-text-blind-round = Il n’y a pas de suggestions dans un tour en aveugle : elles rapprocheraient les codeurs. La direction peut les permettre dans le fichier du projet.
suggest-text-while-comparing = Il n’y a pas de suggestions pendant que des codeurs sont comparés.
suggest-text-heading = Suggestions
suggest-text-show = Suggérer des annotations
suggest-text-show-hint = Appris sur cet ordinateur des articles que vous avez marqués terminés. Rien ne s’ajoute à vos annotations sans que vous l’acceptiez.
suggest-text-least-confidence = Montrées à partir d’une confiance de
suggest-text-judgements = Suggérer aussi les étiquettes de jugement
suggest-text-judgements-hint = Les étiquettes que le livre de codes marque comme jugement, par exemple les demandes : qui voit une suggestion juge moins librement. Elles sont suggérées dès qu’elles sont assez souvent justes dans vos articles terminés.
suggest-text-least-precision = Si elles étaient justes dans
suggest-text-suggested-value = suggéré
suggest-text-take-values = Accepter les valeurs suggérées
suggest-text-take-values-hint = Accepte tout ce qui est suggéré pour cette annotation
suggest-message-item = suggéré { $label }, { $percent } % : { $words }
suggest-message-percent = { $percent } %
suggest-message-count = { $count ->
    [one] { $count } suggestion
    *[other] { $count } suggestions
    }
suggest-message-learned-from = { $articles ->
    [one] Appris de { $articles } article terminé
    *[other] Appris de { $articles } articles terminés
    }
suggest-message-needed = { $label } : { $articles } articles terminés sur { $needed } nécessaires
suggest-message-judgement = { $label } : jugement, désactivé dans les réglages
suggest-message-not-measured = { $label } : jugement, sa précision est en cours de mesure
suggest-message-not-precise = { $label } : jugement, juste dans { $percent } %, il en faut { $needed } %
suggest-message-on = Les suggestions sont montrées.
suggest-message-off = Les suggestions sont masquées.
suggest-message-none-above = Aucune suggestion n’a une confiance d’au moins { $percent } %.
suggest-message-choose-first = Choisissez d’abord une suggestion.
suggest-message-taken = { $count ->
    [one] { $count } suggestion acceptée.
    *[other] { $count } suggestions acceptées.
    }
suggest-message-rejected = { $label } « { $words } » refusé.
suggest-message-not-taken = Les suggestions n’ont pas été acceptées
suggest-message-will-take = { $count ->
    [one] { $count } suggestion d’au moins { $percent } % devient votre annotation. Une seule annulation la retire.
    *[other] { $count } suggestions d’au moins { $percent } % deviennent vos annotations. Une seule annulation les retire.
    }
suggest-message-take-count = Accepter { $count }
suggest-message-more = et { $count } de plus
suggest-message-link = suggéré : { $from } { $relation } { $to }, { $percent } %
suggest-message-short-value = { $value }, { $percent } %
suggest-message-suggested = suggéré : { $value }
suggest-message-value = suggéré : { $value }, { $percent } %
