entity-text-title = Сущности

entity-text-filter = Фильтр сущностей

entity-text-new = Новая сущность

entity-text-new-hint = Создаёт сущность с названием из фильтра (Ctrl+Enter)

entity-text-none-yet = Сущностей ещё нет. Выберите аннотацию и нажмите . , чтобы создать первую.

entity-text-no-match-create = Сущностей не найдено. Ctrl+Enter создаёт новую.

entity-text-picker-title = Выбор сущности

entity-text-picker-field = Найти сущность

entity-text-no-match = Сущностей не найдено.

entity-text-no-entity = Без сущности

entity-text-create-key = Ctrl+Enter

entity-text-name = Название

entity-text-aliases = Другие названия

entity-text-aliases-hint = По одному в строке

entity-text-kind = Вид

entity-text-label = Метка

entity-text-part-of = Часть чего

entity-text-part-of-hint = Выберите, частью чего она является

entity-text-country = Страна

entity-text-country-hint = Три буквы, например UKR

entity-text-wikidata = Wikidata

entity-text-wikidata-hint = Например Q3874799

entity-text-memo = Заметка

entity-text-merge-into = Объединить с…

entity-text-split-ask = Разделить…

entity-text-delete-ask = Удалить…

entity-text-merge = Объединить

entity-text-split = Разделить

entity-text-mentions-stay = Эти упоминания останутся без сущности. Чтобы передать их другой, лучше объедините.

entity-text-undo-in-one-step = Это можно отменить одним шагом.

entity-text-name-hint = Её название

entity-text-tick-mentions = Отметьте упоминания новой сущности:

entity-message-column-name = Название

entity-message-column-kind-and-counts = Вид · упоминания в статьях

entity-message-column-mention = Упоминание

entity-message-column-article = Статья

entity-message-none-for-label = Книга кодов не допускает сущности для метки { $label }.

entity-message-not-changed = Сущности не удалось изменить

entity-message-file-broken = { $problem }. Исправьте файл, затем снова откройте проект

entity-message-part-of-itself = «{ $whole }» уже является частью сущности «{ $part }».

entity-message-name-needed = У сущности должно быть название.

entity-message-save-alias = Сохранить «{ $words }» как другое название

entity-message-merge-keys = Enter: выбрать · Esc: закрыть

entity-message-mention-keys = Enter: выбрать · Shift+Enter: выбрать и сохранить другое название · Ctrl+Enter: создать

entity-message-picker-keys = Enter: выбрать · Ctrl+Enter: создать · Esc: закрыть

entity-message-new-named = Новая сущность «{ $name }»

entity-message-counts =
    { $mentions ->
        [one] { $mentions } упоминание
        [few] { $mentions } упоминания
       *[many] { $mentions } упоминаний
    } в { $articles ->
        [one] { $articles } статье
        [few] { $articles } статьях
       *[many] { $articles } статьях
    }

entity-message-counts-with-parts =
    { $mentions ->
        [one] { $mentions } упоминание
        [few] { $mentions } упоминания
       *[many] { $mentions } упоминаний
    } в { $articles ->
        [one] { $articles } статье
        [few] { $articles } статьях
       *[many] { $articles } статьях
    } · { $parts ->
        [one] { $parts } её часть
        [few] { $parts } её части
       *[many] { $parts } её частей
    }

entity-message-short-counts = { $mentions } в { $articles }

entity-message-kind-and-short-counts = { $kind } · { $mentions } в { $articles }

entity-message-go-to-mention = Перейти: { $quote }, { $place }

entity-message-mention-in = { $quote }, { $place }

entity-message-mentions-of = { $words } ({ $count })

entity-message-broken = Здесь ничего нельзя изменить: { $problem }. Исправьте файл, затем снова откройте проект.

entity-message-merge-title = Объединить «{ $from }» с «{ $into }»

entity-message-delete-title = Удалить «{ $name }»

entity-message-split-title = Разделить «{ $name }»

entity-message-become-aliases = «{ $from }» и другие её названия станут другими названиями сущности «{ $into }».

entity-message-become-parts =
    { $parts ->
        [one] { $parts } сущность, являющаяся её частью, станет частью «{ $into }».
        [few] { $parts } сущности, являющиеся её частями, станут частями «{ $into }».
       *[many] { $parts } сущностей, являющихся её частями, станут частями «{ $into }».
    }

entity-message-belong-to-none =
    { $parts ->
        [one] { $parts } сущность, являющаяся её частью, больше не будет относиться к другой сущности.
        [few] { $parts } сущности, являющиеся её частями, больше не будут относиться к другой сущности.
       *[many] { $parts } сущностей, являющихся её частями, больше не будут относиться к другой сущности.
    }

entity-message-touched =
    { $mentions ->
        [one] { $mentions } упоминание
        [few] { $mentions } упоминания
       *[many] { $mentions } упоминаний
    } в { $articles ->
        [one] { $articles } статье
        [few] { $articles } статьях
       *[many] { $articles } статьях
    }.

entity-message-touched-by-coders =
    { $mentions ->
        [one] { $mentions } упоминание
        [few] { $mentions } упоминания
       *[many] { $mentions } упоминаний
    } в { $articles ->
        [one] { $articles } статье
        [few] { $articles } статьях
       *[many] { $articles } статьях
    }, { $coders ->
        [one] { $coders } кодировщик
        [few] { $coders } кодировщика
       *[many] { $coders } кодировщиков
    }.

entity-message-may-name-it =
    Атрибуты и поля могут называть её ещё в { $files ->
        [one] { $files } файле
        [few] { $files } файлах
       *[many] { $files } файлах
    }.

entity-message-read-first =
    Сначала будет прочитано: { $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }.

entity-message-unreadable =
    { $files ->
        [one] { $files } файл не удаётся прочитать, он остаётся как есть.
        [few] { $files } файла не удаётся прочитать, они остаются как есть.
       *[many] { $files } файлов не удаётся прочитать, они остаются как есть.
    }

entity-message-go-to-new =
    { $mentions ->
        [one]
            { $mentions } упоминание в { $articles ->
                [one] { $articles } статье
                [few] { $articles } статьях
               *[many] { $articles } статьях
            } переходит к новой сущности.
        [few]
            { $mentions } упоминания в { $articles ->
                [one] { $articles } статье
                [few] { $articles } статьях
               *[many] { $articles } статьях
            } переходят к новой сущности.
       *[many]
            { $mentions } упоминаний в { $articles ->
                [one] { $articles } статье
                [few] { $articles } статьях
               *[many] { $articles } статьях
            } переходят к новой сущности.
    }
