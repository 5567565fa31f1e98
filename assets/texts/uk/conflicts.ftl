conflicts-text-title = Вирішення конфліктів

conflicts-text-entities = сутності

conflicts-text-codebook = книга кодів

conflicts-text-lost-end = Одна версія вилучила те, що інша зв’язала

conflicts-text-status = Стан статті

conflicts-text-header = Кодувальник і книга кодів у файлі

conflicts-text-removed = Вилучено

conflicts-text-kept-with-relation = Зберігається зі своїм відношенням

conflicts-text-header-here = Як тут

conflicts-text-header-there = Як там

conflicts-text-words = Слова

conflicts-text-entity = Сутність

conflicts-text-type = Тип

conflicts-text-name = Назва

conflicts-text-label = Мітка

conflicts-text-kind = Вид

conflicts-text-aliases = Інші назви

conflicts-text-part-of = Частина чого

conflicts-text-country = Країна

conflicts-text-wikidata = Wikidata

conflicts-text-memo = Нотатка

conflicts-message-chosen = { $version }, вибрано

conflicts-message-version = { $version }: { $lines }

conflicts-message-annotation = «{ $words }»

conflicts-message-relation = Відношення: { $kind }

conflicts-message-field = Поле статті «{ $name }»

conflicts-message-entity = Сутність: { $name }

conflicts-message-place = { $path }

conflicts-message-value = { $name }: { $value }

conflicts-message-made-by =
    { $time-given ->
        [none] Кодувальник: { $coder }
       *[some]
            { $coder-given ->
                [none] Час: { $time }
               *[some] Кодувальник: { $coder }, { $time }
            }
    }

conflicts-message-ends = Від { $from } до { $to }

conflicts-message-quoted = «{ $words }»

conflicts-message-quote-kept = «{ $words }» зберігається зі своїм відношенням
