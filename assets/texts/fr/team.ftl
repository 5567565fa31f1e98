team-text-title = Équipe
team-text-hand-in-title = Rendre
team-text-open-title = Ouvrir pour comparer
team-text-compared-title = Déjà comparé
team-text-change-coder = Changer…
team-text-coders = Codeurs
team-text-code = Code
team-text-name = Nom
team-text-again = Code de nouveau en tant que
team-text-first-time = personne : première fois
team-text-add-coder = Ajouter un codeur
team-text-coders-explained = Un code figure dans les noms de fichiers ; le nom peut manquer. Pour voir si les codages sont stables, une personne code de nouveau sous un second code.
team-text-no-coders = Pas encore de codeur. Ajoutez les personnes qui codent ce projet.
team-text-rounds = Tours
team-text-no-rounds = Pas encore de tour. Un tour dit qui code quels articles : il les distribue selon une graine, pour que le tirage puisse être répété.
team-text-new-round = Nouveau tour…
team-text-deal-more = Distribuer d’autres articles…
team-text-open-round = Ouvrir le tour…
team-text-hand-out = Donner…
team-text-hand-out-all = Tout donner…
team-text-hand-in = Rendre…
team-text-coder = Codeur
team-text-assigned = Attribués
team-text-begun = Commencés
team-text-done = Terminés
team-text-compared = Comparés
team-text-missing = Manquants
team-text-reading-progress = Lecture de l’avancement de chacun…
team-text-hidden = Vous codez dans un tour en aveugle : les autres codeurs et leur avancement ne sont pas montrés ici.
team-text-show-all = Montrer toute l’équipe
team-text-first-round = pilot
team-text-round-name = Nom du tour
team-text-who = Qui code
team-text-which = Quels articles
team-text-all-articles = Tous les articles
team-text-listed-articles = Ceux de la liste
team-text-with-status = Ceux qui ont le statut
team-text-per-article = Codeurs par article
team-text-overlap = Pourcentage d’articles codés par plusieurs
team-text-seed = Graine du tirage
team-text-by-words = Égaliser les mots plutôt que les articles
team-text-blind = En aveugle : les codeurs ne voient pas le travail des autres avant l’ouverture du tour
team-text-blind-explained = Les fichiers sont dans ce dossier et lisibles par qui les ouvre ailleurs. Pour être sûr, donnez un paquet à chaque codeur.
team-text-entities-shared = La liste des entités est partagée : tout le monde voit qu’une entité existe.
team-text-preview = Aperçu
team-text-dealing = Distribution…
team-text-articles = Articles
team-text-words = Mots
team-text-shared = Articles communs à deux
team-text-back = Retour
team-text-open-question = Ouvrir le tour ?
team-text-open-explained = Ses codeurs voient désormais les annotations des autres et la version convenue. Ce qu’ils modifient ensuite n’est plus indépendant. Il est noté qui a ouvert le tour, et quand ; cela ne peut pas être annulé.
team-text-open-it = Ouvrir le tour
team-text-stay-blind = Laisser en aveugle
team-text-reading-package = Lecture du paquet…
team-text-writing-package = Écriture…
team-text-no-package = Choisissez un paquet rendu, ou déposez-le sur la fenêtre.
team-text-choose-package = Choisir un paquet…
team-text-choose-folder = Choisir un dossier…
team-text-choose-hand-out = Où donner
team-text-round-times = Réduire au jour les heures des annotations
team-text-new-articles = Prendre comme nouveaux articles les textes qui n’ont pas été donnés
team-text-changed = Ce qui a changé depuis
team-text-nothing-changed = Rien n’a changé depuis.
team-text-not-taken = Non repris
team-text-codebook-differs = Le livre de codes diffère. Il n’est pas repris.
team-text-packages = Paquets
team-text-open-article = Ouvrir et comparer
team-text-not-now = Pas maintenant
team-text-checking-done = Recherche de qui a terminé…
team-text-change-it = Modifier
team-text-leave-it = Laisser tel quel
team-message-coders = { $count ->
    [one] { $count } codeur : { $names }
    *[other] { $count } codeurs : { $names }
    }
team-message-you = Vous codez en tant que { $coder }.
team-message-you-are-nobody = Vous codez sans code. Les tours doivent savoir qui fait quoi.
team-message-name-of = Nom de { $coder }
team-message-again-as = de nouveau : { $coder }
team-message-known-coder = { $coder } est déjà parmi les codeurs.
team-message-round-open = { $round } : non aveugle
team-message-round-blind = { $round } : en aveugle
team-message-round-opened = { $round } : ouvert par { $by } le { $day }
team-message-round-facts = { $codebook-given ->
    [none] graine { $seed } · { $overlap } % des articles vont à { $per_article } codeurs
    *[some] livre de codes { $codebook } · graine { $seed } · { $overlap } % des articles vont à { $per_article } codeurs
    }
team-message-compared-count = { $articles ->
    [one] { $compared } article comparé sur { $articles }
    *[other] { $compared } articles comparés sur { $articles }
    }
team-message-own-round = { $assigned ->
    [one] Le vôtre : { $assigned } article, { $done } terminé
    *[other] Les vôtres : { $assigned } articles, { $done } terminés
    }
team-message-hand-out-to = Donner { $round } à { $coder }
team-message-of-round = { $action } { $round }
team-message-all-articles = Tous les articles ({ $count })
team-message-listed-articles = { $filter-given ->
    [none] Ceux de la liste ({ $count })
    *[some] Ceux de la liste ({ $count }) : { $filter }
    }
team-message-left-out-dealt = { $count ->
    [one] { $count } article est déjà distribué dans ce tour et reste tel quel.
    *[other] { $count } articles sont déjà distribués dans ce tour et restent tels quels.
    }
team-message-left-out-claimed = { $count ->
    [one] { $count } article est omis : un autre tour l’a pour l’un de ces codeurs.
    *[other] { $count } articles sont omis : un autre tour les a pour l’un de ces codeurs.
    }
team-message-proposed-round = tour-{ $number }
team-message-deal-of = { $articles ->
    [one] Distribuer { $articles } article
    *[other] Distribuer { $articles } articles
    }
team-message-nothing-to-deal = Il ne reste aucun article à distribuer. Choisissez d’autres articles ou codeurs.
team-message-choose-coders = Choisissez qui code.
team-message-name-the-round = Donnez un nom au tour.
team-message-not-a-round-name = Le nom d’un tour a des lettres, des chiffres, - et _.
team-message-round-exists = Il y a déjà un tour de ce nom. Choisissez-en un autre, ou distribuez d’autres articles dans ce tour.
team-message-pair = { $one } et { $other }
team-message-words-unknown = Les mots de certains articles sont encore comptés.
team-message-cannot-deal = Impossible de distribuer : { $why }.
team-message-step-coder-added = ajouter le codeur { $coder }
team-message-step-coder-named = nommer le codeur { $coder }
team-message-step-dealt = { $articles ->
    [one] distribuer { $articles } article dans { $round }
    *[other] distribuer { $articles } articles dans { $round }
    }
team-message-step-handed-in = rendre le travail de { $coder }
team-message-step-articles-followed = nouveaux noms dans les tours : { $articles }
team-message-undo = Annuler : { $step }
team-message-redo = Rétablir : { $step }
team-message-undone = Annulé : { $step }.
team-message-redone = Rétabli : { $step }.
team-message-dealt = { $articles ->
    [one] { $articles } article distribué dans le tour { $round }.
    *[other] { $articles } articles distribués dans le tour { $round }.
    }
team-message-round-is-open = Le tour { $round } est ouvert : ses codeurs voient le travail des autres.
team-message-not-saved = L’équipe n’a pas été modifiée
team-message-not-taken-back = Cela n’a pas pu être annulé
team-message-not-handed-out = Rien n’a été donné
team-message-not-handed-in = Le paquet n’a pas été repris
team-message-stayed = Ceux-ci ont changé depuis et restent tels quels : { $files }.
team-message-handed-out = Donné à { $coders } : { $folder }
team-message-handing-out = Mise en paquet { $done } sur { $all }…
team-message-waits-for-saving = La suite vient dès que tout est enregistré…
team-message-hand-in-of = { $files ->
    [one] Rendre { $files } fichier
    *[other] Rendre { $files } fichiers
    }
team-message-package-of = { $coder }, tour { $round } : terminés { $done }, commencés { $begun }, non commencés { $untouched }
team-message-unknown-round = Ce projet n’a pas de tour « { $round } ». Le paquet appartient peut-être à un autre projet.
team-message-not-of-round = Le tour { $round } n’attribue rien à « { $coder } ». Le paquet appartient peut-être à un autre projet.
team-message-changed-article = { $article } : annotations au départ { $before }, maintenant { $after }
team-message-other-text = { $article } : son texte diffère. Les annotations vont là où leurs mots sont dans le texte du projet.
team-message-new-text = { $article } : n’a pas été donné
team-message-new-entities = { $count ->
    [one] { $count } entité est nouvelle ou modifiée
    *[other] { $count } entités sont nouvelles ou modifiées
    }
team-message-refused = { $file } : { $why }
team-message-handed-in = { $files ->
    [one] Le travail de { $coder } a été repris : { $files } fichier.
    *[other] Le travail de { $coder } a été repris : { $files } fichiers.
    }
team-message-open-for-comparing = Le tour { $rounds } est en aveugle. Comparer vous montre ce que chacun a annoté dans { $article }, et il est noté que vous l’avez comparé : dès lors, toute modification d’un codeur est notée.
team-message-not-done = Pas encore terminé : { $coders }. Ce qu’ils modifient ensuite rouvre des décisions.
team-message-all-done = Tous ses codeurs ont terminé.
team-message-others-stay-blind = Les autres articles du tour vous restent fermés.
team-message-finish-first = Vous codez vous-même { $article } dans un tour en aveugle. Marquez-le terminé avant de le comparer.
team-message-who-compares = Il est noté qui compare : dites d’abord qui vous êtes.
team-message-compared-by = { $decisions ->
    [0] { $by } a comparé cet article le { $day }. Votre modification peut rouvrir des différences, et elle est notée.
    [one] { $by } a comparé cet article le { $day }. Votre modification rouvre { $decisions } décision et elle est notée.
    *[other] { $by } a comparé cet article le { $day }. Votre modification rouvre { $decisions } décisions et elle est notée.
    }
team-message-compared-by-you = { $decisions ->
    [0] Vous avez comparé cet article le { $day }. Votre modification peut rouvrir des différences, et elle est notée.
    [one] Vous avez comparé cet article le { $day }. Votre modification rouvre { $decisions } décision et elle est notée.
    *[other] Vous avez comparé cet article le { $day }. Votre modification rouvre { $decisions } décisions et elle est notée.
    }
team-message-plan-faults = { $count ->
    [one] project.json : { $first }
    *[other] project.json a { $count } défauts, le premier : { $first }. « demarche check » les énumère tous.
    }
team-message-named-coder = { $coder } ({ $name })
team-message-assigned-to-me = Attribués à moi
team-message-differing = Comparaison des codeurs pour le filtre…
