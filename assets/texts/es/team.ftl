team-text-title = Equipo
team-text-hand-in-title = Devolver
team-text-open-title = Abrir para comparar
team-text-compared-title = Ya comparado
team-text-change-coder = Cambiar…
team-text-coders = Codificadores
team-text-code = Identificador
team-text-name = Nombre
team-text-again = Recodifica como
team-text-first-time = nadie: primera vez
team-text-add-coder = Añadir codificador
team-text-coders-explained = El identificador figura en los nombres de los archivos; el nombre se puede omitir. Para ver cuán estables son las codificaciones, una persona codifica otra vez con un segundo identificador.
team-text-no-coders = Aún no hay codificadores. Añada a las personas que codifican este proyecto.
team-text-rounds = Rondas
team-text-no-rounds = Aún no hay rondas. Una ronda dice quién codifica qué artículos: los reparte según una semilla, para que el sorteo se pueda repetir.
team-text-new-round = Ronda nueva…
team-text-deal-more = Repartir más artículos…
team-text-open-round = Abrir la ronda…
team-text-hand-out = Entregar…
team-text-hand-out-all = Entregar todo…
team-text-hand-in = Devolver…
team-text-coder = Codificador
team-text-assigned = Asignados
team-text-begun = Empezados
team-text-done = Terminados
team-text-compared = Comparados
team-text-missing = Faltan
team-text-reading-progress = Leyendo cuánto ha avanzado cada uno…
team-text-hidden = Usted codifica en una ronda ciega: aquí no se muestran los demás codificadores ni cuánto han avanzado.
team-text-show-all = Mostrar todo el equipo
team-text-first-round = piloto
team-text-round-name = Nombre de la ronda
team-text-who = Quién codifica
team-text-which = Qué artículos
team-text-all-articles = Todos los artículos
team-text-listed-articles = Los de la lista
team-text-with-status = Los que tienen el estado
team-text-per-article = Codificadores por artículo
team-text-overlap = Porcentaje de artículos que codifican varios
team-text-seed = Semilla del sorteo
team-text-by-words = Igualar palabras en vez de artículos
team-text-blind = Ciega: los codificadores no ven el trabajo de los demás hasta que se abre la ronda
team-text-blind-explained = Los archivos están en esta carpeta y puede leerlos cualquiera que los abra por otra vía. Para mayor seguridad, entregue un paquete a cada codificador.
team-text-entities-shared = La lista de entidades es común: todos ven que una entidad existe.
team-text-preview = Vista previa
team-text-dealing = Repartiendo…
team-text-articles = Artículos
team-text-words = Palabras
team-text-shared = Artículos que comparten dos
team-text-back = Atrás
team-text-open-question = ¿Abrir la ronda?
team-text-open-explained = A partir de ahora sus codificadores ven las anotaciones de los demás y la versión consensuada. Lo que cambien después ya no es independiente. Se registra quién abrió la ronda y cuándo; eso no se puede deshacer.
team-text-open-it = Abrir la ronda
team-text-stay-blind = Dejarla ciega
team-text-reading-package = Leyendo el paquete…
team-text-writing-package = Escribiendo…
team-text-no-package = Elija un paquete devuelto, o suéltelo en la ventana.
team-text-choose-package = Elegir un paquete…
team-text-choose-folder = Elegir una carpeta…
team-text-choose-hand-out = Dónde entregar
team-text-round-times = Reducir las horas de las anotaciones al día
team-text-new-articles = Tomar como artículos nuevos los textos que no se entregaron
team-text-changed = Qué cambió desde la entrega
team-text-nothing-changed = No cambió nada desde la entrega.
team-text-not-taken = No incorporado
team-text-codebook-differs = El libro de códigos difiere. No se incorpora.
team-text-packages = Paquetes
team-text-open-article = Abrir y comparar
team-text-not-now = Ahora no
team-text-checking-done = Comprobando quién ha terminado…
team-text-change-it = Cambiarlo
team-text-leave-it = Dejarlo como está
team-message-coders = { $count ->
    [one] { $count } codificador: { $names }
    *[other] { $count } codificadores: { $names }
    }
team-message-you = Usted codifica como { $coder }.
team-message-you-are-nobody = Usted codifica sin identificador. Las rondas necesitan saber quién hace qué.
team-message-name-of = Nombre de { $coder }
team-message-again-as = otra vez: { $coder }
team-message-known-coder = { $coder } ya está entre los codificadores.
team-message-round-open = { $round }: no ciega
team-message-round-blind = { $round }: ciega
team-message-round-opened = { $round }: abierta por { $by } el { $day }
team-message-round-facts = { $codebook-given ->
    [none] semilla { $seed } · el { $overlap } % de los artículos va a { $per_article ->
    [one] { $per_article } codificador
    *[other] { $per_article } codificadores
    }
    *[some] libro de códigos { $codebook } · semilla { $seed } · el { $overlap } % de los artículos va a { $per_article ->
    [one] { $per_article } codificador
    *[other] { $per_article } codificadores
    }
    }
team-message-compared-count = { $articles ->
    [one] { $compared } de { $articles } artículo comparado
    *[other] { $compared } de { $articles } artículos comparados
    }
team-message-own-round = { $assigned ->
    [one] Para usted: { $assigned } artículo, { $done } terminado
    *[other] Para usted: { $assigned } artículos, { $done } terminados
    }
team-message-hand-out-to = Entregar { $round } a { $coder }
team-message-of-round = { $action } { $round }
team-message-all-articles = Todos los artículos ({ $count })
team-message-listed-articles = { $filter-given ->
    [none] Los de la lista ({ $count })
    *[some] Los de la lista ({ $count }): { $filter }
    }
team-message-left-out-dealt = { $count ->
    [one] { $count } artículo ya está repartido en esta ronda y se queda como está.
    *[other] { $count } artículos ya están repartidos en esta ronda y se quedan como están.
    }
team-message-left-out-claimed = { $count ->
    [one] Se omite { $count } artículo: otra ronda lo tiene para uno de estos codificadores.
    *[other] Se omiten { $count } artículos: otra ronda los tiene para uno de estos codificadores.
    }
team-message-proposed-round = ronda-{ $number }
team-message-deal-of = Repartir { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    }
team-message-nothing-to-deal = No queda ningún artículo por repartir. Elija otros artículos o codificadores.
team-message-choose-coders = Elija quién codifica.
team-message-name-the-round = Dé un nombre a la ronda.
team-message-not-a-round-name = El nombre de una ronda tiene letras, cifras, - y _.
team-message-round-exists = Ya hay una ronda con este nombre. Elija otro, o reparta más artículos en esa ronda.
team-message-pair = { $one } y { $other }
team-message-words-unknown = Aún se están contando las palabras de algunos artículos.
team-message-cannot-deal = No se puede repartir: { $why }.
team-message-step-coder-added = añadir codificador { $coder }
team-message-step-coder-named = nombrar codificador { $coder }
team-message-step-dealt = repartir { $articles ->
    [one] { $articles } artículo
    *[other] { $articles } artículos
    } en { $round }
team-message-step-handed-in = devolver el trabajo de { $coder }
team-message-step-articles-followed = nombres nuevos en rondas: { $articles }
team-message-undo = Deshacer: { $step }
team-message-redo = Rehacer: { $step }
team-message-undone = Deshecho: { $step }.
team-message-redone = Rehecho: { $step }.
team-message-dealt = { $articles ->
    [one] { $articles } artículo repartido en la ronda { $round }.
    *[other] { $articles } artículos repartidos en la ronda { $round }.
    }
team-message-round-is-open = La ronda { $round } está abierta: sus codificadores ven el trabajo de los demás.
team-message-not-saved = El equipo no se cambió
team-message-not-taken-back = No se pudo deshacer
team-message-not-handed-out = No se entregó nada
team-message-not-handed-in = El paquete no se incorporó
team-message-stayed = Estos han cambiado desde entonces y se quedan como están: { $files }.
team-message-handed-out = Entregado a { $coders }: { $folder }
team-message-handing-out = Empaquetando { $done } de { $all }…
team-message-waits-for-saving = Continuará en cuanto todo esté guardado…
team-message-hand-in-of = Devolver { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }
team-message-package-of = { $coder }, ronda { $round }: { $done ->
    [one] { $done } terminado
    *[other] { $done } terminados
    }, { $begun ->
    [one] { $begun } empezado
    *[other] { $begun } empezados
    }, { $untouched } sin empezar
team-message-unknown-round = Este proyecto no tiene ninguna ronda «{ $round }». Puede que el paquete pertenezca a otro proyecto.
team-message-not-of-round = La ronda { $round } no asigna nada a «{ $coder }». Puede que el paquete pertenezca a otro proyecto.
team-message-changed-article = { $article }: anotaciones en la entrega: { $before }, ahora: { $after }
team-message-other-text = { $article }: su texto difiere. Las anotaciones se mueven a donde están sus palabras en el texto del proyecto.
team-message-new-text = { $article }: no se entregó
team-message-new-entities = { $count ->
    [one] { $count } entidad es nueva o ha cambiado
    *[other] { $count } entidades son nuevas o han cambiado
    }
team-message-refused = { $file }: { $why }
team-message-handed-in = Se incorporó el trabajo de { $coder }: { $files ->
    [one] { $files } archivo
    *[other] { $files } archivos
    }.
team-message-open-for-comparing = La ronda { $rounds } es ciega. Comparar le muestra lo que todos anotaron en { $article }, y se registra que usted lo ha comparado: a partir de entonces se deja constancia de los cambios que haga en él un codificador.
team-message-not-done = Aún no han terminado: { $coders }. Lo que cambien después reabrirá decisiones.
team-message-all-done = Todos sus codificadores han terminado.
team-message-others-stay-blind = Los demás artículos de la ronda siguen cerrados para usted.
team-message-finish-first = Usted mismo codifica { $article } en una ronda ciega. Márquelo como terminado antes de compararlo.
team-message-who-compares = Se registra quién compara: diga primero quién es.
team-message-compared-by = { $decisions ->
    [0] { $by } comparó este artículo el { $day }. Su cambio puede volver a abrir diferencias, y se deja constancia de él.
    *[other] { $decisions ->
    [one] { $by } comparó este artículo el { $day }. Su cambio reabre { $decisions } decisión, y se deja constancia de él.
    *[other] { $by } comparó este artículo el { $day }. Su cambio reabre { $decisions } decisiones, y se deja constancia de él.
    }
    }
team-message-compared-by-you = { $decisions ->
    [0] Usted comparó este artículo el { $day }. Su cambio puede volver a abrir diferencias, y se deja constancia de él.
    *[other] { $decisions ->
    [one] Usted comparó este artículo el { $day }. Su cambio reabre { $decisions } decisión, y se deja constancia de él.
    *[other] Usted comparó este artículo el { $day }. Su cambio reabre { $decisions } decisiones, y se deja constancia de él.
    }
    }
team-message-plan-faults = { $count ->
    [one] project.json: { $first }
    *[other] project.json tiene { $count } defectos; el primero: { $first }. «demarche check» los enumera todos.
    }
team-message-named-coder = { $coder } ({ $name })
team-message-assigned-to-me = Asignados a mí
team-message-differing = Comparando codificadores para el filtro…
