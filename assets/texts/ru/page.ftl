page-text-article = Текст статьи

page-text-scroll-bar = Прокрутка статьи

page-text-divider = Разделитель между статьями

page-message-ranked = { $annotation }, { $number } из { $count }

page-message-link-handle = Связать «{ $quote }»

page-message-link-target = { $letters }: связать с «{ $quote }»

page-message-far-end-above = ↑ { $relation } { $quote }

page-message-far-end-below = ↓ { $relation } { $quote }

page-message-far-end = { $relation } «{ $quote }», перейти туда

page-message-of-layer = { $layer }: { $label }: { $words }

page-message-of-label = { $label }: { $words }

page-message-words-and-entity = { $words }, { $entity }

page-message-more = и ещё { $count }

page-message-close-pane = Закрыть { $article }

page-message-of-coder = { $article } ({ $coder })

page-message-without-coder = { $article } (без кодировщика)

page-message-facts = { $facts }

page-message-paragraph = ¶ { $number } из { $count }

page-message-annotations =
    { $count ->
        [one] { $count } аннотация
        [few] { $count } аннотации
       *[many] { $count } аннотаций
    }

page-message-incomplete = неполных: { $count }

page-message-selected-characters =
    { $count ->
        [one] выделен { $count } символ
        [few] выделено { $count } символа
       *[many] выделено { $count } символов
    }

page-message-read-as = прочитано как { $encoding }

page-message-label-key = клавиша { $key }

page-message-label-and-key = { $label } { $key }

page-message-tag-selection = Пометить выделенное как «{ $label }»
