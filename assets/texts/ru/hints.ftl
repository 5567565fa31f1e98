hint-message-import-articles = Поместите текстовые файлы в папку или импортируйте статьи

hint-message-choose-article = Выберите статью из списка

hint-message-choose-another = Выберите другую статью: эту не удаётся показать

hint-message-answer-link = Нажмите букву или щёлкните · Esc: не связывать

hint-message-decide-difference = Нажмите номер кодировщика или щёлкните версию · N: далее

hint-message-leave-finder = Esc: назад к тексту

hint-message-tick-hits = Space: отметить · клавиша метки: аннотировать это совпадение

hint-message-annotate-ticked = клавиша метки: аннотировать { $ticked }

hint-message-tag-selection = Клавиша метки: пометить выделенное

hint-message-answer-move = { $accept }: принять новое место · { $reject }: отклонить

hint-message-fill-in = { $key }: заполнить обязательное

hint-message-go-on = { $next }: следующая аннотация · { $link }: добавить связь

hint-message-review-moves = { $key }: следующая аннотация на проверку

hint-message-next-unfinished = Готово · { $key }: следующая незавершённая статья

hint-message-export = Всё готово · { $key }: экспорт

hint-message-select = Выделите слова, чтобы пометить их · { $key }: готово, следующая статья
