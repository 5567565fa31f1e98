status-text-not-begun = sin empezar
status-text-in-progress = en curso
status-text-done = terminado
status-text-unsure = dudoso
status-text-skipped = omitido
annotating-text-more-labels = Más etiquetas
annotating-text-search-labels = Buscar…
annotating-text-not-defined = El libro de códigos no la define.
annotating-text-select-first = Seleccione primero unas palabras y pulse después la tecla.
annotating-text-entity = Entidad
annotating-text-not-saved = Sin guardar
annotating-text-try-saving = Intentar guardar de nuevo
annotating-text-saved = ✓ Guardado
annotating-text-saving = Guardando…
annotating-message-field-menu = Más sobre { $name }
annotating-message-clear-field = Vaciar
annotating-message-label-in-legend = { $label }, { $count } en este artículo, tecla { $key }
annotating-message-label-without-key = { $label }, { $count } en este artículo
annotating-message-status-is = Estado: { $status }
annotating-message-title-from-text = Título tomado del texto: { $headline }
annotating-message-proposed-title = { $headline } · del texto
annotating-message-only-space-selected = Solo hay espacios seleccionados. Seleccione unas palabras.
annotating-message-select-to-tag = Seleccione unas palabras para etiquetarlas como { $label }.
annotating-message-already-tagged = Esto ya está etiquetado como { $label }.
annotating-message-keyboard-in-panel = La tecla de una etiqueta no etiqueta mientras un panel tiene el teclado. Esc vuelve al texto.
annotating-message-not-tagged = Esto no se puede etiquetar
annotating-message-not-done = Esto no se puede hacer
annotating-message-choose-before-adding = Elija primero una anotación y seleccione después las palabras que quiere añadirle.
annotating-message-already-covered = La anotación ya abarca esto.
annotating-message-no-annotation-yet = Aún no hay ninguna anotación. Seleccione unas palabras y pulse la tecla de una etiqueta.
annotating-message-select-and-press-key = { $examples-given ->
    [none] Seleccione unas palabras y pulse { $keys }.
    *[some] Seleccione unas palabras y pulse la tecla de una etiqueta, por ejemplo { $examples }.
    }
annotating-message-select-and-choose = Seleccione unas palabras y elija arriba una etiqueta.
annotating-message-press-key = { $examples-given ->
    [none] Pulse { $keys } para etiquetar las palabras seleccionadas.
    *[some] Pulse la tecla de una etiqueta, por ejemplo { $examples }, para etiquetar las palabras seleccionadas.
    }
annotating-message-choose-label = Elija arriba una etiqueta para las palabras seleccionadas.
annotating-message-none-incomplete = No hay ninguna anotación incompleta.
annotating-message-annotation-gone = Lo que introdujo no se guardó: la anotación ya no existe.
annotating-message-not-entered = Este valor no se guardó
annotating-message-field-incomplete = Entrada incompleta
annotating-message-field-incomplete-hint = Un campo contiene texto que aún no es un valor, por lo que no se guarda: complete el número, la fecha o el nombre.
annotating-message-last-of-list = Este era el último artículo de la lista; algunos anteriores aún no están terminados.
annotating-message-no-other-unfinished = No queda ningún otro artículo sin terminar.
annotating-message-all-done = Todos los artículos de la lista están terminados.
annotating-message-all-done-export = Todo terminado. { $key }: exportar
annotating-message-field-keys = Letra: editar campo · Delete: vaciar · Esc: volver al texto
