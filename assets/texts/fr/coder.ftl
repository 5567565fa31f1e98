coder-text-title = Codeur
coder-message-who-is-coding = Qui code ? Plusieurs personnes codent ce projet. Vos annotations sont enregistrées dans des fichiers dont le nom porte votre code. La modification commencée suivra votre choix.
coder-message-who-codes-now = Qui code dans ce projet ? Les annotations sont enregistrées dans des fichiers dont le nom porte le code du codeur. Rien de ce que d’autres ont annoté n’est modifié.
coder-message-coder-with-work = { $articles ->
    [one] { $coder } ({ $articles } article)
    *[other] { $coder } ({ $articles } articles)
    }
coder-message-coder-alone = { $coder }
coder-message-no-coder-with-work = { $articles ->
    [one] Sans codeur ({ $articles } article)
    *[other] Sans codeur ({ $articles } articles)
    }
coder-message-someone-new = Une autre personne
coder-message-coder-id = Code du codeur
coder-message-not-a-code = « { $typed } » ne peut pas faire partie d’un nom de fichier. Utilisez des lettres, des chiffres, - et _, 32 au plus.
coder-message-reserved-code = « { $typed } » est réservé : c’est le nom de la version convenue ou la fin d’un nom de texte.
coder-message-same-person = « { $typed } » est { $coder } : la casse ne compte pas.
coder-message-code-as = Coder en tant que { $coder }
coder-message-code-without-coder = Coder sans codeur
coder-message-choose = Choisir
coder-message-explained = Demarche le propose dans les projets que plusieurs personnes codent : il le demande une fois et retient la réponse. Dans les autres projets, il vaut à la prochaine ouverture. Le codeur est inscrit dans les nouvelles annotations et dans les noms de leurs fichiers.
coder-message-nameless-offered = { $articles ->
    [one] { $articles } article annoté ne porte pas de nom. De qui est-il ?
    *[other] { $articles } articles annotés ne portent pas de nom. De qui sont-ils ?
    }
coder-message-show-coders = Choisir…
coder-message-nameless-explained = Leurs fichiers sont renommés au nom du codeur choisi ci-dessus. Aucun fichier n’est écrasé, et cela peut être annulé.
coder-message-give-to = Attribuer à { $coder }
coder-message-give-to-coder = Attribuer au codeur
coder-message-give-back = Annuler
coder-message-giving = Les fichiers seront renommés dès que tout sera enregistré…
coder-message-given = { $coder-given ->
    [none] { $articles ->
        [one] { $articles } article annoté est de nouveau sans codeur.
        *[other] { $articles } articles annotés sont de nouveau sans codeur.
        }
    *[some] { $articles ->
        [one] { $articles } article annoté est maintenant de { $coder }.
        *[other] { $articles } articles annotés sont maintenant de { $coder }.
        }
    }
coder-message-undo-given = Annuler : annotations sans codeur à { $coder }
coder-message-gifts-in-the-way = { $coder-given ->
    [none] { $count ->
        [one] Il y a de nouveau des annotations sans codeur, donc ceci reste tel quel : { $names }.
        *[other] Il y a de nouveau des annotations sans codeur, donc ceux-ci restent tels quels : { $names }.
        }
    *[some] { $count ->
        [one] { $coder } y a des annotations, donc ceci reste tel quel : { $names }.
        *[other] { $coder } y a des annotations, donc ceux-ci restent tels quels : { $names }.
        }
    }
coder-message-not-given = Les annotations de { $article } n’ont pas été renommées
coder-message-giving-failed = Aucun fichier n’a été renommé, car tout ne peut pas être enregistré.
coder-message-codes-as = { $coder-given ->
    [none] { $articles ->
        [one] Vous codez sans codeur. { $articles } article a des annotations sans codeur.
        *[other] Vous codez sans codeur. { $articles } articles ont des annotations sans codeur.
        }
    *[some] { $articles ->
        [one] Vous codez en tant que { $coder }. { $articles } article a des annotations de { $coder }.
        *[other] Vous codez en tant que { $coder }. { $articles } articles ont des annotations de { $coder }.
        }
    }
coder-message-not-now = Le codeur peut être changé une fois le travail en cours terminé.
coder-message-coder = Codeur : { $coder }
coder-message-no-coder = Sans codeur
coder-message-change-coder = Changer qui code dans ce projet
