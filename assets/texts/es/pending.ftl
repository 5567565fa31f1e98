pending-message-other-not-done = No se ha hecho: Demarche está leyendo artículos para { $purpose }. Inténtelo de nuevo cuando acabe, o pulse Cancelar en la barra de estado.
pending-message-not-changed = No se ha cambiado: Demarche está leyendo artículos para { $purpose }. Inténtelo de nuevo cuando acabe, o pulse Cancelar en la barra de estado.
pending-message-entered-later = Lo que ha introducido se conserva: Demarche lee primero artículos para { $purpose }.
pending-message-article-unreadable = { $others ->
    [0] un artículo no se puede leer: { $problem }
    *[other] un artículo no se puede leer: { $problem }, y { $others } más
    }
pending-message-history-changed = No se deshizo ni rehízo nada: el historial cambió mientras se leían artículos.
pending-message-codebook-changed = No se cambió nada: el libro de códigos cambió mientras se leían artículos. Inténtelo de nuevo.
pending-message-search-changed = No se anotó nada: la búsqueda cambió mientras se leían artículos.
pending-message-entity-changed = No se cambió nada: otro programa cambió la entidad mientras se leían artículos. Inténtelo de nuevo.
pending-message-mention-gone = La mención ya no existe.
purpose-undo = deshacer
purpose-undo-step = deshacer «{ $step }»
purpose-redo = rehacer
purpose-redo-step = rehacer «{ $step }»
purpose-go-to-step = ir a otro paso del historial
purpose-preview-codebook = ver previamente el cambio del libro de códigos
purpose-annotate-hits = anotar las coincidencias
purpose-merge-entities = fusionar las entidades
purpose-split-entity = dividir la entidad
purpose-delete-entity = eliminar la entidad
purpose-set-status = cambiar el estado
purpose-show-mention = mostrar la mención
purpose-compare = comparar los codificadores
