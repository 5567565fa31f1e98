move-text-orphans-title = Аннотации без текста

move-message-orphans-found =
    { $offered ->
        [0]
            Аннотации или поля без текста, { $files ->
                [one] { $files } файл
                [few] { $files } файла
               *[many] { $files } файлов
            }: { $names }. Ctrl+Shift+A показывает их.
       *[other]
            { $offered ->
                [one]
                    Аннотации или поля без текста, { $files ->
                        [one] { $files } файл
                        [few] { $files } файла
                       *[many] { $files } файлов
                    }: { $names }. Такой же текст у { $offered } статьи без аннотаций: Ctrl+Shift+A показывает их и переносит аннотации.
                [few]
                    Аннотации или поля без текста, { $files ->
                        [one] { $files } файл
                        [few] { $files } файла
                       *[many] { $files } файлов
                    }: { $names }. Такой же текст у { $offered } статей без аннотаций: Ctrl+Shift+A показывает их и переносит аннотации.
               *[many]
                    Аннотации или поля без текста, { $files ->
                        [one] { $files } файл
                        [few] { $files } файла
                       *[many] { $files } файлов
                    }: { $names }. Такой же текст у { $offered } статей без аннотаций: Ctrl+Shift+A показывает их и переносит аннотации.
            }
    }

move-message-no-orphans = У всех аннотаций есть свой текст.

move-message-orphans-explained = Этих текстов больше нет, а их аннотации ещё здесь. Их можно перенести к статье без аннотаций с точно таким же текстом: файлы будут переименованы вместе с файлами всех кодировщиков и полями.

move-message-orphan-with-text =
    { $text } ({ $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }): такой же текст у { $article }

move-message-orphan-without-text =
    { $text } ({ $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }): такого же текста нет ни у одной статьи без аннотаций

move-message-take-over = Перенести

move-message-take-over-of = Перенести аннотации: { $text }

move-message-take-over-all = Перенести все ({ $count })

move-message-taken-over = Аннотации перенесены: { $names }.

move-message-renamed = { $from } переименовано в { $to }. Аннотации, состояние и история изменений сохранились.

move-message-not-renamed = { $article }: файл рядом с текстом не удалось переименовать вместе с ним

move-message-written-without-text = { $article }: статьи больше нет; её аннотации записаны без неё: { $path }

move-message-removed =
    { $relations ->
        [0]
            { $article }: другая программа удалила { $annotations ->
                [one] { $annotations } аннотацию
                [few] { $annotations } аннотации
               *[many] { $annotations } аннотаций
            }. Если это случилось ненамеренно, например из-за замены файла более старой копией, Ctrl+Shift+B восстанавливает удалённое.
       *[other]
            { $article }: другая программа удалила { $annotations ->
                [one] { $annotations } аннотацию
                [few] { $annotations } аннотации
               *[many] { $annotations } аннотаций
            } и { $relations ->
                [one] { $relations } отношение
                [few] { $relations } отношения
               *[many] { $relations } отношений
            }. Если это случилось ненамеренно, например из-за замены файла более старой копией, Ctrl+Shift+B восстанавливает удалённое.
    }

move-message-brought-back =
    { $count ->
        [one] Demarche восстановила { $count } аннотацию или отношение.
        [few] Demarche восстановила { $count } аннотации или отношения.
       *[many] Demarche восстановила { $count } аннотаций или отношений.
    }

move-message-nothing-to-bring-back = Другие программы не удалили ничего, чего всё ещё не хватает.

move-message-not-brought-back = Удалённое не удалось восстановить

move-message-not-taken-over = Аннотации не перенесены: { $text }
