move-text-orphans-title = Annotations sans texte
move-message-orphans-found = { $offered ->
    [0] Fichiers d’annotations ou de champs sans texte ({ $files }) : { $names }. Ctrl+Shift+A les énumère.
    [one] Fichiers d’annotations ou de champs sans texte ({ $files }) : { $names }. { $offered } article sans annotations a le même texte : Ctrl+Shift+A les montre et reprend les annotations.
    *[other] Fichiers d’annotations ou de champs sans texte ({ $files }) : { $names }. { $offered } articles sans annotations ont le même texte : Ctrl+Shift+A les montre et reprend les annotations.
    }
move-message-no-orphans = Toutes les annotations ont leur texte.
move-message-orphans-explained = Ces textes ont disparu, et leurs annotations sont encore là. Un article au texte identique et sans annotations peut les reprendre : les fichiers sont renommés, avec ceux de tous les codeurs et les champs.
move-message-orphan-with-text = { $files ->
    [one] { $text } ({ $files } fichier) : le même texte est { $article }
    *[other] { $text } ({ $files } fichiers) : le même texte est { $article }
    }
move-message-orphan-without-text = { $files ->
    [one] { $text } ({ $files } fichier) : aucun article sans annotations n’a le même texte
    *[other] { $text } ({ $files } fichiers) : aucun article sans annotations n’a le même texte
    }
move-message-take-over = Reprendre
move-message-take-over-of = Reprendre les annotations de { $text }
move-message-take-over-all = Tout reprendre ({ $count })
move-message-taken-over = Des annotations ont été reprises : { $names }.
move-message-renamed = { $from } a été renommé en { $to }. Il garde ses annotations, son statut et son historique.
move-message-not-renamed = { $article } : un fichier à côté du texte n’a pas pu être renommé avec lui
move-message-written-without-text = { $article } n’existe plus ; ses annotations ont été écrites sans lui : { $path }
move-message-removed = { $relations ->
    [0] { $article } : un autre programme a supprimé { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
        }. Si ce n’était pas voulu, par exemple quand une copie plus ancienne a pris la place du fichier, Ctrl+Shift+B restaure ce qui a été supprimé.
    *[other] { $article } : un autre programme a supprimé { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
        } et { $relations ->
        [one] { $relations } relation
        *[other] { $relations } relations
        }. Si ce n’était pas voulu, par exemple quand une copie plus ancienne a pris la place du fichier, Ctrl+Shift+B restaure ce qui a été supprimé.
    }
move-message-brought-back = { $count ->
    [one] Demarche a restauré { $count } annotation ou relation.
    *[other] Demarche a restauré { $count } annotations ou relations.
    }
move-message-nothing-to-bring-back = Les autres programmes n’ont rien supprimé qui manque encore.
move-message-not-brought-back = Ce qui a été supprimé n’a pas pu être restauré
move-message-not-taken-over = Les annotations de { $text } n’ont pas été reprises
