keys-text-title = Клавиши

keys-text-caret = Курсор и выделение

keys-text-keys = Клавиши

keys-text-command = Команда

keys-text-press = Нажмите клавишу…

keys-text-change = Изменить…

keys-text-add = Добавить…

keys-text-reset = Сбросить

keys-text-reset-all = Сбросить все клавиши

keys-text-filter = Фильтр команд

keys-text-no-match = Команд не найдено.

keys-text-reassign = Переназначить

keys-text-leave = Оставить

keys-text-status-keys = клавиши

keys-text-status-next = далее

keys-text-palette-title = Команды

keys-text-palette-field = Поиск команд

keys-text-palette-hint = Поиск команд и статей

keys-text-palette-no-match = Команд или статей не найдено.

keys-message-already-means = { $key } уже означает «{ $command }».

keys-message-remove-key = Убрать { $key } из «{ $command }»

keys-message-button-of = { $button } { $command }

keys-message-with-key = { $text } ({ $key })

keys-message-key-and-name = { $key } { $name }

keys-message-impossible = { $command }: { $why }

keys-message-go-to-article = Перейти: { $article }

keys-message-go-to-title = Перейти: { $title } · { $article }
