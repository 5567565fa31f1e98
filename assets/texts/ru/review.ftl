review-text-accept = Принять

review-text-reject = Отклонить

review-text-accept-all = Принять все

review-text-not-found = не найдено

review-message-annotations-to-review = { $article }: текст изменился. Его аннотации: { $fates }. J показывает следующую.

review-message-counted = { $fates }

review-message-not-moved = Аннотации не перемещены

review-message-nothing-left = Нет аннотаций, которые нужно проверить.

review-message-nothing-to-decide = Эту аннотацию проверять не нужно.

review-message-stands-nowhere = Её слов в этом тексте нет. Выделите слова там, где её место, и нажмите +.

review-message-nothing-proposed = В этой статье нет предложенных мест.

review-message-changed-and-counted = Текст изменился. Аннотации: { $fates }.

review-message-counted-only = Аннотации: { $fates }.

review-message-key-shows-next = { $key } показывает следующую.

review-message-place-by-hand = Чтобы разместить её, выделите слова там, где её место, и нажмите { $key }.

review-message-moved = перемещено, { $percent } %

review-message-proposed = здесь? { $percent } %

review-message-row = { $fate }: { $label }: { $words }

review-message-was-at = Было: { $words }

review-message-now-at = Стало: { $words }

review-message-context = …{ $before }[{ $words }]{ $after }…

fate-message-kept = на месте { $count }

fate-message-moved = перемещено { $count }

fate-message-proposed = на проверку { $count }

fate-message-detached = не найдено { $count }
