entity-text-title = Entidades
entity-text-filter = Filtrar entidades
entity-text-new = Entidad nueva
entity-text-new-hint = Crea una entidad con el nombre del filtro (Ctrl+Enter)
entity-text-none-yet = Aún no hay ninguna entidad. Elija una anotación y pulse . para crear la primera.
entity-text-no-match-create = Ninguna entidad coincide. Ctrl+Enter crea una.
entity-text-picker-title = Elegir una entidad
entity-text-picker-field = Buscar una entidad
entity-text-no-match = Ninguna entidad coincide.
entity-text-no-entity = Sin entidad
entity-text-create-key = Ctrl+Enter
entity-text-name = Nombre
entity-text-aliases = Alias
entity-text-aliases-hint = Un alias por línea
entity-text-kind = Tipo
entity-text-label = Etiqueta
entity-text-part-of = Parte de
entity-text-part-of-hint = Elija de qué forma parte
entity-text-country = País
entity-text-country-hint = Tres letras, como UKR
entity-text-wikidata = Wikidata
entity-text-wikidata-hint = Por ejemplo, Q3874799
entity-text-memo = Nota
entity-text-merge-into = Fusionar con…
entity-text-split-ask = Dividir…
entity-text-delete-ask = Eliminar…
entity-text-merge = Fusionar
entity-text-split = Dividir
entity-text-mentions-stay = Estas menciones se quedan, sin entidad. Para asignarlas a otra, use Fusionar.
entity-text-undo-in-one-step = Puede deshacerlo en un paso.
entity-text-name-hint = Su nombre
entity-text-tick-mentions = Marque las menciones de la entidad nueva:
entity-message-column-name = Nombre
entity-message-column-kind-and-counts = Tipo · menciones en artículos
entity-message-column-mention = Mención
entity-message-column-article = Artículo
entity-message-none-for-label = El libro de códigos no permite una entidad para { $label }.
entity-message-not-changed = Las entidades no se pueden cambiar
entity-message-file-broken = { $problem }. Repare el archivo y vuelva a abrir el proyecto
entity-message-part-of-itself = { $whole } ya forma parte de { $part }.
entity-message-name-needed = Una entidad necesita un nombre.
entity-message-save-alias = Guardar «{ $words }» como alias
entity-message-merge-keys = Enter: elegir · Esc: cerrar
entity-message-mention-keys = Enter: elegir · Shift+Enter: elegir y guardar alias · Ctrl+Enter: crear
entity-message-picker-keys = Enter: elegir · Ctrl+Enter: crear · Esc: cerrar
entity-message-new-named = Entidad nueva «{ $name }»
entity-message-counts = { $mentions ->
    [one] { $mentions } mención
    *[other] { $mentions } menciones
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    }
entity-message-counts-with-parts = { $mentions ->
    [one] { $mentions } mención
    *[other] { $mentions } menciones
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } · { $parts ->
    [one] { $parts } parte suya
    *[other] { $parts } partes suyas
    }
entity-message-short-counts = { $mentions } en { $articles }
entity-message-kind-and-short-counts = { $kind } · { $mentions } en { $articles }
entity-message-go-to-mention = Ir a { $quote } en { $place }
entity-message-mention-in = { $quote } en { $place }
entity-message-mentions-of = { $words } ({ $count })
entity-message-broken = Aquí no se puede cambiar nada: { $problem }. Repare el archivo y vuelva a abrir el proyecto.
entity-message-merge-title = Fusionar «{ $from }» con «{ $into }»
entity-message-delete-title = Eliminar «{ $name }»
entity-message-split-title = Dividir «{ $name }»
entity-message-become-aliases = «{ $from }» y sus alias pasan a ser alias de «{ $into }».
entity-message-become-parts = { $parts ->
    [one] { $parts } entidad que forma parte de ella pasará a formar parte de «{ $into }».
    *[other] { $parts } entidades que forman parte de ella pasarán a formar parte de «{ $into }».
    }
entity-message-belong-to-none = { $parts ->
    [one] { $parts } entidad que forma parte de ella dejará de pertenecer a otra entidad.
    *[other] { $parts } entidades que forman parte de ella dejarán de pertenecer a otra entidad.
    }
entity-message-touched = { $mentions ->
    [one] { $mentions } mención
    *[other] { $mentions } menciones
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    }.
entity-message-touched-by-coders = { $mentions ->
    [one] { $mentions } mención
    *[other] { $mentions } menciones
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    }, de { $coders ->
    [one] { $coders } codificador
    *[other] { $coders } codificadores
    }.
entity-message-may-name-it = { $files ->
    [one] Puede que la nombren atributos y campos en { $files } archivo más.
    *[other] Puede que la nombren atributos y campos en { $files } archivos más.
    }
entity-message-read-first = { $files ->
    [one] Antes se leerá { $files } archivo.
    *[other] Antes se leerán { $files } archivos.
    }
entity-message-unreadable = { $files ->
    [one] { $files } archivo no se puede leer y se queda como está.
    *[other] { $files } archivos no se pueden leer y se quedan como están.
    }
entity-message-go-to-new = Pasan a la entidad nueva: { $mentions ->
    [one] { $mentions } mención
    *[other] { $mentions } menciones
    } en { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    }.
