import-articles-text-title = Importar artículos
import-articles-text-file-kinds = Archivos con artículos
import-articles-text-folder-title = Poner los artículos en
import-articles-text-new-folder = artículos importados
import-articles-text-nothing-to-add = No hay nada que añadir.
import-articles-text-tick-new = Marcar nuevos
import-articles-text-tick-all = Marcar todo
import-articles-text-tick-none = Desmarcar todo
import-articles-text-folder = Carpeta…
import-articles-text-report = Informe
import-articles-text-copy-report = Copiar informe
import-articles-text-not-ticked = sin marcar
import-dataset-text-title = Importar conjunto de datos
import-dataset-text-import = Importar
import-dataset-text-sources = Archivos o carpeta, uno por línea
import-dataset-text-choose-files = Elegir archivos…
import-dataset-text-choose-folder = Elegir carpeta…
import-dataset-text-format = Formato
import-dataset-text-detect = Detectar automáticamente
import-dataset-text-folder = Carpeta del proyecto
import-dataset-text-everything = Se puede importar todo.
import-message-columns-of = Columnas de { $file }
import-message-meaning-of = Significado de { $column }
import-message-found = { $same ->
    [0] { $near ->
    [0] { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }.
    *[other] { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }, { $near ->
    [one] { $near } casi duplicado
    *[other] { $near } casi duplicados
    }.
    }
    *[other] { $near ->
    [0] { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }, { $same ->
    [one] { $same } duplicado
    *[other] { $same } duplicados
    }.
    *[other] { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } en { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }, { $same ->
    [one] { $same } duplicado
    *[other] { $same } duplicados
    }, { $near ->
    [one] { $near } casi duplicado
    *[other] { $near } casi duplicados
    }.
    }
    }
import-message-failed = No se pudieron importar: { $count }
import-message-written-to = Los artículos se escriben en { $folder }
import-message-import-articles = Importar { $count ->
    [one] { $count } artículo
    *[other] { $count } artículos
    }
import-message-added = { $count ->
    [one] Se añadió { $count } artículo.
    *[other] Se añadieron { $count } artículos.
    }
import-message-left-out = { $title }: omitido. { $why }.
import-message-notice = { $title }: { $notice }
import-message-not-written = { $title }: { $problem }.
import-message-stopped = { $count ->
    [one] Detenido: no se añadió { $count } artículo.
    *[other] Detenido: no se añadieron { $count } artículos.
    }
import-message-marked-labels = El libro de códigos ha recibido las etiquetas de resaltados y notas, que Deshacer retira: { $labels }.
import-message-folder-unusable = La carpeta no se puede usar: { $problem }.
import-message-articles-with-annotations = { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } con { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    }
import-message-label-count = { $label } { $count }
import-message-extend-codebook = Añadir al libro de códigos las etiquetas y los tipos que faltan ({ $count })
import-message-renamed = Escritos con otro nombre: { $count }
import-message-changed = Cambiados u omitidos: { $count }
