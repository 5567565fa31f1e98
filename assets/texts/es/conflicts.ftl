conflicts-text-title = Resolver conflictos
conflicts-text-entities = las entidades
conflicts-text-codebook = el libro de códigos
conflicts-text-lost-end = Una versión quitó lo que la otra vinculó
conflicts-text-status = Estado del artículo
conflicts-text-header = Codificador y libro de códigos en el archivo
conflicts-text-removed = Quitada
conflicts-text-kept-with-relation = Se conserva con su relación
conflicts-text-header-here = Como está aquí
conflicts-text-header-there = Como está allí
conflicts-text-words = Palabras
conflicts-text-entity = Entidad
conflicts-text-type = Tipo
conflicts-text-name = Nombre
conflicts-text-label = Etiqueta
conflicts-text-kind = Tipo
conflicts-text-aliases = Alias
conflicts-text-part-of = Parte de
conflicts-text-country = País
conflicts-text-wikidata = Wikidata
conflicts-text-memo = Nota
conflicts-message-chosen = { $version }, elegida
conflicts-message-version = { $version }: { $lines }
conflicts-message-annotation = «{ $words }»
conflicts-message-relation = Relación: { $kind }
conflicts-message-field = Campo «{ $name }» del artículo
conflicts-message-entity = Entidad: { $name }
conflicts-message-place = { $path }
conflicts-message-value = { $name }: { $value }
conflicts-message-made-by = { $time-given ->
    [none] De { $coder }
    *[some] { $coder-given ->
    [none] Hora: { $time }
    *[some] De { $coder }, { $time }
    }
    }
conflicts-message-ends = De { $from } a { $to }
conflicts-message-quoted = «{ $words }»
conflicts-message-quote-kept = «{ $words }» se conserva con su relación
