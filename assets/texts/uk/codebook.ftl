codebook-text-title = Книга кодів

codebook-text-import = Імпортувати…

codebook-text-export = Експортувати…

codebook-text-broken = Виправте файл або перемістіть його, потім знову відкрийте проєкт. Доти книгу кодів змінити не можна, а файл залишається як є.

codebook-text-use-disk = Узяти книгу кодів з диска

codebook-text-format-demarche = Книга кодів Demarche (.json)

codebook-text-format-table = Таблиця (.csv)

codebook-text-format-refi = REFI-QDA (.qdc)

codebook-text-cannot-store = Цей формат не зберігає:

codebook-text-export-anyway = Усе одно експортувати…

codebook-text-file-kind = Книги кодів

codebook-text-import-title = Імпорт книги кодів

codebook-text-export-title = Експорт книги кодів

codebook-text-about = Відомості

codebook-text-guideline = Інструкція

codebook-text-no-rules = Правил ще немає. Додайте їх у книзі кодів.

codebook-text-show-codebook = Книга кодів…

codebook-text-entity-kinds = Види сутностей

codebook-text-labels = Мітки

codebook-text-every-annotation = Кожна анотація

codebook-text-relation-types = Типи відношень

codebook-text-article-fields = Поля статті

codebook-text-add-label = Додати до міток

codebook-text-add-annotation-attribute = Додати до кожної анотації

codebook-text-add-relation-type = Додати до типів відношень

codebook-text-add-article-field = Додати до полів статті

codebook-text-new-label = Нова мітка

codebook-text-new-relation-type = Новий тип відношення

codebook-text-new-annotation-attribute = Новий атрибут кожної анотації

codebook-text-new-article-field = Нове поле статті

codebook-text-name-then-enter = Назва, потім Enter

codebook-text-version = Версія

codebook-text-version-hint = Версія зростає, коли змінюються анотації. Кожен файл анотацій містить свою версію.

codebook-text-description = Опис

codebook-text-problems = Проблеми

codebook-text-guideline-hint = Правила для спірних випадків, по одному в рядку. Кодувальники читають їх у меню «Довідка».

codebook-text-rules = Правила

codebook-text-name = Назва

codebook-text-key = Клавіша

codebook-text-keys = Клавіші

codebook-text-definition = Визначення

codebook-text-extent = Що охоплювати

codebook-text-example = Приклад

codebook-text-examples = Приклади

codebook-text-available = Доступно кодувальникам

codebook-text-colour = Колір

codebook-text-light-colour = Колір світлої теми

codebook-text-dark-colour = Колір темної теми

codebook-text-mix-light-colour = Колір світлої теми, змішати колір

codebook-text-mix-dark-colour = Колір темної теми, змішати колір

codebook-text-sample-words = кілька слів

codebook-text-underline = Підкреслення

codebook-text-line-solid = суцільне

codebook-text-line-double = подвійне

codebook-text-line-dashed = штрихове

codebook-text-line-dotted = крапкове

codebook-text-line-wavy = хвилясте

codebook-text-entity = Сутність

codebook-text-entity-none = не згадується

codebook-text-entity-optional = може згадуватися

codebook-text-entity-required = мусить згадуватися

codebook-text-add-attribute = Додати атрибут

codebook-text-required = Обов’язковий: брак значення позначається

codebook-text-per-coder = Кожен кодує окремо: інакше значення спільне для всіх кодувальників

codebook-text-default = Типово

codebook-text-kind = Вид

codebook-text-choices = Варіанти

codebook-text-from = Від

codebook-text-to = До

codebook-text-relation-required = Обов’язковий

codebook-text-never-required = ніколи

codebook-text-inverse-name = Зворотна назва

codebook-text-ask-from = Питання: від

codebook-text-ask-to = Питання: до

codebook-text-required-from = для кожної анотації, від якої воно йде

codebook-text-required-to = для кожної анотації, до якої воно веде

codebook-text-new-choice = Новий варіант

codebook-text-another-choice = Ще варіант

codebook-text-another-choice-then-enter = Ще варіант, потім Enter

codebook-text-add-below = Додати нижче

codebook-text-key-hint = клавіша

codebook-text-definition-hint = визначення

codebook-text-change-id = Змінити id…

codebook-text-merge = Об’єднати…

codebook-text-split = Розділити…

codebook-text-delete = Вилучити…

codebook-text-move-below = Підпорядкувати…

codebook-text-change-kind = Змінити вид…

codebook-text-changing-id = Змінити id

codebook-text-merging = Об’єднати

codebook-text-splitting = Розділити

codebook-text-deleting = Вилучити

codebook-text-moving-below = Підпорядкувати

codebook-text-changing-kind = Змінити вид

codebook-text-of-label = мітка

codebook-text-of-relation-type = тип відношення

codebook-text-of-attribute = атрибут

codebook-text-of-choice = варіант

codebook-text-new-id = Новий id

codebook-text-into = З чим

codebook-text-below = Під чим

codebook-text-the-top = верхній рівень

codebook-text-which = Які

codebook-text-hide-from-coders = Приховати від кодувальників

codebook-text-keep-annotations = Зберегти її анотації, але приховати від кодувальників

codebook-text-give-annotations = Дати її анотаціям іншу мітку

codebook-text-remove-annotations = Вилучити її анотації з їхніми відношеннями

codebook-text-keep-relations = Зберегти його відношення, позначивши їх як невідомі

codebook-text-give-relations = Дати його відношенням інший тип

codebook-text-remove-relations = Вилучити його відношення

codebook-text-keep-values = Зберегти його значення, позначивши їх як невідомі

codebook-text-move-values = Перенести його значення до іншого атрибута

codebook-text-remove-values = Вилучити його значення

codebook-text-keep-choice = Зберегти його значення, але приховати від кодувальників

codebook-text-replace-choice = Замінити його іншим варіантом

codebook-text-remove-choice = Вилучити його та варіанти під ним усюди

codebook-text-move-these = Перемістити ці анотації:

codebook-text-move-containing = Ті, що містять ці слова

codebook-text-move-with-value = Ті, що мають значення атрибута

codebook-text-move-all = Усі

codebook-text-phrase = Вислів

codebook-text-attribute = Атрибут

codebook-text-value = Значення

codebook-text-affected = Анотації, яких це стосується

codebook-text-nothing-lost = Дані не буде втрачено.

codebook-text-undo-in-one-step = Це можна скасувати одним кроком.

codebook-text-reading-all = Читання всіх статей і анотацій усіх кодувальників…

codebook-text-add-new = Додати нове

codebook-text-add-new-hint = Записи, які є в обох книгах кодів, залишаються такими, як тут.

codebook-text-replace = Замінити книгу кодів

codebook-text-replace-hint = Анотації не змінюються. Ті, чию мітку, атрибут або варіант вилучено, зберігаються з позначкою.

codebook-text-nothing-would-change = Нічого не зміниться.

codebook-message-column-offered = Вкл.

codebook-message-column-name = Назва

codebook-message-column-key = Клавіша

codebook-message-column-definition = Визначення

codebook-message-not-changed = Книгу кодів не змінено

codebook-message-nothing-changed = Нічого не змінено

codebook-message-article-changed = Тим часом стаття змінилася: ще раз перевірте анотації, яких це стосується.

codebook-message-touched =
    { $relations ->
        [0]
            { $annotations ->
                [one] { $annotations } анотація
                [few] { $annotations } анотації
               *[many] { $annotations } анотацій
            } у { $files ->
                [one] { $files } файлі
                [few] { $files } файлах
               *[many] { $files } файлах
            }
       *[other]
            { $annotations ->
                [one] { $annotations } анотація
                [few] { $annotations } анотації
               *[many] { $annotations } анотацій
            } і { $relations ->
                [one] { $relations } відношення
                [few] { $relations } відношення
               *[many] { $relations } відношень
            } у { $files ->
                [one] { $files } файлі
                [few] { $files } файлах
               *[many] { $files } файлах
            }
    }

codebook-message-split-counts = До «{ $into }» переходить { $moved } з { $total }. Клацніть рядок або натисніть Space, щоб спрямувати його інакше.

codebook-message-split-line = «{ $quote }», { $place }: { $part }

codebook-message-goes = переходить до «{ $into }»

codebook-message-stays = залишається в «{ $from }»

codebook-message-migrated =
    { $relations ->
        [0]
            { $annotations ->
                [one] { $annotations } анотація
                [few] { $annotations } анотації
               *[many] { $annotations } анотацій
            } у { $files ->
                [one] { $files } файлі
                [few] { $files } файлах
               *[many] { $files } файлах
            } – це можна скасувати одним кроком.
       *[other]
            { $annotations ->
                [one] { $annotations } анотація
                [few] { $annotations } анотації
               *[many] { $annotations } анотацій
            } і { $relations ->
                [one] { $relations } відношення
                [few] { $relations } відношення
               *[many] { $relations } відношень
            } у { $files ->
                [one] { $files } файлі
                [few] { $files } файлах
               *[many] { $files } файлах
            } – це можна скасувати одним кроком.
    }

codebook-message-dead-label-keys = У книзі кодів є клавіші міток, які ніколи не позначають: { $keys }. Дайте цим міткам інші клавіші в книзі кодів.

codebook-message-free-key = { $key }: клавіша вільна.

codebook-message-not-imported = Книгу кодів не вдалося імпортувати

codebook-message-attribute-of = належить до { $holder }, у файлах: { $id }

codebook-message-attribute-of-annotations = кожної анотації, у файлах: { $id }

codebook-message-attribute-of-article = статті, у файлах: { $id }

codebook-message-id-in-files = у файлах: { $id }

codebook-message-new-attribute-of = Новий атрибут: { $holder }

codebook-message-label-off = { $label } (вимкнено)

codebook-message-from-label = Від: { $label }

codebook-message-to-label = До: { $label }

codebook-message-key-taken = { $key } вже означає «{ $meaning }».

codebook-message-not-a-key = «{ $key }» – не клавіша.

codebook-message-key-with-shift = { $key } ніколи не позначає: Shift із клавішею мітки позначає й те, що вже позначено.

codebook-message-colour-number = Колір { $number }

codebook-message-offer-choice = Пропонувати: { $name }

codebook-message-name-of-choice = Назва: { $name }

codebook-message-key-of-choice = Клавіша: { $name }

codebook-message-definition-of-choice = Визначення: { $name }

codebook-message-change-choice = Змінити: { $name }

codebook-message-choice-in-files = У файлах: { $path }

codebook-message-change-heading = { $change }: { $kind } { $name }

codebook-message-becomes-kind = Новий вид: { $kind }. Значення, які не підходять, зберігаються й подаються у списку.

codebook-message-reading = Читання всіх статей і анотацій усіх кодувальників… { $done } з { $total }

codebook-message-impossible = Це неможливо: { $why }.

codebook-message-touched-in-all =
    { $relations ->
        [0]
            { $annotations ->
                [one] { $annotations } анотація
                [few] { $annotations } анотації
               *[many] { $annotations } анотацій
            } у { $files ->
                [one] { $files } файлі
                [few] { $files } файлах
               *[many] { $files } файлах
            }.
       *[other]
            { $annotations ->
                [one] { $annotations } анотація
                [few] { $annotations } анотації
               *[many] { $annotations } анотацій
            } і { $relations ->
                [one] { $relations } відношення
                [few] { $relations } відношення
               *[many] { $relations } відношень
            } у { $files ->
                [one] { $files } файлі
                [few] { $files } файлах
               *[many] { $files } файлах
            }.
    }

codebook-message-files-of-coder =
    { $coder }: { $files ->
        [one] { $files } файл
        [few] { $files } файли
       *[many] { $files } файлів
    }

codebook-message-files-without-coder =
    без імені кодувальника: { $files ->
        [one] { $files } файл
        [few] { $files } файли
       *[many] { $files } файлів
    }

codebook-message-entities =
    { $count ->
        [one] { $count } сутність
        [few] { $count } сутності
       *[many] { $count } сутностей
    }

codebook-message-version-changes = Версія змінюється з { $from } на { $to }.

codebook-message-concerns = Потребують рішення або втратять значення: { $count }

codebook-message-concern-with-quote = «{ $quote }» { $why }

codebook-message-article-of-coder = { $article } ({ $coder })

codebook-message-name-and-version = { $name } { $version }

codebook-message-import-of = Імпорт: { $codebook }

codebook-message-add-differences =
    Додати нове: { $count ->
        [one] { $count } відмінність
        [few] { $count } відмінності
       *[many] { $count } відмінностей
    }

codebook-message-replace-differences =
    Замінити книгу кодів: { $count ->
        [one] { $count } відмінність
        [few] { $count } відмінності
       *[many] { $count } відмінностей
    }

codebook-message-export-as = Експортувати як .{ $extension }

codebook-message-lost = • { $item }

codebook-message-not-saved = Книгу кодів не збережено: { $problem }
