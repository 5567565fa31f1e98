review-text-accept = Aceptar
review-text-reject = Rechazar
review-text-accept-all = Aceptar todo
review-text-not-found = no encontrada
review-message-annotations-to-review = { $article }: el texto ha cambiado. Sus anotaciones: { $fates }. J muestra la siguiente.
review-message-counted = { $fates }
review-message-not-moved = Las anotaciones no se movieron
review-message-nothing-left = Ninguna anotación necesita revisión.
review-message-nothing-to-decide = Esta anotación no necesita revisión.
review-message-stands-nowhere = Sus palabras no están en este texto. Seleccione las palabras del lugar que le corresponde y pulse +.
review-message-nothing-proposed = Este artículo no tiene posiciones propuestas.
review-message-changed-and-counted = El texto ha cambiado. Anotaciones: { $fates }.
review-message-counted-only = Anotaciones: { $fates }.
review-message-key-shows-next = { $key } muestra la siguiente.
review-message-place-by-hand = Para colocarla, seleccione las palabras del lugar que le corresponde y pulse { $key }.
review-message-moved = movida, { $percent } %
review-message-proposed = ¿aquí? { $percent } %
review-message-row = { $fate }: { $label }: { $words }
review-message-was-at = Antes: { $words }
review-message-now-at = Ahora: { $words }
review-message-context = …{ $before }[{ $words }]{ $after }…
fate-message-kept = { $count ->
    [one] { $count } conservada
    *[other] { $count } conservadas
    }
fate-message-moved = { $count ->
    [one] { $count } movida
    *[other] { $count } movidas
    }
fate-message-proposed = { $count } por revisar
fate-message-detached = { $count ->
    [one] { $count } no encontrada
    *[other] { $count } no encontradas
    }
