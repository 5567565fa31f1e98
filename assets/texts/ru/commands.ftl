menu-file = Файл

menu-edit = Правка

menu-annotate = Аннотирование

menu-tag-as = Пометить как

menu-also-tag-as = Пометить также как

menu-borders = Границы

menu-article-status = Состояние статьи

menu-go = Переход

menu-view = Вид

menu-panel-sizes = Размеры панелей

menu-text-size = Размер

menu-theme = Тема

menu-team = Группа

menu-help = Справка

needs-project = сначала откройте папку

needs-article = сначала откройте статью

needs-beside = сначала расположите две статьи рядом

needs-chosen = сначала выберите аннотацию

needs-selection = сначала выделите слова

needs-undo = отменять нечего

needs-redo = повторять нечего

command-open-folder = Открыть папку…

command-open-files = Открыть файлы…

command-close-project = Закрыть проект

command-import-articles = Импортировать…

command-export = Экспортировать набор данных…

command-export-again = Повторить последний экспорт

command-import-dataset = Импортировать набор данных…

command-show-conflicts = Разрешить конфликты…

command-show-orphans = Аннотации без текста…

command-bring-back-removed = Восстановить удалённое

command-save-copy = Сохранить копию…

command-change-coder = Кодировщик…

command-show-team = Группа…

command-hand-in = Принять пакет…

command-compare-coders = Сравнить кодировщиков…

command-show-differences = Виды расхождений…

command-show-agreement = Согласованность…

command-show-codebook = Книга кодов…

command-import-codebook = Импортировать книгу кодов…

command-show-settings = Настройки…

command-quit = Выйти

command-undo = Отменить

command-redo = Повторить

command-copy = Копировать

command-select-word = Выделить слово

command-select-sentence = Выделить предложение

command-select-paragraph = Выделить абзац

command-select-all = Выделить всё

command-find = Выделить вводом…

command-find-next = Найти следующее

command-find-previous = Найти предыдущее

command-find-in-project = Найти в проекте…

command-release = Снять выделение

command-delete = Удалить аннотацию

command-accept-move = Принять новое место

command-reject-move = Отклонить новое место

command-accept-moves = Принять все новые места

command-border-end-forward-word = Конец на слово вперёд

command-border-end-back-word = Конец на слово назад

command-border-start-forward-word = Начало на слово вперёд

command-border-start-back-word = Начало на слово назад

command-border-end-forward-char = Конец на символ вперёд

command-border-end-back-char = Конец на символ назад

command-border-start-forward-char = Начало на символ вперёд

command-border-start-back-char = Начало на символ назад

command-add-fragment = Добавить выделение к аннотации

command-edit-attributes = Атрибуты…

command-pick-entity = Сущность…

command-all-occurrences = Все вхождения…

command-link = Связать…

command-edit-memo = Заметка…

command-edit-fields = Поля статьи…

command-status-new = Состояние статьи: не начато

command-status-in-progress = Состояние статьи: в работе

command-status-done = Состояние статьи: готово

command-status-unsure = Состояние статьи: под вопросом

command-status-skipped = Состояние статьи: пропущено

command-next-annotation = Следующая аннотация

command-previous-annotation = Предыдущая аннотация

command-cycle-overlapping = Следующая пересекающаяся аннотация

command-far-end = К другому концу отношения

command-next-incomplete = Следующая неполная аннотация

command-previous-incomplete = Предыдущая неполная аннотация

command-next-pending = Следующая аннотация на проверку

command-next-article = Следующая статья

command-previous-article = Предыдущая статья

command-done-and-next = Готово, к следующей

command-next-unfinished = Следующая незавершённая статья

command-go-beside = К статье рядом

command-next-part = Следующая панель

command-previous-part = Предыдущая панель

command-open-menus = Строка меню

command-open-context-menu = Контекстное меню

command-dismiss-notices = Убрать сообщения

command-toggle-articles = Статьи

command-toggle-inspector = Аннотации

command-toggle-legend = Легенда

command-show-entities = Сущности…

command-toggle-history = История

command-toggle-margin-tags = Метки на полях

command-toggle-arcs = Все отношения

command-text-alone = Режим сосредоточения

command-side-by-side = Две статьи рядом

command-larger-articles = Список статей шире

command-smaller-articles = Список статей уже

command-larger-annotations = Аннотации шире

command-smaller-annotations = Аннотации уже

command-larger-history = История выше

command-smaller-history = История ниже

command-larger-concordance = Результаты поиска выше

command-smaller-concordance = Результаты поиска ниже

command-larger-left-pane = Левая статья шире

command-smaller-left-pane = Левая статья уже

command-reset-panels = Обычные размеры панелей

command-zoom-in = Увеличить

command-zoom-out = Уменьшить

command-reset-zoom = Обычный размер

command-larger-text = Текст статьи крупнее

command-smaller-text = Текст статьи мельче

command-reset-text = Обычный текст статьи

command-theme-system = Системная тема

command-theme-light = Светлая тема

command-theme-dark = Тёмная тема

command-theme-high-contrast = Высококонтрастная тема

command-show-palette = Поиск команд…

command-show-guideline = Инструкция

command-show-keys = Клавиши

command-say-place = Озвучить, что у курсора

command-say-messages = Озвучить последние сообщения

command-show-log = Показать протокол

command-move-word-left = К предыдущему слову

command-select-word-left = Выделить до предыдущего слова

command-move-word-right = К следующему слову

command-select-word-right = Выделить до следующего слова

command-move-line-up = На строку выше

command-select-line-up = Выделить до строки выше

command-move-line-down = На строку ниже

command-select-line-down = Выделить до строки ниже

command-move-char-left = К символу слева

command-select-char-left = Выделить до символа слева

command-move-char-right = К символу справа

command-select-char-right = Выделить до символа справа

command-move-sentence-back = К предыдущему предложению

command-select-sentence-back = Выделить до предыдущего предложения

command-move-sentence-forward = К следующему предложению

command-select-sentence-forward = Выделить до следующего предложения

command-move-paragraph-back = К предыдущему абзацу

command-select-paragraph-back = Выделить до предыдущего абзаца

command-move-paragraph-forward = К следующему абзацу

command-select-paragraph-forward = Выделить до следующего абзаца

command-move-line-start = В начало строки

command-select-line-start = Выделить до начала строки

command-move-line-end = В конец строки

command-select-line-end = Выделить до конца строки

command-move-page-up = На страницу вверх

command-select-page-up = Выделить на страницу вверх

command-move-page-down = На страницу вниз

command-select-page-down = Выделить на страницу вниз

command-move-text-start = В начало текста

command-select-text-start = Выделить до начала текста

command-move-text-end = В конец текста

command-select-text-end = Выделить до конца текста

command-tag = Пометить как «{ $label }»

command-tag-also = Пометить также как «{ $label }»
