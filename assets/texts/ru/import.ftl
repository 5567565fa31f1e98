import-articles-text-title = Импорт статей

import-articles-text-file-kinds = Файлы со статьями

import-articles-text-folder-title = Куда поместить статьи

import-articles-text-new-folder = импортированные статьи

import-articles-text-nothing-to-add = Добавлять нечего.

import-articles-text-tick-new = Отметить новые

import-articles-text-tick-all = Отметить все

import-articles-text-tick-none = Снять все

import-articles-text-folder = Папка…

import-articles-text-report = Отчёт

import-articles-text-copy-report = Копировать отчёт

import-articles-text-not-ticked = не отмечено

import-dataset-text-title = Импорт набора данных

import-dataset-text-import = Импортировать

import-dataset-text-sources = Файлы или папка, по одному в строке

import-dataset-text-choose-files = Выбрать файлы…

import-dataset-text-choose-folder = Выбрать папку…

import-dataset-text-format = Формат

import-dataset-text-detect = Определить автоматически

import-dataset-text-folder = Папка в проекте

import-dataset-text-everything = Всё можно импортировать.

import-message-columns-of = Столбцы: { $file }

import-message-meaning-of = Значение: { $column }

import-message-found =
    { $same ->
        [0]
            { $near ->
                [0]
                    { $articles ->
                        [one] { $articles } статья
                        [few] { $articles } статьи
                       *[many] { $articles } статей
                    } в { $files ->
                        [one] { $files } файле
                        [few] { $files } файлах
                       *[many] { $files } файлах
                    }.
               *[other]
                    { $articles ->
                        [one] { $articles } статья
                        [few] { $articles } статьи
                       *[many] { $articles } статей
                    } в { $files ->
                        [one] { $files } файле
                        [few] { $files } файлах
                       *[many] { $files } файлах
                    }, { $near ->
                        [one] { $near } близкий дубликат
                        [few] { $near } близких дубликата
                       *[many] { $near } близких дубликатов
                    }.
            }
       *[other]
            { $near ->
                [0]
                    { $articles ->
                        [one] { $articles } статья
                        [few] { $articles } статьи
                       *[many] { $articles } статей
                    } в { $files ->
                        [one] { $files } файле
                        [few] { $files } файлах
                       *[many] { $files } файлах
                    }, { $same ->
                        [one] { $same } дубликат
                        [few] { $same } дубликата
                       *[many] { $same } дубликатов
                    }.
               *[other]
                    { $articles ->
                        [one] { $articles } статья
                        [few] { $articles } статьи
                       *[many] { $articles } статей
                    } в { $files ->
                        [one] { $files } файле
                        [few] { $files } файлах
                       *[many] { $files } файлах
                    }, { $same ->
                        [one] { $same } дубликат
                        [few] { $same } дубликата
                       *[many] { $same } дубликатов
                    }, { $near ->
                        [one] { $near } близкий дубликат
                        [few] { $near } близких дубликата
                       *[many] { $near } близких дубликатов
                    }.
            }
    }

import-message-failed = Не удалось импортировать: { $count }

import-message-written-to = Статьи записываются сюда: { $folder }

import-message-import-articles =
    Импортировать { $count ->
        [one] { $count } статью
        [few] { $count } статьи
       *[many] { $count } статей
    }

import-message-added =
    Добавлено: { $count ->
        [one] { $count } статья
        [few] { $count } статьи
       *[many] { $count } статей
    }.

import-message-left-out = { $title }: пропущено. { $why }.

import-message-notice = { $title }: { $notice }

import-message-not-written = { $title }: { $problem }.

import-message-stopped =
    Остановлено; не добавлено: { $count ->
        [one] { $count } статья
        [few] { $count } статьи
       *[many] { $count } статей
    }.

import-message-marked-labels = В книгу кодов добавлены метки выделений и примечаний; «Отменить» удаляет их: { $labels }.

import-message-folder-unusable = Папку нельзя использовать: { $problem }.

import-message-articles-with-annotations =
    { $articles ->
        [one] { $articles } статья
        [few] { $articles } статьи
       *[many] { $articles } статей
    }, { $annotations ->
        [one] { $annotations } аннотация
        [few] { $annotations } аннотации
       *[many] { $annotations } аннотаций
    }

import-message-label-count = { $label } { $count }

import-message-extend-codebook = Добавить в книгу кодов недостающие метки и типы ({ $count })

import-message-renamed = Записано под другим именем: { $count }

import-message-changed = Изменено или пропущено: { $count }
