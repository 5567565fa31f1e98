inspector-text-article = Статья

inspector-text-in-this-article = В этой статье

inspector-text-required = обязательно

inspector-text-delete-annotation = Удалить эту аннотацию

inspector-text-memo = Заметка

inspector-text-memo-hint = Примечание к этому.

inspector-text-entity = Сущность

inspector-text-entity-hint = О ком или о чём идёт речь.

inspector-text-status = Состояние

inspector-text-status-hint = Ход кодирования статьи.

inspector-text-type-to-find = Введите для поиска

inspector-text-type-to-find-or-tick = Введите для поиска · Space: отметить

inspector-text-no-choice = Вариантов не найдено.

inspector-text-date-hint = 25 Apr 2025, April 2025, last Friday

inspector-text-integer-hint = Целое число

inspector-text-number-hint = Число

inspector-text-note-hint = Добавить заметку

inspector-text-reading-keys = ↑ ↓: изменить · Enter: выбрать

inspector-message-rank = Аннотация { $number } из { $count }

inspector-message-missing = Не хватает: { $names }

inspector-message-field-value = { $field }: { $value }

inspector-message-field-empty = { $field }: пусто

inspector-message-annotation = { $label }: { $quote }

inspector-message-annotation-with-entity = { $label }: { $quote }, { $entity }

inspector-message-reading = { $date }, { $how }

inspector-message-find-choice = Найти: { $attribute }
