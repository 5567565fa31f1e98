team-text-title = Группа

team-text-hand-in-title = Приём пакета

team-text-open-title = Открыть для сравнения

team-text-compared-title = Уже сравнено

team-text-change-coder = Сменить…

team-text-coders = Кодировщики

team-text-code = Код

team-text-name = Имя

team-text-again = Кодирует повторно как

team-text-first-time = никто: первый раз

team-text-add-coder = Добавить кодировщика

team-text-coders-explained = Код стоит в именах файлов; имя можно не указывать. Чтобы увидеть, насколько стабильны кодирования, человек кодирует второй раз под другим кодом.

team-text-no-coders = Кодировщиков ещё нет. Добавьте людей, которые кодируют этот проект.

team-text-rounds = Раунды

team-text-no-rounds = Раундов ещё нет. Раунд определяет, кто какие статьи кодирует: он распределяет их по зерну, так что жеребьёвку можно повторить.

team-text-new-round = Новый раунд…

team-text-deal-more = Распределить ещё статьи…

team-text-open-round = Открыть раунд…

team-text-hand-out = Выдать…

team-text-hand-out-all = Выдать всем…

team-text-hand-in = Принять…

team-text-coder = Кодировщик

team-text-assigned = Назначено

team-text-begun = Начато

team-text-done = Готово

team-text-compared = Сравнено

team-text-missing = Не хватает

team-text-reading-progress = Чтение хода работы всех кодировщиков…

team-text-hidden = Вы кодируете в слепом раунде: другие кодировщики и ход их работы здесь не показаны.

team-text-show-all = Показать всю группу

team-text-first-round = pilot

team-text-round-name = Название раунда

team-text-who = Кто кодирует

team-text-which = Какие статьи

team-text-all-articles = Все статьи

team-text-listed-articles = Те, что в списке

team-text-with-status = Те, что в состоянии

team-text-per-article = Кодировщиков на статью

team-text-overlap = Процент статей, которые кодируют несколько

team-text-seed = Зерно жеребьёвки

team-text-by-words = Выравнивать по словам, а не по статьям

team-text-blind = Слепой: кодировщики не видят работы друг друга, пока раунд не открыт

team-text-blind-explained = Файлы лежат в этой папке, и их может прочитать каждый, кто откроет их в другой программе. Для надёжности выдайте каждому кодировщику пакет.

team-text-entities-shared = Список сущностей общий: что сущность существует, видят все.

team-text-preview = Просмотр

team-text-dealing = Распределение…

team-text-articles = Статьи

team-text-words = Слова

team-text-shared = Общие статьи двух кодировщиков

team-text-back = Назад

team-text-open-question = Открыть раунд?

team-text-open-explained = Отныне его кодировщики видят аннотации друг друга и согласованную версию. То, что они изменят позже, уже не будет независимым. Будет записано, кто и когда открыл раунд; отменить это нельзя.

team-text-open-it = Открыть раунд

team-text-stay-blind = Оставить слепым

team-text-reading-package = Чтение пакета…

team-text-writing-package = Запись…

team-text-no-package = Выберите вернувшийся пакет или перетащите его в окно.

team-text-choose-package = Выбрать пакет…

team-text-choose-folder = Выбрать папку…

team-text-choose-hand-out = Куда выдать

team-text-round-times = Сократить время аннотаций до дня

team-text-new-articles = Добавить тексты, которые не выдавались, как новые статьи

team-text-changed = Что изменилось после выдачи

team-text-nothing-changed = После выдачи ничего не изменилось.

team-text-not-taken = Не принято

team-text-codebook-differs = Книга кодов отличается. Она не принята.

team-text-packages = Пакеты

team-text-open-article = Открыть и сравнить

team-text-not-now = Не сейчас

team-text-checking-done = Проверка, у кого готово…

team-text-change-it = Изменить

team-text-leave-it = Оставить как есть

team-message-coders =
    { $count ->
        [one] { $count } кодировщик
        [few] { $count } кодировщика
       *[many] { $count } кодировщиков
    }: { $names }

team-message-you = Вы кодируете как { $coder }.

team-message-you-are-nobody = Вы кодируете без кода. Для раундов нужно знать, кто что делает.

team-message-name-of = Имя: { $coder }

team-message-again-as = повторно: { $coder }

team-message-known-coder = { $coder } уже есть среди кодировщиков.

team-message-round-open = { $round }: не слепой

team-message-round-blind = { $round }: слепой

team-message-round-opened = { $round }: открыто, { $by }, { $day }

team-message-round-facts =
    { $codebook-given ->
        [none]
            зерно { $seed } · { $overlap } % статей получают { $per_article ->
                [one] { $per_article } кодировщик
                [few] { $per_article } кодировщика
               *[many] { $per_article } кодировщиков
            }
       *[some]
            книга кодов { $codebook } · зерно { $seed } · { $overlap } % статей получают { $per_article ->
                [one] { $per_article } кодировщик
                [few] { $per_article } кодировщика
               *[many] { $per_article } кодировщиков
            }
    }

team-message-compared-count = Сравнено статей: { $compared } из { $articles }

team-message-own-round =
    Ваших: { $assigned ->
        [one] { $assigned } статья
        [few] { $assigned } статьи
       *[many] { $assigned } статей
    }, готово { $done }

team-message-hand-out-to = Выдать { $round }: { $coder }

team-message-of-round = { $action } { $round }

team-message-all-articles = Все статьи ({ $count })

team-message-listed-articles =
    { $filter-given ->
        [none] Те, что в списке ({ $count })
       *[some] Те, что в списке ({ $count }): { $filter }
    }

team-message-left-out-dealt =
    { $count ->
        [one] { $count } статья уже распределена в этом раунде и остаётся как есть.
        [few] { $count } статьи уже распределены в этом раунде и остаются как есть.
       *[many] { $count } статей уже распределены в этом раунде и остаются как есть.
    }

team-message-left-out-claimed =
    { $count ->
        [one] { $count } статья пропущена: она есть у одного из этих кодировщиков в другом раунде.
        [few] { $count } статьи пропущены: они есть у одного из этих кодировщиков в другом раунде.
       *[many] { $count } статей пропущено: они есть у одного из этих кодировщиков в другом раунде.
    }

team-message-proposed-round = round-{ $number }

team-message-deal-of =
    Распределить { $articles ->
        [one] { $articles } статью
        [few] { $articles } статьи
       *[many] { $articles } статей
    }

team-message-nothing-to-deal = Не осталось статей для распределения. Выберите другие статьи или других кодировщиков.

team-message-choose-coders = Выберите, кто кодирует.

team-message-name-the-round = Дайте раунду название.

team-message-not-a-round-name = Название раунда состоит из букв, цифр, - и _.

team-message-round-exists = Раунд с таким названием уже есть. Выберите другое или распределите ещё статьи в том раунде.

team-message-pair = { $one } и { $other }

team-message-words-unknown = Слова некоторых статей ещё считаются.

team-message-cannot-deal = Распределить нельзя: { $why }.

team-message-step-coder-added = добавление кодировщика { $coder }

team-message-step-coder-named = имя кодировщика { $coder }

team-message-step-dealt =
    распределение в раунде { $round }: { $articles ->
        [one] { $articles } статья
        [few] { $articles } статьи
       *[many] { $articles } статей
    }

team-message-step-handed-in = приём работы кодировщика { $coder }

team-message-step-articles-followed = новые имена в раундах: { $articles }

team-message-undo = Отменить: { $step }

team-message-redo = Повторить: { $step }

team-message-undone = Отменено: { $step }.

team-message-redone = Повторено: { $step }.

team-message-dealt =
    Распределено в раунде { $round }: { $articles ->
        [one] { $articles } статья
        [few] { $articles } статьи
       *[many] { $articles } статей
    }.

team-message-round-is-open = Раунд { $round } открыт: его кодировщики видят работу друг друга.

team-message-not-saved = Группа не изменена

team-message-not-taken-back = Это не удалось отменить

team-message-not-handed-out = Ничего не выдано

team-message-not-handed-in = Пакет не принят

team-message-stayed = Это с тех пор изменилось и остаётся как есть: { $files }.

team-message-handed-out = Выдано ({ $coders }): { $folder }

team-message-handing-out = Упаковка { $done } из { $all }…

team-message-waits-for-saving = Продолжится, как только всё будет сохранено…

team-message-hand-in-of =
    Принять { $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }

team-message-package-of = { $coder }, раунд { $round }: готово { $done }, начато { $begun }, не начато { $untouched }

team-message-unknown-round = В этом проекте нет раунда «{ $round }». Возможно, пакет относится к другому проекту.

team-message-not-of-round = В раунде { $round } кодировщику «{ $coder }» ничего не назначено. Возможно, пакет относится к другому проекту.

team-message-changed-article = { $article }: аннотаций при выдаче { $before }, сейчас { $after }

team-message-other-text = { $article }: текст отличается. Аннотации переходят туда, где их слова стоят в тексте проекта.

team-message-new-text = { $article }: не выдавалось

team-message-new-entities = Новых или изменённых сущностей: { $count }

team-message-refused = { $file }: { $why }

team-message-handed-in =
    Работа кодировщика { $coder } принята: { $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }.

team-message-open-for-comparing = Слепой раунд: { $rounds }. Сравнение покажет вам, что все аннотировали в статье { $article }, и будет записано, что вы сравнили эту статью: с этого времени изменения кодировщика в ней фиксируются.

team-message-not-done = Ещё не готово: { $coders }. Их более поздние изменения снова открывают решения.

team-message-all-done = Все её кодировщики завершили.

team-message-others-stay-blind = Другие статьи раунда остаются для вас закрытыми.

team-message-finish-first = Вы сами кодируете эту статью в слепом раунде: { $article }. Прежде чем сравнивать, отметьте её как готовую.

team-message-who-compares = Будет записано, кто сравнивает: сначала укажите, кто вы.

team-message-compared-by =
    { $decisions ->
        [0] Эта статья уже сравнена ({ $by }, { $day }). Ваше изменение может снова открыть расхождения и будет зафиксировано.
       *[other]
            Эта статья уже сравнена ({ $by }, { $day }). Ваше изменение снова откроет { $decisions ->
                [one] { $decisions } решение
                [few] { $decisions } решения
               *[many] { $decisions } решений
            } и будет зафиксировано.
    }

team-message-compared-by-you =
    { $decisions ->
        [0] Вы уже сравнили эту статью ({ $day }). Ваше изменение может снова открыть расхождения и будет зафиксировано.
       *[other]
            Вы уже сравнили эту статью ({ $day }). Ваше изменение снова откроет { $decisions ->
                [one] { $decisions } решение
                [few] { $decisions } решения
               *[many] { $decisions } решений
            } и будет зафиксировано.
    }

team-message-plan-faults =
    { $count ->
        [one] project.json: { $first }
        [few] В project.json { $count } ошибки, первая: { $first }. Все перечисляет «demarche check».
       *[many] В project.json { $count } ошибок, первая: { $first }. Все перечисляет «demarche check».
    }

team-message-named-coder = { $coder } ({ $name })

team-message-assigned-to-me = Назначено мне

team-message-differing = Сравнение кодировщиков для фильтра…
