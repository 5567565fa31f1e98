entity-text-title = Сутності

entity-text-filter = Фільтр сутностей

entity-text-new = Нова сутність

entity-text-new-hint = Створює сутність із назвою з фільтра (Ctrl+Enter)

entity-text-none-yet = Сутностей ще немає. Виберіть анотацію та натисніть . , щоб створити першу.

entity-text-no-match-create = Сутностей не знайдено. Ctrl+Enter створює нову.

entity-text-picker-title = Вибір сутності

entity-text-picker-field = Знайти сутність

entity-text-no-match = Сутностей не знайдено.

entity-text-no-entity = Без сутності

entity-text-create-key = Ctrl+Enter

entity-text-name = Назва

entity-text-aliases = Інші назви

entity-text-aliases-hint = По одній у рядку

entity-text-kind = Вид

entity-text-label = Мітка

entity-text-part-of = Частина чого

entity-text-part-of-hint = Виберіть, частиною чого вона є

entity-text-country = Країна

entity-text-country-hint = Три літери, наприклад UKR

entity-text-wikidata = Wikidata

entity-text-wikidata-hint = Наприклад Q3874799

entity-text-memo = Нотатка

entity-text-merge-into = Об’єднати з…

entity-text-split-ask = Розділити…

entity-text-delete-ask = Вилучити…

entity-text-merge = Об’єднати

entity-text-split = Розділити

entity-text-mentions-stay = Ці згадки залишаться без сутності. Щоб передати їх іншій, краще об’єднайте.

entity-text-undo-in-one-step = Це можна скасувати одним кроком.

entity-text-name-hint = Її назва

entity-text-tick-mentions = Відмітьте згадки нової сутності:

entity-message-column-name = Назва

entity-message-column-kind-and-counts = Вид · згадки у статтях

entity-message-column-mention = Згадка

entity-message-column-article = Стаття

entity-message-none-for-label = Книга кодів не дозволяє сутності для мітки { $label }.

entity-message-not-changed = Сутності не вдалося змінити

entity-message-file-broken = { $problem }. Виправте файл, потім знову відкрийте проєкт

entity-message-part-of-itself = «{ $whole }» уже є частиною сутності «{ $part }».

entity-message-name-needed = Сутність повинна мати назву.

entity-message-save-alias = Зберегти «{ $words }» як іншу назву

entity-message-merge-keys = Enter: вибрати · Esc: закрити

entity-message-mention-keys = Enter: вибрати · Shift+Enter: вибрати й зберегти іншу назву · Ctrl+Enter: створити

entity-message-picker-keys = Enter: вибрати · Ctrl+Enter: створити · Esc: закрити

entity-message-new-named = Нова сутність «{ $name }»

entity-message-counts =
    { $mentions ->
        [one] { $mentions } згадка
        [few] { $mentions } згадки
       *[many] { $mentions } згадок
    } у { $articles ->
        [one] { $articles } статті
        [few] { $articles } статтях
       *[many] { $articles } статтях
    }

entity-message-counts-with-parts =
    { $mentions ->
        [one] { $mentions } згадка
        [few] { $mentions } згадки
       *[many] { $mentions } згадок
    } у { $articles ->
        [one] { $articles } статті
        [few] { $articles } статтях
       *[many] { $articles } статтях
    } · { $parts ->
        [one] { $parts } її частина
        [few] { $parts } її частини
       *[many] { $parts } її частин
    }

entity-message-short-counts = { $mentions } у { $articles }

entity-message-kind-and-short-counts = { $kind } · { $mentions } у { $articles }

entity-message-go-to-mention = Перейти: { $quote }, { $place }

entity-message-mention-in = { $quote }, { $place }

entity-message-mentions-of = { $words } ({ $count })

entity-message-broken = Тут нічого не можна змінити: { $problem }. Виправте файл, потім знову відкрийте проєкт.

entity-message-merge-title = Об’єднати «{ $from }» з «{ $into }»

entity-message-delete-title = Вилучити «{ $name }»

entity-message-split-title = Розділити «{ $name }»

entity-message-become-aliases = «{ $from }» та інші її назви стануть іншими назвами сутності «{ $into }».

entity-message-become-parts =
    { $parts ->
        [one] { $parts } сутність, що є її частиною, стане частиною «{ $into }».
        [few] { $parts } сутності, що є її частинами, стануть частинами «{ $into }».
       *[many] { $parts } сутностей, що є її частинами, стануть частинами «{ $into }».
    }

entity-message-belong-to-none =
    { $parts ->
        [one] { $parts } сутність, що є її частиною, більше не належатиме до іншої сутності.
        [few] { $parts } сутності, що є її частинами, більше не належатимуть до іншої сутності.
       *[many] { $parts } сутностей, що є її частинами, більше не належатимуть до іншої сутності.
    }

entity-message-touched =
    { $mentions ->
        [one] { $mentions } згадка
        [few] { $mentions } згадки
       *[many] { $mentions } згадок
    } у { $articles ->
        [one] { $articles } статті
        [few] { $articles } статтях
       *[many] { $articles } статтях
    }.

entity-message-touched-by-coders =
    { $mentions ->
        [one] { $mentions } згадка
        [few] { $mentions } згадки
       *[many] { $mentions } згадок
    } у { $articles ->
        [one] { $articles } статті
        [few] { $articles } статтях
       *[many] { $articles } статтях
    }, { $coders ->
        [one] { $coders } кодувальник
        [few] { $coders } кодувальники
       *[many] { $coders } кодувальників
    }.

entity-message-may-name-it =
    Атрибути й поля можуть називати її ще в { $files ->
        [one] { $files } файлі
        [few] { $files } файлах
       *[many] { $files } файлах
    }.

entity-message-read-first =
    Спершу буде прочитано { $files ->
        [one] { $files } файл
        [few] { $files } файли
       *[many] { $files } файлів
    }.

entity-message-unreadable =
    { $files ->
        [one] { $files } файл не вдається прочитати, він залишається як є.
        [few] { $files } файли не вдається прочитати, вони залишаються як є.
       *[many] { $files } файлів не вдається прочитати, вони залишаються як є.
    }

entity-message-go-to-new =
    { $mentions ->
        [one]
            { $mentions } згадка у { $articles ->
                [one] { $articles } статті
                [few] { $articles } статтях
               *[many] { $articles } статтях
            } переходить до нової сутності.
        [few]
            { $mentions } згадки у { $articles ->
                [one] { $articles } статті
                [few] { $articles } статтях
               *[many] { $articles } статтях
            } переходять до нової сутності.
       *[many]
            { $mentions } згадок у { $articles ->
                [one] { $articles } статті
                [few] { $articles } статтях
               *[many] { $articles } статтях
            } переходять до нової сутності.
    }
