conflicts-text-title = Résoudre les conflits
conflicts-text-entities = les entités
conflicts-text-codebook = le livre de codes
conflicts-text-lost-end = Une version a supprimé ce que l’autre a lié
conflicts-text-status = Statut de l’article
conflicts-text-header = Codeur et livre de codes du fichier
conflicts-text-removed = Supprimé
conflicts-text-kept-with-relation = Gardé avec sa relation
conflicts-text-header-here = Comme ici
conflicts-text-header-there = Comme là-bas
conflicts-text-words = Mots
conflicts-text-entity = Entité
conflicts-text-type = Type
conflicts-text-name = Nom
conflicts-text-label = Étiquette
conflicts-text-kind = Genre
conflicts-text-aliases = Alias
conflicts-text-part-of = Partie de
conflicts-text-country = Pays
conflicts-text-wikidata = Wikidata
conflicts-text-memo = Mémo
conflicts-message-chosen = { $version }, choisie
conflicts-message-version = { $version } : { $lines }
conflicts-message-annotation = « { $words } »
conflicts-message-relation = Relation : { $kind }
conflicts-message-field = Champ « { $name } » de l’article
conflicts-message-entity = Entité : { $name }
conflicts-message-place = { $path }
conflicts-message-value = { $name } : { $value }
conflicts-message-made-by = { $time-given ->
    [none] Par { $coder }
    *[some] { $coder-given ->
        [none] À { $time }
        *[some] Par { $coder } { $time }
        }
    }
conflicts-message-ends = De { $from } à { $to }
conflicts-message-quoted = « { $words } »
conflicts-message-quote-kept = « { $words } » est gardé avec sa relation
