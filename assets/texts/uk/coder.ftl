coder-text-title = Кодувальник

coder-message-who-is-coding = Хто кодує? Цей проєкт кодують кілька людей. Ваші анотації зберігаються у файлах з вашим кодом у назві. Розпочату зміну буде внесено, щойно ви виберете.

coder-message-who-codes-now = Хто кодує в цьому проєкті? Анотації зберігаються у файлах з кодом кодувальника в назві. Анотації інших не змінюються.

coder-message-coder-with-work =
    { $coder } ({ $articles ->
        [one] { $articles } стаття
        [few] { $articles } статті
       *[many] { $articles } статей
    })

coder-message-coder-alone = { $coder }

coder-message-no-coder-with-work =
    Без кодувальника ({ $articles ->
        [one] { $articles } стаття
        [few] { $articles } статті
       *[many] { $articles } статей
    })

coder-message-someone-new = Хтось новий

coder-message-coder-id = Код кодувальника

coder-message-not-a-code = «{ $typed }» не може бути частиною назви файлу. Використовуйте літери, цифри, - і _, щонайбільше 32.

coder-message-reserved-code = «{ $typed }» зарезервовано: так позначають узгоджену версію або закінчення назви тексту.

coder-message-same-person = «{ $typed }» – це { $coder }: великі й малі літери не розрізняються.

coder-message-code-as = Кодувати як { $coder }

coder-message-code-without-coder = Кодувати без кодувальника

coder-message-choose = Вибрати

coder-message-explained = Demarche пропонує його в проєктах, які кодують кілька людей: там програма питає один раз і запам’ятовує відповідь. В інших проєктах він діє з наступного відкриття. Кодувальника записано в нові анотації та назви їхніх файлів.

coder-message-nameless-offered =
    { $articles ->
        [one] { $articles } анотована стаття не має імені кодувальника. Чия вона?
        [few] { $articles } анотовані статті не мають імені кодувальника. Чиї вони?
       *[many] { $articles } анотованих статей не мають імені кодувальника. Чиї вони?
    }

coder-message-show-coders = Вибрати…

coder-message-nameless-explained = Їхні файли отримають ім’я кодувальника, вибраного вгорі. Жоден файл не перезаписується, і це можна скасувати.

coder-message-give-to = Передати: { $coder }

coder-message-give-to-coder = Передати кодувальнику

coder-message-give-back = Скасувати

coder-message-giving = Файли буде перейменовано, щойно все збережеться…

coder-message-given =
    { $coder-given ->
        [none]
            Знову без кодувальника: { $articles ->
                [one] { $articles } анотована стаття
                [few] { $articles } анотовані статті
               *[many] { $articles } анотованих статей
            }.
       *[some]
            Тепер належить кодувальнику { $coder }: { $articles ->
                [one] { $articles } анотована стаття
                [few] { $articles } анотовані статті
               *[many] { $articles } анотованих статей
            }.
    }

coder-message-undo-given = Скасувати: передання анотацій без кодувальника, { $coder }

coder-message-gifts-in-the-way =
    { $coder-given ->
        [none]
            { $count ->
                [one] Там знову є анотації без кодувальника, тому лишається як є: { $names }.
                [few] Там знову є анотації без кодувальника, тому лишаються як є: { $names }.
               *[many] Там знову є анотації без кодувальника, тому лишаються як є: { $names }.
            }
       *[some]
            { $count ->
                [one] { $coder } вже має там анотації, тому лишається як є: { $names }.
                [few] { $coder } вже має там анотації, тому лишаються як є: { $names }.
               *[many] { $coder } вже має там анотації, тому лишаються як є: { $names }.
            }
    }

coder-message-not-given = Анотації не перейменовано: { $article }

coder-message-giving-failed = Жоден файл не перейменовано, бо не все вдається зберегти.

coder-message-codes-as =
    { $coder-given ->
        [none]
            Ви кодуєте без кодувальника. Анотації без кодувальника { $articles ->
                [one] має { $articles } стаття.
                [few] мають { $articles } статті.
               *[many] мають { $articles } статей.
            }
       *[some]
            Ви кодуєте як { $coder }. Анотації цього кодувальника { $articles ->
                [one] має { $articles } стаття.
                [few] мають { $articles } статті.
               *[many] мають { $articles } статей.
            }
    }

coder-message-not-now = Змінити кодувальника можна, коли завершиться поточна робота.

coder-message-coder = Кодувальник: { $coder }

coder-message-no-coder = Без кодувальника

coder-message-change-coder = Змінити, хто кодує в цьому проєкті
