inspector-text-article = Стаття

inspector-text-in-this-article = У цій статті

inspector-text-required = обов’язково

inspector-text-delete-annotation = Вилучити цю анотацію

inspector-text-memo = Нотатка

inspector-text-memo-hint = Примітка до цього.

inspector-text-entity = Сутність

inspector-text-entity-hint = Про кого або про що йдеться.

inspector-text-status = Стан

inspector-text-status-hint = Стан кодування статті.

inspector-text-type-to-find = Введіть для пошуку

inspector-text-type-to-find-or-tick = Введіть для пошуку · Space: відмітити

inspector-text-no-choice = Варіантів не знайдено.

inspector-text-date-hint = 25 Apr 2025, April 2025, last Friday

inspector-text-integer-hint = Ціле число

inspector-text-number-hint = Число

inspector-text-note-hint = Додати нотатку

inspector-text-reading-keys = ↑ ↓: змінити · Enter: вибрати

inspector-message-rank = Анотація { $number } з { $count }

inspector-message-missing = Бракує: { $names }

inspector-message-field-value = { $field }: { $value }

inspector-message-field-empty = { $field }: порожньо

inspector-message-annotation = { $label }: { $quote }

inspector-message-annotation-with-entity = { $label }: { $quote }, { $entity }

inspector-message-reading = { $date }, { $how }

inspector-message-find-choice = Знайти: { $attribute }
