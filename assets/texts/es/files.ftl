file-text-copy-annotations = Guardar una copia de las anotaciones
file-text-copy-fields = Guardar una copia de los campos
file-text-copy-entities = Guardar una copia de las entidades
file-text-copy-codebook = Guardar una copia del libro de códigos
file-text-open-folder = Abrir una carpeta de artículos
file-text-open-articles = Abrir artículos
file-text-articles = Artículos
file-text-moved-title = Este proyecto parece haberse movido
file-text-restore-history = Restaurar historial
file-text-start-without-history = Empezar sin él
file-text-unsaved-title = Algunas anotaciones no están guardadas
file-text-leave-unsaved = Salir sin guardar
file-text-stay = Quedarse
file-text-save-copy = Guardar una copia…
file-message-not-opened = Esto no se puede abrir
file-message-check-path = { $problem }; compruebe que está ahí y que usted puede leerlo: { $path }
file-message-shared-unreadable = { $problem }; el archivo se deja como está, repárelo o apártelo: { $path }
file-message-not-written = El archivo no se escribió
file-message-copy-saved = Las anotaciones se copiaron: { $path }
file-message-fields-copy-saved = Los campos se copiaron: { $path }
file-message-entities-copy-saved = Las entidades se copiaron: { $path }
file-message-codebook-copy-saved = El libro de códigos se copió: { $path }
file-message-codebook-exported = El libro de códigos se exportó: { $path }
file-message-losses-saved = La lista se guardó: { $path }
file-message-report-saved = El informe se guardó: { $path }
file-message-folder-not-shown = La carpeta no se pudo abrir. Es: { $path }
file-message-log-folder = La carpeta del registro no se pudo abrir: { $path }
file-message-project-moved = Este proyecto se movió desde { $from }. Su historial de deshacer está restaurado.
file-message-problem = { $problem }
file-message-more-problems = Se omiten { $count } archivos o carpetas más; «demarche check» los enumera.
file-message-two-versions-in-codebook = Una fusión ha dejado dos versiones de algo en el libro de códigos. Ctrl+M muestra ambas para elegir.
file-message-two-versions-in-entities = Una fusión ha dejado dos versiones de algo en las entidades. Ctrl+M muestra ambas para elegir.
file-message-two-versions = { $article }: una fusión ha dejado dos versiones de algunas anotaciones. Ctrl+M muestra ambas para elegir.
file-message-two-versions-of-fields = { $article }: una fusión ha dejado dos versiones de algunos campos. Ctrl+M muestra ambas para elegir.
file-message-article-problem = { $article }: { $problem }
file-message-more-article-problems = { $article }: { $count ->
    [one] { $count } problema
    *[other] { $count } problemas
    } más; «demarche check» los enumera.
file-message-not-saved = { $article } no se ha guardado
file-message-fields-not-saved = Los campos de { $article } no se han guardado
file-message-codebook-not-saved = El libro de códigos no se ha guardado
file-message-entities-not-saved = Las entidades no se han guardado
file-message-fields-unreadable = { $article }: no se pueden leer los campos del artículo
file-message-codebook-unreadable = No se puede leer el libro de códigos
file-message-entities-unreadable = No se pueden leer las entidades
file-message-left-as-it-is = { $problem }; el archivo se deja como está, repárelo o apártelo: { $path }
file-message-written-for-other-text = otro programa escribió anotaciones para otra versión del artículo; no se sobrescribe nada. Guarde una copia de las suyas (menú Archivo) y vuelva a abrir el proyecto
file-message-conflicts = otro programa cambió las mismas anotaciones o campos ({ $count }); no se sobrescribe nada. Ctrl+M muestra ambas versiones para elegir
file-message-field-conflicts = otro programa cambió los mismos campos ({ $count }); no se sobrescribe nada. Ctrl+M muestra ambas versiones para elegir
file-message-entity-conflicts = otro programa cambió las mismas entidades ({ $count }); no se sobrescribe nada. Ctrl+M muestra ambas versiones para elegir
file-message-codebook-conflicts = otro programa cambió las mismas entradas ({ $count }); no se sobrescribe nada. Ctrl+M muestra ambas versiones para elegir
file-message-no-conflicts = Este artículo no tiene conflictos.
file-message-conflict-resolved = Conflicto resuelto
file-message-without-values = { $names-given ->
    [none] Difiere en detalles que no se muestran
    *[some] Sin { $names }
    }
file-message-not-resolved = Esto no se pudo resolver
file-message-annotations-deleted = { $at_once ->
    [false] { $article }: otro programa eliminó el archivo con { $count ->
    [one] { $count } anotación
    *[other] { $count } anotaciones
    }. Demarche escribirá lo que está abierto aquí con su próximo cambio. Ctrl+Shift+B lo escribe ahora.
    *[true] { $article }: otro programa eliminó el archivo con { $count ->
    [one] { $count } anotación
    *[other] { $count } anotaciones
    }. Demarche vuelve a escribir lo que está abierto aquí.
    }
file-message-fields-deleted = { $at_once ->
    [false] { $article }: otro programa eliminó los campos. Demarche escribirá lo que está abierto aquí con su próximo cambio.
    *[true] { $article }: otro programa eliminó los campos. Demarche vuelve a escribir lo que está abierto aquí.
    }
file-message-codebook-deleted = { $at_once ->
    [false] Otro programa eliminó el libro de códigos. Demarche escribirá lo que está abierto aquí con su próximo cambio.
    *[true] Otro programa eliminó el libro de códigos. Demarche vuelve a escribir lo que está abierto aquí.
    }
file-message-entities-deleted = { $at_once ->
    [false] Otro programa eliminó las entidades. Demarche escribirá lo que está abierto aquí con su próximo cambio.
    *[true] Otro programa eliminó las entidades. Demarche vuelve a escribir lo que está abierto aquí.
    }
file-message-changes-taken-in = { $article }: Demarche cargó cambios de otro programa.
file-message-fields-taken-in = { $article }: Demarche cargó campos que otro programa cambió.
file-message-codebook-changes-taken-in = Otro programa cambió el libro de códigos; Demarche cargó los cambios.
file-message-annotations-changed = { $article }: otro programa cambió las anotaciones
file-message-article-removed = Otro programa eliminó { $article }. Lo que está abierto aquí se conserva hasta que usted deje el artículo y todo esté guardado.
file-message-new-articles = { $count ->
    [one] Se ha añadido a la lista { $count } artículo nuevo.
    *[other] Se han añadido a la lista { $count } artículos nuevos.
    }
file-message-text-changed-while-unsaved = Otro programa cambió el texto de un artículo con anotaciones sin guardar. Usted ve el texto anterior hasta que se guarden.
file-message-changed-text-unreadable = { $article }: el texto cambiado no se puede leer; usted ve el anterior
file-message-text-changed = { $article }: otro programa cambió el texto. Ya no puede deshacer las acciones anteriores.
file-message-no-sync = Este disco o recurso compartido no confirma que los archivos estén guardados: un corte de corriente puede hacer perder los últimos cambios. Guarde una copia en otro lugar: { $folder }
file-message-no-safe-new-file = Este disco o recurso compartido no puede poner un archivo completo en un lugar libre en un solo paso. Si Demarche se interrumpe en ese momento, queda un archivo vacío: { $folder }
file-message-no-safe-replace = Este disco o recurso compartido no puede reemplazar un archivo en un solo paso: por un momento el archivo falta. Si Demarche se interrumpe en ese momento, el próximo inicio repone el anterior: { $folder }
file-message-no-permissions = En este disco o recurso compartido no se pueden establecer permisos. Compruebe que sus colegas aún pueden leer lo que se guarda: { $folder }
file-message-owner-not-kept = Al guardar un archivo no se pudieron conservar su propietario, su grupo o su lista de acceso. Compruebe que sus colegas aún pueden leer y cambiar los archivos: { $folder }
file-message-no-locks = Este disco o recurso compartido no tiene bloqueos. No guarde el mismo artículo en dos ventanas al mismo tiempo: { $folder }
file-message-stalled = { $others ->
    [0] El disco o la red no responde: se sigue esperando { $file }. Puede continuar: lo que haga se conserva aquí y se escribe cuando responda. «Guardar una copia…», en el menú Archivo, lo escribe en otro lugar.
    *[other] El disco o la red no responde: se sigue esperando { $file } y { $others } más. Puede continuar: lo que haga se conserva aquí y se escribe cuando responda. «Guardar una copia…», en el menú Archivo, lo escribe en otro lugar.
    }
file-message-seems-moved = Sus archivos son los del proyecto que estaba en { $from }, que ya no existe. ¿Restaurar aquí su historial de deshacer y los cambios sin guardar?
file-message-unsaved-on-leaving = { $is_stalled ->
    [false] { $is_journaled ->
    [false] No se pudieron escribir en su archivo. Si sale ahora, se pierden. Libere espacio o corrija los permisos e inténtelo de nuevo, o guarde una copia en otro lugar.
    *[true] No se pudieron escribir en su archivo. El diario las tiene: Demarche las restaurará cuando vuelva a abrir el proyecto en este equipo. Libere espacio o corrija los permisos e inténtelo de nuevo, o guarde una copia en otro lugar.
    }
    *[true] { $is_journaled ->
    [false] Su disco o red no responde. Si sale ahora, se pierden. Espere e inténtelo de nuevo, o guarde una copia en otro lugar.
    *[true] Su disco o red no responde. El diario las tiene: Demarche las restaurará cuando vuelva a abrir el proyecto en este equipo. Espere e inténtelo de nuevo, o guarde una copia en otro lugar.
    }
    }
file-message-conflicts-explained = Dos programas cambiaron { $name }. Elija una versión (←: la mía, →: la otra, Shift: todas). No se guarda nada hasta que confirme.
file-message-save-choices = Guardar elección
file-message-enter-saves = Enter: guardar elección
file-message-left-to-choose = Por elegir: { $count }.
file-message-mine = La mía
file-message-theirs = La otra
