move-text-orphans-title = Anotaciones sin texto
move-message-orphans-found = { $offered ->
    [0] { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    } de anotaciones o campos sin texto: { $names }. Ctrl+Shift+A los enumera.
    *[other] { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    } de anotaciones o campos sin texto: { $names }. { $offered ->
    [one] { $offered } artículo sin anotaciones tiene el mismo texto: Ctrl+Shift+A los muestra y traspasa las anotaciones.
    *[other] { $offered } artículos sin anotaciones tienen el mismo texto: Ctrl+Shift+A los muestra y traspasa las anotaciones.
    }
    }
move-message-no-orphans = Todas las anotaciones tienen su texto.
move-message-orphans-explained = Estos textos ya no están, y sus anotaciones siguen aquí. Un artículo con exactamente el mismo texto y sin anotaciones puede hacerse cargo de ellas: los archivos se renombran, con los de todos los codificadores y los campos.
move-message-orphan-with-text = { $text } ({ $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }): el mismo texto es { $article }
move-message-orphan-without-text = { $text } ({ $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }): ningún artículo sin anotaciones tiene el mismo texto
move-message-take-over = Traspasar
move-message-take-over-of = Traspasar las anotaciones de { $text }
move-message-take-over-all = Traspasar todo ({ $count })
move-message-taken-over = Anotaciones traspasadas: { $names }.
move-message-renamed = { $from } ahora se llama { $to }. Conserva sus anotaciones, su estado y su historial de deshacer.
move-message-not-renamed = { $article }: un archivo que lo acompaña no se pudo renombrar con él
move-message-written-without-text = { $article } ya no existe; sus anotaciones se escribieron sin él: { $path }
move-message-removed = { $relations ->
    [0] { $article }: otro programa eliminó { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    }. Si no era lo previsto, por ejemplo si se puso en su lugar una copia más antigua del archivo, Ctrl+Shift+B restaura lo eliminado.
    *[other] { $article }: otro programa eliminó { $annotations ->
    [one] { $annotations } anotación
    *[other] { $annotations } anotaciones
    } y { $relations ->
    [one] { $relations } relación
    *[other] { $relations } relaciones
    }. Si no era lo previsto, por ejemplo si se puso en su lugar una copia más antigua del archivo, Ctrl+Shift+B restaura lo eliminado.
    }
move-message-brought-back = { $count ->
    [one] Demarche restauró { $count } anotación o relación.
    *[other] Demarche restauró { $count } anotaciones o relaciones.
    }
move-message-nothing-to-bring-back = Otros programas no han eliminado nada que aún falte.
move-message-not-brought-back = No se pudo restaurar lo eliminado
move-message-not-taken-over = Las anotaciones de { $text } no se traspasaron
