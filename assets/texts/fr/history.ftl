history-text-undo = Annuler
history-text-redo = Rétablir
history-text-title = Historique
history-text-opened = Ouvert
history-message-undo = Annuler : { $step }
history-message-redo = Rétablir : { $step }
history-message-undone = Annulé : { $step }
history-message-redone = Rétabli : { $step }
history-message-step-elsewhere = La dernière étape a été faite ailleurs : { $step }
history-message-step-undone = { $step }, annulé
history-message-ends = Il n’y a plus d’étapes
history-message-cancelled = Abandonné ; rien n’a été modifié.
history-message-restored = { $count ->
    [one] Demarche a restauré { $count } action qui n’était pas enregistrée la dernière fois : { $names }. Elle peut être annulée.
    *[other] Demarche a restauré { $count } actions qui n’étaient pas enregistrées la dernière fois : { $names }. Elles peuvent être annulées.
    }
history-message-not-restored = Des modifications non enregistrées de la dernière session ne peuvent pas être restaurées
history-message-journal-damaged = Un journal de ce projet est endommagé. Demarche a restauré ce qu’il a pu lire et gardé le fichier : { $path }
history-message-journal-kept = { $refused ->
    [one] { $refused } modification de la dernière session n’a pas été restaurée : un autre programme a modifié les mêmes éléments. Rien n’a été écrasé. Le journal qui la contient est gardé : { $path }
    *[other] { $refused } modifications de la dernière session n’ont pas été restaurées : un autre programme a modifié les mêmes éléments. Rien n’a été écrasé. Le journal qui les contient est gardé : { $path }
    }
history-message-no-journal = Les modifications sont enregistrées, mais pas écrites au journal : après une panne, les dernières et l’historique seraient perdus. { $problem }
