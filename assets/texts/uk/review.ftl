review-text-accept = Прийняти

review-text-reject = Відхилити

review-text-accept-all = Прийняти всі

review-text-not-found = не знайдено

review-message-annotations-to-review = { $article }: текст змінився. Його анотації: { $fates }. J показує наступну.

review-message-counted = { $fates }

review-message-not-moved = Анотації не переміщено

review-message-nothing-left = Немає анотацій, які треба перевірити.

review-message-nothing-to-decide = Цю анотацію перевіряти не треба.

review-message-stands-nowhere = Її слів у цьому тексті немає. Виділіть слова там, де її місце, і натисніть +.

review-message-nothing-proposed = У цій статті немає запропонованих місць.

review-message-changed-and-counted = Текст змінився. Анотації: { $fates }.

review-message-counted-only = Анотації: { $fates }.

review-message-key-shows-next = { $key } показує наступну.

review-message-place-by-hand = Щоб розмістити її, виділіть слова там, де її місце, і натисніть { $key }.

review-message-moved = переміщено, { $percent } %

review-message-proposed = тут? { $percent } %

review-message-row = { $fate }: { $label }: { $words }

review-message-was-at = Було: { $words }

review-message-now-at = Стало: { $words }

review-message-context = …{ $before }[{ $words }]{ $after }…

fate-message-kept = на місці { $count }

fate-message-moved = переміщено { $count }

fate-message-proposed = на перевірку { $count }

fate-message-detached = не знайдено { $count }
