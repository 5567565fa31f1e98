search-text-finder = Seleccionar escribiendo
search-text-finder-hint = Escriba una frase, o primera…última
search-text-previous = Resultado anterior
search-text-next = Resultado siguiente
search-text-searching = Buscando…
search-text-not-found = No está en este artículo
search-text-field = Buscar en los artículos
search-text-close = Cerrar la concordancia
search-text-close-hint = Cerrar (Esc)
search-text-nothing-typed = Escriba unas palabras para buscar en todos los artículos, o elija una etiqueta debajo del campo.
search-text-nothing-found = No se encontró nada.
search-text-match-case = Mayúsculas
search-text-match-case-hint = Distinguir mayúsculas y minúsculas
search-text-whole-words = Palabras enteras
search-text-whole-words-hint = Solo palabras enteras
search-text-word-forms = Formas
search-text-word-forms-hint = Buscar también plurales y otras formas de las palabras
search-text-match-accents = Acentos
search-text-match-accents-hint = Distinguir letras con y sin acento
search-text-regex = Regex
search-text-regex-hint = Las palabras son una expresión regular, como cease-?fires?
search-text-where = Dónde
search-text-articles = Artículos
search-text-this-article = este artículo
search-text-all-articles = todos los artículos
search-text-place = Lugar
search-text-anywhere = en todo
search-text-inside = dentro de anotaciones
search-text-outside = fuera de anotaciones
search-text-label = Etiqueta
search-text-any-label = cualquier etiqueta
search-text-value = Valor
search-text-any-value = cualquier valor
search-text-entity = Entidad
search-text-any-entity = cualquier entidad
search-text-status = Estado
search-text-any-status = cualquier estado
search-text-yes = sí
search-text-no = no
search-text-sort-by = Ordenar por
search-text-by-article = artículo
search-text-by-before = antes
search-text-by-after = después
search-text-sort-by-article = Ordenar por artículo
search-text-sort-by-before = Ordenar por palabras anteriores
search-text-sort-by-after = Ordenar por palabras posteriores
search-text-annotated = anotada
search-text-already-annotated = ya anotada
search-text-overlaps = se superpone a una anotación de esta etiqueta
search-text-changed = el artículo ha cambiado
search-text-all-occurrences = Todas las apariciones…
search-text-all-occurrences-hint = Buscar estas palabras en todos los artículos y anotar las que marque
search-text-tick-all = Marcar todo
search-text-annotate-as = Anotar como
search-text-assign-entity = Asignar también la entidad
search-text-annotate-ticked = Anotar marcadas
search-text-annotate-hint = Puede deshacerlo en un paso (Enter)
search-text-tick-hint = Marque coincidencias con Space, o todas con Ctrl+A
search-message-not-in-article = «{ $typed }» no está en este artículo.
search-message-wrapped-to-top = La búsqueda continuó desde el principio
search-message-wrapped-to-bottom = La búsqueda continuó desde el final
search-message-several-pieces = No se pueden buscar todas las apariciones de una anotación con varios fragmentos.
search-message-choose-words = Elija una anotación o seleccione unas palabras para buscar todas las apariciones.
search-message-article-changed = El artículo ha cambiado desde que se buscó en él. Busque de nuevo.
search-message-nothing-annotated = No se anotó nada
search-message-annotated = { $skipped ->
    [0] { $annotated ->
    [one] { $annotated } lugar anotado
    *[other] { $annotated } lugares anotados
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    }
    *[other] { $annotated ->
    [one] { $annotated } lugar anotado
    *[other] { $annotated } lugares anotados
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    }; { $skipped ->
    [one] { $skipped } omitido
    *[other] { $skipped } omitidos
    }, la lista dice por qué
    }
search-message-finder-keys = Enter: seleccionar · /: siguiente · ?: anterior
search-message-keys-to-annotate = Space: marcar · Ctrl+A: todas · Enter: anotar esta coincidencia
search-message-keys-to-tag = Space: marcar · Ctrl+A: todas · tecla de etiqueta: anotar esta coincidencia
search-message-annotate-ticked = Enter: anotar { $ticked } · Space: marcar · Ctrl+A: todas o ninguna
search-message-tag-ticked = tecla de etiqueta: anotar { $ticked } · Space: marcar · Ctrl+A: todas o ninguna
search-message-found = { $number } de { $count }
search-message-found-wrapped = { $number } de { $count } · dio la vuelta
search-message-found-so-far = { $count } hasta ahora
search-message-find-last = Escriba una frase, o / para «{ $last }»
search-message-field-with-value = { $field }: { $value }
search-message-hit = { $line }, { $place }
search-message-hit-with-facts = { $line }, { $place }, { $facts }
search-message-annotate = Anotar { $ticked }
search-message-unreadable = { $articles ->
    [one] { $articles } no se pudo leer
    *[other] { $articles } no se pudieron leer
    }
search-message-searched = { $hits ->
    [one] { $hits } coincidencia
    *[other] { $hits } coincidencias
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } · se ha buscado en { $searched } de { $total } artículos, { $rate } por segundo
search-message-complete = { $annotated ->
    [0] { $skipped ->
    [0] { $hits ->
    [one] { $hits } coincidencia
    *[other] { $hits } coincidencias
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    }
    *[other] { $hits ->
    [one] { $hits } coincidencia
    *[other] { $hits } coincidencias
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } · { $skipped ->
    [one] { $skipped } omitida
    *[other] { $skipped } omitidas
    }
    }
    *[other] { $skipped ->
    [0] { $hits ->
    [one] { $hits } coincidencia
    *[other] { $hits } coincidencias
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } · { $annotated ->
    [one] { $annotated } anotada
    *[other] { $annotated } anotadas
    }
    *[other] { $hits ->
    [one] { $hits } coincidencia
    *[other] { $hits } coincidencias
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } · { $annotated ->
    [one] { $annotated } anotada
    *[other] { $annotated } anotadas
    } · { $skipped ->
    [one] { $skipped } omitida
    *[other] { $skipped } omitidas
    }
    }
    }
search-message-cut = { $hits ->
    [one] La primera coincidencia ({ $hits })
    *[other] Las primeras { $hits } coincidencias
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    }; busque algo menos frecuente para verlas todas
search-message-stopped = { $hits ->
    [one] { $hits } coincidencia
    *[other] { $hits } coincidencias
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } · detenido tras { $searched } de { $total } artículos
search-message-with-ticked = { $found } · { $ticked ->
    [one] { $ticked } marcada
    *[other] { $ticked } marcadas
    }
