status-text-not-begun = non commencé
status-text-in-progress = en cours
status-text-done = terminé
status-text-unsure = incertain
status-text-skipped = sauté
annotating-text-more-labels = Autres étiquettes
annotating-text-search-labels = Chercher…
annotating-text-not-defined = Le livre de codes ne la définit pas.
annotating-text-select-first = Sélectionnez d’abord des mots, puis appuyez sur la touche.
annotating-text-entity = Entité
annotating-text-not-saved = Non enregistré
annotating-text-try-saving = Réessayer d’enregistrer
annotating-text-saved = ✓ Enregistré
annotating-text-saving = Enregistrement…
annotating-message-field-menu = Plus sur { $name }
annotating-message-clear-field = Vider
annotating-message-label-in-legend = { $label }, { $count } dans cet article, touche { $key }
annotating-message-label-without-key = { $label }, { $count } dans cet article
annotating-message-status-is = Statut : { $status }
annotating-message-title-from-text = Titre tiré du texte : { $headline }
annotating-message-proposed-title = { $headline } · tiré du texte
annotating-message-only-space-selected = Seules des espaces sont sélectionnées. Sélectionnez des mots.
annotating-message-select-to-tag = Sélectionnez des mots pour les étiqueter : { $label }.
annotating-message-already-tagged = C’est déjà étiqueté : { $label }.
annotating-message-keyboard-in-panel = La touche d’une étiquette n’agit pas tant qu’un panneau a le clavier. Esc ramène au texte.
annotating-message-not-tagged = Impossible à étiqueter
annotating-message-not-done = Impossible
annotating-message-choose-before-adding = Choisissez d’abord une annotation, puis les mots à y ajouter.
annotating-message-already-covered = L’annotation couvre déjà ceci.
annotating-message-no-annotation-yet = Il n’y a pas encore d’annotation. Sélectionnez des mots et appuyez sur la touche d’une étiquette.
annotating-message-select-and-press-key = { $examples-given ->
    [none] Sélectionnez des mots et appuyez sur { $keys }.
    *[some] Sélectionnez des mots et appuyez sur la touche d’une étiquette, par exemple { $examples }.
    }
annotating-message-select-and-choose = Sélectionnez des mots et choisissez une étiquette ci-dessus.
annotating-message-press-key = { $examples-given ->
    [none] Appuyez sur { $keys } pour étiqueter les mots sélectionnés.
    *[some] Appuyez sur la touche d’une étiquette, par exemple { $examples }, pour étiqueter les mots sélectionnés.
    }
annotating-message-choose-label = Choisissez une étiquette ci-dessus pour les mots sélectionnés.
annotating-message-none-incomplete = Aucune annotation n’est incomplète.
annotating-message-annotation-gone = Votre saisie n’a pas été enregistrée : l’annotation n’existe plus.
annotating-message-not-entered = Cette valeur n’a pas été enregistrée
annotating-message-field-incomplete = Saisie incomplète
annotating-message-field-incomplete-hint = Un champ contient un texte qui n’est pas encore une valeur, donc il n’est pas enregistré : complétez le nombre, la date ou le nom.
annotating-message-last-of-list = C’était le dernier article de la liste ; certains avant lui ne sont pas terminés.
annotating-message-no-other-unfinished = Aucun autre article n’est inachevé.
annotating-message-all-done = Tous les articles de la liste sont terminés.
annotating-message-all-done-export = Tout est terminé. { $key } : exporter
annotating-message-field-keys = Lettre : modifier le champ · Delete : vider · Esc : retour au texte
