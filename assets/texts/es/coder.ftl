coder-text-title = Codificador
coder-message-who-is-coding = ¿Quién codifica? Varias personas codifican este proyecto. Sus anotaciones se guardan en archivos que llevan su identificador en el nombre. El cambio que empezó se hará cuando haya elegido.
coder-message-who-codes-now = ¿Quién codifica en este proyecto? Las anotaciones se guardan en archivos que llevan el identificador del codificador en el nombre. No se cambia nada de lo que anotaron otros.
coder-message-coder-with-work = { $articles ->
    [one] { $coder } ({ $articles } artículo)
    *[other] { $coder } ({ $articles } artículos)
    }
coder-message-coder-alone = { $coder }
coder-message-no-coder-with-work = { $articles ->
    [one] Sin codificador ({ $articles } artículo)
    *[other] Sin codificador ({ $articles } artículos)
    }
coder-message-someone-new = Otra persona
coder-message-coder-id = Identificador
coder-message-not-a-code = «{ $typed }» no puede formar parte de un nombre de archivo. Use letras, cifras, - y _, 32 como máximo.
coder-message-reserved-code = «{ $typed }» está reservado: designa la versión consensuada o la terminación de un texto.
coder-message-same-person = «{ $typed }» es { $coder }: las mayúsculas no se distinguen.
coder-message-code-as = Codificar como { $coder }
coder-message-code-without-coder = Codificar sin codificador
coder-message-choose = Elegir
coder-message-explained = Demarche lo propone en los proyectos que codifican varias personas: allí pregunta una vez y recuerda la respuesta. En otros proyectos surte efecto la próxima vez que abra uno. El codificador se escribe en las anotaciones nuevas y en los nombres de sus archivos.
coder-message-nameless-offered = { $articles ->
    [one] { $articles } artículo anotado no lleva nombre. ¿De quién es?
    *[other] { $articles } artículos anotados no llevan nombre. ¿De quién son?
    }
coder-message-show-coders = Elegir…
coder-message-nameless-explained = Sus archivos se renombran con el codificador elegido arriba. No se sobrescribe ningún archivo, y se puede deshacer.
coder-message-give-to = Asignar a { $coder }
coder-message-give-to-coder = Asignar a codificador
coder-message-give-back = Deshacer
coder-message-giving = Los archivos se renombrarán en cuanto todo esté guardado…
coder-message-given = { $coder-given ->
    [none] { $articles ->
    [one] { $articles } artículo anotado vuelve a estar sin codificador.
    *[other] { $articles } artículos anotados vuelven a estar sin codificador.
    }
    *[some] { $articles ->
    [one] { $articles } artículo anotado es ahora de { $coder }.
    *[other] { $articles } artículos anotados son ahora de { $coder }.
    }
    }
coder-message-undo-given = Deshacer: anotaciones sin codificador a { $coder }
coder-message-gifts-in-the-way = { $coder-given ->
    [none] { $count ->
    [one] Vuelve a haber anotaciones sin codificador, por lo que se queda como está: { $names }.
    *[other] Vuelve a haber anotaciones sin codificador, por lo que se quedan como están: { $names }.
    }
    *[some] { $count ->
    [one] { $coder } tiene anotaciones ahí, por lo que se queda como está: { $names }.
    *[other] { $coder } tiene anotaciones ahí, por lo que se quedan como están: { $names }.
    }
    }
coder-message-not-given = Las anotaciones de { $article } no se renombraron
coder-message-giving-failed = No se renombró ningún archivo, porque no se puede guardar todo.
coder-message-codes-as = { $coder-given ->
    [none] { $articles ->
    [one] Usted codifica sin codificador. { $articles } artículo tiene anotaciones sin codificador.
    *[other] Usted codifica sin codificador. { $articles } artículos tienen anotaciones sin codificador.
    }
    *[some] { $articles ->
    [one] Usted codifica como { $coder }. { $articles } artículo tiene anotaciones de { $coder }.
    *[other] Usted codifica como { $coder }. { $articles } artículos tienen anotaciones de { $coder }.
    }
    }
coder-message-not-now = El codificador se podrá cambiar cuando termine el trabajo en curso.
coder-message-coder = Codificador: { $coder }
coder-message-no-coder = Sin codificador
coder-message-change-coder = Cambiar quién codifica en este proyecto
