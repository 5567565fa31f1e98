file-text-copy-annotations = Сохранить копию аннотаций

file-text-copy-fields = Сохранить копию полей

file-text-copy-entities = Сохранить копию сущностей

file-text-copy-codebook = Сохранить копию книги кодов

file-text-open-folder = Открыть папку статей

file-text-open-articles = Открыть статьи

file-text-articles = Статьи

file-text-moved-title = Похоже, этот проект перемещён

file-text-restore-history = Восстановить историю

file-text-start-without-history = Начать без неё

file-text-unsaved-title = Некоторые аннотации не сохранены

file-text-leave-unsaved = Выйти без сохранения

file-text-stay = Остаться

file-text-save-copy = Сохранить копию…

file-message-not-opened = Это не удаётся открыть

file-message-check-path = { $problem }; проверьте, есть ли это на месте и вправе ли вы читать: { $path }

file-message-shared-unreadable = { $problem }; файл оставлен как есть, исправьте его или переместите: { $path }

file-message-not-written = Файл не записан

file-message-copy-saved = Аннотации скопированы: { $path }

file-message-fields-copy-saved = Поля скопированы: { $path }

file-message-entities-copy-saved = Сущности скопированы: { $path }

file-message-codebook-copy-saved = Книга кодов скопирована: { $path }

file-message-codebook-exported = Книга кодов экспортирована: { $path }

file-message-losses-saved = Список сохранён: { $path }

file-message-report-saved = Отчёт сохранён: { $path }

file-message-folder-not-shown = Папку не удалось открыть. Вот она: { $path }

file-message-log-folder = Папку протокола не удалось открыть: { $path }

file-message-project-moved = Этот проект перемещён, раньше он был здесь: { $from }. История его изменений восстановлена.

file-message-problem = { $problem }

file-message-more-problems = Пропущено файлов или папок: ещё { $count }; их перечисляет «demarche check».

file-message-two-versions-in-codebook = Слияние оставило две версии чего-то в книге кодов. Ctrl+M показывает обе для выбора.

file-message-two-versions-in-entities = Слияние оставило две версии чего-то в сущностях. Ctrl+M показывает обе для выбора.

file-message-two-versions = { $article }: слияние оставило две версии некоторых аннотаций. Ctrl+M показывает обе для выбора.

file-message-two-versions-of-fields = { $article }: слияние оставило две версии некоторых полей. Ctrl+M показывает обе для выбора.

file-message-article-problem = { $article }: { $problem }

file-message-more-article-problems =
    { $article }: ещё { $count ->
        [one] { $count } проблема
        [few] { $count } проблемы
       *[many] { $count } проблем
    }; их перечисляет «demarche check».

file-message-not-saved = Не сохранено: { $article }

file-message-fields-not-saved = Поля статьи не сохранены: { $article }

file-message-codebook-not-saved = Книга кодов не сохранена

file-message-entities-not-saved = Сущности не сохранены

file-message-fields-unreadable = { $article }: поля статьи не удаётся прочитать

file-message-codebook-unreadable = Книгу кодов не удаётся прочитать

file-message-entities-unreadable = Сущности не удаётся прочитать

file-message-left-as-it-is = { $problem }; файл оставлен как есть, исправьте его или переместите: { $path }

file-message-written-for-other-text = другая программа записала аннотации к другой версии статьи; ничего не перезаписано. Сохраните копию своих (меню «Файл»), затем снова откройте проект

file-message-conflicts = другая программа изменила те же аннотации или поля ({ $count }); ничего не перезаписано. Ctrl+M показывает обе версии для выбора

file-message-field-conflicts = другая программа изменила те же поля ({ $count }); ничего не перезаписано. Ctrl+M показывает обе версии для выбора

file-message-entity-conflicts = другая программа изменила те же сущности ({ $count }); ничего не перезаписано. Ctrl+M показывает обе версии для выбора

file-message-codebook-conflicts = другая программа изменила те же записи ({ $count }); ничего не перезаписано. Ctrl+M показывает обе версии для выбора

file-message-no-conflicts = В этой статье нет конфликтов.

file-message-conflict-resolved = Конфликт разрешён

file-message-without-values =
    { $names-given ->
        [none] Отличается подробностями, которые здесь не показаны
       *[some] Без этих значений: { $names }
    }

file-message-not-resolved = Это не удалось разрешить

file-message-annotations-deleted =
    { $at_once ->
        [false]
            { $article }: другая программа удалила файл, в котором { $count ->
                [one] { $count } аннотация
                [few] { $count } аннотации
               *[many] { $count } аннотаций
            }. Demarche запишет то, что здесь открыто, с вашим следующим изменением. Ctrl+Shift+B записывает это сейчас.
       *[true]
            { $article }: другая программа удалила файл, в котором { $count ->
                [one] { $count } аннотация
                [few] { $count } аннотации
               *[many] { $count } аннотаций
            }. Demarche снова записывает то, что здесь открыто.
    }

file-message-fields-deleted =
    { $at_once ->
        [false] { $article }: другая программа удалила поля. Demarche запишет то, что здесь открыто, с вашим следующим изменением.
       *[true] { $article }: другая программа удалила поля. Demarche снова записывает то, что здесь открыто.
    }

file-message-codebook-deleted =
    { $at_once ->
        [false] Другая программа удалила книгу кодов. Demarche запишет то, что здесь открыто, с вашим следующим изменением.
       *[true] Другая программа удалила книгу кодов. Demarche снова записывает то, что здесь открыто.
    }

file-message-entities-deleted =
    { $at_once ->
        [false] Другая программа удалила сущности. Demarche запишет то, что здесь открыто, с вашим следующим изменением.
       *[true] Другая программа удалила сущности. Demarche снова записывает то, что здесь открыто.
    }

file-message-changes-taken-in = { $article }: Demarche загрузила изменения из другой программы.

file-message-fields-taken-in = { $article }: Demarche загрузила поля, которые изменила другая программа.

file-message-codebook-changes-taken-in = Другая программа изменила книгу кодов; Demarche загрузила изменения.

file-message-annotations-changed = { $article }: аннотации изменила другая программа

file-message-article-removed = Другая программа удалила статью: { $article }. Открытое здесь хранится, пока вы не выйдете из статьи и всё не будет сохранено.

file-message-new-articles =
    { $count ->
        [one] В список добавлена { $count } новая статья.
        [few] В список добавлены { $count } новые статьи.
       *[many] В список добавлено { $count } новых статей.
    }

file-message-text-changed-while-unsaved = Другая программа изменила текст статьи с несохранёнными аннотациями. Вы видите старый текст, пока они не сохранены.

file-message-changed-text-unreadable = { $article }: изменённый текст не удаётся прочитать; вы видите старый

file-message-text-changed = { $article }: другая программа изменила текст. Прежние действия больше нельзя отменить.

file-message-no-sync = Этот диск или общая папка не подтверждает, что файлы записаны: из-за сбоя питания последние изменения могут пропасть. Храните копию в другом месте: { $folder }

file-message-no-safe-new-file = Этот диск или общая папка не может одним шагом поместить готовый файл на свободное место. Если работа Demarche прервётся именно тогда, останется пустой файл: { $folder }

file-message-no-safe-replace = Этот диск или общая папка не может заменить файл одним шагом: на мгновение файла нет. Если работа Demarche прервётся именно тогда, следующий запуск вернёт старый: { $folder }

file-message-no-permissions = На этом диске или в общей папке нельзя задать права доступа. Проверьте, могут ли ваши коллеги по-прежнему читать сохранённое: { $folder }

file-message-owner-not-kept = При сохранении файла не удалось оставить его владельца, группу или список доступа. Проверьте, могут ли ваши коллеги по-прежнему читать и менять файлы: { $folder }

file-message-no-locks = На этом диске или в общей папке нет блокировок. Не сохраняйте одну статью в двух окнах одновременно: { $folder }

file-message-stalled =
    { $others ->
        [0] Диск или сеть не отвечает: идёт ожидание файла { $file }. Можно работать дальше: ваши изменения хранятся здесь и будут записаны, когда придёт ответ. «Сохранить копию…» в меню «Файл» записывает их в другое место.
       *[other] Диск или сеть не отвечает: идёт ожидание файла { $file } и ещё { $others }. Можно работать дальше: ваши изменения хранятся здесь и будут записаны, когда придёт ответ. «Сохранить копию…» в меню «Файл» записывает их в другое место.
    }

file-message-seems-moved = Его файлы – от проекта, которого больше нет на прежнем месте: { $from }. Восстановить здесь историю его изменений и несохранённые изменения?

file-message-unsaved-on-leaving =
    { $is_stalled ->
        [false]
            { $is_journaled ->
                [false] Их не удалось записать в файл. Если выйти сейчас, они пропадут. Освободите место или исправьте права доступа и попробуйте снова либо сохраните копию в другом месте.
               *[true] Их не удалось записать в файл. Они есть в журнале: Demarche восстановит их, когда вы снова откроете проект на этом компьютере. Освободите место или исправьте права доступа и попробуйте снова либо сохраните копию в другом месте.
            }
       *[true]
            { $is_journaled ->
                [false] Их диск или сеть не отвечает. Если выйти сейчас, они пропадут. Подождите и попробуйте снова либо сохраните копию в другом месте.
               *[true] Их диск или сеть не отвечает. Они есть в журнале: Demarche восстановит их, когда вы снова откроете проект на этом компьютере. Подождите и попробуйте снова либо сохраните копию в другом месте.
            }
    }

file-message-conflicts-explained = Две программы изменили: { $name }. Выберите версию (←: моя, →: их, Shift: все). Ничего не будет сохранено, пока вы не подтвердите.

file-message-save-choices = Сохранить выбор

file-message-enter-saves = Enter: сохранить выбор

file-message-left-to-choose = Осталось выбрать: { $count }.

file-message-mine = Моя

file-message-theirs = Их
