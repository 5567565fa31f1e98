status-text-not-begun = не начато

status-text-in-progress = в работе

status-text-done = готово

status-text-unsure = под вопросом

status-text-skipped = пропущено

annotating-text-more-labels = Другие метки

annotating-text-search-labels = Поиск…

annotating-text-not-defined = Книга кодов её не определяет.

annotating-text-select-first = Сначала выделите слова, затем нажмите клавишу.

annotating-text-entity = Сущность

annotating-text-not-saved = Не сохранено

annotating-text-try-saving = Сохранить снова

annotating-text-saved = ✓ Сохранено

annotating-text-saving = Сохранение…

annotating-message-field-menu = Дополнительно: { $name }

annotating-message-clear-field = Очистить

annotating-message-label-in-legend = { $label }, в этой статье { $count }, клавиша { $key }

annotating-message-label-without-key = { $label }, в этой статье { $count }

annotating-message-status-is = Состояние: { $status }

annotating-message-title-from-text = Заголовок из текста: { $headline }

annotating-message-proposed-title = { $headline } · из текста

annotating-message-only-space-selected = Выделены только пробелы. Выделите слова.

annotating-message-select-to-tag = Выделите слова, чтобы пометить их как «{ $label }».

annotating-message-already-tagged = Это уже помечено как «{ $label }».

annotating-message-keyboard-in-panel = Клавиша метки не помечает, пока клавиатура управляет панелью. Esc возвращает к тексту.

annotating-message-not-tagged = Это нельзя пометить

annotating-message-not-done = Этого сделать нельзя

annotating-message-choose-before-adding = Сначала выберите аннотацию, затем выделите слова, которые к ней добавить.

annotating-message-already-covered = Аннотация уже охватывает это.

annotating-message-no-annotation-yet = Аннотаций ещё нет. Выделите слова и нажмите клавишу метки.

annotating-message-select-and-press-key =
    { $examples-given ->
        [none] Выделите слова и нажмите { $keys }.
       *[some] Выделите слова и нажмите клавишу метки, например { $examples }.
    }

annotating-message-select-and-choose = Выделите слова и выберите метку вверху.

annotating-message-press-key =
    { $examples-given ->
        [none] Нажмите { $keys }, чтобы пометить выделенные слова.
       *[some] Нажмите клавишу метки, например { $examples }, чтобы пометить выделенные слова.
    }

annotating-message-choose-label = Выберите метку вверху, чтобы пометить выделенные слова.

annotating-message-none-incomplete = Неполных аннотаций нет.

annotating-message-annotation-gone = Введённое не сохранено: аннотации больше нет.

annotating-message-not-entered = Это значение не сохранено

annotating-message-field-incomplete = Введено не всё

annotating-message-field-incomplete-hint = В поле текст, который ещё не является значением, поэтому он не сохранён: допишите число, дату или название.

annotating-message-last-of-list = Это была последняя статья списка; некоторые предыдущие ещё не готовы.

annotating-message-no-other-unfinished = Других незавершённых статей нет.

annotating-message-all-done = Все статьи списка готовы.

annotating-message-all-done-export = Всё готово. { $key }: экспорт

annotating-message-field-keys = Буква: изменить поле · Delete: очистить · Esc: назад к тексту
