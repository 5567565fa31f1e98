codebook-text-title = Livre de codes
codebook-text-import = Importer…
codebook-text-export = Exporter…
codebook-text-broken = Réparez le fichier ou déplacez-le, puis rouvrez le projet. D’ici là, le livre de codes ne peut pas être modifié, et le fichier est laissé tel quel.
codebook-text-use-disk = Utiliser le livre de codes du disque
codebook-text-format-demarche = Livre de codes Demarche (.json)
codebook-text-format-table = Tableau (.csv)
codebook-text-format-refi = REFI-QDA (.qdc)
codebook-text-cannot-store = Ce format ne peut pas conserver :
codebook-text-export-anyway = Exporter quand même…
codebook-text-file-kind = Livres de codes
codebook-text-import-title = Importer un livre de codes
codebook-text-export-title = Exporter le livre de codes
codebook-text-about = Présentation
codebook-text-guideline = Consignes
codebook-text-no-rules = Il n’y a pas encore de règles. Ajoutez-les dans le livre de codes.
codebook-text-show-codebook = Livre de codes…
codebook-text-entity-kinds = Genres d’entités
codebook-text-labels = Étiquettes
codebook-text-every-annotation = Toute annotation
codebook-text-relation-types = Types de relations
codebook-text-article-fields = Champs d’un article
codebook-text-add-label = Ajouter une étiquette
codebook-text-add-annotation-attribute = Ajouter à toute annotation
codebook-text-add-relation-type = Ajouter un type de relation
codebook-text-add-article-field = Ajouter un champ d’article
codebook-text-new-label = Nouvelle étiquette
codebook-text-new-relation-type = Nouveau type de relation
codebook-text-new-annotation-attribute = Nouvel attribut de toute annotation
codebook-text-new-article-field = Nouveau champ d’un article
codebook-text-name-then-enter = Nom, puis Enter
codebook-text-version = Version
codebook-text-version-hint = La version augmente quand des annotations changent. Chaque fichier d’annotations note la sienne.
codebook-text-description = Description
codebook-text-problems = Problèmes
codebook-text-guideline-hint = Règles pour les cas limites, une par ligne. Les codeurs les lisent dans le menu Aide.
codebook-text-rules = Règles
codebook-text-name = Nom
codebook-text-key = Touche
codebook-text-keys = Touches
codebook-text-definition = Définition
codebook-text-extent = Que faut-il inclure
codebook-text-example = Exemple
codebook-text-examples = Exemples
codebook-text-available = Proposée aux codeurs
codebook-text-colour = Couleur
codebook-text-light-colour = Couleur du thème clair
codebook-text-dark-colour = Couleur du thème sombre
codebook-text-mix-light-colour = Couleur du thème clair, composer
codebook-text-mix-dark-colour = Couleur du thème sombre, composer
codebook-text-sample-words = quelques mots
codebook-text-underline = Soulignement
codebook-text-line-solid = plein
codebook-text-line-double = double
codebook-text-line-dashed = tirets
codebook-text-line-dotted = points
codebook-text-line-wavy = ondulé
codebook-text-entity = Entité
codebook-text-entity-none = n’en mentionne aucune
codebook-text-entity-optional = peut en mentionner une
codebook-text-entity-required = doit en mentionner une
codebook-text-add-attribute = Ajouter un attribut
codebook-text-required = Requis : les valeurs qui manquent sont signalées
codebook-text-per-coder = Codé par chaque codeur : sinon tous partagent une valeur
codebook-text-default = Par défaut
codebook-text-kind = Genre
codebook-text-choices = Choix
codebook-text-from = De
codebook-text-to = À
codebook-text-relation-required = Requise
codebook-text-never-required = jamais
codebook-text-inverse-name = Nom inverse
codebook-text-ask-from = Question : de
codebook-text-ask-to = Question : à
codebook-text-required-from = pour toute annotation d’où elle part
codebook-text-required-to = pour toute annotation où elle mène
codebook-text-new-choice = Nouveau choix
codebook-text-another-choice = Autre choix
codebook-text-another-choice-then-enter = Autre choix, puis Enter
codebook-text-add-below = Ajouter dessous
codebook-text-key-hint = touche
codebook-text-definition-hint = définition
codebook-text-change-id = Changer l’id…
codebook-text-merge = Fusionner…
codebook-text-split = Scinder…
codebook-text-delete = Supprimer…
codebook-text-move-below = Placer sous…
codebook-text-change-kind = Changer le genre…
codebook-text-changing-id = Changer l’id
codebook-text-merging = Fusionner
codebook-text-splitting = Scinder
codebook-text-deleting = Supprimer
codebook-text-moving-below = Placer sous
codebook-text-changing-kind = Changer le genre
codebook-text-of-label = étiquette
codebook-text-of-relation-type = type de relation
codebook-text-of-attribute = attribut
codebook-text-of-choice = choix
codebook-text-new-id = Nouvel id
codebook-text-into = Avec
codebook-text-below = Sous
codebook-text-the-top = le sommet
codebook-text-which = Lequel
codebook-text-hide-from-coders = Masquer aux codeurs
codebook-text-keep-annotations = Garder ses annotations, mais la masquer aux codeurs
codebook-text-give-annotations = Donner une autre étiquette à ses annotations
codebook-text-remove-annotations = Supprimer ses annotations avec leurs relations
codebook-text-keep-relations = Garder ses relations, signalées comme inconnues
codebook-text-give-relations = Donner un autre type à ses relations
codebook-text-remove-relations = Supprimer ses relations
codebook-text-keep-values = Garder ses valeurs, signalées comme inconnues
codebook-text-move-values = Déplacer ses valeurs vers un autre attribut
codebook-text-remove-values = Supprimer ses valeurs
codebook-text-keep-choice = Garder ses valeurs, mais le masquer aux codeurs
codebook-text-replace-choice = Le remplacer par un autre choix
codebook-text-remove-choice = Le supprimer partout, avec les choix qu’il contient
codebook-text-move-these = Déplacer ces annotations :
codebook-text-move-containing = Celles qui contiennent ces mots
codebook-text-move-with-value = Celles qui ont une valeur d’un attribut
codebook-text-move-all = Toutes
codebook-text-phrase = Mots
codebook-text-attribute = Attribut
codebook-text-value = Valeur
codebook-text-affected = Annotations concernées
codebook-text-nothing-lost = Aucune donnée ne sera perdue.
codebook-text-undo-in-one-step = Cela s’annule en une étape.
codebook-text-reading-all = Lecture de tous les articles et des annotations de tous les codeurs…
codebook-text-add-new = Ajouter ce qui est nouveau
codebook-text-add-new-hint = Ce que les deux livres de codes ont reste comme ici.
codebook-text-replace = Remplacer le livre de codes
codebook-text-replace-hint = Les annotations ne sont pas modifiées. Celles dont l’étiquette, l’attribut ou le choix est retiré sont gardées et signalées.
codebook-text-nothing-would-change = Rien ne changerait.
codebook-message-column-offered = Actif
codebook-message-column-name = Nom
codebook-message-column-key = Touche
codebook-message-column-definition = Définition
codebook-message-not-changed = Le livre de codes n’est pas modifié
codebook-message-nothing-changed = Rien n’a été modifié
codebook-message-article-changed = Un article a changé entre-temps : vérifiez encore les annotations concernées.
codebook-message-touched = { $annotations ->
    [one] { $annotations } annotation
    *[other] { $annotations } annotations
    }{ $relations ->
    [0] {""}
    [one] {" "}et { $relations } relation
    *[other] {" "}et { $relations } relations
    } dans { $files ->
    [one] { $files } fichier
    *[other] { $files } fichiers
    }
codebook-message-split-counts = { $moved } sur { $total } vont dans « { $into } ». Cliquez sur une ligne ou appuyez sur Space pour l’envoyer de l’autre côté.
codebook-message-split-line = « { $quote } », { $place } : { $part }
codebook-message-goes = va dans « { $into } »
codebook-message-stays = reste dans « { $from } »
codebook-message-migrated = { $annotations ->
    [one] { $annotations } annotation
    *[other] { $annotations } annotations
    }{ $relations ->
    [0] {""}
    [one] {" "}et { $relations } relation
    *[other] {" "}et { $relations } relations
    } dans { $files ->
    [one] { $files } fichier
    *[other] { $files } fichiers
    } – cela s’annule en une étape.
codebook-message-dead-label-keys = Le livre de codes a des touches d’étiquettes qui n’étiquettent jamais : { $keys }. Donnez d’autres touches à ces étiquettes dans le livre de codes.
codebook-message-free-key = { $key } est libre.
codebook-message-not-imported = Le livre de codes ne peut pas être importé
codebook-message-attribute-of = de { $holder }, dans les fichiers : { $id }
codebook-message-attribute-of-annotations = de toute annotation, dans les fichiers : { $id }
codebook-message-attribute-of-article = d’un article, dans les fichiers : { $id }
codebook-message-id-in-files = dans les fichiers : { $id }
codebook-message-new-attribute-of = Nouvel attribut de { $holder }
codebook-message-label-off = { $label } (inactive)
codebook-message-from-label = De { $label }
codebook-message-to-label = À { $label }
codebook-message-key-taken = { $key } signifie déjà « { $meaning } ».
codebook-message-not-a-key = « { $key } » n’est pas une touche.
codebook-message-key-with-shift = { $key } n’étiquette jamais : Shift avec la touche d’une étiquette étiquette aussi ce qui l’est déjà.
codebook-message-colour-number = Couleur { $number }
codebook-message-offer-choice = Proposer { $name }
codebook-message-name-of-choice = Nom de { $name }
codebook-message-key-of-choice = Touche de { $name }
codebook-message-definition-of-choice = Définition de { $name }
codebook-message-change-choice = Modifier { $name }
codebook-message-choice-in-files = Dans les fichiers : { $path }
codebook-message-change-heading = { $change } : { $kind } { $name }
codebook-message-becomes-kind = Devient : { $kind }. Les valeurs qui ne conviennent pas sont gardées et énumérées.
codebook-message-reading = Lecture de tous les articles et des annotations de tous les codeurs… { $done } sur { $total }
codebook-message-impossible = C’est impossible : { $why }.
codebook-message-touched-in-all = { $annotations ->
    [one] { $annotations } annotation
    *[other] { $annotations } annotations
    }{ $relations ->
    [0] {""}
    [one] {" "}et { $relations } relation
    *[other] {" "}et { $relations } relations
    } dans { $files ->
    [one] { $files } fichier
    *[other] { $files } fichiers
    }.
codebook-message-files-of-coder = { $files ->
    [one] { $coder } : { $files } fichier
    *[other] { $coder } : { $files } fichiers
    }
codebook-message-files-without-coder = { $files ->
    [one] sans nom de codeur : { $files } fichier
    *[other] sans nom de codeur : { $files } fichiers
    }
codebook-message-entities = { $count ->
    [one] { $count } entité
    *[other] { $count } entités
    }
codebook-message-version-changes = La version passe de { $from } à { $to }.
codebook-message-concerns = À décider, ou valeurs qui seront perdues : { $count }
codebook-message-concern-with-quote = « { $quote } » { $why }
codebook-message-article-of-coder = { $article } ({ $coder })
codebook-message-name-and-version = { $name } { $version }
codebook-message-import-of = Importer { $codebook }
codebook-message-add-differences = { $count ->
    [one] Ajouter ce qui est nouveau : { $count } différence
    *[other] Ajouter ce qui est nouveau : { $count } différences
    }
codebook-message-replace-differences = { $count ->
    [one] Remplacer le livre de codes : { $count } différence
    *[other] Remplacer le livre de codes : { $count } différences
    }
codebook-message-export-as = Exporter en .{ $extension }
codebook-message-lost = • { $item }
codebook-message-not-saved = Le livre de codes n’est pas enregistré : { $problem }
