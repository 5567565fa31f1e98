team-text-title = Група

team-text-hand-in-title = Прийом пакета

team-text-open-title = Відкрити для порівняння

team-text-compared-title = Уже порівняно

team-text-change-coder = Змінити…

team-text-coders = Кодувальники

team-text-code = Код

team-text-name = Ім’я

team-text-again = Кодує повторно як

team-text-first-time = ніхто: перший раз

team-text-add-coder = Додати кодувальника

team-text-coders-explained = Код записано в назвах файлів; ім’я можна не вказувати. Щоб побачити, наскільки стабільні кодування, людина кодує вдруге під іншим кодом.

team-text-no-coders = Кодувальників ще немає. Додайте людей, які кодують цей проєкт.

team-text-rounds = Раунди

team-text-no-rounds = Раундів ще немає. Раунд визначає, хто які статті кодує: він розподіляє їх за зерном, тож жеребкування можна повторити.

team-text-new-round = Новий раунд…

team-text-deal-more = Розподілити ще статті…

team-text-open-round = Відкрити раунд…

team-text-hand-out = Видати…

team-text-hand-out-all = Видати всім…

team-text-hand-in = Прийняти…

team-text-coder = Кодувальник

team-text-assigned = Призначено

team-text-begun = Розпочато

team-text-done = Готово

team-text-compared = Порівняно

team-text-missing = Бракує

team-text-reading-progress = Читання поступу всіх кодувальників…

team-text-hidden = Ви кодуєте в сліпому раунді: інших кодувальників та їхній поступ тут не показано.

team-text-show-all = Показати всю групу

team-text-first-round = pilot

team-text-round-name = Назва раунду

team-text-who = Хто кодує

team-text-which = Які статті

team-text-all-articles = Усі статті

team-text-listed-articles = Ті, що у списку

team-text-with-status = Ті, що мають стан

team-text-per-article = Кодувальників на статтю

team-text-overlap = Відсоток статей, які кодують кілька

team-text-seed = Зерно жеребкування

team-text-by-words = Вирівнювати за словами, а не за статтями

team-text-blind = Сліпий: кодувальники не бачать роботи одне одного, доки раунд не відкрито

team-text-blind-explained = Файли лежать у цій теці, і їх може прочитати кожен, хто відкриє їх в іншій програмі. Щоб мати певність, видайте кожному кодувальнику пакет.

team-text-entities-shared = Список сутностей спільний: що сутність існує, бачать усі.

team-text-preview = Переглянути

team-text-dealing = Розподіл…

team-text-articles = Статті

team-text-words = Слова

team-text-shared = Спільні статті двох кодувальників

team-text-back = Назад

team-text-open-question = Відкрити раунд?

team-text-open-explained = Відтепер його кодувальники бачать анотації одне одного та узгоджену версію. Те, що вони змінять пізніше, вже не буде незалежним. Буде записано, хто й коли відкрив раунд; скасувати це не можна.

team-text-open-it = Відкрити раунд

team-text-stay-blind = Залишити сліпим

team-text-reading-package = Читання пакета…

team-text-writing-package = Запис…

team-text-no-package = Виберіть пакет, що повернувся, або перетягніть його у вікно.

team-text-choose-package = Вибрати пакет…

team-text-choose-folder = Вибрати теку…

team-text-choose-hand-out = Куди видати

team-text-round-times = Скоротити час анотацій до дня

team-text-new-articles = Додати тексти, яких не було видано, як нові статті

team-text-changed = Що змінилося після видачі

team-text-nothing-changed = Після видачі нічого не змінилося.

team-text-not-taken = Не прийнято

team-text-codebook-differs = Книга кодів відрізняється. Її не прийнято.

team-text-packages = Пакети

team-text-open-article = Відкрити й порівняти

team-text-not-now = Не зараз

team-text-checking-done = Перевірка, у кого готово…

team-text-change-it = Змінити

team-text-leave-it = Залишити як є

team-message-coders =
    { $count ->
        [one] { $count } кодувальник
        [few] { $count } кодувальники
       *[many] { $count } кодувальників
    }: { $names }

team-message-you = Ви кодуєте як { $coder }.

team-message-you-are-nobody = Ви кодуєте без коду. Для раундів потрібно знати, хто що робить.

team-message-name-of = Ім’я: { $coder }

team-message-again-as = повторно: { $coder }

team-message-known-coder = { $coder } вже є серед кодувальників.

team-message-round-open = { $round }: не сліпий

team-message-round-blind = { $round }: сліпий

team-message-round-opened = { $round }: відкрито, { $by }, { $day }

team-message-round-facts =
    { $codebook-given ->
        [none]
            зерно { $seed } · { $overlap } % статей отримують { $per_article ->
                [one] { $per_article } кодувальник
                [few] { $per_article } кодувальники
               *[many] { $per_article } кодувальників
            }
       *[some]
            книга кодів { $codebook } · зерно { $seed } · { $overlap } % статей отримують { $per_article ->
                [one] { $per_article } кодувальник
                [few] { $per_article } кодувальники
               *[many] { $per_article } кодувальників
            }
    }

team-message-compared-count = Порівняно статей: { $compared } з { $articles }

team-message-own-round =
    Ваших: { $assigned ->
        [one] { $assigned } стаття
        [few] { $assigned } статті
       *[many] { $assigned } статей
    }, готово { $done }

team-message-hand-out-to = Видати { $round }: { $coder }

team-message-of-round = { $action } { $round }

team-message-all-articles = Усі статті ({ $count })

team-message-listed-articles =
    { $filter-given ->
        [none] Ті, що у списку ({ $count })
       *[some] Ті, що у списку ({ $count }): { $filter }
    }

team-message-left-out-dealt =
    { $count ->
        [one] { $count } статтю вже розподілено в цьому раунді, вона залишається як є.
        [few] { $count } статті вже розподілено в цьому раунді, вони залишаються як є.
       *[many] { $count } статей уже розподілено в цьому раунді, вони залишаються як є.
    }

team-message-left-out-claimed =
    { $count ->
        [one] { $count } статтю пропущено: її має один із цих кодувальників в іншому раунді.
        [few] { $count } статті пропущено: їх має один із цих кодувальників в іншому раунді.
       *[many] { $count } статей пропущено: їх має один із цих кодувальників в іншому раунді.
    }

team-message-proposed-round = round-{ $number }

team-message-deal-of =
    Розподілити { $articles ->
        [one] { $articles } статтю
        [few] { $articles } статті
       *[many] { $articles } статей
    }

team-message-nothing-to-deal = Не залишилося статей для розподілу. Виберіть інші статті або інших кодувальників.

team-message-choose-coders = Виберіть, хто кодує.

team-message-name-the-round = Дайте раунду назву.

team-message-not-a-round-name = Назва раунду складається з літер, цифр, - і _.

team-message-round-exists = Раунд із такою назвою вже є. Виберіть іншу або розподіліть ще статті в тому раунді.

team-message-pair = { $one } і { $other }

team-message-words-unknown = Слова деяких статей ще рахуються.

team-message-cannot-deal = Розподілити не можна: { $why }.

team-message-step-coder-added = додавання кодувальника { $coder }

team-message-step-coder-named = ім’я кодувальника { $coder }

team-message-step-dealt =
    розподіл у раунді { $round }: { $articles ->
        [one] { $articles } стаття
        [few] { $articles } статті
       *[many] { $articles } статей
    }

team-message-step-handed-in = прийняття роботи кодувальника { $coder }

team-message-step-articles-followed = нові назви в раундах: { $articles }

team-message-undo = Скасувати: { $step }

team-message-redo = Повторити: { $step }

team-message-undone = Скасовано: { $step }.

team-message-redone = Повторено: { $step }.

team-message-dealt =
    Розподілено в раунді { $round }: { $articles ->
        [one] { $articles } стаття
        [few] { $articles } статті
       *[many] { $articles } статей
    }.

team-message-round-is-open = Раунд { $round } відкрито: його кодувальники бачать роботу одне одного.

team-message-not-saved = Групу не змінено

team-message-not-taken-back = Це не вдалося скасувати

team-message-not-handed-out = Нічого не видано

team-message-not-handed-in = Пакет не прийнято

team-message-stayed = Це відтоді змінилося й залишається як є: { $files }.

team-message-handed-out = Видано ({ $coders }): { $folder }

team-message-handing-out = Пакування { $done } з { $all }…

team-message-waits-for-saving = Продовжиться, щойно все буде збережено…

team-message-hand-in-of =
    Прийняти { $files ->
        [one] { $files } файл
        [few] { $files } файли
       *[many] { $files } файлів
    }

team-message-package-of = { $coder }, раунд { $round }: готово { $done }, розпочато { $begun }, не розпочато { $untouched }

team-message-unknown-round = У цьому проєкті немає раунду «{ $round }». Можливо, пакет належить до іншого проєкту.

team-message-not-of-round = У раунді { $round } кодувальнику «{ $coder }» нічого не призначено. Можливо, пакет належить до іншого проєкту.

team-message-changed-article = { $article }: анотацій при видачі { $before }, зараз { $after }

team-message-other-text = { $article }: текст відрізняється. Анотації переходять туди, де їхні слова стоять у тексті проєкту.

team-message-new-text = { $article }: не було видано

team-message-new-entities = Нових або змінених сутностей: { $count }

team-message-refused = { $file }: { $why }

team-message-handed-in =
    Роботу кодувальника { $coder } прийнято: { $files ->
        [one] { $files } файл
        [few] { $files } файли
       *[many] { $files } файлів
    }.

team-message-open-for-comparing = Сліпий раунд: { $rounds }. Порівняння покаже вам, що всі анотували у статті { $article }, і буде записано, що ви порівняли цю статтю: відтоді зміни кодувальника в ній зазначаються.

team-message-not-done = Ще не готово: { $coders }. Їхні пізніші зміни знову відкривають рішення.

team-message-all-done = Усі її кодувальники завершили.

team-message-others-stay-blind = Інші статті раунду залишаються для вас закритими.

team-message-finish-first = Ви самі кодуєте цю статтю в сліпому раунді: { $article }. Перш ніж порівнювати, позначте її як готову.

team-message-who-compares = Буде записано, хто порівнює: спершу вкажіть, хто ви.

team-message-compared-by =
    { $decisions ->
        [0] Цю статтю вже порівняно ({ $by }, { $day }). Ваша зміна може знову відкрити розбіжності, і її буде зазначено.
       *[other]
            Цю статтю вже порівняно ({ $by }, { $day }). Ваша зміна знову відкриє { $decisions ->
                [one] { $decisions } рішення
                [few] { $decisions } рішення
               *[many] { $decisions } рішень
            }, і її буде зазначено.
    }

team-message-compared-by-you =
    { $decisions ->
        [0] Ви вже порівняли цю статтю ({ $day }). Ваша зміна може знову відкрити розбіжності, і її буде зазначено.
       *[other]
            Ви вже порівняли цю статтю ({ $day }). Ваша зміна знову відкриє { $decisions ->
                [one] { $decisions } рішення
                [few] { $decisions } рішення
               *[many] { $decisions } рішень
            }, і її буде зазначено.
    }

team-message-plan-faults =
    { $count ->
        [one] project.json: { $first }
        [few] project.json має { $count } помилки, перша: { $first }. Усі перелічує «demarche check».
       *[many] project.json має { $count } помилок, перша: { $first }. Усі перелічує «demarche check».
    }

team-message-named-coder = { $coder } ({ $name })

team-message-assigned-to-me = Призначено мені

team-message-differing = Порівняння кодувальників для фільтра…
