spoken-message-chosen = Выбрано: { $annotation }

spoken-message-annotation = { $label } «{ $quote }», { $number } из { $count }

spoken-message-annotation-with-entity = { $label } «{ $quote }», { $number } из { $count }, сущность { $entity }

spoken-message-removed = Аннотация удалена.

spoken-message-entity = Сущность: { $name }

spoken-message-no-entity = Без сущности

spoken-message-value = { $attribute }: { $value }

spoken-message-no-value = { $attribute }: нет значения

spoken-message-article =
    { $article }, { $annotations ->
        [one] { $annotations } аннотация
        [few] { $annotations } аннотации
       *[many] { $annotations } аннотаций
    }

spoken-message-facts = { $facts }

spoken-message-marks = { $marks }

spoken-message-in-order = { $texts }

spoken-message-paragraph = Абзац { $number } из { $count }

spoken-message-selected = Выделено: { $words }

spoken-message-no-annotation-here = Здесь нет аннотации

spoken-message-card-closed = Подробности закрыты

spoken-message-lacks = не хватает: { $names }

spoken-message-more = и ещё { $count }

spoken-message-no-messages = Сообщений ещё нет.

spoken-message-results =
    { $count ->
        [0] Нет результатов
       *[other]
            { $count ->
                [one] { $count } результат
                [few] { $count } результата
               *[many] { $count } результатов
            }
    }

spoken-message-row-of = { $number } из { $count }

spoken-message-link-ways = { $question }: { $ways }

spoken-message-keyed = { $key } { $action }

spoken-message-link-end =
    { $letters-given ->
        [none] { $label }: { $words }, { $number } из { $count }
       *[some] { $label }: { $words }, { $number } из { $count }, буква { $letters }
    }

spoken-message-hit = «{ $words }», { $place }

spoken-message-not-saved = Не сохранено

spoken-message-saved = Сохранено

spoken-message-progress = { $work }: { $percent } %
