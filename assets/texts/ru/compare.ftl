compare-message-decision-in-conflict = Решение согласованной версии

compare-message-version-taken = Взята версия: { $coder }

compare-message-nobody-taken = Не взята ничья версия

compare-message-decided-by = Решение: { $coder }

compare-text-title = Сравнение кодировщиков

compare-text-close = Закрыть

compare-text-decided = Решённые

compare-text-hide-names = Скрыть имена

compare-text-hide-names-tip = Кодировщики называются 1, 2, 3 в порядке, который ничего о них не говорит

compare-text-all-lanes = Все дорожки

compare-text-all-lanes-tip = Что есть у каждого кодировщика, под каждой строкой. Клавиша: L

compare-text-all = Все

compare-text-open = Открытые

compare-text-borders = Границы

compare-text-values = Значения

compare-text-label = Метка

compare-text-only-some = Не у всех

compare-text-links = Связи

compare-text-fields = Поля

compare-text-any-label = Все метки

compare-text-filter-label = Метка расхождений

compare-text-any-coder = Все кодировщики

compare-text-filter-coder = Кодировщик с особым мнением

compare-text-state-open = открыто

compare-text-state-reopened = снова открыто: кодировщик это изменил

compare-text-state-decided = решено

compare-text-edited = изменено вручную

compare-text-agreed-layer = Совпадает у всех

compare-text-open-layer = Открытое расхождение

compare-text-value = Значение

compare-text-taken = Согласовано

compare-text-entity = Сущность

compare-text-whole = Значение поля

compare-text-nothing = здесь ничего

compare-text-has-link = есть эта связь

compare-text-empty = пусто

compare-text-not-asked = –

compare-text-no-differences = Кодировщики во всём согласны.

compare-text-none-in-filter = Расхождений этого вида нет.

compare-text-nobody = Ничья

compare-text-open-again = Снова открыть

compare-text-proposal = Взять предложение

compare-text-take-proposals = Взять все предложения…

compare-text-proposals-title = Взять все предложения

compare-text-take-them = Взять их

compare-text-take-agreed = Взять то, в чём все согласны

compare-text-note = Примечание

compare-text-note-hint = Почему решено именно так

compare-text-memos = Заметки

compare-text-report-title = Виды расхождений

compare-text-counting = Сравнение всех статей

compare-text-nothing-compared = Нет статьи, которую аннотировали двое кодировщиков. Для сравнения нужны два кодирования одного текста.

compare-text-label-table = Метки

compare-text-value-table = Значения

compare-text-border-table = Границы

compare-text-choose-cell = Выберите число, чтобы увидеть примеры.

compare-text-add-example = Добавить в примеры

compare-text-add-example-tip = Добавляет взятое вместе с отвергнутым в примеры метки в книге кодов

compare-text-add-rule = Сделать примечание правилом

compare-text-add-rule-tip = Добавляет примечание в инструкцию книги кодов, а номер правила – к решению

compare-text-keys = 1–9: взять версию кодировщика · Y: предложение · X: ничья · 0: снова открыть · N, P: следующее, предыдущее открытое · Shift+Y: все предложения · Enter: значения · L: все дорожки · G: другой конец · M: примечание · Esc: закрыть

compare-text-card-keys = Стрелки: выбрать значение · 1–9: взять у кодировщика · X: пусто · 0: снова открыть · Esc: назад

comparing-message-needs-two =
    { $coders-given ->
        [none] Эту статью ещё никто не аннотировал. Для сравнения нужны двое кодировщиков.
       *[some]
            { $count ->
                [one]
                    { $only-given ->
                        [none] Эту статью аннотировал только кодировщик без имени. Для сравнения нужны двое кодировщиков.
                       *[some] Эту статью аннотирует только { $only }. Для сравнения нужны двое кодировщиков.
                    }
                [few] Для сравнения нужны двое кодировщиков, которые аннотировали эту статью: { $names }.
               *[many] Для сравнения нужны двое кодировщиков, которые аннотировали эту статью: { $names }.
            }
    }

comparing-message-blind = project.json не удаётся прочитать; раунд может быть слепым, поэтому аннотации других остаются закрытыми. Исправьте project.json и снова откройте проект.

comparing-message-texts-differ = Аннотации, относящиеся к другой версии текста: { $coder }. Откройте статью как этот кодировщик и сначала проверьте их.

comparing-message-not-done = Ещё не отметили статью как готовую: { $coders }. Их изменения снова открывают решения.

comparing-message-some-not-done = Некоторые кодировщики не отметили статью как готовую. Их изменения снова открывают решения.

comparing-message-counted =
    { $article } · { $differences ->
        [one] { $differences } расхождение
        [few] { $differences } расхождения
       *[many] { $differences } расхождений
    }, открытых { $open }

comparing-message-coder = { $number } { $coder }

comparing-message-no-code = { $number } (без кода)

comparing-message-unnamed = { $number }

comparing-message-filter = { $name } { $count }

comparing-message-words = { $label }: «{ $words }»

comparing-message-link = «{ $from }» { $relation } «{ $to }»

comparing-message-field = Поле: { $name }

comparing-message-heading = { $kind } · { $number } из { $count }

comparing-message-lacking = – { $words }

comparing-message-version =
    { $is_taken ->
        [false] { $coders }: { $lines }
       *[true] { $coders }: { $lines }, взято
    }

comparing-message-lane = Взять версию { $coder }: { $lines }

comparing-message-at-hand = { $number } из { $count }: { $kind }: { $versions }; { $state }

comparing-message-took = Взято: { $coder }

comparing-message-took-nobody = Не взята ничья

comparing-message-took-proposal = Взято предложение

comparing-message-opened-again = Снова открыто

comparing-message-row = { $words }, { $kind }, { $state }

comparing-message-cell = { $name }, { $coder }: { $value }

comparing-message-memo = { $coder }: { $memo }

comparing-message-proposals = Большинство кодировщиков согласно по открытым расхождениям: { $count } из { $open }. Взять их?

comparing-message-proposed =
    { $taken } ({ $coders ->
        [one] { $coders } кодировщик
        [few] { $coders } кодировщика
       *[many] { $coders } кодировщиков
    })

comparing-message-proposed-value = { $name }: { $value }

comparing-message-more = и ещё { $count }

comparing-message-no-proposals = Ни для одного из них нет большинства: решайте по одному.

comparing-message-no-majority = Нет большинства: нажмите номер кодировщика.

comparing-message-no-such-coder = Кодировщиков: { $coders }. Нажмите один из их номеров.

comparing-message-no-values = Здесь нет значений для выбора.

comparing-message-no-other-open = В списке больше нет открытых расхождений.

comparing-message-all-decided = Все расхождения этой статьи решены.

comparing-message-still-open =
    Осталось: { $open ->
        [one] { $open } открытое расхождение
        [few] { $open } открытых расхождения
       *[many] { $open } открытых расхождений
    }. Нажмите клавишу ещё раз, чтобы отметить согласованную версию как готовую.

comparing-message-all-compared = Больше нет статей, кодировщиков которых нужно сравнить.

comparing-message-first-decide = Сначала решите расхождение: примечание относится к решению.

comparing-message-not-decided = Не удалось принять решение

comparing-message-compared-articles =
    Сравнено: { $count ->
        [one] { $count } статья
        [few] { $count } статьи
       *[many] { $count } статей
    }

comparing-message-unread =
    { $count ->
        [one] Не удалось прочитать { $count } кодирование: { $why }
        [few] Не удалось прочитать { $count } кодирования, первое из них: { $why }
       *[many] Не удалось прочитать { $count } кодирований, первое из них: { $why }
    }

comparing-message-value-of = { $label }: { $attribute }

comparing-message-border-count =
    { $is_start ->
        [false]
            { $words-given ->
                [none] { $label }: больше слов в конце, { $count } из { $all }
               *[some] { $label }: «{ $words }» в конце, { $count } из { $all }
            }
       *[true]
            { $words-given ->
                [none] { $label }: больше слов в начале, { $count } из { $all }
               *[some] { $label }: «{ $words }» в начале, { $count } из { $all }
            }
    }

comparing-message-confused = { $one } и { $other }: { $count }

comparing-message-reading-of =
    { $is_taken ->
        [false] { $coder }: { $reading }
       *[true] { $coder }: { $reading } (взято)
    }

comparing-message-compare-here = Сравнить здесь кодировщиков: { $article }

comparing-message-noted =
    { $rule-given ->
        [none] Примечание: { $note }
       *[some] Примечание: { $note } (правило { $rule })
    }

comparing-message-example-of =
    { $wrong-given ->
        [none] «{ $right }»
       *[some] «{ $right }», не «{ $wrong }»
    }

comparing-message-example-added = Добавлено в примеры метки { $label }. Теперь версия книги кодов: { $version }.

comparing-message-example-there = Этот пример уже есть в книге кодов.

comparing-message-no-example = Примером может быть только взятое из аннотаций кодировщика.

comparing-message-note-first = Сначала напишите примечание: оно станет правилом.

comparing-message-rule-added = Примечание стало правилом { $number } инструкции.
