file-text-copy-annotations = Зберегти копію анотацій

file-text-copy-fields = Зберегти копію полів

file-text-copy-entities = Зберегти копію сутностей

file-text-copy-codebook = Зберегти копію книги кодів

file-text-open-folder = Відкрити теку статей

file-text-open-articles = Відкрити статті

file-text-articles = Статті

file-text-moved-title = Схоже, цей проєкт переміщено

file-text-restore-history = Відновити історію

file-text-start-without-history = Почати без неї

file-text-unsaved-title = Деякі анотації не збережено

file-text-leave-unsaved = Вийти без збереження

file-text-stay = Залишитися

file-text-save-copy = Зберегти копію…

file-message-not-opened = Це не вдається відкрити

file-message-check-path = { $problem }; перевірте, чи воно є на місці та чи маєте ви право читати: { $path }

file-message-shared-unreadable = { $problem }; файл залишено як є, виправте його або перемістіть: { $path }

file-message-not-written = Файл не записано

file-message-copy-saved = Анотації скопійовано: { $path }

file-message-fields-copy-saved = Поля скопійовано: { $path }

file-message-entities-copy-saved = Сутності скопійовано: { $path }

file-message-codebook-copy-saved = Книгу кодів скопійовано: { $path }

file-message-codebook-exported = Книгу кодів експортовано: { $path }

file-message-losses-saved = Список збережено: { $path }

file-message-report-saved = Звіт збережено: { $path }

file-message-folder-not-shown = Теку не вдалося відкрити. Ось вона: { $path }

file-message-log-folder = Теку протоколу не вдалося відкрити: { $path }

file-message-project-moved = Цей проєкт переміщено, раніше він був тут: { $from }. Історію його змін відновлено.

file-message-problem = { $problem }

file-message-more-problems =
    Пропущено ще { $count ->
        [one] { $count } файл або теку
        [few] { $count } файли або теки
       *[many] { $count } файлів або тек
    }; їх перелічує «demarche check».

file-message-two-versions-in-codebook = Злиття залишило дві версії чогось у книзі кодів. Ctrl+M показує обидві для вибору.

file-message-two-versions-in-entities = Злиття залишило дві версії чогось у сутностях. Ctrl+M показує обидві для вибору.

file-message-two-versions = { $article }: злиття залишило дві версії деяких анотацій. Ctrl+M показує обидві для вибору.

file-message-two-versions-of-fields = { $article }: злиття залишило дві версії деяких полів. Ctrl+M показує обидві для вибору.

file-message-article-problem = { $article }: { $problem }

file-message-more-article-problems =
    { $article }: ще { $count ->
        [one] { $count } проблема
        [few] { $count } проблеми
       *[many] { $count } проблем
    }; їх перелічує «demarche check».

file-message-not-saved = Не збережено: { $article }

file-message-fields-not-saved = Поля статті не збережено: { $article }

file-message-codebook-not-saved = Книгу кодів не збережено

file-message-entities-not-saved = Сутності не збережено

file-message-fields-unreadable = { $article }: поля статті не вдається прочитати

file-message-codebook-unreadable = Книгу кодів не вдається прочитати

file-message-entities-unreadable = Сутності не вдається прочитати

file-message-left-as-it-is = { $problem }; файл залишено як є, виправте його або перемістіть: { $path }

file-message-written-for-other-text = інша програма записала анотації до іншої версії статті; нічого не перезаписано. Збережіть копію своїх (меню «Файл»), потім знову відкрийте проєкт

file-message-conflicts = інша програма змінила ті самі анотації або поля ({ $count }); нічого не перезаписано. Ctrl+M показує обидві версії для вибору

file-message-field-conflicts = інша програма змінила ті самі поля ({ $count }); нічого не перезаписано. Ctrl+M показує обидві версії для вибору

file-message-entity-conflicts = інша програма змінила ті самі сутності ({ $count }); нічого не перезаписано. Ctrl+M показує обидві версії для вибору

file-message-codebook-conflicts = інша програма змінила ті самі записи ({ $count }); нічого не перезаписано. Ctrl+M показує обидві версії для вибору

file-message-no-conflicts = У цій статті немає конфліктів.

file-message-conflict-resolved = Конфлікт вирішено

file-message-without-values =
    { $names-given ->
        [none] Відрізняється подробицями, яких тут не показано
       *[some] Без цих значень: { $names }
    }

file-message-not-resolved = Це не вдалося вирішити

file-message-annotations-deleted =
    { $at_once ->
        [false]
            { $article }: інша програма вилучила файл, у якому { $count ->
                [one] { $count } анотація
                [few] { $count } анотації
               *[many] { $count } анотацій
            }. Demarche запише те, що тут відкрито, з вашою наступною зміною. Ctrl+Shift+B записує це зараз.
       *[true]
            { $article }: інша програма вилучила файл, у якому { $count ->
                [one] { $count } анотація
                [few] { $count } анотації
               *[many] { $count } анотацій
            }. Demarche знову записує те, що тут відкрито.
    }

file-message-fields-deleted =
    { $at_once ->
        [false] { $article }: інша програма вилучила поля. Demarche запише те, що тут відкрито, з вашою наступною зміною.
       *[true] { $article }: інша програма вилучила поля. Demarche знову записує те, що тут відкрито.
    }

file-message-codebook-deleted =
    { $at_once ->
        [false] Інша програма вилучила книгу кодів. Demarche запише те, що тут відкрито, з вашою наступною зміною.
       *[true] Інша програма вилучила книгу кодів. Demarche знову записує те, що тут відкрито.
    }

file-message-entities-deleted =
    { $at_once ->
        [false] Інша програма вилучила сутності. Demarche запише те, що тут відкрито, з вашою наступною зміною.
       *[true] Інша програма вилучила сутності. Demarche знову записує те, що тут відкрито.
    }

file-message-changes-taken-in = { $article }: Demarche завантажила зміни з іншої програми.

file-message-fields-taken-in = { $article }: Demarche завантажила поля, які змінила інша програма.

file-message-codebook-changes-taken-in = Інша програма змінила книгу кодів; Demarche завантажила зміни.

file-message-annotations-changed = { $article }: анотації змінила інша програма

file-message-article-removed = Інша програма вилучила статтю: { $article }. Відкрите тут зберігається, доки ви не вийдете зі статті й усе не буде збережено.

file-message-new-articles =
    { $count ->
        [one] До списку додано { $count } нову статтю.
        [few] До списку додано { $count } нові статті.
       *[many] До списку додано { $count } нових статей.
    }

file-message-text-changed-while-unsaved = Інша програма змінила текст статті з незбереженими анотаціями. Ви бачите старий текст, доки їх не буде збережено.

file-message-changed-text-unreadable = { $article }: змінений текст не вдається прочитати; ви бачите старий

file-message-text-changed = { $article }: інша програма змінила текст. Попередні дії більше не можна скасувати.

file-message-no-sync = Цей диск або спільна тека не підтверджує, що файли записано: через збій живлення останні зміни можуть пропасти. Зберігайте копію деінде: { $folder }

file-message-no-safe-new-file = Цей диск або спільна тека не може одним кроком покласти готовий файл на вільне місце. Якщо роботу Demarche перерве саме тоді, залишиться порожній файл: { $folder }

file-message-no-safe-replace = Цей диск або спільна тека не може замінити файл одним кроком: на мить файлу немає. Якщо роботу Demarche перерве саме тоді, наступний запуск поверне старий: { $folder }

file-message-no-permissions = На цьому диску або у спільній теці не можна встановити права доступу. Перевірте, чи ваші колеги ще можуть читати збережене: { $folder }

file-message-owner-not-kept = Під час збереження файлу не вдалося залишити його власника, групу або список доступу. Перевірте, чи ваші колеги ще можуть читати й змінювати файли: { $folder }

file-message-no-locks = На цьому диску або у спільній теці немає блокувань. Не зберігайте ту саму статтю у двох вікнах водночас: { $folder }

file-message-stalled =
    { $others ->
        [0] Диск або мережа не відповідає: триває очікування файлу { $file }. Можна працювати далі: ваші зміни зберігаються тут і будуть записані, коли надійде відповідь. «Зберегти копію…» у меню «Файл» записує їх деінде.
       *[other] Диск або мережа не відповідає: триває очікування файлу { $file } і ще { $others }. Можна працювати далі: ваші зміни зберігаються тут і будуть записані, коли надійде відповідь. «Зберегти копію…» у меню «Файл» записує їх деінде.
    }

file-message-seems-moved = Його файли – від проєкту, якого вже немає на попередньому місці: { $from }. Відновити тут історію його змін і незбережені зміни?

file-message-unsaved-on-leaving =
    { $is_stalled ->
        [false]
            { $is_journaled ->
                [false] Їх не вдалося записати до файлу. Якщо вийти зараз, вони пропадуть. Звільніть місце або виправте права доступу та спробуйте знову чи збережіть копію деінде.
               *[true] Їх не вдалося записати до файлу. Вони є в журналі: Demarche відновить їх, коли ви знову відкриєте проєкт на цьому комп’ютері. Звільніть місце або виправте права доступу та спробуйте знову чи збережіть копію деінде.
            }
       *[true]
            { $is_journaled ->
                [false] Їхній диск або мережа не відповідає. Якщо вийти зараз, вони пропадуть. Зачекайте та спробуйте знову чи збережіть копію деінде.
               *[true] Їхній диск або мережа не відповідає. Вони є в журналі: Demarche відновить їх, коли ви знову відкриєте проєкт на цьому комп’ютері. Зачекайте та спробуйте знову чи збережіть копію деінде.
            }
    }

file-message-conflicts-explained = Дві програми змінили: { $name }. Виберіть версію (←: моя, →: їхня, Shift: усі). Нічого не буде збережено, доки ви не підтвердите.

file-message-save-choices = Зберегти вибір

file-message-enter-saves = Enter: зберегти вибір

file-message-left-to-choose = Залишилося вибрати: { $count }.

file-message-mine = Моя

file-message-theirs = Їхня
