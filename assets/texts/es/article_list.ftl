article-list-text-filter = Filtrar artículos
article-list-text-filter-help = El filtro busca en nombres y campos. También puede escribir:
article-list-text-no-match = Ningún artículo coincide. El filtro busca en nombres y campos. También puede escribir:
article-list-text-all-coded = Ha terminado todo lo que tiene asignado. Vacíe el filtro para ver todos los artículos.
article-list-text-no-article = Aquí aún no hay ningún artículo.
article-list-text-without = con un signo menos: todos los demás
article-list-text-incomplete-hint = Solo artículos en los que falta algo obligatorio
article-list-text-filter-menu = Filtros y orden de la lista
article-list-text-show-only = Mostrar solo
article-list-text-unfinished = Sin terminar
article-list-text-with-label = Con anotaciones de etiqueta
article-list-text-order = Orden
article-list-text-by-folder = Agrupar por carpeta
article-list-text-titles = Mostrar títulos en vez de nombres de archivo
article-list-text-open-beside = Abrir en el otro panel
article-list-text-click-beside = Ctrl y clic
article-list-text-click-beside-on-mac = ⌘ y clic
article-list-text-gone = eliminado por otro programa
article-list-text-beside = al lado
article-list-message-incomplete = Incompletos ({ $count })
article-list-message-status-count = { $status } ({ $count })
article-list-message-shown = { $shown } de { $all } artículos
article-list-message-done = { $done } de { $all } terminados
article-list-message-done-lately = { $count } en 7 días
article-list-message-done-in-words = Hay { $done } de { $all } artículos terminados, y { $words_done } de { $words } palabras.
article-list-message-done-lately-in-words = { $count } de ellos recibieron su última anotación en los últimos 7 días. Los artículos terminados sin ninguna anotación no se cuentan ahí.
article-list-message-folder-share = { $finished } de { $articles }
article-list-message-folder-open = Carpeta { $name }, { $finished } de { $articles } terminados, abierta
article-list-message-folder-closed = Carpeta { $name }, { $finished } de { $articles } terminados, cerrada
article-list-message-row = { $facts }
article-list-message-row-problem = { $article }: { $problem }
article-list-message-label-count = { $count } { $label }
article-list-message-more-labels = +{ $count }
article-list-message-incomplete-count = { $count ->
    [one] { $count } incompleta
    *[other] { $count } incompletas
    }
article-list-message-words = { $count ->
    [one] { $count } palabra
    *[other] { $count } palabras
    }
