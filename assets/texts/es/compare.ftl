compare-message-decision-in-conflict = Decisión de la versión consensuada
compare-message-version-taken = Se tomó la versión de { $coder }
compare-message-nobody-taken = No se tomó la versión de nadie
compare-message-decided-by = Decidido por { $coder }
compare-text-title = Comparar codificadores
compare-text-close = Cerrar
compare-text-decided = Decididas
compare-text-hide-names = Ocultar nombres
compare-text-hide-names-tip = Los codificadores se llaman 1, 2, 3 en un orden que no dice nada de ellos
compare-text-all-lanes = Todas las franjas
compare-text-all-lanes-tip = Lo que tiene cada codificador, debajo de cada línea. Tecla: L
compare-text-all = Todas
compare-text-open = Abiertas
compare-text-borders = Límites
compare-text-values = Valores
compare-text-label = Etiqueta
compare-text-only-some = Solo algunos
compare-text-links = Vínculos
compare-text-fields = Campos
compare-text-any-label = Todas las etiquetas
compare-text-filter-label = Etiqueta de las diferencias
compare-text-any-coder = Todos los codificadores
compare-text-filter-coder = Codificador que está solo
compare-text-state-open = abierta
compare-text-state-reopened = abierta de nuevo: un codificador la ha cambiado
compare-text-state-decided = decidida
compare-text-edited = editada a mano
compare-text-agreed-layer = De acuerdo todos
compare-text-open-layer = Diferencia abierta
compare-text-value = Valor
compare-text-taken = Consensuado
compare-text-entity = Entidad
compare-text-whole = Valor del campo
compare-text-nothing = nada aquí
compare-text-has-link = tiene este vínculo
compare-text-empty = vacío
compare-text-not-asked = –
compare-text-no-differences = Los codificadores coinciden en todo.
compare-text-none-in-filter = No hay diferencias de este tipo.
compare-text-nobody = La de nadie
compare-text-open-again = Abrir de nuevo
compare-text-proposal = Tomar la propuesta
compare-text-take-proposals = Tomar todas las propuestas…
compare-text-proposals-title = Tomar todas las propuestas
compare-text-take-them = Tomarlas
compare-text-take-agreed = Tomar lo que es común a todos
compare-text-note = Comentario
compare-text-note-hint = Por qué se decidió así
compare-text-memos = Notas
compare-text-report-title = Tipos de diferencias
compare-text-counting = Comparando todos los artículos
compare-text-nothing-compared = No hay dos codificadores que hayan anotado el mismo artículo. Comparar requiere dos codificaciones de un mismo texto.
compare-text-label-table = Etiquetas
compare-text-value-table = Valores
compare-text-border-table = Límites
compare-text-choose-cell = Elija un número para ver sus ejemplos.
compare-text-add-example = Añadir a los ejemplos
compare-text-add-example-tip = Pone lo que se tomó en los ejemplos de su etiqueta en el libro de códigos, junto con lo que no se tomó
compare-text-add-rule = Convertir en regla
compare-text-add-rule-tip = Añade el comentario a la guía del libro de códigos, y su número a la decisión
compare-text-keys = 1–9: tomar la versión de un codificador · Y: la propuesta · X: la de nadie · 0: abrir de nuevo · N, P: abierta siguiente, anterior · Shift+Y: todas las propuestas · Enter: valores · L: todas las franjas · G: otro extremo · M: comentario · Esc: cerrar
compare-text-card-keys = Flechas: elegir un valor · 1–9: tomar el de un codificador · X: vacío · 0: abrir de nuevo · Esc: volver
comparing-message-needs-two = { $coders-given ->
    [none] Nadie ha anotado aún este artículo. Comparar requiere dos codificadores.
    *[some] { $count ->
    [one] { $only-given ->
    [none] Solo un codificador sin nombre ha anotado este artículo. Comparar requiere dos codificadores.
    *[some] Solo { $only } ha anotado este artículo. Comparar requiere dos codificadores.
    }
    *[other] Comparar requiere dos codificadores que hayan anotado este artículo: { $names }.
    }
    }
comparing-message-blind = No se puede leer project.json, así que una ronda puede ser ciega y lo que anotaron otros queda cerrado. Corrija project.json y vuelva a abrir el proyecto.
comparing-message-texts-differ = Las anotaciones de { $coder } pertenecen a otra versión del texto. Abra primero el artículo como ese codificador y revíselas.
comparing-message-not-done = No lo han marcado como terminado: { $coders }. Lo que cambien reabrirá decisiones.
comparing-message-some-not-done = Algunos codificadores no han marcado el artículo como terminado. Lo que cambien reabrirá decisiones.
comparing-message-counted = { $article } · { $differences ->
    [one] { $differences } diferencia
    *[other] { $differences } diferencias
    }, { $open ->
    [one] { $open } abierta
    *[other] { $open } abiertas
    }
comparing-message-coder = { $number } { $coder }
comparing-message-no-code = { $number } (sin identificador)
comparing-message-unnamed = { $number }
comparing-message-filter = { $name } { $count }
comparing-message-words = { $label }: «{ $words }»
comparing-message-link = «{ $from }» { $relation } «{ $to }»
comparing-message-field = Campo: { $name }
comparing-message-heading = { $kind } · { $number } de { $count }
comparing-message-lacking = – { $words }
comparing-message-version = { $is_taken ->
    [false] { $coders }: { $lines }
    *[true] { $coders }: { $lines }, tomada
    }
comparing-message-lane = Tomar { $coder }: { $lines }
comparing-message-at-hand = { $number } de { $count }: { $kind }: { $versions }; { $state }
comparing-message-took = Tomada: { $coder }
comparing-message-took-nobody = Tomada: la de nadie
comparing-message-took-proposal = Tomada: la propuesta
comparing-message-opened-again = Abierta de nuevo
comparing-message-row = { $words }, { $kind }, { $state }
comparing-message-cell = { $name }, { $coder }: { $value }
comparing-message-memo = { $coder }: { $memo }
comparing-message-proposals = La mayoría de los codificadores coincide en { $count } de { $open } diferencias abiertas. ¿Tomar esas propuestas?
comparing-message-proposed = { $taken } ({ $coders ->
    [one] { $coders } codificador
    *[other] { $coders } codificadores
    })
comparing-message-proposed-value = { $name }: { $value }
comparing-message-more = y { $count } más
comparing-message-no-proposals = No hay mayoría en ninguna de ellas: decídalas una por una.
comparing-message-no-majority = No hay mayoría: pulse el número de un codificador.
comparing-message-no-such-coder = Hay { $coders ->
    [one] { $coders } codificador
    *[other] { $coders } codificadores
    }: pulse uno de sus números.
comparing-message-no-values = Aquí no hay valores entre los que elegir.
comparing-message-no-other-open = No hay ninguna otra diferencia abierta en la lista.
comparing-message-all-decided = Todas las diferencias de este artículo están decididas.
comparing-message-still-open = { $open ->
    [one] Queda { $open } diferencia abierta. Pulse la tecla otra vez para marcar la versión consensuada como terminada.
    *[other] Quedan { $open } diferencias abiertas. Pulse la tecla otra vez para marcar la versión consensuada como terminada.
    }
comparing-message-all-compared = No hay ningún otro artículo cuyos codificadores haya que comparar.
comparing-message-first-decide = Decídala primero: un comentario pertenece a una decisión.
comparing-message-not-decided = No se pudo tomar la decisión
comparing-message-compared-articles = { $count ->
    [one] { $count } artículo comparado
    *[other] { $count } artículos comparados
    }
comparing-message-unread = { $count ->
    [one] No se pudo leer { $count } codificación: { $why }
    *[other] No se pudieron leer { $count } codificaciones; la primera: { $why }
    }
comparing-message-value-of = { $label }: { $attribute }
comparing-message-border-count = { $is_start ->
    [false] { $words-given ->
    [none] { $label }: más palabras al final, { $count } de { $all }
    *[some] { $label }: «{ $words }» al final, { $count } de { $all }
    }
    *[true] { $words-given ->
    [none] { $label }: más palabras al principio, { $count } de { $all }
    *[some] { $label }: «{ $words }» al principio, { $count } de { $all }
    }
    }
comparing-message-confused = { $one } y { $other }: { $count }
comparing-message-reading-of = { $is_taken ->
    [false] { $coder }: { $reading }
    *[true] { $coder }: { $reading } (tomada)
    }
comparing-message-compare-here = Comparar aquí los codificadores de { $article }
comparing-message-noted = { $rule-given ->
    [none] Comentario: { $note }
    *[some] Comentario: { $note } (regla { $rule })
    }
comparing-message-example-of = { $wrong-given ->
    [none] «{ $right }»
    *[some] «{ $right }», no «{ $wrong }»
    }
comparing-message-example-added = Añadido a los ejemplos de { $label }. El libro de códigos tiene ahora la versión { $version }.
comparing-message-example-there = El libro de códigos ya tiene este ejemplo.
comparing-message-no-example = Solo puede ser un ejemplo lo que se tomó de las anotaciones de un codificador.
comparing-message-note-first = Escriba primero un comentario: se convertirá en la regla.
comparing-message-rule-added = El comentario es la regla { $number } de la guía.
