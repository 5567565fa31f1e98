file-text-copy-annotations = Enregistrer une copie des annotations
file-text-copy-fields = Enregistrer une copie des champs
file-text-copy-entities = Enregistrer une copie des entités
file-text-copy-codebook = Enregistrer une copie du livre de codes
file-text-open-folder = Ouvrir un dossier d’articles
file-text-open-articles = Ouvrir des articles
file-text-articles = Articles
file-text-moved-title = Ce projet semble avoir été déplacé
file-text-restore-history = Restaurer l’historique
file-text-start-without-history = Commencer sans lui
file-text-unsaved-title = Des annotations ne sont pas enregistrées
file-text-leave-unsaved = Quitter sans enregistrer
file-text-stay = Rester
file-text-save-copy = Enregistrer une copie…
file-message-not-opened = Impossible à ouvrir
file-message-check-path = { $problem } ; vérifiez qu’il est là et que vous pouvez le lire : { $path }
file-message-shared-unreadable = { $problem } ; le fichier est laissé tel quel, réparez-le ou mettez-le de côté : { $path }
file-message-not-written = Le fichier n’a pas été écrit
file-message-copy-saved = Les annotations ont été copiées : { $path }
file-message-fields-copy-saved = Les champs ont été copiés : { $path }
file-message-entities-copy-saved = Les entités ont été copiées : { $path }
file-message-codebook-copy-saved = Le livre de codes a été copié : { $path }
file-message-codebook-exported = Le livre de codes a été exporté : { $path }
file-message-losses-saved = La liste a été enregistrée : { $path }
file-message-report-saved = Le rapport a été enregistré : { $path }
file-message-folder-not-shown = Le dossier n’a pas pu être ouvert. C’est : { $path }
file-message-log-folder = Le dossier du journal technique n’a pas pu être ouvert : { $path }
file-message-project-moved = Ce projet était dans { $from }. Son historique est restauré.
file-message-problem = { $problem }
file-message-more-problems = { $count } autres fichiers ou dossiers sont omis ; « demarche check » les énumère.
file-message-two-versions-in-codebook = Une fusion a laissé deux versions d’un élément du livre de codes. Ctrl+M montre les deux pour choisir.
file-message-two-versions-in-entities = Une fusion a laissé deux versions d’un élément des entités. Ctrl+M montre les deux pour choisir.
file-message-two-versions = { $article } : une fusion a laissé deux versions d’annotations. Ctrl+M montre les deux pour choisir.
file-message-two-versions-of-fields = { $article } : une fusion a laissé deux versions de champs. Ctrl+M montre les deux pour choisir.
file-message-article-problem = { $article } : { $problem }
file-message-more-article-problems = { $article } : { $count } autres problèmes ; « demarche check » les énumère.
file-message-not-saved = { $article } n’est pas enregistré
file-message-fields-not-saved = Les champs de { $article } ne sont pas enregistrés
file-message-codebook-not-saved = Le livre de codes n’est pas enregistré
file-message-entities-not-saved = Les entités ne sont pas enregistrées
file-message-fields-unreadable = { $article } : les champs de l’article sont illisibles
file-message-codebook-unreadable = Le livre de codes est illisible
file-message-entities-unreadable = Les entités sont illisibles
file-message-left-as-it-is = { $problem } ; le fichier est laissé tel quel, réparez-le ou mettez-le de côté : { $path }
file-message-written-for-other-text = un autre programme a écrit des annotations pour une autre version de l’article ; rien n’est écrasé. Enregistrez une copie des vôtres (menu Fichier), puis rouvrez le projet
file-message-conflicts = un autre programme a modifié { $count } des mêmes annotations ou champs ; rien n’est écrasé. Ctrl+M montre les deux versions pour choisir
file-message-field-conflicts = un autre programme a modifié { $count } des mêmes champs ; rien n’est écrasé. Ctrl+M montre les deux versions pour choisir
file-message-entity-conflicts = un autre programme a modifié { $count } des mêmes entités ; rien n’est écrasé. Ctrl+M montre les deux versions pour choisir
file-message-codebook-conflicts = un autre programme a modifié { $count } des mêmes entrées ; rien n’est écrasé. Ctrl+M montre les deux versions pour choisir
file-message-no-conflicts = Cet article n’a pas de conflits.
file-message-conflict-resolved = Conflit résolu
file-message-without-values = { $names-given ->
    [none] Diffère par des détails qui ne sont pas montrés
    *[some] Sans { $names }
    }
file-message-not-resolved = Cela n’a pas pu être résolu
file-message-annotations-deleted = { $at_once ->
    [false] { $article } : un autre programme a supprimé le fichier ({ $count ->
        [one] { $count } annotation
        *[other] { $count } annotations
        }). Demarche écrit ce qui est ouvert ici à votre prochaine modification. Ctrl+Shift+B l’écrit maintenant.
    *[true] { $article } : un autre programme a supprimé le fichier ({ $count ->
        [one] { $count } annotation
        *[other] { $count } annotations
        }). Demarche réécrit ce qui est ouvert ici.
    }
file-message-fields-deleted = { $at_once ->
    [false] { $article } : un autre programme a supprimé les champs. Demarche écrit ce qui est ouvert ici à votre prochaine modification.
    *[true] { $article } : un autre programme a supprimé les champs. Demarche réécrit ce qui est ouvert ici.
    }
file-message-codebook-deleted = { $at_once ->
    [false] Un autre programme a supprimé le livre de codes. Demarche écrit ce qui est ouvert ici à votre prochaine modification.
    *[true] Un autre programme a supprimé le livre de codes. Demarche réécrit ce qui est ouvert ici.
    }
file-message-entities-deleted = { $at_once ->
    [false] Un autre programme a supprimé les entités. Demarche écrit ce qui est ouvert ici à votre prochaine modification.
    *[true] Un autre programme a supprimé les entités. Demarche réécrit ce qui est ouvert ici.
    }
file-message-changes-taken-in = { $article } : Demarche a chargé les modifications d’un autre programme.
file-message-fields-taken-in = { $article } : Demarche a chargé des champs modifiés par un autre programme.
file-message-codebook-changes-taken-in = Un autre programme a modifié le livre de codes ; Demarche a chargé les modifications.
file-message-annotations-changed = { $article } : les annotations ont été modifiées par un autre programme
file-message-article-removed = Un autre programme a supprimé { $article }. Ce qui est ouvert ici est gardé jusqu’à ce que vous quittiez l’article et que tout soit enregistré.
file-message-new-articles = { $count ->
    [one] { $count } nouvel article est dans la liste.
    *[other] { $count } nouveaux articles sont dans la liste.
    }
file-message-text-changed-while-unsaved = Un autre programme a modifié le texte d’un article aux annotations non enregistrées. Vous voyez l’ancien texte jusqu’à leur enregistrement.
file-message-changed-text-unreadable = { $article } : le texte modifié est illisible ; vous voyez l’ancien
file-message-text-changed = { $article } : un autre programme a modifié le texte. Les actions précédentes ne peuvent plus être annulées.
file-message-no-sync = Ce disque ou partage ne confirme pas que les fichiers sont stockés : une panne de courant peut perdre les dernières modifications. Gardez une copie ailleurs : { $folder }
file-message-no-safe-new-file = Ce disque ou partage ne peut pas créer un fichier complet en une étape. Si Demarche est tué à cet instant, un fichier vide reste : { $folder }
file-message-no-safe-replace = Ce disque ou partage ne peut pas remplacer un fichier en une étape : un instant, le fichier manque. Si Demarche est tué à cet instant, le prochain démarrage remet l’ancien : { $folder }
file-message-no-permissions = Les droits ne peuvent pas être réglés sur ce disque ou partage. Vérifiez que vos collègues peuvent encore lire ce qui est enregistré : { $folder }
file-message-owner-not-kept = Le propriétaire, le groupe ou la liste d’accès d’un fichier n’a pas pu être gardé à l’enregistrement. Vérifiez que vos collègues peuvent encore lire et modifier les fichiers : { $folder }
file-message-no-locks = Ce disque ou partage n’a pas de verrous. N’enregistrez pas le même article dans deux fenêtres au même moment : { $folder }
file-message-stalled = { $others ->
    [0] Le disque ou le réseau ne répond pas : on attend encore { $file }. Vous pouvez continuer : ce que vous faites est gardé ici et écrit dès qu’il répond. « Enregistrer une copie… » du menu Fichier l’écrit ailleurs.
    *[other] Le disque ou le réseau ne répond pas : on attend encore { $file } et { $others } de plus. Vous pouvez continuer : ce que vous faites est gardé ici et écrit dès qu’il répond. « Enregistrer une copie… » du menu Fichier l’écrit ailleurs.
    }
file-message-seems-moved = Ses fichiers sont ceux du projet qui était dans { $from }, qui n’existe plus. Restaurer ici son historique et ses modifications non enregistrées ?
file-message-unsaved-on-leaving = { $is_stalled ->
    [false] { $is_journaled ->
        [false] Elles n’ont pas pu être écrites dans leur fichier. Si vous quittez maintenant, elles sont perdues. Libérez de la place ou corrigez les droits et réessayez, ou enregistrez une copie ailleurs.
        *[true] Elles n’ont pas pu être écrites dans leur fichier. Le journal les a : Demarche les restaure quand vous rouvrez le projet sur cet ordinateur. Libérez de la place ou corrigez les droits et réessayez, ou enregistrez une copie ailleurs.
        }
    *[true] { $is_journaled ->
        [false] Leur disque ou réseau ne répond pas. Si vous quittez maintenant, elles sont perdues. Attendez et réessayez, ou enregistrez une copie ailleurs.
        *[true] Leur disque ou réseau ne répond pas. Le journal les a : Demarche les restaure quand vous rouvrez le projet sur cet ordinateur. Attendez et réessayez, ou enregistrez une copie ailleurs.
        }
    }
file-message-conflicts-explained = Deux programmes ont modifié { $name }. Choisissez une version (← : la mienne, → : l’autre, Shift : toutes). Rien n’est enregistré avant votre confirmation.
file-message-save-choices = Enregistrer les choix
file-message-enter-saves = Enter : enregistrer les choix
file-message-left-to-choose = Encore { $count } à choisir.
file-message-mine = La mienne
file-message-theirs = L’autre
