link-text-cancel-key = Esc

link-text-cancel-linking = Не зв’язувати

link-text-search = Пошук іншого кінця

link-text-search-hint = Слова іншої анотації

link-text-menu = Додатково про цей зв’язок

link-text-menu-hint = Вилучити, розвернути або змінити цей зв’язок

link-text-remove = Вилучити цей зв’язок

link-text-change-end = Змінити інший кінець…

link-text-reverse = Змінити напрям зв’язку

link-text-missing = (бракує)

link-message-no-relation = У книзі кодів немає відношення для мітки { $label }.

link-message-already-or-illegal = Ці дві анотації вже зв’язано, або книга кодів цього не дозволяє.

link-message-already-or-illegal-as = Ці дві анотації вже зв’язано як «{ $relation }», або книга кодів цього не дозволяє.

link-message-already-as = Ці дві анотації вже зв’язано як «{ $relation }».

link-message-nothing-to-link = Немає чого зв’язати як «{ $relation }». Спершу позначте: { $others }.

link-message-to-itself = Анотацію не можна зв’язати саму із собою.

link-message-wrong-label = «{ $relation }» не зв’язує це з міткою { $label }. Виберіть: { $others }.

link-message-linked = { $relation }: «{ $from }» → «{ $to }»

link-message-not-linked = Це не можна зв’язати

link-message-outgoing = { $relation } →

link-message-incoming = { $relation } ←

link-message-ask = { $question } «{ $words }»

link-message-ask-as-named = Виберіть { $others }: «{ $words }» – { $relation } → ?

link-message-choose-other-end = Виберіть { $others }: { $from } – { $relation } → { $to }

link-message-choose-value = Виберіть { $attribute }: «{ $from }» – { $relation } → «{ $to }»

link-message-no-links = Зв’язків ще немає.

link-message-far-end = { $relation }: { $number } з { $count }

link-message-link-from = Зв’язати «{ $words }»

link-message-enter-chooses = Enter: «{ $words }»

link-message-no-match = Не знайдено

link-message-alternatives = { $names }

link-message-add-link = Додати зв’язок { $key }

link-message-way-to-labels = { $relation } { $labels }

link-message-labels-to-way = { $labels } { $relation }

link-message-go-to-end = Перейти до цієї анотації: { $label }

link-message-change-to = Змінити на «{ $relation }»

link-message-start-link = Зв’язати: { $way }

link-message-value-of = { $attribute }: { $value }

link-message-value-by-enter = { $value } (Enter)

link-message-search-keys = Tab: далі

link-message-letter-keys = Натисніть літеру або клацніть · Tab: далі · /: пошук
