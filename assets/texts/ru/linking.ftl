link-text-cancel-key = Esc

link-text-cancel-linking = Не связывать

link-text-search = Поиск другого конца

link-text-search-hint = Слова другой аннотации

link-text-menu = Дополнительно об этой связи

link-text-menu-hint = Удалить, развернуть или изменить эту связь

link-text-remove = Удалить эту связь

link-text-change-end = Изменить другой конец…

link-text-reverse = Изменить направление связи

link-text-missing = (не хватает)

link-message-no-relation = В книге кодов нет отношения для метки { $label }.

link-message-already-or-illegal = Эти две аннотации уже связаны, или книга кодов этого не допускает.

link-message-already-or-illegal-as = Эти две аннотации уже связаны как «{ $relation }», или книга кодов этого не допускает.

link-message-already-as = Эти две аннотации уже связаны как «{ $relation }».

link-message-nothing-to-link = Нечего связать как «{ $relation }». Сначала пометьте: { $others }.

link-message-to-itself = Аннотацию нельзя связать саму с собой.

link-message-wrong-label = «{ $relation }» не связывает это с меткой { $label }. Выберите: { $others }.

link-message-linked = { $relation }: «{ $from }» → «{ $to }»

link-message-not-linked = Это нельзя связать

link-message-outgoing = { $relation } →

link-message-incoming = { $relation } ←

link-message-ask = { $question } «{ $words }»

link-message-ask-as-named = Выберите { $others }: «{ $words }» – { $relation } → ?

link-message-choose-other-end = Выберите { $others }: { $from } – { $relation } → { $to }

link-message-choose-value = Выберите { $attribute }: «{ $from }» – { $relation } → «{ $to }»

link-message-no-links = Связей ещё нет.

link-message-far-end = { $relation }: { $number } из { $count }

link-message-link-from = Связать «{ $words }»

link-message-enter-chooses = Enter: «{ $words }»

link-message-no-match = Не найдено

link-message-alternatives = { $names }

link-message-add-link = Добавить связь { $key }

link-message-way-to-labels = { $relation } { $labels }

link-message-labels-to-way = { $labels } { $relation }

link-message-go-to-end = Перейти к этой аннотации: { $label }

link-message-change-to = Изменить на «{ $relation }»

link-message-start-link = Связать: { $way }

link-message-value-of = { $attribute }: { $value }

link-message-value-by-enter = { $value } (Enter)

link-message-search-keys = Tab: далее

link-message-letter-keys = Нажмите букву или щёлкните · Tab: далее · /: поиск
