keys-text-title = Клавіші

keys-text-caret = Курсор і виділення

keys-text-keys = Клавіші

keys-text-command = Команда

keys-text-press = Натисніть клавішу…

keys-text-change = Змінити…

keys-text-add = Додати…

keys-text-reset = Скинути

keys-text-reset-all = Скинути всі клавіші

keys-text-filter = Фільтр команд

keys-text-no-match = Команд не знайдено.

keys-text-reassign = Перепризначити

keys-text-leave = Залишити як є

keys-text-status-keys = клавіші

keys-text-status-next = далі

keys-text-palette-title = Команди

keys-text-palette-field = Пошук команд

keys-text-palette-hint = Пошук команд і статей

keys-text-palette-no-match = Команд чи статей не знайдено.

keys-message-already-means = { $key } вже означає «{ $command }».

keys-message-remove-key = Прибрати { $key } з «{ $command }»

keys-message-button-of = { $button } { $command }

keys-message-with-key = { $text } ({ $key })

keys-message-key-and-name = { $key } { $name }

keys-message-impossible = { $command }: { $why }

keys-message-go-to-article = Перейти: { $article }

keys-message-go-to-title = Перейти: { $title } · { $article }
