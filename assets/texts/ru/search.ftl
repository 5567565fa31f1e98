search-text-finder = Выделить вводом

search-text-finder-hint = Введите фразу или первое…последнее

search-text-previous = Предыдущий результат

search-text-next = Следующий результат

search-text-searching = Поиск…

search-text-not-found = В этой статье нет

search-text-field = Поиск во всех статьях

search-text-close = Закрыть конкорданс

search-text-close-hint = Закрыть (Esc)

search-text-nothing-typed = Введите слова, чтобы искать во всех статьях, или выберите метку под полем.

search-text-nothing-found = Ничего не найдено.

search-text-match-case = Регистр

search-text-match-case-hint = Различать прописные и строчные буквы

search-text-whole-words = Целые слова

search-text-whole-words-hint = Только целые слова

search-text-word-forms = Формы слов

search-text-word-forms-hint = Находить также множественное число и другие формы слов

search-text-match-accents = Диакритика

search-text-match-accents-hint = Различать буквы с диакритическими знаками и без них

search-text-regex = Regex

search-text-regex-hint = Слова являются регулярным выражением, например cease-?fires?

search-text-where = Где

search-text-articles = Статьи

search-text-this-article = эта статья

search-text-all-articles = все статьи

search-text-place = Место

search-text-anywhere = везде

search-text-inside = в аннотациях

search-text-outside = вне аннотаций

search-text-label = Метка

search-text-any-label = любая метка

search-text-value = Значение

search-text-any-value = любое значение

search-text-entity = Сущность

search-text-any-entity = любая сущность

search-text-status = Состояние

search-text-any-status = любое состояние

search-text-yes = да

search-text-no = нет

search-text-sort-by = Сортировать

search-text-by-article = статья

search-text-by-before = до

search-text-by-after = после

search-text-sort-by-article = Сортировать по статье

search-text-sort-by-before = Сортировать по словам до

search-text-sort-by-after = Сортировать по словам после

search-text-annotated = аннотировано

search-text-already-annotated = уже аннотировано

search-text-overlaps = пересекается с имеющейся аннотацией этой метки

search-text-changed = статья изменилась

search-text-all-occurrences = Все вхождения…

search-text-all-occurrences-hint = Найти эти слова во всех статьях и аннотировать отмеченные

search-text-tick-all = Отметить все

search-text-annotate-as = Аннотировать как

search-text-assign-entity = Также назначить сущность

search-text-annotate-ticked = Аннотировать отмеченные

search-text-annotate-hint = Это можно отменить одним шагом (Enter)

search-text-tick-hint = Отметить совпадение: Space, все: Ctrl+A

search-message-not-in-article = «{ $typed }» нет в этой статье.

search-message-wrapped-to-top = Поиск продолжен с начала

search-message-wrapped-to-bottom = Поиск продолжен с конца

search-message-several-pieces = Все вхождения нельзя найти для аннотации из нескольких фрагментов.

search-message-choose-words = Выберите аннотацию или выделите слова, чтобы найти все вхождения.

search-message-article-changed = После поиска статья изменилась. Выполните поиск снова.

search-message-nothing-annotated = Ничего не аннотировано

search-message-annotated =
    { $skipped ->
        [0]
            Аннотировано { $annotated ->
                [one] { $annotated } место
                [few] { $annotated } места
               *[many] { $annotated } мест
            } в { $articles ->
                [one] { $articles } статье
                [few] { $articles } статьях
               *[many] { $articles } статьях
            }
       *[other]
            Аннотировано { $annotated ->
                [one] { $annotated } место
                [few] { $annotated } места
               *[many] { $annotated } мест
            } в { $articles ->
                [one] { $articles } статье
                [few] { $articles } статьях
               *[many] { $articles } статьях
            }; пропущено { $skipped }, причина показана в списке
    }

search-message-finder-keys = Enter: выделить · /: далее · ?: назад

search-message-keys-to-annotate = Space: отметить · Ctrl+A: все · Enter: аннотировать это совпадение

search-message-keys-to-tag = Space: отметить · Ctrl+A: все · клавиша метки: аннотировать это совпадение

search-message-annotate-ticked = Enter: аннотировать { $ticked } · Space: отметить · Ctrl+A: все или ни одного

search-message-tag-ticked = клавиша метки: аннотировать { $ticked } · Space: отметить · Ctrl+A: все или ни одного

search-message-found = { $number } из { $count }

search-message-found-wrapped = { $number } из { $count } · по кругу

search-message-found-so-far = пока { $count }

search-message-find-last = Введите фразу или / для «{ $last }»

search-message-field-with-value = { $field }: { $value }

search-message-hit = { $line }, { $place }

search-message-hit-with-facts = { $line }, { $place }, { $facts }

search-message-annotate = Аннотировать { $ticked }

search-message-unreadable = не удалось прочитать { $articles }

search-message-searched =
    { $hits ->
        [one] { $hits } совпадение
        [few] { $hits } совпадения
       *[many] { $hits } совпадений
    } в { $articles ->
        [one] { $articles } статье
        [few] { $articles } статьях
       *[many] { $articles } статьях
    } · просмотрено { $searched } из { $total } статей, { $rate } в секунду

search-message-complete =
    { $annotated ->
        [0]
            { $skipped ->
                [0]
                    { $hits ->
                        [one] { $hits } совпадение
                        [few] { $hits } совпадения
                       *[many] { $hits } совпадений
                    } в { $articles ->
                        [one] { $articles } статье
                        [few] { $articles } статьях
                       *[many] { $articles } статьях
                    }
               *[other]
                    { $hits ->
                        [one] { $hits } совпадение
                        [few] { $hits } совпадения
                       *[many] { $hits } совпадений
                    } в { $articles ->
                        [one] { $articles } статье
                        [few] { $articles } статьях
                       *[many] { $articles } статьях
                    } · пропущено { $skipped }
            }
       *[other]
            { $skipped ->
                [0]
                    { $hits ->
                        [one] { $hits } совпадение
                        [few] { $hits } совпадения
                       *[many] { $hits } совпадений
                    } в { $articles ->
                        [one] { $articles } статье
                        [few] { $articles } статьях
                       *[many] { $articles } статьях
                    } · аннотировано { $annotated }
               *[other]
                    { $hits ->
                        [one] { $hits } совпадение
                        [few] { $hits } совпадения
                       *[many] { $hits } совпадений
                    } в { $articles ->
                        [one] { $articles } статье
                        [few] { $articles } статьях
                       *[many] { $articles } статьях
                    } · аннотировано { $annotated } · пропущено { $skipped }
            }
    }

search-message-cut =
    { $hits ->
        [one] Первое { $hits } совпадение
        [few] Первые { $hits } совпадения
       *[many] Первые { $hits } совпадений
    } в { $articles ->
        [one] { $articles } статье
        [few] { $articles } статьях
       *[many] { $articles } статьях
    }; чтобы увидеть все, ищите что-нибудь более редкое

search-message-stopped =
    { $hits ->
        [one] { $hits } совпадение
        [few] { $hits } совпадения
       *[many] { $hits } совпадений
    } в { $articles ->
        [one] { $articles } статье
        [few] { $articles } статьях
       *[many] { $articles } статьях
    } · остановлено после { $searched } из { $total } статей

search-message-with-ticked = { $found } · отмечено { $ticked }
