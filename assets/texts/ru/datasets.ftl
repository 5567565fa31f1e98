dataset-message-exporting = Экспорт…

dataset-message-all = Всё

dataset-message-all-articles = Все статьи

dataset-message-all-labels = Все метки

dataset-message-exported =
    { $unread ->
        [0]
            { $losses ->
                [0]
                    Экспортировано: { $articles ->
                        [one] { $articles } статья
                        [few] { $articles } статьи
                       *[many] { $articles } статей
                    }, { $annotations ->
                        [one] { $annotations } аннотация
                        [few] { $annotations } аннотации
                       *[many] { $annotations } аннотаций
                    }: { $path }
               *[other]
                    Экспортировано: { $articles ->
                        [one] { $articles } статья
                        [few] { $articles } статьи
                       *[many] { $articles } статей
                    }, { $annotations ->
                        [one] { $annotations } аннотация
                        [few] { $annotations } аннотации
                       *[many] { $annotations } аннотаций
                    }, { $losses ->
                        [one] { $losses } потеря
                        [few] { $losses } потери
                       *[many] { $losses } потерь
                    }: { $path }
            }
       *[other]
            { $losses ->
                [0]
                    Экспортировано: { $articles ->
                        [one] { $articles } статья
                        [few] { $articles } статьи
                       *[many] { $articles } статей
                    }, { $annotations ->
                        [one] { $annotations } аннотация
                        [few] { $annotations } аннотации
                       *[many] { $annotations } аннотаций
                    }, не удалось прочитать { $unread }: { $path }
               *[other]
                    Экспортировано: { $articles ->
                        [one] { $articles } статья
                        [few] { $articles } статьи
                       *[many] { $articles } статей
                    }, { $annotations ->
                        [one] { $annotations } аннотация
                        [few] { $annotations } аннотации
                       *[many] { $annotations } аннотаций
                    }, не удалось прочитать { $unread }, { $losses ->
                        [one] { $losses } потеря
                        [few] { $losses } потери
                       *[many] { $losses } потерь
                    }: { $path }
            }
    }

dataset-message-not-exported = Набор данных не экспортирован

dataset-message-files-changed = Файлы изменились после последнего экспорта; ничего не записано.

dataset-message-incomplete =
    { $unread ->
        [0] Статей нет; файлы последнего экспорта сохранены.
       *[other]
            Не удалось прочитать { $unread ->
                [one] { $unread } статью
                [few] { $unread } статьи
               *[many] { $unread } статей
            }; файлы последнего экспорта сохранены.
    }

dataset-message-place-needed = Выберите, куда записать.

dataset-message-place-unusable = Этот файл или папку использовать нельзя

dataset-message-not-unicode = его имя – недопустимый Unicode: { $path }

dataset-message-imported =
    { $earlier ->
        [0]
            Импортировано: { $articles ->
                [one] { $articles } статья
                [few] { $articles } статьи
               *[many] { $articles } статей
            }.
       *[other]
            Импортировано: { $articles ->
                [one] { $articles } статья
                [few] { $articles } статьи
               *[many] { $articles } статей
            }. Предыдущий импорт уже записал ещё { $earlier }.
    }

dataset-message-imported-in-part = { $imported } Остальное не импортировано: { $problem }.

dataset-message-not-imported = Набор данных не импортирован

dataset-message-import-running = Идёт другой импорт.
