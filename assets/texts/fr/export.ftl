export-text-title = Exporter un jeu de données
export-text-filter = Pour quoi faire ?
export-text-no-match = Aucun format ne convient.
export-text-everything = Conserve tout.
export-text-articles = Articles
export-text-labels = Étiquettes
export-text-since = Annoté depuis
export-text-duplicates = Doublons
export-text-parts = Parties
export-text-split-by-article = Répartir par article
export-text-parts-and-shares = Parties et parts
export-text-seed = Graine
export-text-balance = Équilibrer les étiquettes
export-text-coders = Codeurs
export-text-mine = Les miennes
export-text-first-coders = Une par article : convenue, sinon la première
export-text-agreed-versions = Versions convenues
export-text-all-coders = De tous
export-text-without-coder = Sans codeur
export-text-tokenizer = Découpage en mots
export-text-tokens-words = Mots Unicode
export-text-tokens-whitespace = Espaces
export-text-tokens-spacy = spaCy anglais
export-text-folder = Dossier
export-text-file = Fichier
export-text-keep = Garder
export-text-replace = Remplacer
export-text-export = Exporter
export-text-losses = Pertes
export-text-not-text = Ce fichier n’est pas un fichier texte.
export-text-nothing-lost = Rien n’est perdu.
export-text-nothing-lost-in-these = Rien n’est perdu dans ces articles.
export-text-save-list = Enregistrer la liste…
export-text-list-file = Fichier pour la liste, .json ou .txt
export-text-save = Enregistrer
export-text-not-now = Pas maintenant
export-text-lost-article = l’article
export-message-cannot-store = Ne peut pas conserver : { $items }.
export-message-valid-forms = Formes valides : { $forms }.
export-message-file-exists = Ce fichier existe déjà : { $path }
export-message-files-exist = { $count ->
    [one] { $count } fichier existe déjà, par exemple { $first }
    *[other] { $count } fichiers existent déjà, par exemple { $first }
    }
export-message-losses = Pertes ({ $count })
export-message-left-out = { $others ->
    [0] Omis : { $first }
    [one] Omis : { $first } et { $others } autre
    *[other] Omis : { $first } et { $others } autres
    }
export-message-whole = { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    } · { $annotations ->
    [one] { $annotations } annotation
    *[other] { $annotations } annotations
    } · { $relations ->
    [one] { $relations } relation
    *[other] { $relations } relations
    } · { $files ->
    [one] { $files } fichier
    *[other] { $files } fichiers
    }
export-message-first = les { $articles } premiers articles · { $annotations ->
    [one] { $annotations } annotation
    *[other] { $annotations } annotations
    } · { $relations ->
    [one] { $relations } relation
    *[other] { $relations } relations
    } · { $files ->
    [one] { $files } fichier
    *[other] { $files } fichiers
    }
export-message-more = { $count ->
    [one] et { $count } autre
    *[other] et { $count } autres
    }
export-message-format = { $purpose }, { $title }
export-message-loss-group = { $kind }, { $count } : { $why }
export-message-loss-kind = { $kind } { $count }
export-message-lost-line = ligne { $line }
export-message-lost-annotation = annotation { $id }
export-message-lost-quote = « { $quote } »
export-message-lost-relation = une relation de « { $quote } »
export-message-loss = { $item } { $kind } : { $why }, dans { $article }
