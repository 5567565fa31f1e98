search-text-finder = Виділити введенням

search-text-finder-hint = Введіть вислів або перше…останнє

search-text-previous = Попередній результат

search-text-next = Наступний результат

search-text-searching = Пошук…

search-text-not-found = У цій статті немає

search-text-field = Пошук у всіх статтях

search-text-close = Закрити конкорданс

search-text-close-hint = Закрити (Esc)

search-text-nothing-typed = Введіть слова, щоб шукати в усіх статтях, або виберіть мітку під полем.

search-text-nothing-found = Нічого не знайдено.

search-text-match-case = Регістр

search-text-match-case-hint = Розрізняти великі й малі літери

search-text-whole-words = Цілі слова

search-text-whole-words-hint = Лише цілі слова

search-text-word-forms = Форми слів

search-text-word-forms-hint = Знаходити також множину та інші форми слів

search-text-match-accents = Діакритика

search-text-match-accents-hint = Розрізняти літери з діакритичними знаками та без них

search-text-regex = Regex

search-text-regex-hint = Слова є регулярним виразом, наприклад cease-?fires?

search-text-where = Де

search-text-articles = Статті

search-text-this-article = ця стаття

search-text-all-articles = усі статті

search-text-place = Місце

search-text-anywhere = будь-де

search-text-inside = в анотаціях

search-text-outside = поза анотаціями

search-text-label = Мітка

search-text-any-label = будь-яка мітка

search-text-value = Значення

search-text-any-value = будь-яке значення

search-text-entity = Сутність

search-text-any-entity = будь-яка сутність

search-text-status = Стан

search-text-any-status = будь-який стан

search-text-yes = так

search-text-no = ні

search-text-sort-by = Сортувати

search-text-by-article = стаття

search-text-by-before = до

search-text-by-after = після

search-text-sort-by-article = Сортувати за статтею

search-text-sort-by-before = Сортувати за словами до

search-text-sort-by-after = Сортувати за словами після

search-text-annotated = анотовано

search-text-already-annotated = уже анотовано

search-text-overlaps = перетинається з наявною анотацією цієї мітки

search-text-changed = стаття змінилася

search-text-all-occurrences = Усі входження…

search-text-all-occurrences-hint = Знайти ці слова в усіх статтях і анотувати відмічені

search-text-tick-all = Відмітити всі

search-text-annotate-as = Анотувати як

search-text-assign-entity = Також призначити сутність

search-text-annotate-ticked = Анотувати відмічені

search-text-annotate-hint = Це можна скасувати одним кроком (Enter)

search-text-tick-hint = Відмітити збіг: Space, усі: Ctrl+A

search-message-not-in-article = «{ $typed }» немає в цій статті.

search-message-wrapped-to-top = Пошук продовжено з початку

search-message-wrapped-to-bottom = Пошук продовжено з кінця

search-message-several-pieces = Усі входження не можна знайти для анотації з кількома фрагментами.

search-message-choose-words = Виберіть анотацію або виділіть слова, щоб знайти всі входження.

search-message-article-changed = Після пошуку стаття змінилася. Виконайте пошук знову.

search-message-nothing-annotated = Нічого не анотовано

search-message-annotated =
    { $skipped ->
        [0]
            Анотовано { $annotated ->
                [one] { $annotated } місце
                [few] { $annotated } місця
               *[many] { $annotated } місць
            } у { $articles ->
                [one] { $articles } статті
                [few] { $articles } статтях
               *[many] { $articles } статтях
            }
       *[other]
            Анотовано { $annotated ->
                [one] { $annotated } місце
                [few] { $annotated } місця
               *[many] { $annotated } місць
            } у { $articles ->
                [one] { $articles } статті
                [few] { $articles } статтях
               *[many] { $articles } статтях
            }; пропущено { $skipped }, причину показано у списку
    }

search-message-finder-keys = Enter: виділити · /: далі · ?: назад

search-message-keys-to-annotate = Space: відмітити · Ctrl+A: усі · Enter: анотувати цей збіг

search-message-keys-to-tag = Space: відмітити · Ctrl+A: усі · клавіша мітки: анотувати цей збіг

search-message-annotate-ticked = Enter: анотувати { $ticked } · Space: відмітити · Ctrl+A: усі або жодного

search-message-tag-ticked = клавіша мітки: анотувати { $ticked } · Space: відмітити · Ctrl+A: усі або жодного

search-message-found = { $number } з { $count }

search-message-found-wrapped = { $number } з { $count } · по колу

search-message-found-so-far = поки що { $count }

search-message-find-last = Введіть вислів або / для «{ $last }»

search-message-field-with-value = { $field }: { $value }

search-message-hit = { $line }, { $place }

search-message-hit-with-facts = { $line }, { $place }, { $facts }

search-message-annotate = Анотувати { $ticked }

search-message-unreadable = не вдалося прочитати { $articles }

search-message-searched =
    { $hits ->
        [one] { $hits } збіг
        [few] { $hits } збіги
       *[many] { $hits } збігів
    } у { $articles ->
        [one] { $articles } статті
        [few] { $articles } статтях
       *[many] { $articles } статтях
    } · переглянуто { $searched } з { $total } статей, { $rate } за секунду

search-message-complete =
    { $annotated ->
        [0]
            { $skipped ->
                [0]
                    { $hits ->
                        [one] { $hits } збіг
                        [few] { $hits } збіги
                       *[many] { $hits } збігів
                    } у { $articles ->
                        [one] { $articles } статті
                        [few] { $articles } статтях
                       *[many] { $articles } статтях
                    }
               *[other]
                    { $hits ->
                        [one] { $hits } збіг
                        [few] { $hits } збіги
                       *[many] { $hits } збігів
                    } у { $articles ->
                        [one] { $articles } статті
                        [few] { $articles } статтях
                       *[many] { $articles } статтях
                    } · пропущено { $skipped }
            }
       *[other]
            { $skipped ->
                [0]
                    { $hits ->
                        [one] { $hits } збіг
                        [few] { $hits } збіги
                       *[many] { $hits } збігів
                    } у { $articles ->
                        [one] { $articles } статті
                        [few] { $articles } статтях
                       *[many] { $articles } статтях
                    } · анотовано { $annotated }
               *[other]
                    { $hits ->
                        [one] { $hits } збіг
                        [few] { $hits } збіги
                       *[many] { $hits } збігів
                    } у { $articles ->
                        [one] { $articles } статті
                        [few] { $articles } статтях
                       *[many] { $articles } статтях
                    } · анотовано { $annotated } · пропущено { $skipped }
            }
    }

search-message-cut =
    { $hits ->
        [one] Перший { $hits } збіг
        [few] Перші { $hits } збіги
       *[many] Перші { $hits } збігів
    } у { $articles ->
        [one] { $articles } статті
        [few] { $articles } статтях
       *[many] { $articles } статтях
    }; щоб побачити всі, шукайте щось рідкісніше

search-message-stopped =
    { $hits ->
        [one] { $hits } збіг
        [few] { $hits } збіги
       *[many] { $hits } збігів
    } у { $articles ->
        [one] { $articles } статті
        [few] { $articles } статтях
       *[many] { $articles } статтях
    } · зупинено після { $searched } з { $total } статей

search-message-with-ticked = { $found } · відмічено { $ticked }
