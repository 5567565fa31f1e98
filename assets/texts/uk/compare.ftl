compare-message-decision-in-conflict = Рішення узгодженої версії

compare-message-version-taken = Взято версію: { $coder }

compare-message-nobody-taken = Не взято нічиєї версії

compare-message-decided-by = Рішення: { $coder }

compare-text-title = Порівняння кодувальників

compare-text-close = Закрити

compare-text-decided = Вирішені

compare-text-hide-names = Приховати імена

compare-text-hide-names-tip = Кодувальники називаються 1, 2, 3 у порядку, який нічого про них не каже

compare-text-all-lanes = Усі доріжки

compare-text-all-lanes-tip = Що має кожен кодувальник, під кожним рядком. Клавіша: L

compare-text-all = Усі

compare-text-open = Відкриті

compare-text-borders = Межі

compare-text-values = Значення

compare-text-label = Мітка

compare-text-only-some = Не в усіх

compare-text-links = Зв’язки

compare-text-fields = Поля

compare-text-any-label = Усі мітки

compare-text-filter-label = Мітка розбіжностей

compare-text-any-coder = Усі кодувальники

compare-text-filter-coder = Кодувальник з окремою думкою

compare-text-state-open = відкрито

compare-text-state-reopened = знову відкрито: кодувальник це змінив

compare-text-state-decided = вирішено

compare-text-edited = змінено вручну

compare-text-agreed-layer = Збігається в усіх

compare-text-open-layer = Відкрита розбіжність

compare-text-value = Значення

compare-text-taken = Узгоджено

compare-text-entity = Сутність

compare-text-whole = Значення поля

compare-text-nothing = тут нічого

compare-text-has-link = має цей зв’язок

compare-text-empty = порожньо

compare-text-not-asked = –

compare-text-no-differences = Кодувальники в усьому згодні.

compare-text-none-in-filter = Розбіжностей цього виду немає.

compare-text-nobody = Нічия

compare-text-open-again = Знову відкрити

compare-text-proposal = Взяти пропозицію

compare-text-take-proposals = Взяти всі пропозиції…

compare-text-proposals-title = Взяти всі пропозиції

compare-text-take-them = Взяти їх

compare-text-take-agreed = Взяти те, в чому всі згодні

compare-text-note = Примітка

compare-text-note-hint = Чому вирішено саме так

compare-text-memos = Нотатки

compare-text-report-title = Види розбіжностей

compare-text-counting = Порівняння всіх статей

compare-text-nothing-compared = Немає статті, яку анотували двоє кодувальників. Для порівняння потрібні два кодування одного тексту.

compare-text-label-table = Мітки

compare-text-value-table = Значення

compare-text-border-table = Межі

compare-text-choose-cell = Виберіть число, щоб побачити приклади.

compare-text-add-example = Додати до прикладів

compare-text-add-example-tip = Додає взяте разом із відкинутим до прикладів мітки в книзі кодів

compare-text-add-rule = Зробити примітку правилом

compare-text-add-rule-tip = Додає примітку до інструкції книги кодів, а номер правила – до рішення

compare-text-keys = 1–9: взяти версію кодувальника · Y: пропозиція · X: нічия · 0: знову відкрити · N, P: наступна, попередня відкрита · Shift+Y: усі пропозиції · Enter: значення · L: усі доріжки · G: інший кінець · M: примітка · Esc: закрити

compare-text-card-keys = Стрілки: вибрати значення · 1–9: взяти від кодувальника · X: порожньо · 0: знову відкрити · Esc: назад

comparing-message-needs-two =
    { $coders-given ->
        [none] Цю статтю ще ніхто не анотував. Для порівняння потрібні двоє кодувальників.
       *[some]
            { $count ->
                [one]
                    { $only-given ->
                        [none] Цю статтю анотував лише кодувальник без імені. Для порівняння потрібні двоє кодувальників.
                       *[some] Цю статтю анотує лише { $only }. Для порівняння потрібні двоє кодувальників.
                    }
                [few] Для порівняння потрібні двоє кодувальників, які анотували цю статтю: { $names }.
               *[many] Для порівняння потрібні двоє кодувальників, які анотували цю статтю: { $names }.
            }
    }

comparing-message-blind = project.json не вдається прочитати; раунд може бути сліпим, тому анотації інших залишаються закритими. Виправте project.json і знову відкрийте проєкт.

comparing-message-texts-differ = Анотації, що належать до іншої версії тексту: { $coder }. Відкрийте статтю як цей кодувальник і спершу перевірте їх.

comparing-message-not-done = Ще не позначили статтю як готову: { $coders }. Їхні зміни знову відкривають рішення.

comparing-message-some-not-done = Деякі кодувальники не позначили статтю як готову. Їхні зміни знову відкривають рішення.

comparing-message-counted =
    { $article } · { $differences ->
        [one] { $differences } розбіжність
        [few] { $differences } розбіжності
       *[many] { $differences } розбіжностей
    }, відкритих { $open }

comparing-message-coder = { $number } { $coder }

comparing-message-no-code = { $number } (без коду)

comparing-message-unnamed = { $number }

comparing-message-filter = { $name } { $count }

comparing-message-words = { $label }: «{ $words }»

comparing-message-link = «{ $from }» { $relation } «{ $to }»

comparing-message-field = Поле: { $name }

comparing-message-heading = { $kind } · { $number } з { $count }

comparing-message-lacking = – { $words }

comparing-message-version =
    { $is_taken ->
        [false] { $coders }: { $lines }
       *[true] { $coders }: { $lines }, взято
    }

comparing-message-lane = Взяти версію { $coder }: { $lines }

comparing-message-at-hand = { $number } з { $count }: { $kind }: { $versions }; { $state }

comparing-message-took = Взято: { $coder }

comparing-message-took-nobody = Не взято нічиєї

comparing-message-took-proposal = Взято пропозицію

comparing-message-opened-again = Знову відкрито

comparing-message-row = { $words }, { $kind }, { $state }

comparing-message-cell = { $name }, { $coder }: { $value }

comparing-message-memo = { $coder }: { $memo }

comparing-message-proposals = Більшість кодувальників згодна щодо відкритих розбіжностей: { $count } з { $open }. Взяти їх?

comparing-message-proposed =
    { $taken } ({ $coders ->
        [one] { $coders } кодувальник
        [few] { $coders } кодувальники
       *[many] { $coders } кодувальників
    })

comparing-message-proposed-value = { $name }: { $value }

comparing-message-more = і ще { $count }

comparing-message-no-proposals = Для жодної з них немає більшості: вирішуйте по одній.

comparing-message-no-majority = Немає більшості: натисніть номер кодувальника.

comparing-message-no-such-coder = Кодувальників: { $coders }. Натисніть один з їхніх номерів.

comparing-message-no-values = Тут немає значень для вибору.

comparing-message-no-other-open = У списку більше немає відкритих розбіжностей.

comparing-message-all-decided = Усі розбіжності цієї статті вирішено.

comparing-message-still-open =
    Залишилося: { $open ->
        [one] { $open } відкрита розбіжність
        [few] { $open } відкриті розбіжності
       *[many] { $open } відкритих розбіжностей
    }. Натисніть клавішу ще раз, щоб позначити узгоджену версію як готову.

comparing-message-all-compared = Більше немає статей, кодувальників яких слід порівняти.

comparing-message-first-decide = Спершу вирішіть розбіжність: примітка належить до рішення.

comparing-message-not-decided = Не вдалося прийняти рішення

comparing-message-compared-articles =
    Порівняно: { $count ->
        [one] { $count } стаття
        [few] { $count } статті
       *[many] { $count } статей
    }

comparing-message-unread =
    { $count ->
        [one] Не вдалося прочитати { $count } кодування: { $why }
        [few] Не вдалося прочитати { $count } кодування, перше з них: { $why }
       *[many] Не вдалося прочитати { $count } кодувань, перше з них: { $why }
    }

comparing-message-value-of = { $label }: { $attribute }

comparing-message-border-count =
    { $is_start ->
        [false]
            { $words-given ->
                [none] { $label }: більше слів у кінці, { $count } з { $all }
               *[some] { $label }: «{ $words }» у кінці, { $count } з { $all }
            }
       *[true]
            { $words-given ->
                [none] { $label }: більше слів на початку, { $count } з { $all }
               *[some] { $label }: «{ $words }» на початку, { $count } з { $all }
            }
    }

comparing-message-confused = { $one } і { $other }: { $count }

comparing-message-reading-of =
    { $is_taken ->
        [false] { $coder }: { $reading }
       *[true] { $coder }: { $reading } (взято)
    }

comparing-message-compare-here = Порівняти тут кодувальників: { $article }

comparing-message-noted =
    { $rule-given ->
        [none] Примітка: { $note }
       *[some] Примітка: { $note } (правило { $rule })
    }

comparing-message-example-of =
    { $wrong-given ->
        [none] «{ $right }»
       *[some] «{ $right }», не «{ $wrong }»
    }

comparing-message-example-added = Додано до прикладів мітки { $label }. Тепер версія книги кодів: { $version }.

comparing-message-example-there = Цей приклад уже є в книзі кодів.

comparing-message-no-example = Прикладом може бути лише взяте з анотацій кодувальника.

comparing-message-note-first = Спершу напишіть примітку: вона стане правилом.

comparing-message-rule-added = Примітка стала правилом { $number } інструкції.
