agreement-text-title = Согласованность

agreement-text-measuring = Чтение аннотаций всех кодировщиков…

agreement-text-cancel = Отмена

agreement-text-cancelled = Отменено.

agreement-text-measure-again = Вычислить снова

agreement-text-measure = Вычислить

agreement-text-unfinished = Учитывать статьи, которые не готовы

agreement-text-save-report = Сохранить отчёт:

agreement-text-save-title = Сохранить отчёт о согласованности

agreement-text-html = HTML

agreement-text-markdown = Markdown

agreement-text-csv = CSV

agreement-text-json = JSON

agreement-text-figures = Показатели

agreement-text-over-time = Во времени

agreement-text-confusions = Виды расхождений…

agreement-text-articles = Статьи

agreement-text-reliability = Надёжность

agreement-text-coders = Кодировщики

agreement-text-all-coders = Все кодировщики

agreement-text-agreed = согласованная

agreement-text-against-agreed = Каждый кодировщик против согласованной версии

agreement-text-precision = Точность

agreement-text-recall = Полнота

agreement-text-exact-f1 = F1

agreement-text-by-subject = По меткам

agreement-text-all = Все метки

agreement-text-value = Значение

agreement-text-interval = Интервал 95 %

agreement-text-article-count = В статьях

agreement-text-units = Учтено

agreement-text-picture = От 0 до 1, с линиями на 0,667 и 0,800

agreement-text-of-articles = Статьи, сначала с наименьшим точным F1

agreement-text-compare = Сравнить

agreement-text-undefined = —

agreement-text-no-code = (без кода)

agreement-text-no-subject = Для этих кодировщиков у показателя нет значения.

agreement-text-empty = Нет статьи, которую завершили двое кодировщиков. Для согласованности нужны два кодирования одного текста.

agreement-text-by-round = По раундам

agreement-text-by-week = По неделе (с понедельника), когда завершил последний кодировщик

agreement-text-windows = В окнах с равным числом статей, в порядке их завершения

agreement-text-no-part = Сравнивать нечего.

agreement-text-finished = Завершено

agreement-text-codebook-version = Книга кодов

agreement-text-whole = Вместе

agreement-text-total-agreement = полная согласованность: расхождений нет, и случайность не дала бы иного

agreement-text-none-confused = Нет.

agreement-text-reliability-meaning = Оценки моделей Dawid и Skene и MACE без согласованной версии, ± стандартная ошибка. Они ничего не решают. Их видит только тот, кто не кодирует ни в одном раунде.

agreement-text-two-coders-only = По двум кодировщикам нельзя определить, кто из них ошибается: модели опираются на допущение, что оба правы в восьми случаях из десяти.

agreement-text-presence = Есть ли аннотация

agreement-text-label-of-annotation = Какая метка

agreement-text-question = Вопрос

agreement-text-model = Модель

agreement-text-coder = Кодировщик

agreement-text-reliability-value = Надёжность

agreement-text-answers = Ответы

agreement-text-dawid-skene = Dawid и Skene

agreement-text-mace = MACE

agreement-text-against-majority = Где самые надёжные кодировщики против большинства: часто это изъян книги кодов

agreement-message-pair = { $one } и { $other }: { $value }

agreement-message-group = { $coders }

agreement-message-figure = { $value } ({ $articles })

agreement-message-interval = от { $low } до { $high }

agreement-message-why = не определено: { $reason }

agreement-message-dash = — { $reason }

agreement-message-cannot-be-known = определить невозможно: { $reason }

agreement-message-formula = { $formula }. { $source }

agreement-message-blind-to = Чего не видно: { $what }

agreement-message-count-of = { $name } { $count }

agreement-message-made-of = Статьи: { $articles }, учтено: { $units }. { $counts }

agreement-message-counted = Статьи, которые завершили по меньшей мере двое кодировщиков (всего кодировщиков: { $coders }): { $articles }

agreement-message-left-out = Пропущено: { $reasons }.

agreement-message-left-out-for = { $count } { $reason }

agreement-message-unread = Кодирования, которые не удалось прочитать: { $count }. { $why }

agreement-message-of-pair = { $coders }: { $value }

agreement-message-compare-in =
    { $value-given ->
        [none] Сравнить: { $article }
       *[some] Сравнить: { $article }, { $coders }: { $value }
    }

agreement-message-attribute-of = { $item }: { $attribute }

agreement-message-in-current = { $one } и { $other }: аннотаций с расхождениями { $count }, { $value }

agreement-message-current = Открытая статья ({ $measure }): { $told }

agreement-message-fall = В новейших статьях, завершённых с { $from } по { $to }, согласованность на { $percent } % ниже, чем во всех. Кодировщики: { $coders }.

agreement-message-in-articles = статьи: { $articles }

agreement-message-without-time = Статьи, о которых неизвестно, когда они завершены: { $count }

agreement-message-with-error = { $value } ± { $error }
