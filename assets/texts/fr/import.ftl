import-articles-text-title = Importer des articles
import-articles-text-file-kinds = Ce qui contient des articles
import-articles-text-folder-title = Mettre les articles dans
import-articles-text-new-folder = articles importés
import-articles-text-nothing-to-add = Il n’y a rien à ajouter.
import-articles-text-tick-new = Cocher les nouveaux
import-articles-text-tick-all = Tout cocher
import-articles-text-tick-none = Tout décocher
import-articles-text-folder = Dossier…
import-articles-text-report = Rapport
import-articles-text-copy-report = Copier le rapport
import-articles-text-not-ticked = non coché
import-dataset-text-title = Importer un jeu de données
import-dataset-text-import = Importer
import-dataset-text-sources = Fichiers ou dossier, un par ligne
import-dataset-text-choose-files = Choisir des fichiers…
import-dataset-text-choose-folder = Choisir un dossier…
import-dataset-text-format = Format
import-dataset-text-detect = Détecter automatiquement
import-dataset-text-folder = Dossier dans le projet
import-dataset-text-everything = Tout peut être importé.
import-message-columns-of = Colonnes de { $file }
import-message-meaning-of = Sens de { $column }
import-message-found = { $same ->
    [0] { $near ->
        [0] Articles : { $articles }, fichiers : { $files }.
        *[other] Articles : { $articles }, fichiers : { $files }, presque doublons : { $near }.
        }
    *[other] { $near ->
        [0] Articles : { $articles }, fichiers : { $files }, doublons : { $same }.
        *[other] Articles : { $articles }, fichiers : { $files }, doublons : { $same }, presque doublons : { $near }.
        }
    }
import-message-failed = Impossible à importer : { $count }
import-message-written-to = Les articles sont écrits dans { $folder }
import-message-import-articles = { $count ->
    [one] Importer { $count } article
    *[other] Importer { $count } articles
    }
import-message-added = { $count ->
    [one] { $count } article a été ajouté.
    *[other] { $count } articles ont été ajoutés.
    }
import-message-left-out = { $title } : omis. { $why }.
import-message-notice = { $title } : { $notice }
import-message-not-written = { $title } : { $problem }.
import-message-stopped = { $count ->
    [one] Arrêté : { $count } article n’a pas été ajouté.
    *[other] Arrêté : { $count } articles n’ont pas été ajoutés.
    }
import-message-marked-labels = Le livre de codes a reçu les étiquettes des surlignages et des notes, qu’Annuler retire : { $labels }.
import-message-folder-unusable = Le dossier ne peut pas servir : { $problem }.
import-message-articles-with-annotations = { $articles ->
    [one] { $articles } article
    *[other] { $articles } articles
    } avec { $annotations ->
    [one] { $annotations } annotation
    *[other] { $annotations } annotations
    }
import-message-label-count = { $label } { $count }
import-message-extend-codebook = Ajouter au livre de codes les étiquettes et types qui manquent ({ $count })
import-message-renamed = Écrits sous un autre nom : { $count }
import-message-changed = Modifiés ou omis : { $count }
