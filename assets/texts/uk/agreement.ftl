agreement-text-title = Узгодженість

agreement-text-measuring = Читання анотацій усіх кодувальників…

agreement-text-cancel = Скасувати

agreement-text-cancelled = Скасовано.

agreement-text-measure-again = Обчислити знову

agreement-text-measure = Обчислити

agreement-text-unfinished = Враховувати статті, що не готові

agreement-text-save-report = Зберегти звіт:

agreement-text-save-title = Зберегти звіт про узгодженість

agreement-text-html = HTML

agreement-text-markdown = Markdown

agreement-text-csv = CSV

agreement-text-json = JSON

agreement-text-figures = Показники

agreement-text-over-time = У часі

agreement-text-confusions = Види розбіжностей…

agreement-text-articles = Статті

agreement-text-reliability = Надійність

agreement-text-coders = Кодувальники

agreement-text-all-coders = Усі кодувальники

agreement-text-agreed = узгоджена

agreement-text-against-agreed = Кожен кодувальник проти узгодженої версії

agreement-text-precision = Точність

agreement-text-recall = Повнота

agreement-text-exact-f1 = F1

agreement-text-by-subject = За мітками

agreement-text-all = Усі мітки

agreement-text-value = Значення

agreement-text-interval = Інтервал 95 %

agreement-text-article-count = У статтях

agreement-text-units = Враховано

agreement-text-picture = Від 0 до 1, з лініями на 0,667 і 0,800

agreement-text-of-articles = Статті, спочатку з найнижчим точним F1

agreement-text-compare = Порівняти

agreement-text-undefined = —

agreement-text-no-code = (без коду)

agreement-text-no-subject = Для цих кодувальників немає значення цього показника.

agreement-text-empty = Немає статті, яку завершили двоє кодувальників. Для узгодженості потрібні два кодування одного тексту.

agreement-text-by-round = За раундами

agreement-text-by-week = За тижнем (від понеділка), у який завершив останній кодувальник

agreement-text-windows = У вікнах з однаковою кількістю статей, у порядку їх завершення

agreement-text-no-part = Немає що порівнювати.

agreement-text-finished = Завершено

agreement-text-codebook-version = Книга кодів

agreement-text-whole = Разом

agreement-text-total-agreement = повна узгодженість: розбіжностей немає, і випадковість не дала б інших

agreement-text-none-confused = Немає.

agreement-text-reliability-meaning = Оцінки моделей Dawid і Skene та MACE без узгодженої версії, ± стандартна похибка. Вони нічого не вирішують. Їх бачить лише той, хто не кодує в жодному раунді.

agreement-text-two-coders-only = За двома кодувальниками не можна визначити, хто з них помиляється: моделі спираються на припущення, що обоє мають рацію у вісьмох випадках із десяти.

agreement-text-presence = Чи є анотація

agreement-text-label-of-annotation = Яка мітка

agreement-text-question = Питання

agreement-text-model = Модель

agreement-text-coder = Кодувальник

agreement-text-reliability-value = Надійність

agreement-text-answers = Відповіді

agreement-text-dawid-skene = Dawid і Skene

agreement-text-mace = MACE

agreement-text-against-majority = Де найнадійніші кодувальники проти більшості: часто це вада книги кодів

agreement-message-pair = { $one } і { $other }: { $value }

agreement-message-group = { $coders }

agreement-message-figure = { $value } ({ $articles })

agreement-message-interval = від { $low } до { $high }

agreement-message-why = не визначено: { $reason }

agreement-message-dash = — { $reason }

agreement-message-cannot-be-known = визначити неможливо: { $reason }

agreement-message-formula = { $formula }. { $source }

agreement-message-blind-to = Чого не видно: { $what }

agreement-message-count-of = { $name } { $count }

agreement-message-made-of = Статті: { $articles }, враховано: { $units }. { $counts }

agreement-message-counted = Статті, які завершили щонайменше двоє кодувальників (усього кодувальників: { $coders }): { $articles }

agreement-message-left-out = Пропущено: { $reasons }.

agreement-message-left-out-for = { $count } { $reason }

agreement-message-unread = Кодування, які не вдалося прочитати: { $count }. { $why }

agreement-message-of-pair = { $coders }: { $value }

agreement-message-compare-in =
    { $value-given ->
        [none] Порівняти: { $article }
       *[some] Порівняти: { $article }, { $coders }: { $value }
    }

agreement-message-attribute-of = { $item }: { $attribute }

agreement-message-in-current = { $one } і { $other }: анотацій з розбіжностями { $count }, { $value }

agreement-message-current = Відкрита стаття ({ $measure }): { $told }

agreement-message-fall = У найновіших статтях, завершених від { $from } до { $to }, узгодженість на { $percent } % нижча, ніж в усіх. Кодувальники: { $coders }.

agreement-message-in-articles = статті: { $articles }

agreement-message-without-time = Статті, про які невідомо, коли їх завершено: { $count }

agreement-message-with-error = { $value } ± { $error }
