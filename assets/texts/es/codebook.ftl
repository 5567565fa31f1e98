codebook-text-title = Libro de códigos
codebook-text-import = Importar…
codebook-text-export = Exportar…
codebook-text-broken = Repare el archivo o muévalo a otro lugar y vuelva a abrir el proyecto. Hasta entonces el libro de códigos no se puede cambiar, y el archivo se deja como está.
codebook-text-use-disk = Usar el libro de códigos del disco
codebook-text-format-demarche = Libro de códigos de Demarche (.json)
codebook-text-format-table = Tabla (.csv)
codebook-text-format-refi = REFI-QDA (.qdc)
codebook-text-cannot-store = Este formato no puede guardar:
codebook-text-export-anyway = Exportar igualmente…
codebook-text-file-kind = Libros de códigos
codebook-text-import-title = Importar libro de códigos
codebook-text-export-title = Exportar libro de códigos
codebook-text-about = Acerca de
codebook-text-guideline = Guía
codebook-text-no-rules = Aún no hay reglas. Añádalas en el libro de códigos.
codebook-text-show-codebook = Libro de códigos…
codebook-text-entity-kinds = Tipos de entidades
codebook-text-labels = Etiquetas
codebook-text-every-annotation = Toda anotación
codebook-text-relation-types = Tipos de relación
codebook-text-article-fields = Campos de un artículo
codebook-text-add-label = Añadir a las etiquetas
codebook-text-add-annotation-attribute = Añadir a toda anotación
codebook-text-add-relation-type = Añadir a los tipos de relación
codebook-text-add-article-field = Añadir a los campos de un artículo
codebook-text-new-label = Etiqueta nueva
codebook-text-new-relation-type = Tipo de relación nuevo
codebook-text-new-annotation-attribute = Atributo nuevo de toda anotación
codebook-text-new-article-field = Campo nuevo de un artículo
codebook-text-name-then-enter = Nombre y después Enter
codebook-text-version = Versión
codebook-text-version-hint = La versión aumenta cuando cambian las anotaciones. Cada archivo de anotaciones registra su versión.
codebook-text-description = Descripción
codebook-text-problems = Problemas
codebook-text-guideline-hint = Reglas para casos límite, una por línea. Los codificadores las leen en el menú Ayuda.
codebook-text-rules = Reglas
codebook-text-name = Nombre
codebook-text-key = Tecla
codebook-text-keys = Teclas
codebook-text-definition = Definición
codebook-text-extent = Qué incluir
codebook-text-example = Ejemplo
codebook-text-examples = Ejemplos
codebook-text-available = Disponible para codificadores
codebook-text-colour = Color
codebook-text-light-colour = Color del tema claro
codebook-text-dark-colour = Color del tema oscuro
codebook-text-mix-light-colour = Color del tema claro, mezclar un color
codebook-text-mix-dark-colour = Color del tema oscuro, mezclar un color
codebook-text-sample-words = unas palabras
codebook-text-underline = Subrayado
codebook-text-line-solid = continuo
codebook-text-line-double = doble
codebook-text-line-dashed = de rayas
codebook-text-line-dotted = de puntos
codebook-text-line-wavy = ondulado
codebook-text-entity = Entidad
codebook-text-entity-none = no menciona
codebook-text-entity-optional = puede mencionar
codebook-text-entity-required = debe mencionar
codebook-text-add-attribute = Añadir atributo
codebook-text-required = Obligatorio: se señalan los valores que faltan
codebook-text-per-coder = Lo codifica cada codificador: si no, todos comparten un valor
codebook-text-default = Predefinido
codebook-text-kind = Tipo
codebook-text-choices = Opciones
codebook-text-from = De
codebook-text-to = A
codebook-text-relation-required = Obligatoria
codebook-text-never-required = nunca
codebook-text-inverse-name = Nombre inverso
codebook-text-ask-from = Pregunta: de
codebook-text-ask-to = Pregunta: a
codebook-text-required-from = para toda anotación de la que parte
codebook-text-required-to = para toda anotación a la que lleva
codebook-text-new-choice = Opción nueva
codebook-text-another-choice = Otra opción
codebook-text-another-choice-then-enter = Otra opción y después Enter
codebook-text-add-below = Añadir debajo
codebook-text-key-hint = tecla
codebook-text-definition-hint = definición
codebook-text-change-id = Cambiar id…
codebook-text-merge = Fusionar…
codebook-text-split = Dividir…
codebook-text-delete = Eliminar…
codebook-text-move-below = Mover debajo…
codebook-text-change-kind = Cambiar tipo…
codebook-text-changing-id = Cambiar id
codebook-text-merging = Fusionar
codebook-text-splitting = Dividir
codebook-text-deleting = Eliminar
codebook-text-moving-below = Mover debajo
codebook-text-changing-kind = Cambiar tipo
codebook-text-of-label = etiqueta
codebook-text-of-relation-type = tipo de relación
codebook-text-of-attribute = atributo
codebook-text-of-choice = opción
codebook-text-new-id = Id nuevo
codebook-text-into = Con
codebook-text-below = Debajo de
codebook-text-the-top = nivel superior
codebook-text-which = Cuál
codebook-text-hide-from-coders = Ocultar a codificadores
codebook-text-keep-annotations = Conservar sus anotaciones, pero ocultarla a los codificadores
codebook-text-give-annotations = Dar a sus anotaciones otra etiqueta
codebook-text-remove-annotations = Quitar sus anotaciones con sus relaciones
codebook-text-keep-relations = Conservar sus relaciones, señaladas como desconocidas
codebook-text-give-relations = Dar a sus relaciones otro tipo
codebook-text-remove-relations = Quitar sus relaciones
codebook-text-keep-values = Conservar sus valores, señalados como desconocidos
codebook-text-move-values = Mover sus valores a otro atributo
codebook-text-remove-values = Quitar sus valores
codebook-text-keep-choice = Conservar sus valores, pero ocultarla a los codificadores
codebook-text-replace-choice = Sustituirla por otra opción
codebook-text-remove-choice = Quitarla en todas partes, con las opciones que están debajo
codebook-text-move-these = Mover estas anotaciones:
codebook-text-move-containing = Las que contienen estas palabras
codebook-text-move-with-value = Las que tienen un valor de un atributo
codebook-text-move-all = Todas
codebook-text-phrase = Frase
codebook-text-attribute = Atributo
codebook-text-value = Valor
codebook-text-affected = Anotaciones afectadas
codebook-text-nothing-lost = No se perderá ningún dato.
codebook-text-undo-in-one-step = Puede deshacerlo en un paso.
codebook-text-reading-all = Leyendo todos los artículos y las anotaciones de todos los codificadores…
codebook-text-add-new = Añadir lo nuevo
codebook-text-add-new-hint = Las entradas que están en ambos libros de códigos se quedan como están aquí.
codebook-text-replace = Reemplazar el libro de códigos
codebook-text-replace-hint = Las anotaciones no cambian. Las que tienen una etiqueta, un atributo o una opción que desaparece se conservan y se señalan.
codebook-text-nothing-would-change = No cambiaría nada.
codebook-message-column-offered = Sí
codebook-message-column-name = Nombre
codebook-message-column-key = Tecla
codebook-message-column-definition = Definición
codebook-message-not-changed = El libro de códigos no ha cambiado
codebook-message-nothing-changed = No se cambió nada
codebook-message-article-changed = Entretanto ha cambiado un artículo: revise de nuevo las anotaciones afectadas.
codebook-message-touched = { $relations ->
    [0] { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }
    *[other] { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    } y { $relations ->
    [one] { $relations } relación
    *[other] { $relations } relaciones
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }
    }
codebook-message-split-counts = { $moved } de { $total } pasan a «{ $into }». Haga clic en una línea o pulse Space para enviarla al otro lado.
codebook-message-split-line = «{ $quote }», { $place }: { $part }
codebook-message-goes = pasa a «{ $into }»
codebook-message-stays = se queda en «{ $from }»
codebook-message-migrated = { $relations ->
    [0] { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    } – puede deshacerlo en un paso.
    *[other] { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    } y { $relations ->
    [one] { $relations } relación
    *[other] { $relations } relaciones
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    } – puede deshacerlo en un paso.
    }
codebook-message-dead-label-keys = El libro de códigos tiene teclas de etiquetas que nunca etiquetan: { $keys }. Dé otras teclas a estas etiquetas en el libro de códigos.
codebook-message-free-key = { $key } está libre.
codebook-message-not-imported = El libro de códigos no se puede importar
codebook-message-attribute-of = de { $holder }, en los archivos: { $id }
codebook-message-attribute-of-annotations = de toda anotación, en los archivos: { $id }
codebook-message-attribute-of-article = de un artículo, en los archivos: { $id }
codebook-message-id-in-files = en los archivos: { $id }
codebook-message-new-attribute-of = Atributo nuevo de { $holder }
codebook-message-label-off = { $label } (oculta)
codebook-message-from-label = De { $label }
codebook-message-to-label = A { $label }
codebook-message-key-taken = { $key } ya significa «{ $meaning }».
codebook-message-not-a-key = «{ $key }» no es una tecla.
codebook-message-key-with-shift = { $key } nunca etiqueta: Shift con la tecla de una etiqueta etiqueta además lo que ya está etiquetado.
codebook-message-colour-number = Color { $number }
codebook-message-offer-choice = Ofrecer { $name }
codebook-message-name-of-choice = Nombre de { $name }
codebook-message-key-of-choice = Tecla de { $name }
codebook-message-definition-of-choice = Definición de { $name }
codebook-message-change-choice = Cambiar { $name }
codebook-message-choice-in-files = En los archivos: { $path }
codebook-message-change-heading = { $change }: { $kind } { $name }
codebook-message-becomes-kind = Pasa a ser: { $kind }. Los valores que no encajan se conservan y se enumeran.
codebook-message-reading = Leyendo todos los artículos y las anotaciones de todos los codificadores… { $done } de { $total }
codebook-message-impossible = Esto no es posible: { $why }.
codebook-message-touched-in-all = { $relations ->
    [0] { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }.
    *[other] { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    } y { $relations ->
    [one] { $relations } relación
    *[other] { $relations } relaciones
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }.
    }
codebook-message-files-of-coder = { $coder }: { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }
codebook-message-files-without-coder = sin nombre de codificador: { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }
codebook-message-entities = { $count ->
    [one] { $count } entidad
    *[other] { $count } entidades
    }
codebook-message-version-changes = La versión cambia de { $from } a { $to }.
codebook-message-concerns = Por decidir, o valores que se perderán: { $count }
codebook-message-concern-with-quote = «{ $quote }» { $why }
codebook-message-article-of-coder = { $article } ({ $coder })
codebook-message-name-and-version = { $name } { $version }
codebook-message-import-of = Importar { $codebook }
codebook-message-add-differences = Añadir lo nuevo: { $count ->
    [one] { $count } diferencia
    *[other] { $count } diferencias
    }
codebook-message-replace-differences = Reemplazar el libro de códigos: { $count ->
    [one] { $count } diferencia
    *[other] { $count } diferencias
    }
codebook-message-export-as = Exportar como .{ $extension }
codebook-message-lost = • { $item }
codebook-message-not-saved = El libro de códigos no se ha guardado: { $problem }
