article-list-text-filter = Фільтр статей

article-list-text-filter-help = Фільтр шукає в назвах і полях. Можна також вводити:

article-list-text-no-match = Статей не знайдено. Фільтр шукає в назвах і полях. Можна також вводити:

article-list-text-all-coded = Ви завершили все, що вам призначено. Очистьте фільтр, щоб бачити всі статті.

article-list-text-no-article = Статей тут ще немає.

article-list-text-without = з мінусом: усі інші

article-list-text-incomplete-hint = Лише статті, де бракує чогось обов’язкового

article-list-text-filter-menu = Фільтри й порядок списку

article-list-text-show-only = Показати лише

article-list-text-unfinished = Незавершені

article-list-text-with-label = З анотаціями мітки

article-list-text-order = Порядок

article-list-text-by-folder = Групувати за теками

article-list-text-titles = Заголовки замість назв файлів

article-list-text-open-beside = Відкрити поруч

article-list-text-click-beside = Ctrl і клацання

article-list-text-click-beside-on-mac = ⌘ і клацання

article-list-text-gone = вилучено іншою програмою

article-list-text-beside = поруч

article-list-message-incomplete = Неповні ({ $count })

article-list-message-status-count = { $status } ({ $count })

article-list-message-shown = { $shown } з { $all } статей

article-list-message-done = Готово { $done } з { $all }

article-list-message-done-lately = { $count } за 7 днів

article-list-message-done-in-words = Готово статей: { $done } з { $all }, слів: { $words_done } з { $words }.

article-list-message-done-lately-in-words = З них з останньою анотацією за останні 7 днів: { $count }. Статті, готові без жодної анотації, тут не враховано.

article-list-message-folder-share = { $finished } з { $articles }

article-list-message-folder-open = Тека { $name }, завершено { $finished } з { $articles }, розгорнуто

article-list-message-folder-closed = Тека { $name }, завершено { $finished } з { $articles }, згорнуто

article-list-message-row = { $facts }

article-list-message-row-problem = { $article }: { $problem }

article-list-message-label-count = { $count } { $label }

article-list-message-more-labels = +{ $count }

article-list-message-incomplete-count = неповних: { $count }

article-list-message-words =
    { $count ->
        [one] { $count } слово
        [few] { $count } слова
       *[many] { $count } слів
    }
