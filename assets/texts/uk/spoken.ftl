spoken-message-chosen = Вибрано: { $annotation }

spoken-message-annotation = { $label } «{ $quote }», { $number } з { $count }

spoken-message-annotation-with-entity = { $label } «{ $quote }», { $number } з { $count }, сутність { $entity }

spoken-message-removed = Анотацію вилучено.

spoken-message-entity = Сутність: { $name }

spoken-message-no-entity = Без сутності

spoken-message-value = { $attribute }: { $value }

spoken-message-no-value = { $attribute }: немає значення

spoken-message-article =
    { $article }, { $annotations ->
        [one] { $annotations } анотація
        [few] { $annotations } анотації
       *[many] { $annotations } анотацій
    }

spoken-message-facts = { $facts }

spoken-message-marks = { $marks }

spoken-message-in-order = { $texts }

spoken-message-paragraph = Абзац { $number } з { $count }

spoken-message-selected = Виділено: { $words }

spoken-message-no-annotation-here = Тут немає анотації

spoken-message-card-closed = Подробиці закрито

spoken-message-lacks = бракує: { $names }

spoken-message-more = і ще { $count }

spoken-message-no-messages = Повідомлень ще немає.

spoken-message-results =
    { $count ->
        [0] Немає результатів
       *[other]
            { $count ->
                [one] { $count } результат
                [few] { $count } результати
               *[many] { $count } результатів
            }
    }

spoken-message-row-of = { $number } з { $count }

spoken-message-link-ways = { $question }: { $ways }

spoken-message-keyed = { $key } { $action }

spoken-message-link-end =
    { $letters-given ->
        [none] { $label }: { $words }, { $number } з { $count }
       *[some] { $label }: { $words }, { $number } з { $count }, літера { $letters }
    }

spoken-message-hit = «{ $words }», { $place }

spoken-message-not-saved = Не збережено

spoken-message-saved = Збережено

spoken-message-progress = { $work }: { $percent } %
