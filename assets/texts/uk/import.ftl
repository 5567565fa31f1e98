import-articles-text-title = Імпорт статей

import-articles-text-file-kinds = Файли зі статтями

import-articles-text-folder-title = Куди покласти статті

import-articles-text-new-folder = імпортовані статті

import-articles-text-nothing-to-add = Немає чого додавати.

import-articles-text-tick-new = Відмітити нові

import-articles-text-tick-all = Відмітити всі

import-articles-text-tick-none = Зняти всі

import-articles-text-folder = Тека…

import-articles-text-report = Звіт

import-articles-text-copy-report = Копіювати звіт

import-articles-text-not-ticked = не відмічено

import-dataset-text-title = Імпорт набору даних

import-dataset-text-import = Імпортувати

import-dataset-text-sources = Файли або тека, по одному в рядку

import-dataset-text-choose-files = Вибрати файли…

import-dataset-text-choose-folder = Вибрати теку…

import-dataset-text-format = Формат

import-dataset-text-detect = Визначити автоматично

import-dataset-text-folder = Тека в проєкті

import-dataset-text-everything = Усе можна імпортувати.

import-message-columns-of = Стовпці: { $file }

import-message-meaning-of = Значення: { $column }

import-message-found =
    { $same ->
        [0]
            { $near ->
                [0]
                    { $articles ->
                        [one] { $articles } стаття
                        [few] { $articles } статті
                       *[many] { $articles } статей
                    } у { $files ->
                        [one] { $files } файлі
                        [few] { $files } файлах
                       *[many] { $files } файлах
                    }.
               *[other]
                    { $articles ->
                        [one] { $articles } стаття
                        [few] { $articles } статті
                       *[many] { $articles } статей
                    } у { $files ->
                        [one] { $files } файлі
                        [few] { $files } файлах
                       *[many] { $files } файлах
                    }, { $near ->
                        [one] { $near } близький дублікат
                        [few] { $near } близькі дублікати
                       *[many] { $near } близьких дублікатів
                    }.
            }
       *[other]
            { $near ->
                [0]
                    { $articles ->
                        [one] { $articles } стаття
                        [few] { $articles } статті
                       *[many] { $articles } статей
                    } у { $files ->
                        [one] { $files } файлі
                        [few] { $files } файлах
                       *[many] { $files } файлах
                    }, { $same ->
                        [one] { $same } дублікат
                        [few] { $same } дублікати
                       *[many] { $same } дублікатів
                    }.
               *[other]
                    { $articles ->
                        [one] { $articles } стаття
                        [few] { $articles } статті
                       *[many] { $articles } статей
                    } у { $files ->
                        [one] { $files } файлі
                        [few] { $files } файлах
                       *[many] { $files } файлах
                    }, { $same ->
                        [one] { $same } дублікат
                        [few] { $same } дублікати
                       *[many] { $same } дублікатів
                    }, { $near ->
                        [one] { $near } близький дублікат
                        [few] { $near } близькі дублікати
                       *[many] { $near } близьких дублікатів
                    }.
            }
    }

import-message-failed = Не вдалося імпортувати: { $count }

import-message-written-to = Статті записуються сюди: { $folder }

import-message-import-articles =
    Імпортувати { $count ->
        [one] { $count } статтю
        [few] { $count } статті
       *[many] { $count } статей
    }

import-message-added =
    Додано: { $count ->
        [one] { $count } стаття
        [few] { $count } статті
       *[many] { $count } статей
    }.

import-message-left-out = { $title }: пропущено. { $why }.

import-message-notice = { $title }: { $notice }

import-message-not-written = { $title }: { $problem }.

import-message-stopped =
    Зупинено; не додано: { $count ->
        [one] { $count } стаття
        [few] { $count } статті
       *[many] { $count } статей
    }.

import-message-marked-labels = До книги кодів додано мітки виділень і приміток; «Скасувати» вилучає їх: { $labels }.

import-message-folder-unusable = Теку не можна використати: { $problem }.

import-message-articles-with-annotations =
    { $articles ->
        [one] { $articles } стаття
        [few] { $articles } статті
       *[many] { $articles } статей
    }, { $annotations ->
        [one] { $annotations } анотація
        [few] { $annotations } анотації
       *[many] { $annotations } анотацій
    }

import-message-label-count = { $label } { $count }

import-message-extend-codebook = Додати до книги кодів мітки й типи, яких бракує ({ $count })

import-message-renamed = Записано під іншою назвою: { $count }

import-message-changed = Змінено або пропущено: { $count }
