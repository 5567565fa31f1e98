spoken-message-chosen = Elegida: { $annotation }
spoken-message-annotation = { $label } «{ $quote }», { $number } de { $count }
spoken-message-annotation-with-entity = { $label } «{ $quote }», { $number } de { $count }, entidad { $entity }
spoken-message-removed = La anotación se ha quitado.
spoken-message-entity = Entidad: { $name }
spoken-message-no-entity = Sin entidad
spoken-message-value = { $attribute }: { $value }
spoken-message-no-value = { $attribute }: sin valor
spoken-message-article = { $annotations ->
    [one] { $article }, { $annotations } anotación
    *[other] { $article }, { $annotations } anotaciones
    }
spoken-message-facts = { $facts }
spoken-message-marks = { $marks }
spoken-message-in-order = { $texts }
spoken-message-paragraph = Párrafo { $number } de { $count }
spoken-message-selected = Seleccionado: { $words }
spoken-message-no-annotation-here = Aquí no hay ninguna anotación
spoken-message-card-closed = Detalles cerrados
spoken-message-lacks = falta: { $names }
spoken-message-more = y { $count } más
spoken-message-no-messages = Aún no hay mensajes.
spoken-message-results = { $count ->
    [0] Sin resultados
    *[other] { $count ->
    [one] { $count } resultado
    *[other] { $count } resultados
    }
    }
spoken-message-row-of = { $number } de { $count }
spoken-message-link-ways = { $question }: { $ways }
spoken-message-keyed = { $key } { $action }
spoken-message-link-end = { $letters-given ->
    [none] { $label }: { $words }, { $number } de { $count }
    *[some] { $label }: { $words }, { $number } de { $count }, letra { $letters }
    }
spoken-message-hit = «{ $words }», { $place }
spoken-message-not-saved = Sin guardar
spoken-message-saved = Guardado
spoken-message-progress = { $work }: { $percent } %
