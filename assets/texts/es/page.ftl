page-text-article = Texto del artículo
page-text-scroll-bar = Desplazar el artículo
page-text-divider = Separador entre los artículos
page-message-ranked = { $annotation }, { $number } de { $count }
page-message-link-handle = Vincular «{ $quote }»
page-message-link-target = { $letters }: vincular con «{ $quote }»
page-message-far-end-above = ↑ { $relation } { $quote }
page-message-far-end-below = ↓ { $relation } { $quote }
page-message-far-end = { $relation } «{ $quote }», ir allí
page-message-of-layer = { $layer }: { $label }: { $words }
page-message-of-label = { $label }: { $words }
page-message-words-and-entity = { $words }, { $entity }
page-message-more = y { $count } más
page-message-close-pane = Cerrar { $article }
page-message-of-coder = { $article } ({ $coder })
page-message-without-coder = { $article } (sin codificador)
page-message-facts = { $facts }
page-message-paragraph = ¶ { $number } de { $count }
page-message-annotations = { $count ->
    [one] { $count } anotación
    *[other] { $count } anotaciones
    }
page-message-incomplete = { $count ->
    [one] { $count } incompleta
    *[other] { $count } incompletas
    }
page-message-selected-characters = { $count ->
    [one] { $count } carácter seleccionado
    *[other] { $count } caracteres seleccionados
    }
page-message-read-as = leído como { $encoding }
page-message-label-key = tecla { $key }
page-message-label-and-key = { $label } { $key }
page-message-tag-selection = Etiquetar la selección como { $label }
