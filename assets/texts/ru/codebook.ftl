codebook-text-title = Книга кодов

codebook-text-import = Импортировать…

codebook-text-export = Экспортировать…

codebook-text-broken = Исправьте файл или переместите его, затем снова откройте проект. До этого книгу кодов изменить нельзя, а файл остаётся как есть.

codebook-text-use-disk = Взять книгу кодов с диска

codebook-text-format-demarche = Книга кодов Demarche (.json)

codebook-text-format-table = Таблица (.csv)

codebook-text-format-refi = REFI-QDA (.qdc)

codebook-text-cannot-store = Этот формат не сохраняет:

codebook-text-export-anyway = Всё равно экспортировать…

codebook-text-file-kind = Книги кодов

codebook-text-import-title = Импорт книги кодов

codebook-text-export-title = Экспорт книги кодов

codebook-text-about = Сведения

codebook-text-guideline = Инструкция

codebook-text-no-rules = Правил ещё нет. Добавьте их в книге кодов.

codebook-text-show-codebook = Книга кодов…

codebook-text-entity-kinds = Виды сущностей

codebook-text-labels = Метки

codebook-text-every-annotation = Каждая аннотация

codebook-text-relation-types = Типы отношений

codebook-text-article-fields = Поля статьи

codebook-text-add-label = Добавить к меткам

codebook-text-add-annotation-attribute = Добавить к каждой аннотации

codebook-text-add-relation-type = Добавить к типам отношений

codebook-text-add-article-field = Добавить к полям статьи

codebook-text-new-label = Новая метка

codebook-text-new-relation-type = Новый тип отношения

codebook-text-new-annotation-attribute = Новый атрибут каждой аннотации

codebook-text-new-article-field = Новое поле статьи

codebook-text-name-then-enter = Название, затем Enter

codebook-text-version = Версия

codebook-text-version-hint = Версия растёт, когда меняются аннотации. Каждый файл аннотаций содержит свою версию.

codebook-text-description = Описание

codebook-text-problems = Проблемы

codebook-text-guideline-hint = Правила для спорных случаев, по одному в строке. Кодировщики читают их в меню «Справка».

codebook-text-rules = Правила

codebook-text-name = Название

codebook-text-key = Клавиша

codebook-text-keys = Клавиши

codebook-text-definition = Определение

codebook-text-extent = Что охватывать

codebook-text-example = Пример

codebook-text-examples = Примеры

codebook-text-available = Доступно кодировщикам

codebook-text-colour = Цвет

codebook-text-light-colour = Цвет светлой темы

codebook-text-dark-colour = Цвет тёмной темы

codebook-text-mix-light-colour = Цвет светлой темы, смешать цвет

codebook-text-mix-dark-colour = Цвет тёмной темы, смешать цвет

codebook-text-sample-words = несколько слов

codebook-text-underline = Подчёркивание

codebook-text-line-solid = сплошное

codebook-text-line-double = двойное

codebook-text-line-dashed = штриховое

codebook-text-line-dotted = точечное

codebook-text-line-wavy = волнистое

codebook-text-entity = Сущность

codebook-text-entity-none = не упоминается

codebook-text-entity-optional = может упоминаться

codebook-text-entity-required = должна упоминаться

codebook-text-add-attribute = Добавить атрибут

codebook-text-required = Обязательный: нехватка значения отмечается

codebook-text-per-coder = Каждый кодирует отдельно: иначе значение общее для всех кодировщиков

codebook-text-default = По умолчанию

codebook-text-kind = Вид

codebook-text-choices = Варианты

codebook-text-from = От

codebook-text-to = К

codebook-text-relation-required = Обязательный

codebook-text-never-required = никогда

codebook-text-inverse-name = Обратное название

codebook-text-ask-from = Вопрос: от

codebook-text-ask-to = Вопрос: к

codebook-text-required-from = для каждой аннотации, от которой оно идёт

codebook-text-required-to = для каждой аннотации, к которой оно ведёт

codebook-text-new-choice = Новый вариант

codebook-text-another-choice = Ещё вариант

codebook-text-another-choice-then-enter = Ещё вариант, затем Enter

codebook-text-add-below = Добавить ниже

codebook-text-key-hint = клавиша

codebook-text-definition-hint = определение

codebook-text-change-id = Изменить id…

codebook-text-merge = Объединить…

codebook-text-split = Разделить…

codebook-text-delete = Удалить…

codebook-text-move-below = Подчинить…

codebook-text-change-kind = Изменить вид…

codebook-text-changing-id = Изменить id

codebook-text-merging = Объединить

codebook-text-splitting = Разделить

codebook-text-deleting = Удалить

codebook-text-moving-below = Подчинить

codebook-text-changing-kind = Изменить вид

codebook-text-of-label = метка

codebook-text-of-relation-type = тип отношения

codebook-text-of-attribute = атрибут

codebook-text-of-choice = вариант

codebook-text-new-id = Новый id

codebook-text-into = С чем

codebook-text-below = Под чем

codebook-text-the-top = верхний уровень

codebook-text-which = Какие

codebook-text-hide-from-coders = Скрыть от кодировщиков

codebook-text-keep-annotations = Сохранить её аннотации, но скрыть от кодировщиков

codebook-text-give-annotations = Дать её аннотациям другую метку

codebook-text-remove-annotations = Удалить её аннотации с их отношениями

codebook-text-keep-relations = Сохранить его отношения, отметив их как неизвестные

codebook-text-give-relations = Дать его отношениям другой тип

codebook-text-remove-relations = Удалить его отношения

codebook-text-keep-values = Сохранить его значения, отметив их как неизвестные

codebook-text-move-values = Перенести его значения в другой атрибут

codebook-text-remove-values = Удалить его значения

codebook-text-keep-choice = Сохранить его значения, но скрыть от кодировщиков

codebook-text-replace-choice = Заменить его другим вариантом

codebook-text-remove-choice = Удалить его и варианты под ним везде

codebook-text-move-these = Переместить эти аннотации:

codebook-text-move-containing = Те, что содержат эти слова

codebook-text-move-with-value = Те, у которых есть значение атрибута

codebook-text-move-all = Все

codebook-text-phrase = Фраза

codebook-text-attribute = Атрибут

codebook-text-value = Значение

codebook-text-affected = Затронутые аннотации

codebook-text-nothing-lost = Данные не будут потеряны.

codebook-text-undo-in-one-step = Это можно отменить одним шагом.

codebook-text-reading-all = Чтение всех статей и аннотаций всех кодировщиков…

codebook-text-add-new = Добавить новое

codebook-text-add-new-hint = Записи, которые есть в обеих книгах кодов, остаются такими, как здесь.

codebook-text-replace = Заменить книгу кодов

codebook-text-replace-hint = Аннотации не меняются. Те, чья метка, атрибут или вариант удалены, сохраняются с отметкой.

codebook-text-nothing-would-change = Ничего не изменится.

codebook-message-column-offered = Вкл.

codebook-message-column-name = Название

codebook-message-column-key = Клавиша

codebook-message-column-definition = Определение

codebook-message-not-changed = Книга кодов не изменена

codebook-message-nothing-changed = Ничего не изменено

codebook-message-article-changed = Тем временем статья изменилась: ещё раз проверьте затронутые аннотации.

codebook-message-touched =
    { $relations ->
        [0]
            { $annotations ->
                [one] { $annotations } аннотация
                [few] { $annotations } аннотации
               *[many] { $annotations } аннотаций
            } в { $files ->
                [one] { $files } файле
                [few] { $files } файлах
               *[many] { $files } файлах
            }
       *[other]
            { $annotations ->
                [one] { $annotations } аннотация
                [few] { $annotations } аннотации
               *[many] { $annotations } аннотаций
            } и { $relations ->
                [one] { $relations } отношение
                [few] { $relations } отношения
               *[many] { $relations } отношений
            } в { $files ->
                [one] { $files } файле
                [few] { $files } файлах
               *[many] { $files } файлах
            }
    }

codebook-message-split-counts = К «{ $into }» переходит { $moved } из { $total }. Щёлкните строку или нажмите Space, чтобы направить её иначе.

codebook-message-split-line = «{ $quote }», { $place }: { $part }

codebook-message-goes = переходит к «{ $into }»

codebook-message-stays = остаётся в «{ $from }»

codebook-message-migrated =
    { $relations ->
        [0]
            { $annotations ->
                [one] { $annotations } аннотация
                [few] { $annotations } аннотации
               *[many] { $annotations } аннотаций
            } в { $files ->
                [one] { $files } файле
                [few] { $files } файлах
               *[many] { $files } файлах
            } – это можно отменить одним шагом.
       *[other]
            { $annotations ->
                [one] { $annotations } аннотация
                [few] { $annotations } аннотации
               *[many] { $annotations } аннотаций
            } и { $relations ->
                [one] { $relations } отношение
                [few] { $relations } отношения
               *[many] { $relations } отношений
            } в { $files ->
                [one] { $files } файле
                [few] { $files } файлах
               *[many] { $files } файлах
            } – это можно отменить одним шагом.
    }

codebook-message-dead-label-keys = В книге кодов есть клавиши меток, которые никогда не помечают: { $keys }. Дайте этим меткам другие клавиши в книге кодов.

codebook-message-free-key = { $key }: клавиша свободна.

codebook-message-not-imported = Книгу кодов не удалось импортировать

codebook-message-attribute-of = относится к { $holder }, в файлах: { $id }

codebook-message-attribute-of-annotations = каждой аннотации, в файлах: { $id }

codebook-message-attribute-of-article = статьи, в файлах: { $id }

codebook-message-id-in-files = в файлах: { $id }

codebook-message-new-attribute-of = Новый атрибут: { $holder }

codebook-message-label-off = { $label } (выключено)

codebook-message-from-label = От: { $label }

codebook-message-to-label = К: { $label }

codebook-message-key-taken = { $key } уже означает «{ $meaning }».

codebook-message-not-a-key = «{ $key }» – не клавиша.

codebook-message-key-with-shift = { $key } никогда не помечает: Shift с клавишей метки помечает и то, что уже помечено.

codebook-message-colour-number = Цвет { $number }

codebook-message-offer-choice = Предлагать: { $name }

codebook-message-name-of-choice = Название: { $name }

codebook-message-key-of-choice = Клавиша: { $name }

codebook-message-definition-of-choice = Определение: { $name }

codebook-message-change-choice = Изменить: { $name }

codebook-message-choice-in-files = В файлах: { $path }

codebook-message-change-heading = { $change }: { $kind } { $name }

codebook-message-becomes-kind = Новый вид: { $kind }. Значения, которые не подходят, сохраняются и приводятся в списке.

codebook-message-reading = Чтение всех статей и аннотаций всех кодировщиков… { $done } из { $total }

codebook-message-impossible = Это невозможно: { $why }.

codebook-message-touched-in-all =
    { $relations ->
        [0]
            { $annotations ->
                [one] { $annotations } аннотация
                [few] { $annotations } аннотации
               *[many] { $annotations } аннотаций
            } в { $files ->
                [one] { $files } файле
                [few] { $files } файлах
               *[many] { $files } файлах
            }.
       *[other]
            { $annotations ->
                [one] { $annotations } аннотация
                [few] { $annotations } аннотации
               *[many] { $annotations } аннотаций
            } и { $relations ->
                [one] { $relations } отношение
                [few] { $relations } отношения
               *[many] { $relations } отношений
            } в { $files ->
                [one] { $files } файле
                [few] { $files } файлах
               *[many] { $files } файлах
            }.
    }

codebook-message-files-of-coder =
    { $coder }: { $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }

codebook-message-files-without-coder =
    без имени кодировщика: { $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }

codebook-message-entities =
    { $count ->
        [one] { $count } сущность
        [few] { $count } сущности
       *[many] { $count } сущностей
    }

codebook-message-version-changes = Версия меняется с { $from } на { $to }.

codebook-message-concerns = Требуют решения или потеряют значения: { $count }

codebook-message-concern-with-quote = «{ $quote }» { $why }

codebook-message-article-of-coder = { $article } ({ $coder })

codebook-message-name-and-version = { $name } { $version }

codebook-message-import-of = Импорт: { $codebook }

codebook-message-add-differences =
    Добавить новое: { $count ->
        [one] { $count } отличие
        [few] { $count } отличия
       *[many] { $count } отличий
    }

codebook-message-replace-differences =
    Заменить книгу кодов: { $count ->
        [one] { $count } отличие
        [few] { $count } отличия
       *[many] { $count } отличий
    }

codebook-message-export-as = Экспортировать как .{ $extension }

codebook-message-lost = • { $item }

codebook-message-not-saved = Книга кодов не сохранена: { $problem }
