move-text-orphans-title = Анотації без тексту

move-message-orphans-found =
    { $offered ->
        [0]
            Анотації або поля без тексту, { $files ->
                [one] { $files } файл
                [few] { $files } файли
               *[many] { $files } файлів
            }: { $names }. Ctrl+Shift+A показує їх.
       *[other]
            { $offered ->
                [one]
                    Анотації або поля без тексту, { $files ->
                        [one] { $files } файл
                        [few] { $files } файли
                       *[many] { $files } файлів
                    }: { $names }. Такий самий текст має { $offered } стаття без анотацій: Ctrl+Shift+A показує їх і переносить анотації.
                [few]
                    Анотації або поля без тексту, { $files ->
                        [one] { $files } файл
                        [few] { $files } файли
                       *[many] { $files } файлів
                    }: { $names }. Такий самий текст мають { $offered } статті без анотацій: Ctrl+Shift+A показує їх і переносить анотації.
               *[many]
                    Анотації або поля без тексту, { $files ->
                        [one] { $files } файл
                        [few] { $files } файли
                       *[many] { $files } файлів
                    }: { $names }. Такий самий текст мають { $offered } статей без анотацій: Ctrl+Shift+A показує їх і переносить анотації.
            }
    }

move-message-no-orphans = Усі анотації мають свій текст.

move-message-orphans-explained = Цих текстів більше немає, а їхні анотації ще тут. Їх можна перенести до статті без анотацій з точно таким самим текстом: файли буде перейменовано разом із файлами всіх кодувальників і полями.

move-message-orphan-with-text =
    { $text } ({ $files ->
        [one] { $files } файл
        [few] { $files } файли
       *[many] { $files } файлів
    }): такий самий текст має { $article }

move-message-orphan-without-text =
    { $text } ({ $files ->
        [one] { $files } файл
        [few] { $files } файли
       *[many] { $files } файлів
    }): жодна стаття без анотацій не має такого самого тексту

move-message-take-over = Перенести

move-message-take-over-of = Перенести анотації: { $text }

move-message-take-over-all = Перенести всі ({ $count })

move-message-taken-over = Анотації перенесено: { $names }.

move-message-renamed = { $from } перейменовано на { $to }. Анотації, стан та історія змін збереглися.

move-message-not-renamed = { $article }: файл поруч із текстом не вдалося перейменувати разом із ним

move-message-written-without-text = { $article }: статті більше немає; її анотації записано без неї: { $path }

move-message-removed =
    { $relations ->
        [0]
            { $article }: інша програма вилучила { $annotations ->
                [one] { $annotations } анотацію
                [few] { $annotations } анотації
               *[many] { $annotations } анотацій
            }. Якщо це сталося ненавмисно, наприклад через заміну файлу старішою копією, Ctrl+Shift+B відновлює вилучене.
       *[other]
            { $article }: інша програма вилучила { $annotations ->
                [one] { $annotations } анотацію
                [few] { $annotations } анотації
               *[many] { $annotations } анотацій
            } і { $relations ->
                [one] { $relations } відношення
                [few] { $relations } відношення
               *[many] { $relations } відношень
            }. Якщо це сталося ненавмисно, наприклад через заміну файлу старішою копією, Ctrl+Shift+B відновлює вилучене.
    }

move-message-brought-back =
    { $count ->
        [one] Demarche відновила { $count } анотацію або відношення.
        [few] Demarche відновила { $count } анотації або відношення.
       *[many] Demarche відновила { $count } анотацій або відношень.
    }

move-message-nothing-to-bring-back = Інші програми не вилучили нічого, чого й досі бракує.

move-message-not-brought-back = Вилучене не вдалося відновити

move-message-not-taken-over = Анотації не перенесено: { $text }
