menu-file = Файл

menu-edit = Редагування

menu-annotate = Анотування

menu-tag-as = Позначити як

menu-also-tag-as = Позначити також як

menu-borders = Межі

menu-article-status = Стан статті

menu-go = Перехід

menu-view = Вигляд

menu-panel-sizes = Розміри панелей

menu-text-size = Розмір

menu-theme = Тема

menu-team = Група

menu-help = Довідка

needs-project = спершу відкрийте теку

needs-article = спершу відкрийте статтю

needs-beside = спершу розмістіть дві статті поруч

needs-chosen = спершу виберіть анотацію

needs-selection = спершу виділіть слова

needs-undo = немає чого скасовувати

needs-redo = немає чого повторювати

command-open-folder = Відкрити теку…

command-open-files = Відкрити файли…

command-close-project = Закрити проєкт

command-import-articles = Імпортувати…

command-export = Експортувати набір даних…

command-export-again = Повторити останній експорт

command-import-dataset = Імпортувати набір даних…

command-show-conflicts = Вирішити конфлікти…

command-show-orphans = Анотації без тексту…

command-bring-back-removed = Відновити вилучене

command-save-copy = Зберегти копію…

command-change-coder = Кодувальник…

command-show-team = Група…

command-hand-in = Прийняти пакет…

command-compare-coders = Порівняти кодувальників…

command-show-differences = Види розбіжностей…

command-show-agreement = Узгодженість…

command-show-codebook = Книга кодів…

command-import-codebook = Імпортувати книгу кодів…

command-show-settings = Налаштування…

command-quit = Вийти

command-undo = Скасувати

command-redo = Повторити

command-copy = Копіювати

command-select-word = Виділити слово

command-select-sentence = Виділити речення

command-select-paragraph = Виділити абзац

command-select-all = Виділити все

command-find = Виділити введенням…

command-find-next = Знайти наступне

command-find-previous = Знайти попереднє

command-find-in-project = Знайти в проєкті…

command-release = Зняти виділення

command-delete = Вилучити анотацію

command-accept-move = Прийняти нове місце

command-reject-move = Відхилити нове місце

command-accept-moves = Прийняти всі нові місця

command-border-end-forward-word = Кінець на слово далі

command-border-end-back-word = Кінець на слово назад

command-border-start-forward-word = Початок на слово далі

command-border-start-back-word = Початок на слово назад

command-border-end-forward-char = Кінець на символ далі

command-border-end-back-char = Кінець на символ назад

command-border-start-forward-char = Початок на символ далі

command-border-start-back-char = Початок на символ назад

command-add-fragment = Додати виділення до анотації

command-edit-attributes = Атрибути…

command-pick-entity = Сутність…

command-all-occurrences = Усі входження…

command-link = Зв’язати…

command-edit-memo = Нотатка…

command-edit-fields = Поля статті…

command-status-new = Стан статті: не розпочато

command-status-in-progress = Стан статті: у роботі

command-status-done = Стан статті: готово

command-status-unsure = Стан статті: сумнівно

command-status-skipped = Стан статті: пропущено

command-next-annotation = Наступна анотація

command-previous-annotation = Попередня анотація

command-cycle-overlapping = Наступна анотація, що перетинається

command-far-end = До іншого кінця відношення

command-next-incomplete = Наступна неповна анотація

command-previous-incomplete = Попередня неповна анотація

command-next-pending = Наступна анотація на перевірку

command-next-article = Наступна стаття

command-previous-article = Попередня стаття

command-done-and-next = Готово, до наступної

command-next-unfinished = Наступна незавершена стаття

command-go-beside = До статті поруч

command-next-part = Наступна панель

command-previous-part = Попередня панель

command-open-menus = Рядок меню

command-open-context-menu = Контекстне меню

command-dismiss-notices = Прибрати повідомлення

command-toggle-articles = Статті

command-toggle-inspector = Анотації

command-toggle-legend = Легенда

command-show-entities = Сутності…

command-toggle-history = Історія

command-toggle-margin-tags = Мітки на полях

command-toggle-arcs = Усі відношення

command-text-alone = Режим зосередження

command-side-by-side = Дві статті поруч

command-larger-articles = Ширший список статей

command-smaller-articles = Вужчий список статей

command-larger-annotations = Ширші анотації

command-smaller-annotations = Вужчі анотації

command-larger-history = Вища історія

command-smaller-history = Нижча історія

command-larger-concordance = Вищі результати пошуку

command-smaller-concordance = Нижчі результати пошуку

command-larger-left-pane = Ширша ліва стаття

command-smaller-left-pane = Вужча ліва стаття

command-reset-panels = Типові розміри панелей

command-zoom-in = Збільшити

command-zoom-out = Зменшити

command-reset-zoom = Звичайний розмір

command-larger-text = Більший текст статті

command-smaller-text = Менший текст статті

command-reset-text = Звичайний текст статті

command-theme-system = Системна тема

command-theme-light = Світла тема

command-theme-dark = Темна тема

command-theme-high-contrast = Висококонтрастна тема

command-show-palette = Пошук команд…

command-show-guideline = Інструкція

command-show-keys = Клавіші

command-say-place = Озвучити, що біля курсора

command-say-messages = Озвучити останні повідомлення

command-show-log = Показати протокол

command-move-word-left = До попереднього слова

command-select-word-left = Виділити до попереднього слова

command-move-word-right = До наступного слова

command-select-word-right = Виділити до наступного слова

command-move-line-up = На рядок вище

command-select-line-up = Виділити до рядка вище

command-move-line-down = На рядок нижче

command-select-line-down = Виділити до рядка нижче

command-move-char-left = До символу ліворуч

command-select-char-left = Виділити до символу ліворуч

command-move-char-right = До символу праворуч

command-select-char-right = Виділити до символу праворуч

command-move-sentence-back = До попереднього речення

command-select-sentence-back = Виділити до попереднього речення

command-move-sentence-forward = До наступного речення

command-select-sentence-forward = Виділити до наступного речення

command-move-paragraph-back = До попереднього абзацу

command-select-paragraph-back = Виділити до попереднього абзацу

command-move-paragraph-forward = До наступного абзацу

command-select-paragraph-forward = Виділити до наступного абзацу

command-move-line-start = На початок рядка

command-select-line-start = Виділити до початку рядка

command-move-line-end = У кінець рядка

command-select-line-end = Виділити до кінця рядка

command-move-page-up = На сторінку вгору

command-select-page-up = Виділити на сторінку вгору

command-move-page-down = На сторінку вниз

command-select-page-down = Виділити на сторінку вниз

command-move-text-start = На початок тексту

command-select-text-start = Виділити до початку тексту

command-move-text-end = У кінець тексту

command-select-text-end = Виділити до кінця тексту

command-tag = Позначити як «{ $label }»

command-tag-also = Позначити також як «{ $label }»
