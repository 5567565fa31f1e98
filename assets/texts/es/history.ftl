history-text-undo = Deshacer
history-text-redo = Rehacer
history-text-title = Historial
history-text-opened = Abierto
history-message-undo = Deshacer: { $step }
history-message-redo = Rehacer: { $step }
history-message-undone = Deshecho: { $step }
history-message-redone = Rehecho: { $step }
history-message-step-elsewhere = El último paso se hizo en otro lugar: { $step }
history-message-step-undone = { $step }, deshecho
history-message-ends = No hay más pasos
history-message-cancelled = Cancelado; no se cambió nada.
history-message-restored = { $count ->
    [one] Demarche restauró { $count } acción que no se guardó la última vez: { $names }. Puede deshacerla.
    *[other] Demarche restauró { $count } acciones que no se guardaron la última vez: { $names }. Puede deshacerlas.
    }
history-message-not-restored = Los cambios sin guardar de la última sesión no se pueden restaurar
history-message-journal-damaged = Un diario de este proyecto está dañado. Demarche restauró lo que pudo leer y conservó el archivo: { $path }
history-message-journal-kept = { $refused ->
    [one] No se restauró { $refused } cambio de la última sesión: otro programa cambió los mismos elementos. No se sobrescribió nada. El diario que lo contiene se conserva: { $path }
    *[other] No se restauraron { $refused } cambios de la última sesión: otro programa cambió los mismos elementos. No se sobrescribió nada. El diario que los contiene se conserva: { $path }
    }
history-message-no-journal = Los cambios se guardan, pero no se escriben en el diario: tras un fallo se perderían los últimos cambios y el historial de deshacer. { $problem }
