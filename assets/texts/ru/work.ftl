work-message-reading-files = Чтение файлов

work-message-reading-articles = Чтение статей

work-message-comparing-articles = Сравнение статей

work-message-adding-articles = Добавление статей

work-message-importing-articles = Импорт статей

work-message-annotating-articles = Аннотирование статей

work-message-changing-articles = Изменение статей

work-message-undoing = Отмена в статьях

work-message-redoing = Повтор в статьях

work-message-writing-dataset = Записано мегабайт

progress-message-begun = { $work }…

progress-message-so-far = { $work }: { $done }, { $rate } в секунду

progress-message-of-total = { $work }: { $done } из { $total }, { $rate } в секунду
