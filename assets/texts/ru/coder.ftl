coder-text-title = Кодировщик

coder-message-who-is-coding = Кто кодирует? Этот проект кодируют несколько человек. Ваши аннотации сохраняются в файлах с вашим кодом в имени. Начатое изменение будет внесено, как только вы выберете.

coder-message-who-codes-now = Кто кодирует в этом проекте? Аннотации сохраняются в файлах с кодом кодировщика в имени. Аннотации других не меняются.

coder-message-coder-with-work =
    { $coder } ({ $articles ->
        [one] { $articles } статья
        [few] { $articles } статьи
       *[many] { $articles } статей
    })

coder-message-coder-alone = { $coder }

coder-message-no-coder-with-work =
    Без кодировщика ({ $articles ->
        [one] { $articles } статья
        [few] { $articles } статьи
       *[many] { $articles } статей
    })

coder-message-someone-new = Кто-то новый

coder-message-coder-id = Код кодировщика

coder-message-not-a-code = «{ $typed }» не может быть частью имени файла. Используйте буквы, цифры, - и _, не более 32.

coder-message-reserved-code = «{ $typed }» зарезервировано: так обозначают согласованную версию или окончание имени текста.

coder-message-same-person = «{ $typed }» – это { $coder }: прописные и строчные буквы не различаются.

coder-message-code-as = Кодировать как { $coder }

coder-message-code-without-coder = Кодировать без кодировщика

coder-message-choose = Выбрать

coder-message-explained = Demarche предлагает его в проектах, которые кодируют несколько человек: там программа спрашивает один раз и запоминает ответ. В других проектах он действует со следующего открытия. Кодировщик записывается в новые аннотации и имена их файлов.

coder-message-nameless-offered =
    { $articles ->
        [one] У { $articles } аннотированной статьи нет имени кодировщика. Чья она?
        [few] У { $articles } аннотированных статей нет имени кодировщика. Чьи они?
       *[many] У { $articles } аннотированных статей нет имени кодировщика. Чьи они?
    }

coder-message-show-coders = Выбрать…

coder-message-nameless-explained = Их файлы получат имя кодировщика, выбранного вверху. Ни один файл не перезаписывается, и это можно отменить.

coder-message-give-to = Передать: { $coder }

coder-message-give-to-coder = Передать кодировщику

coder-message-give-back = Отменить

coder-message-giving = Файлы будут переименованы, как только всё сохранится…

coder-message-given =
    { $coder-given ->
        [none]
            Снова без кодировщика: { $articles ->
                [one] { $articles } аннотированная статья
                [few] { $articles } аннотированные статьи
               *[many] { $articles } аннотированных статей
            }.
       *[some]
            Теперь у кодировщика { $coder }: { $articles ->
                [one] { $articles } аннотированная статья
                [few] { $articles } аннотированные статьи
               *[many] { $articles } аннотированных статей
            }.
    }

coder-message-undo-given = Отменить: передача аннотаций без кодировщика, { $coder }

coder-message-gifts-in-the-way =
    { $coder-given ->
        [none]
            { $count ->
                [one] Там снова есть аннотации без кодировщика, поэтому остаётся как есть: { $names }.
                [few] Там снова есть аннотации без кодировщика, поэтому остаются как есть: { $names }.
               *[many] Там снова есть аннотации без кодировщика, поэтому остаются как есть: { $names }.
            }
       *[some]
            { $count ->
                [one] { $coder } уже имеет там аннотации, поэтому остаётся как есть: { $names }.
                [few] { $coder } уже имеет там аннотации, поэтому остаются как есть: { $names }.
               *[many] { $coder } уже имеет там аннотации, поэтому остаются как есть: { $names }.
            }
    }

coder-message-not-given = Аннотации не переименованы: { $article }

coder-message-giving-failed = Ни один файл не переименован, так как не всё удаётся сохранить.

coder-message-codes-as =
    { $coder-given ->
        [none]
            Вы кодируете без кодировщика. С аннотациями без кодировщика: { $articles ->
                [one] { $articles } статья
                [few] { $articles } статьи
               *[many] { $articles } статей
            }.
       *[some]
            Вы кодируете как { $coder }. С аннотациями этого кодировщика: { $articles ->
                [one] { $articles } статья
                [few] { $articles } статьи
               *[many] { $articles } статей
            }.
    }

coder-message-not-now = Сменить кодировщика можно, когда завершится текущая работа.

coder-message-coder = Кодировщик: { $coder }

coder-message-no-coder = Без кодировщика

coder-message-change-coder = Сменить, кто кодирует в этом проекте
