export-text-title = Експорт набору даних

export-text-filter = Для чого?

export-text-no-match = Форматів не знайдено.

export-text-everything = Зберігає все.

export-text-articles = Статті

export-text-labels = Мітки

export-text-since = Анотовано від

export-text-duplicates = Дублікати

export-text-parts = Частини

export-text-split-by-article = Ділити за статтями

export-text-parts-and-shares = Частини й частки

export-text-seed = Зерно

export-text-balance = Зрівноважити мітки

export-text-coders = Кодувальники

export-text-mine = Мої

export-text-first-coders = Один на статтю: узгоджена версія, інакше перший

export-text-agreed-versions = Узгоджені версії

export-text-all-coders = Усіх

export-text-without-coder = Без кодувальника

export-text-tokenizer = Токенізатор

export-text-tokens-words = Слова Unicode

export-text-tokens-whitespace = Пробіли

export-text-tokens-spacy = spaCy, англійська

export-text-folder = Тека

export-text-file = Файл

export-text-keep = Залишити

export-text-replace = Замінити

export-text-export = Експортувати

export-text-losses = Втрати

export-text-not-text = Цей файл не текстовий.

export-text-nothing-lost = Нічого не втрачено.

export-text-nothing-lost-in-these = У цих статтях нічого не втрачено.

export-text-save-list = Зберегти список…

export-text-list-file = Файл для списку, .json або .txt

export-text-save = Зберегти

export-text-not-now = Не зараз

export-text-lost-article = стаття

export-message-cannot-store = Не зберігає: { $items }.

export-message-valid-forms = Дійсні форми: { $forms }.

export-message-file-exists = Цей файл уже існує: { $path }

export-message-files-exist =
    { $count ->
        [one] { $count } файл уже існує, наприклад { $first }
        [few] { $count } файли вже існують, наприклад { $first }
       *[many] { $count } файлів уже існують, наприклад { $first }
    }

export-message-losses = Втрати ({ $count })

export-message-left-out =
    { $others ->
        [0] Пропущено: { $first }
       *[other] Пропущено: { $first } і ще { $others }
    }

export-message-whole =
    { $articles ->
        [one] { $articles } стаття
        [few] { $articles } статті
       *[many] { $articles } статей
    } · { $annotations ->
        [one] { $annotations } анотація
        [few] { $annotations } анотації
       *[many] { $annotations } анотацій
    } · { $relations ->
        [one] { $relations } відношення
        [few] { $relations } відношення
       *[many] { $relations } відношень
    } · { $files ->
        [one] { $files } файл
        [few] { $files } файли
       *[many] { $files } файлів
    }

export-message-first =
    { $articles ->
        [one] перша { $articles } стаття
        [few] перші { $articles } статті
       *[many] перші { $articles } статей
    } · { $annotations ->
        [one] { $annotations } анотація
        [few] { $annotations } анотації
       *[many] { $annotations } анотацій
    } · { $relations ->
        [one] { $relations } відношення
        [few] { $relations } відношення
       *[many] { $relations } відношень
    } · { $files ->
        [one] { $files } файл
        [few] { $files } файли
       *[many] { $files } файлів
    }

export-message-more = і ще { $count }

export-message-format = { $purpose }, { $title }

export-message-loss-group = { $kind }, { $count }: { $why }

export-message-loss-kind = { $kind } { $count }

export-message-lost-line = рядок { $line }

export-message-lost-annotation = анотація { $id }

export-message-lost-quote = «{ $quote }»

export-message-lost-relation = відношення «{ $quote }»

export-message-loss = { $item } { $kind }: { $why }, { $article }
