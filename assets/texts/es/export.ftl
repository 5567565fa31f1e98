export-text-title = Exportar conjunto de datos
export-text-filter = ¿Para qué es?
export-text-no-match = Ningún formato coincide.
export-text-everything = Guarda todo.
export-text-articles = Artículos
export-text-labels = Etiquetas
export-text-since = Anotado desde
export-text-duplicates = Duplicados
export-text-parts = Partes
export-text-split-by-article = Dividir por artículo
export-text-parts-and-shares = Partes y proporciones
export-text-seed = Semilla
export-text-balance = Equilibrar etiquetas
export-text-coders = Codificadores
export-text-mine = Lo mío
export-text-first-coders = Una por artículo: la consensuada o, si no, la primera
export-text-agreed-versions = Versiones consensuadas
export-text-all-coders = Lo de todos
export-text-without-coder = Sin codificador
export-text-tokenizer = Tokenizador
export-text-tokens-words = Palabras Unicode
export-text-tokens-whitespace = Espacios
export-text-tokens-spacy = spaCy, inglés
export-text-folder = Carpeta
export-text-file = Archivo
export-text-keep = Conservar
export-text-replace = Reemplazar
export-text-export = Exportar
export-text-losses = Pérdidas
export-text-not-text = Este archivo no es un archivo de texto.
export-text-nothing-lost = No se pierde nada.
export-text-nothing-lost-in-these = No se pierde nada en estos artículos.
export-text-save-list = Guardar lista…
export-text-list-file = Archivo para la lista, .json o .txt
export-text-save = Guardar
export-text-not-now = Ahora no
export-text-lost-article = el artículo
export-message-cannot-store = No puede guardar: { $items }.
export-message-valid-forms = Formas válidas: { $forms }.
export-message-file-exists = Este archivo ya existe: { $path }
export-message-files-exist = { $count ->
    [one] { $count } archivo ya existe: { $first }
    *[other] { $count } archivos ya existen, por ejemplo { $first }
    }
export-message-losses = Pérdidas ({ $count })
export-message-left-out = { $others ->
    [0] Omitido: { $first }
    *[other] Omitidos: { $first } y { $others } más
    }
export-message-whole = { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } · { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    } · { $relations ->
    [one] { $relations } relación
    *[other] { $relations } relaciones
    } · { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }
export-message-first = { $articles ->
    [one] el primer artículo ({ $articles })
    *[other] los primeros { $articles } artículos
    } · { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    } · { $relations ->
    [one] { $relations } relación
    *[other] { $relations } relaciones
    } · { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }
export-message-more = y { $count } más
export-message-format = { $purpose }, { $title }
export-message-loss-group = { $kind }, { $count }: { $why }
export-message-loss-kind = { $kind } { $count }
export-message-lost-line = línea { $line }
export-message-lost-annotation = anotación { $id }
export-message-lost-quote = «{ $quote }»
export-message-lost-relation = una relación de «{ $quote }»
export-message-loss = { $item } { $kind }: { $why }, en { $article }
