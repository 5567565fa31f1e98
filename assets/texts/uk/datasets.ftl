dataset-message-exporting = Експорт…

dataset-message-all = Усе

dataset-message-all-articles = Усі статті

dataset-message-all-labels = Усі мітки

dataset-message-exported =
    { $unread ->
        [0]
            { $losses ->
                [0]
                    Експортовано: { $articles ->
                        [one] { $articles } стаття
                        [few] { $articles } статті
                       *[many] { $articles } статей
                    }, { $annotations ->
                        [one] { $annotations } анотація
                        [few] { $annotations } анотації
                       *[many] { $annotations } анотацій
                    }: { $path }
               *[other]
                    Експортовано: { $articles ->
                        [one] { $articles } стаття
                        [few] { $articles } статті
                       *[many] { $articles } статей
                    }, { $annotations ->
                        [one] { $annotations } анотація
                        [few] { $annotations } анотації
                       *[many] { $annotations } анотацій
                    }, { $losses ->
                        [one] { $losses } втрата
                        [few] { $losses } втрати
                       *[many] { $losses } втрат
                    }: { $path }
            }
       *[other]
            { $losses ->
                [0]
                    Експортовано: { $articles ->
                        [one] { $articles } стаття
                        [few] { $articles } статті
                       *[many] { $articles } статей
                    }, { $annotations ->
                        [one] { $annotations } анотація
                        [few] { $annotations } анотації
                       *[many] { $annotations } анотацій
                    }, не вдалося прочитати { $unread }: { $path }
               *[other]
                    Експортовано: { $articles ->
                        [one] { $articles } стаття
                        [few] { $articles } статті
                       *[many] { $articles } статей
                    }, { $annotations ->
                        [one] { $annotations } анотація
                        [few] { $annotations } анотації
                       *[many] { $annotations } анотацій
                    }, не вдалося прочитати { $unread }, { $losses ->
                        [one] { $losses } втрата
                        [few] { $losses } втрати
                       *[many] { $losses } втрат
                    }: { $path }
            }
    }

dataset-message-not-exported = Набір даних не експортовано

dataset-message-files-changed = Файли змінилися після останнього експорту; нічого не записано.

dataset-message-incomplete =
    { $unread ->
        [0] Статей немає; файли останнього експорту збережено.
       *[other]
            Не вдалося прочитати { $unread ->
                [one] { $unread } статтю
                [few] { $unread } статті
               *[many] { $unread } статей
            }; файли останнього експорту збережено.
    }

dataset-message-place-needed = Виберіть, куди записати.

dataset-message-place-unusable = Цей файл або теку використати не можна

dataset-message-not-unicode = його назва – не дійсний Unicode: { $path }

dataset-message-imported =
    { $earlier ->
        [0]
            Імпортовано: { $articles ->
                [one] { $articles } стаття
                [few] { $articles } статті
               *[many] { $articles } статей
            }.
       *[other]
            Імпортовано: { $articles ->
                [one] { $articles } стаття
                [few] { $articles } статті
               *[many] { $articles } статей
            }. Попередній імпорт уже записав ще { $earlier }.
    }

dataset-message-imported-in-part = { $imported } Решту не імпортовано: { $problem }.

dataset-message-not-imported = Набір даних не імпортовано

dataset-message-import-running = Триває інший імпорт.
