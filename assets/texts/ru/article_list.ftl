article-list-text-filter = Фильтр статей

article-list-text-filter-help = Фильтр ищет в названиях и полях. Можно также вводить:

article-list-text-no-match = Статей не найдено. Фильтр ищет в названиях и полях. Можно также вводить:

article-list-text-all-coded = Вы завершили всё, что вам назначено. Очистите фильтр, чтобы видеть все статьи.

article-list-text-no-article = Статей здесь ещё нет.

article-list-text-without = с минусом: все остальные

article-list-text-incomplete-hint = Только статьи, где не хватает чего-то обязательного

article-list-text-filter-menu = Фильтры и порядок списка

article-list-text-show-only = Показать только

article-list-text-unfinished = Незавершённые

article-list-text-with-label = С аннотациями метки

article-list-text-order = Порядок

article-list-text-by-folder = Группировать по папкам

article-list-text-titles = Заголовки вместо имён файлов

article-list-text-open-beside = Открыть рядом

article-list-text-click-beside = Ctrl и щелчок

article-list-text-click-beside-on-mac = ⌘ и щелчок

article-list-text-gone = удалено другой программой

article-list-text-beside = рядом

article-list-message-incomplete = Неполные ({ $count })

article-list-message-status-count = { $status } ({ $count })

article-list-message-shown = { $shown } из { $all } статей

article-list-message-done = Готово { $done } из { $all }

article-list-message-done-lately = { $count } за 7 дней

article-list-message-done-in-words = Готово статей: { $done } из { $all }, слов: { $words_done } из { $words }.

article-list-message-done-lately-in-words = Из них с последней аннотацией за последние 7 дней: { $count }. Статьи, готовые без единой аннотации, здесь не учтены.

article-list-message-folder-share = { $finished } из { $articles }

article-list-message-folder-open = Папка { $name }, завершено { $finished } из { $articles }, развёрнуто

article-list-message-folder-closed = Папка { $name }, завершено { $finished } из { $articles }, свёрнуто

article-list-message-row = { $facts }

article-list-message-row-problem = { $article }: { $problem }

article-list-message-label-count = { $count } { $label }

article-list-message-more-labels = +{ $count }

article-list-message-incomplete-count = неполных: { $count }

article-list-message-words =
    { $count ->
        [one] { $count } слово
        [few] { $count } слова
       *[many] { $count } слов
    }
