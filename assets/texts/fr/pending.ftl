pending-message-other-not-done = Non fait : Demarche lit des articles pour { $purpose }. Réessayez ensuite, ou appuyez sur Annuler dans la barre d’état.
pending-message-not-changed = Non modifié : Demarche lit des articles pour { $purpose }. Réessayez ensuite, ou appuyez sur Annuler dans la barre d’état.
pending-message-entered-later = Votre saisie est gardée : Demarche lit d’abord des articles pour { $purpose }.
pending-message-article-unreadable = { $others ->
    [0] un article est illisible : { $problem }
    [one] un article est illisible : { $problem } et { $others } autre
    *[other] un article est illisible : { $problem } et { $others } autres
    }
pending-message-history-changed = Rien n’a été annulé ni rétabli : l’historique a changé pendant la lecture des articles.
pending-message-codebook-changed = Rien n’a été modifié : le livre de codes a changé pendant la lecture des articles. Réessayez.
pending-message-search-changed = Rien n’a été annoté : la recherche a changé pendant la lecture des articles.
pending-message-entity-changed = Rien n’a été modifié : un autre programme a modifié l’entité pendant la lecture des articles. Réessayez.
pending-message-mention-gone = La mention n’existe plus.
purpose-undo = annuler
purpose-undo-step = annuler « { $step } »
purpose-redo = rétablir
purpose-redo-step = rétablir « { $step } »
purpose-go-to-step = aller à une autre étape de l’historique
purpose-preview-codebook = prévoir la modification du livre de codes
purpose-annotate-hits = annoter les résultats
purpose-merge-entities = fusionner les entités
purpose-split-entity = scinder l’entité
purpose-delete-entity = supprimer l’entité
purpose-set-status = changer le statut
purpose-show-mention = montrer la mention
purpose-compare = comparer les codeurs
