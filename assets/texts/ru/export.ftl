export-text-title = Экспорт набора данных

export-text-filter = Для чего?

export-text-no-match = Форматов не найдено.

export-text-everything = Сохраняет всё.

export-text-articles = Статьи

export-text-labels = Метки

export-text-since = Аннотировано с

export-text-duplicates = Дубликаты

export-text-parts = Части

export-text-split-by-article = Делить по статьям

export-text-parts-and-shares = Части и доли

export-text-seed = Зерно

export-text-balance = Уравновесить метки

export-text-coders = Кодировщики

export-text-mine = Мои

export-text-first-coders = Один на статью: согласованная версия, иначе первый

export-text-agreed-versions = Согласованные версии

export-text-all-coders = Всех

export-text-without-coder = Без кодировщика

export-text-tokenizer = Токенизатор

export-text-tokens-words = Слова Unicode

export-text-tokens-whitespace = Пробелы

export-text-tokens-spacy = spaCy, английский

export-text-folder = Папка

export-text-file = Файл

export-text-keep = Оставить

export-text-replace = Заменить

export-text-export = Экспортировать

export-text-losses = Потери

export-text-not-text = Этот файл не текстовый.

export-text-nothing-lost = Ничего не потеряно.

export-text-nothing-lost-in-these = В этих статьях ничего не потеряно.

export-text-save-list = Сохранить список…

export-text-list-file = Файл для списка, .json или .txt

export-text-save = Сохранить

export-text-not-now = Не сейчас

export-text-lost-article = статья

export-message-cannot-store = Не сохраняет: { $items }.

export-message-valid-forms = Допустимые формы: { $forms }.

export-message-file-exists = Этот файл уже существует: { $path }

export-message-files-exist =
    { $count ->
        [one] { $count } файл уже существует, например { $first }
        [few] { $count } файла уже существуют, например { $first }
       *[many] { $count } файлов уже существуют, например { $first }
    }

export-message-losses = Потери ({ $count })

export-message-left-out =
    { $others ->
        [0] Пропущено: { $first }
       *[other] Пропущено: { $first } и ещё { $others }
    }

export-message-whole =
    { $articles ->
        [one] { $articles } статья
        [few] { $articles } статьи
       *[many] { $articles } статей
    } · { $annotations ->
        [one] { $annotations } аннотация
        [few] { $annotations } аннотации
       *[many] { $annotations } аннотаций
    } · { $relations ->
        [one] { $relations } отношение
        [few] { $relations } отношения
       *[many] { $relations } отношений
    } · { $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }

export-message-first =
    { $articles ->
        [one] первая { $articles } статья
        [few] первые { $articles } статьи
       *[many] первые { $articles } статей
    } · { $annotations ->
        [one] { $annotations } аннотация
        [few] { $annotations } аннотации
       *[many] { $annotations } аннотаций
    } · { $relations ->
        [one] { $relations } отношение
        [few] { $relations } отношения
       *[many] { $relations } отношений
    } · { $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }

export-message-more = и ещё { $count }

export-message-format = { $purpose }, { $title }

export-message-loss-group = { $kind }, { $count }: { $why }

export-message-loss-kind = { $kind } { $count }

export-message-lost-line = строка { $line }

export-message-lost-annotation = аннотация { $id }

export-message-lost-quote = «{ $quote }»

export-message-lost-relation = отношение «{ $quote }»

export-message-loss = { $item } { $kind }: { $why }, { $article }
