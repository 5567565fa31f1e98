work-message-reading-files = Читання файлів

work-message-reading-articles = Читання статей

work-message-comparing-articles = Порівняння статей

work-message-adding-articles = Додавання статей

work-message-importing-articles = Імпорт статей

work-message-annotating-articles = Анотування статей

work-message-changing-articles = Зміна статей

work-message-undoing = Скасування у статтях

work-message-redoing = Повторення у статтях

work-message-writing-dataset = Записано мегабайтів

progress-message-begun = { $work }…

progress-message-so-far = { $work }: { $done }, { $rate } за секунду

progress-message-of-total = { $work }: { $done } з { $total }, { $rate } за секунду
