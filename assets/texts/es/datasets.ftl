dataset-message-exporting = Exportando…
dataset-message-all = Todos
dataset-message-all-articles = Todos los artículos
dataset-message-all-labels = Todas las etiquetas
dataset-message-exported = { $unread ->
    [0] { $losses ->
    [0] Exportado: { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } con { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    }: { $path }
    *[other] Exportado: { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } con { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    }, con { $losses ->
    [one] { $losses } pérdida
    *[other] { $losses } pérdidas
    }: { $path }
    }
    *[other] { $losses ->
    [0] Exportado: { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } con { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    }, { $unread ->
    [one] { $unread } no se pudo leer
    *[other] { $unread } no se pudieron leer
    }: { $path }
    *[other] Exportado: { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } con { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    }, { $unread ->
    [one] { $unread } no se pudo leer
    *[other] { $unread } no se pudieron leer
    }, con { $losses ->
    [one] { $losses } pérdida
    *[other] { $losses } pérdidas
    }: { $path }
    }
    }
dataset-message-not-exported = El conjunto de datos no se exportó
dataset-message-files-changed = Los archivos han cambiado desde la última exportación; no se escribió nada.
dataset-message-incomplete = { $unread ->
    [0] No hay artículos; se conservaron los archivos de la última exportación.
    *[other] { $unread ->
    [one] No se pudo leer { $unread } artículo; se conservaron los archivos de la última exportación.
    *[other] No se pudieron leer { $unread } artículos; se conservaron los archivos de la última exportación.
    }
    }
dataset-message-place-needed = Elija dónde escribirlo.
dataset-message-place-unusable = No se puede usar este archivo o carpeta
dataset-message-not-unicode = su nombre no es Unicode válido: { $path }
dataset-message-imported = { $earlier ->
    [0] { $articles ->
    [one] Se importó { $articles } artículo.
    *[other] Se importaron { $articles } artículos.
    }
    *[other] { $articles ->
    [one] Se importó { $articles } artículo.
    *[other] Se importaron { $articles } artículos.
    } Una importación anterior había escrito { $earlier } más.
    }
dataset-message-imported-in-part = { $imported } El resto no: { $problem }.
dataset-message-not-imported = El conjunto de datos no se importó
dataset-message-import-running = Hay otra importación en curso.
