status-text-not-begun = не розпочато

status-text-in-progress = у роботі

status-text-done = готово

status-text-unsure = сумнівно

status-text-skipped = пропущено

annotating-text-more-labels = Інші мітки

annotating-text-search-labels = Пошук…

annotating-text-not-defined = Книга кодів її не визначає.

annotating-text-select-first = Спершу виділіть слова, потім натисніть клавішу.

annotating-text-entity = Сутність

annotating-text-not-saved = Не збережено

annotating-text-try-saving = Зберегти знову

annotating-text-saved = ✓ Збережено

annotating-text-saving = Збереження…

annotating-message-field-menu = Додатково: { $name }

annotating-message-clear-field = Очистити

annotating-message-label-in-legend = { $label }, у цій статті { $count }, клавіша { $key }

annotating-message-label-without-key = { $label }, у цій статті { $count }

annotating-message-status-is = Стан: { $status }

annotating-message-title-from-text = Заголовок із тексту: { $headline }

annotating-message-proposed-title = { $headline } · із тексту

annotating-message-only-space-selected = Виділено лише пробіли. Виділіть слова.

annotating-message-select-to-tag = Виділіть слова, щоб позначити їх як «{ $label }».

annotating-message-already-tagged = Це вже позначено як «{ $label }».

annotating-message-keyboard-in-panel = Клавіша мітки не позначає, поки клавіатура керує панеллю. Esc повертає до тексту.

annotating-message-not-tagged = Це не можна позначити

annotating-message-not-done = Цього зробити не можна

annotating-message-choose-before-adding = Спершу виберіть анотацію, потім виділіть слова, які до неї додати.

annotating-message-already-covered = Анотація вже охоплює це.

annotating-message-no-annotation-yet = Анотацій ще немає. Виділіть слова й натисніть клавішу мітки.

annotating-message-select-and-press-key =
    { $examples-given ->
        [none] Виділіть слова й натисніть { $keys }.
       *[some] Виділіть слова й натисніть клавішу мітки, наприклад { $examples }.
    }

annotating-message-select-and-choose = Виділіть слова й виберіть мітку вгорі.

annotating-message-press-key =
    { $examples-given ->
        [none] Натисніть { $keys }, щоб позначити виділені слова.
       *[some] Натисніть клавішу мітки, наприклад { $examples }, щоб позначити виділені слова.
    }

annotating-message-choose-label = Виберіть мітку вгорі, щоб позначити виділені слова.

annotating-message-none-incomplete = Неповних анотацій немає.

annotating-message-annotation-gone = Введене не збережено: анотації більше немає.

annotating-message-not-entered = Це значення не збережено

annotating-message-field-incomplete = Введено не все

annotating-message-field-incomplete-hint = У полі текст, який ще не є значенням, тому його не збережено: допишіть число, дату або назву.

annotating-message-last-of-list = Це була остання стаття списку; деякі попередні ще не готові.

annotating-message-no-other-unfinished = Інших незавершених статей немає.

annotating-message-all-done = Усі статті списку готові.

annotating-message-all-done-export = Усе готово. { $key }: експорт

annotating-message-field-keys = Літера: змінити поле · Delete: очистити · Esc: назад до тексту
