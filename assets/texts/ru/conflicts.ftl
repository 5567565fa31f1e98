conflicts-text-title = Разрешение конфликтов

conflicts-text-entities = сущности

conflicts-text-codebook = книга кодов

conflicts-text-lost-end = Одна версия удалила то, что другая связала

conflicts-text-status = Состояние статьи

conflicts-text-header = Кодировщик и книга кодов в файле

conflicts-text-removed = Удалено

conflicts-text-kept-with-relation = Сохраняется со своим отношением

conflicts-text-header-here = Как здесь

conflicts-text-header-there = Как там

conflicts-text-words = Слова

conflicts-text-entity = Сущность

conflicts-text-type = Тип

conflicts-text-name = Название

conflicts-text-label = Метка

conflicts-text-kind = Вид

conflicts-text-aliases = Другие названия

conflicts-text-part-of = Часть чего

conflicts-text-country = Страна

conflicts-text-wikidata = Wikidata

conflicts-text-memo = Заметка

conflicts-message-chosen = { $version }, выбрано

conflicts-message-version = { $version }: { $lines }

conflicts-message-annotation = «{ $words }»

conflicts-message-relation = Отношение: { $kind }

conflicts-message-field = Поле статьи «{ $name }»

conflicts-message-entity = Сущность: { $name }

conflicts-message-place = { $path }

conflicts-message-value = { $name }: { $value }

conflicts-message-made-by =
    { $time-given ->
        [none] Кодировщик: { $coder }
       *[some]
            { $coder-given ->
                [none] Время: { $time }
               *[some] Кодировщик: { $coder }, { $time }
            }
    }

conflicts-message-ends = От { $from } к { $to }

conflicts-message-quoted = «{ $words }»

conflicts-message-quote-kept = «{ $words }» сохраняется со своим отношением
